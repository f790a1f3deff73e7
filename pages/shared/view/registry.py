"""The records that make up the view: the shared one, and each screen's own.

Names of fields and of parameters are unique across all records, so that a field is found by its
name alone, whichever record owns it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from pages.shared.view.fields import Parameter, parameters_of
from pages.shared.view.selection import Selection


@dataclass
class _Registry:
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    owners: Mapping[str, type] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)


_REGISTRY = _Registry()


def register(records: Sequence[type], order: Sequence[str] = ()) -> None:
    """Register the screens' records, in place of those that were registered before.

    Args:
        records: frozen dataclasses, declared with ``fields``.
        order: names of parameters, as they follow each other in a link; others come after them.

    Raises:
        ValueError: if two records have fields or parameters of the same name.
    """
    owned = [
        (record, name, parameter)
        for record in (Selection, *records)
        for name, parameter in parameters_of(record).items()
    ]
    for names in ([name for _, name, _ in owned], [each.name for _, _, each in owned]):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"The view has more than one field or parameter called {twice}.")
    places = {name: place for place, name in enumerate(order)}
    owned.sort(key=lambda each: places.get(each[2].name, len(places)))
    _REGISTRY.parameters = {name: parameter for _, name, parameter in owned}
    _REGISTRY.owners = {name: record for record, name, _ in owned}
    _REGISTRY.defaults = {
        each.name: each.default
        for record in (Selection, *records)
        for each in fields(record)
        if each.name in _REGISTRY.parameters
    }


def parameters() -> Mapping[str, Parameter]:
    """Return how every field stands in a link: field -> its parameter, in the link's order."""
    return _REGISTRY.parameters


def default_of(name: str) -> Any:
    """Return the value of a field where nothing is chosen."""
    return _REGISTRY.defaults[name]


def beginnings(of: Literal["text", "network"]) -> dict[str, Any]:
    """Return the fields that name a place in a text, or in a network, each with its default."""
    return {name: default_of(name) for name, each in parameters().items() if each.place_in == of}


def value(selection: Selection, name: str) -> Any:
    """Return the value of one field of a selection, whichever record owns it."""
    owner = _owner(name)
    return getattr(selection if owner is Selection else selection.of(owner), name)


def changed(selection: Selection, **changes: Any) -> Selection:
    """Return a selection with other values in some fields, whichever records own them.

    Raises:
        ValueError: if no record has such a field.
    """
    by_owner: dict[type, dict[str, Any]] = {}
    for name, chosen in changes.items():
        by_owner.setdefault(_owner(name), {})[name] = chosen
    selection = replace(selection, **by_owner.pop(Selection, {}))
    for owner, own in by_owner.items():
        selection = selection.having(replace(selection.of(owner), **own))
    return selection


def _owner(name: str) -> type:
    if name not in _REGISTRY.owners:
        raise ValueError(f"No record of the view that is registered has a field {name!r}.")
    return _REGISTRY.owners[name]
