"""The kinds of recurrent models and the ways to merge two directions."""

from typing import Literal, get_args

Kind = Literal["one-to-one", "one-to-many", "many-to-one", "many-to-many", "encoder-decoder"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Merge = Literal["concat", "sum", "ave", "mul"] | None
MERGES: tuple[Merge, ...] = ("concat", "sum", "ave", "mul", None)

EVERY_STEP = {
    "one-to-many": True,
    "many-to-one": False,
    "many-to-many": True,
    "encoder-decoder": True,
}
"""Whether a kind gives every step; one-to-one may be either."""
