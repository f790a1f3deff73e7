"""The shipped vocabularies of a language's texts under simple tokenizers, which no network reads.

``python -m core.training.vocabularies`` counts them; they are shipped in ``core/checkpoints``.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..checkpoints import CHECKPOINTS, CheckpointError, read_checked, write_checked
from .vocabulary import Vocabulary


def load_vocabularies(language: str, folder: Path = CHECKPOINTS) -> Mapping[str, Vocabulary]:
    """Return tokenizer's name -> the vocabulary of a language's texts under that tokenizer.

    Raises:
        CheckpointError: if the file is missing or damaged.
    """
    path = folder / file_name(language)
    content = read_checked(path)
    try:
        keys: dict[str, list[str]] = json.loads(content)["keys"]
        return {tokenizer: Vocabulary(known) for tokenizer, known in keys.items()}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CheckpointError(
            f"{path.name} does not hold vocabularies; make it again "
            "(python -m core.training.vocabularies)."
        ) from error


def save_vocabularies(
    language: str, vocabularies: Mapping[str, Vocabulary], card: Mapping[str, Any], folder: Path
) -> Path:
    """Write vocabularies with how they were counted, and enter the file in the manifest."""
    path = folder / file_name(language)
    keys = {tokenizer: vocabulary.keys for tokenizer, vocabulary in vocabularies.items()}
    content = json.dumps({"card": dict(card), "keys": keys}, ensure_ascii=False, indent=0)
    write_checked(path, content.encode())
    return path


def file_name(language: str) -> str:
    """Return the name of the file with a language's vocabularies."""
    return f"{language}.vocabularies.json"
