"""A view names networks of this session only: what it says of others is dropped, with a notice.

Links are the one way in which a visitor could name a network that somebody else has; ``fitting``
holds for every other change, too, such as the removal of a network.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from core.network.suitable import task_for_text, task_in_language
from core.notation import N_, Notice
from pages.shared.cached.own_networks import PREFIX, is_own, own_network
from pages.shared.view import registry
from pages.shared.view.selection import Selection

_MISSING = N_(
    "This link asks for a network that somebody trained or opened for one visit: the one whose "
    "file has a sha256 that begins with {digits}. No link carries such a network. Open its file "
    "again on “Your own network”, or train it again; until then, another network is shown."
)


def taken_here(
    taken: Mapping[str, Any], own: Collection[str]
) -> tuple[dict[str, Any], tuple[Notice, ...]]:
    """Return what a link says, without the networks that this session does not have.

    Args:
        taken: fields of the view with their values, of any record.
        own: keys of the networks that this session has.

    Returns:
        The fields, of which those about a missing network are left out, and a notice for each one
        that is missing.
    """
    here = dict(taken)
    model, side_by_side = here.get("model", ""), here.get("networks", ())
    missing = [name for name in (model, *side_by_side) if is_own(name) and name not in own]
    if model in missing:
        about = {"model", "cell", "network", "weights", *registry.beginnings("network")}
        here = {name: chosen for name, chosen in here.items() if name not in about}
    others = tuple(name for name in side_by_side if name not in missing)
    if side_by_side:
        here["networks"] = others or registry.default_of("networks")
    digits = dict.fromkeys(name.removeprefix(PREFIX) for name in missing)
    return here, tuple(Notice(_MISSING, {"digits": each}) for each in digits)


def fitting(selection: Selection, own: Collection[str]) -> Selection:
    """Return a view of networks that this session has, each with its own cell.

    Args:
        selection: any view.
        own: keys of the networks that this session has.
    """
    if any(is_own(name) and name not in own for name in selection.networks):
        networks = tuple(name for name in selection.networks if name in own or not is_own(name))
        selection = replace(selection, networks=networks or registry.default_of("networks"))
    if not is_own(selection.model):
        return selection
    if selection.model in own:
        return replace(selection, cell=own_network(selection.model).reference.cell)
    first = task_in_language(selection.language or "")
    model = task_for_text(selection.text, first) or first
    changes = {"model": model, "cell": registry.default_of("cell"), "network": None}
    return registry.changed(selection, **registry.beginnings("network"), **changes)
