"""Safetensors files of random weights, as tests make them."""

from collections.abc import Mapping
from typing import Any

import torch
from safetensors.torch import save
from torch import Tensor, nn

VOCABULARY = ("<unk>", *"abcdef")


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def randomised(module: nn.Module, seed: int = 0) -> nn.Module:
    generator = seeded(seed)
    with torch.no_grad():
        for weight in module.parameters():
            weight.uniform_(-0.7, 0.7, generator=generator)
    return module.requires_grad_(False)


def content(weights: Mapping[str, Tensor], **metadata: str) -> bytes:
    return save({key: each.clone().contiguous() for key, each in weights.items()}, metadata or None)


def renamed(module: nn.Module, prefix: str) -> dict[str, Tensor]:
    return {prefix + key: each for key, each in module.state_dict().items()}


def language_model(kind: Any = nn.LSTM, **options: Any) -> dict[str, nn.Module]:
    """A network of the usual names, whose three parts are run by PyTorch itself."""
    directions = 2 if options.get("bidirectional") else 1
    recurrent = kind(5, 4, batch_first=True, **options)
    out = int(options.get("proj_size", 0)) or 4
    return {
        "encoder": randomised(nn.Embedding(len(VOCABULARY), 5), 1),
        "rnn": randomised(recurrent, 2),
        "decoder": randomised(nn.Linear(out * directions, len(VOCABULARY)), 3),
    }


def weights_of(parts: Mapping[str, nn.Module]) -> dict[str, Tensor]:
    return {
        key: each for name, part in parts.items() for key, each in renamed(part, f"{name}.").items()
    }
