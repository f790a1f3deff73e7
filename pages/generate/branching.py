"""Branches: another token in one place, chosen by hand; each is in the link and can be undone."""

from core.generation.tree import Branch, Tree
from pages.generate.link_tree import MOST_BRANCHES, Branches
from pages.generate.view import GenerateView
from pages.shared.view import session
from pages.shared.view.history import History

HISTORY = History("branches")
FULL = "branches-full"


def choose(tree: Tree, position: int, output: int) -> None:
    """Have another token stand in one place of the run that is shown, and show what follows.

    What was chosen there before, or is written there anyway, is shown again; what people
    typed stays.

    Args:
        tree: the runs that there are.
        position: of the token, from 0.
        output: the number of the output that shall stand there.
    """
    now = _now()
    parent = _owner(now, tree.shown, position)
    was = tree.outcomes[parent]
    if was is None or not was.prime <= position < len(was.keys):
        return
    branch = Branch(parent, position, output)
    if was.keys[position] == tree.run.network.outputs[output]:
        _show(now, parent, position)
    elif branch in now.items:
        _show(now, now.items.index(branch) + 1, position)
    elif len(now.items) < MOST_BRANCHES:
        HISTORY.change(Branches((*now.items, branch), len(now.items) + 1))
        session.cue(position=position + 1)
    else:
        session.set_flag(FULL)


def show(number: int) -> None:
    """Show another run; 0 is the first one, n that of the n-th branch."""
    now = _now()
    if 0 <= number <= len(now.items):
        place = now.items[number - 1].position if number else None
        _show(now, number, place)


def remove(number: int) -> None:
    """Remove a branch, and all that leave it; the run that it left is shown."""
    now = _now()
    if not 1 <= number <= len(now.items):
        return
    gone = {number}
    for place, branch in enumerate(now.items, start=1):
        if branch.parent in gone:
            gone.add(place)
    left = [place for place in range(len(now.items) + 1) if place not in gone]
    numbers = {place: new for new, place in enumerate(left)}
    items = tuple(
        Branch(numbers[each.parent], each.position, each.output)
        for place, each in enumerate(now.items, start=1)
        if place not in gone
    )
    shown = now.shown if now.shown not in gone else now.items[number - 1].parent
    HISTORY.change(Branches(items, numbers[shown]))


def in_order(items: tuple[Branch, ...]) -> list[tuple[int, int]]:
    """Return every run's number and its depth, each branch below the run that it leaves."""
    rows: list[tuple[int, int]] = []

    def visit(number: int, depth: int) -> None:
        rows.append((number, depth))
        for place, branch in enumerate(items, start=1):
            if branch.parent == number:
                visit(place, depth + 1)

    visit(0, 0)
    return rows


def _show(now: Branches, number: int, position: int | None) -> None:
    HISTORY.change(Branches(now.items, number))
    if position is not None:
        session.cue(position=position + 1)


def _owner(now: Branches, shown: int, position: int) -> int:
    """Return the run that a branch at a token leaves: an earlier one if that has the token, too."""
    while shown and position <= now.items[shown - 1].position:
        shown = now.items[shown - 1].parent
    return shown


def _now() -> Branches:
    return session.view(GenerateView).branches
