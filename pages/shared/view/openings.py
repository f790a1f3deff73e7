"""What a screen opens on while nobody has chosen anything: a view in which its lesson is seen.

It takes the place of the example of the network, and only that: a text, a step or a unit that
somebody chose, or that a link names, stays when the screen changes.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.network import CheckpointError
from pages.shared import cached
from pages.shared.cached.own_networks import texts_of
from pages.shared.view import registry
from pages.shared.view.selection import Selection

Opening = Mapping[str, Any]
"""Fields of the view, whichever record owns them, with the values that they open with."""
_OPENINGS: dict[str, Mapping[str, Opening]] = {}


def register(openings: Mapping[str, Mapping[str, Opening]]) -> None:
    """Register what screens open on, in place of what was registered before.

    Args:
        openings: file of a screen -> task whose example the opening takes the place of -> opening.
    """
    _OPENINGS.clear()
    _OPENINGS.update(openings)


def opened_on(selection: Selection, page: str) -> Selection:
    """Return what a screen shows of a view: its opening where nothing in the view was chosen."""
    opening = _OPENINGS.get(page, {}).get(selection.model)
    if opening is None or selection.text != texts_of(selection.model).example:
        return selection
    fields = {"position", "unit", *opening} - {"text", "model"}
    if any(registry.value(selection, each) != registry.default_of(each) for each in fields):
        return selection
    return registry.changed(selection, **opening)


def opening(selection: Selection) -> dict[str, int]:
    """Return the step and unit at which an example's memory moves most; nothing of other texts."""
    if selection.text != texts_of(selection.model).example:
        return {}
    try:
        place = cached.opening(selection.reference, selection.text)
    except CheckpointError:  # reported on the screen that needs it
        return {}
    return place._asdict()


def on_screen(selection: Selection, page: str) -> Selection:
    """Return what a screen shows of a view: what it opens on where nothing was chosen."""
    place = opening(selection)
    is_unplaced = bool(place) and all(getattr(selection, name) == at for name, at in place.items())
    plain = {name: registry.default_of(name) for name in place}
    unchosen = replace(selection, **plain) if is_unplaced else selection
    opened = opened_on(unchosen, page)
    return selection if opened == unchosen else opened


def everywhere(selection: Selection) -> tuple[Selection, ...]:
    """Return what each screen shows of a view."""
    return tuple(opened_on(selection, page) for page in _OPENINGS)


def is_opening(selection: Selection, page: str) -> bool:
    """Return whether a view is what a screen opens on, so that nobody need have chosen it."""
    return any(
        all(registry.value(selection, name) == value for name, value in opening.items())
        and opening.get("model", task) == selection.model
        for task, opening in _OPENINGS.get(page, {}).items()
    )


def is_example(selection: Selection, page: str) -> bool:
    """Return whether a text is the example of its network, or the one that a screen has for it."""
    shown = _OPENINGS.get(page, {}).get(selection.model, {}).get("text")
    return selection.text in (texts_of(selection.model).example, shown)


def example(task: str, page: str) -> Opening:
    """Return what a screen shows first of a network that somebody chooses there."""
    opening = _OPENINGS.get(page, {}).get(task, {})
    plain: Opening = {"text": texts_of(task).example}
    if "model" in opening:  # the screen would rather show another one, which was not wanted
        return {
            name: registry.default_of(name) for name in {*opening} - {"model", "cell", "unit"}
        } | plain
    return {**plain, **opening}
