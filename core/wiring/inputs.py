"""What a model is given: checked, turned steps first, and random where there is nothing at hand."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
import torch
from torch import Tensor

from .wiring import Wiring


def random_inputs(wiring: Wiring, length: int = 5, batch_size: int = 2, seed: int = 1) -> Tensor:
    """Return inputs for a model: normal random numbers, laid out as it reads them.

    Args:
        wiring: its switches; a kind that reads one step gets one.
        length: T.
        batch_size: N, where the wiring has none.
        seed: of the numbers.
    """
    steps = 1 if wiring.kind in ("one-to-one", "one-to-many") else length
    texts = wiring.batch_size or batch_size
    shape = (texts, steps) if wiring.batch_first else (steps, texts)
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, wiring.input_size, generator=generator)


def token_vectors(tokens: Sequence[str], input_size: int, seed: int = 0) -> Tensor:
    """Return a random vector for each token, ``(T, input_size)``, the same for equal tokens.

    >>> a, b, again = token_vectors(["a", "b", "a"], 3)
    >>> bool((a == again).all()), bool((a == b).any())
    (True, False)
    """
    vectors = np.empty((len(tokens), input_size), np.float32)
    for row, token in zip(vectors, tokens, strict=True):
        own = int.from_bytes(sha256(token.encode("utf-8", "surrogatepass")).digest()[:8], "little")
        row[:] = np.random.Generator(np.random.PCG64([seed, own])).standard_normal(input_size)
    return torch.from_numpy(vectors)


def batch_of(wiring: Wiring, vectors: Tensor, texts: int = 1) -> Tensor:
    """Return a batch of one text, laid out as a model reads it: each text begins a token later.

    What stands before a text's beginning comes after its end, so that all have the same length.

    Args:
        wiring: the switches; a kind that reads one step gets the first of each text.
        vectors: of the first text, ``(T, input_size)``.
        texts: N.
    """
    batch = torch.stack([vectors.roll(-text, 0) for text in range(texts)])  # (N, T, input_size)
    if wiring.kind in ("one-to-one", "one-to-many"):
        batch = batch[:, :1]
    return batch if wiring.batch_first else batch.transpose(0, 1)


def steps_first(wiring: Wiring, inputs: Tensor | np.ndarray) -> Tensor:
    """Return the inputs steps first, ``(T, N, input_size)``, with the zeros of one-to-many."""
    x = torch.as_tensor(np.asarray(inputs), dtype=torch.float32)
    one_step = wiring.kind in ("one-to-one", "one-to-many")
    if x.dim() == 2:  # one step of each text, or one text
        x = x[None] if one_step else x[:, None]
    elif x.dim() == 3 and wiring.batch_first:
        x = x.transpose(0, 1)
    steps = "1" if one_step else "T"
    texts = wiring.batch_size or "N"
    if (
        x.dim() != 3
        or x.shape[2] != wiring.input_size
        or 0 in x.shape
        or (one_step and len(x) != 1)
        or (wiring.batch_size and x.shape[1] != wiring.batch_size)
    ):
        order = f"{texts}, {steps}" if wiring.batch_first else f"{steps}, {texts}"
        raise ValueError(
            f"wire expected inputs of shape ({order}, {wiring.input_size}) for the kind "
            f"{wiring.kind!r} with batch_first={wiring.batch_first}; got "
            f"{tuple(np.shape(inputs))}. Give a row of {wiring.input_size} numbers for each step."
        )
    if wiring.kind == "one-to-many":
        x = torch.cat([x, x.new_zeros((wiring.length or 1) - 1, *x.shape[1:])])
    return x


def targets_first(wiring: Wiring, targets: Tensor | np.ndarray | None, texts: int) -> Tensor | None:
    """Return what the decoder reads under teacher forcing, ``(target_length, N, size)``."""
    if (targets is not None) != (wiring.has_decoder and wiring.teacher_forcing):
        raise ValueError(
            "wire expected targets with teacher_forcing of an encoder-decoder, and only then; got "
            f"{'none' if targets is None else 'targets'} with "
            f"teacher_forcing={wiring.teacher_forcing} and the kind {wiring.kind!r}."
        )
    if targets is None:
        return None
    y = torch.as_tensor(np.asarray(targets), dtype=torch.float32)
    expected = (
        (texts, wiring.target_length) if wiring.batch_first else (wiring.target_length, texts)
    )
    if y.shape != (*expected, wiring.decoder_input_size):
        raise ValueError(
            f"wire expected targets of shape {(*expected, wiring.decoder_input_size)}; got "
            f"{tuple(y.shape)}. Give what the decoder should write at each of its steps."
        )
    return y.transpose(0, 1) if wiring.batch_first else y
