"""English stories, continued word by word; words keep their case."""

from hashlib import sha256
from pathlib import Path

from ...text import CasedWordTokenizer, clean
from ..task import Recipe, Task
from .next_tokens import Sizes, Tokens, known_keys, next_token_task

FILES = ("train.txt", "dev.txt")

MIN_COUNT = 4
"""Words seen less often are unknown, and are no output."""

SIZES = Sizes(vector=128, hidden=256)

RECIPE = Recipe(
    epochs=2,
    batch_size=32,
    learning_rate=0.004,
    vector_dropout=0.2,
    state_dropout=0.3,
    averaging=0.998,
    weight_decay=0.01,
)
"""The same for all cells, so that nothing but the cell differs."""


def stories(folder: Path) -> Task:
    """Read the data, a paragraph a line, and return the task.

    Args:
        folder: where the two files are.

    Raises:
        FileNotFoundError: if one of them is not in the folder.
    """
    content = {name: (folder / name).read_bytes() for name in FILES}
    train, dev = (keys(content[name].decode("utf-8")) for name in FILES)
    return next_token_task(
        "stories",
        Tokens(CasedWordTokenizer.name, [train[: len(dev)]], [dev]),
        known_keys([train], MIN_COUNT),
        [train],
        SIZES,
        data={name: sha256(content[name]).hexdigest() for name in FILES},
        recipe=RECIPE,
    )


def keys(text: str) -> list[str]:
    """Return the words of a text in the form that a network reads."""
    return [token.key for token in CasedWordTokenizer().tokenize(clean(text, limit=None).text)]
