"""The format of a tree of branches in a link: a list, in which each branch is three numbers.

``2~0.57.12~1.80.3``: run 2 is shown; the first branch leaves run 0 at token 57, where output 12
stands instead; the second one leaves that branch at token 80.
"""

import re
from dataclasses import dataclass

from core.generation.tree import Branch
from core.notation import N_, Notice
from pages.shared.view.fields import BETWEEN, Refused
from pages.shared.view.selection import MAX_OUTPUT

MOST_BRANCHES = 12
LONGEST = 2_000
"""Tokens of prime and text together on this screen, at most; the library takes more."""
_BRANCH = re.compile(r"([0-9]{1,2})\.([0-9]{1,4})\.([0-9]{1,5})")


@dataclass(frozen=True)
class Branches:
    """The branches that were made, and which run is looked at.

    Attributes:
        items: the branches, in the order in which they were made.
        shown: the run that is looked at: 0 for the first one, n for that of the n-th branch.
    """

    items: tuple[Branch, ...] = ()
    shown: int = 0


def branches(value: str) -> Branches:
    """Take the branches that can be read, in order; raises ``Refused`` if some were left out."""
    shown, *items = value.split(BETWEEN)
    read: list[Branch] = []
    for number, item in enumerate(items[:MOST_BRANCHES]):
        branch = _branch(item)
        if branch is None or branch.parent > number:
            break  # those that leave it could not be read either
        read.append(branch)
    wanted = int(shown) if re.fullmatch("[0-9]{1,2}", shown) else len(read) + 1
    taken = Branches(tuple(read), wanted if wanted <= len(read) else 0)
    if len(read) < len(items) or wanted > len(read):
        message = N_("Not all branches of the link can be read; showing those that can.")
        raise Refused(Notice(message), taken)
    return taken


def to_text(branches: Branches) -> str:
    """Return the branches as a link has them."""
    items = (f"{each.parent}.{each.position + 1}.{each.output}" for each in branches.items)
    return BETWEEN.join((str(branches.shown), *items))


def _branch(item: str) -> Branch | None:
    parts = _BRANCH.fullmatch(item)
    if parts is None:
        return None
    parent, position, output = map(int, parts.groups())
    if not 1 <= position <= LONGEST or output > MAX_OUTPUT:
        return None
    return Branch(parent, position - 1, output)
