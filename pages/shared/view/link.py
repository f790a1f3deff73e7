"""The link of a view: the same view in any browser, any time.

Reading a link is a total function: whatever stands in it, there is a selection, and a notice for
each thing that could not be taken as it was.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from core.language import DEFAULT
from core.network.suitable import task_for_text, task_in_language
from core.notation import N_, Notice
from pages.shared.cached.own_networks import texts_of
from pages.shared.view import own as own_networks
from pages.shared.view.fields import Parameter, Refused
from pages.shared.view.registry import changed, default_of, parameters, value
from pages.shared.view.selection import Selection

VERSION = "1"
MAX_LINK_TEXT = 500
MAX_LINK = 2_000
ADDRESS = 200
"""Characters reserved in a link for the part before the question mark."""

REST, REST_DIGITS = "rest", 8
"""The parameter that says, by a hash, what was too long for the link; and its digits."""
ALWAYS = ("text", "model", "cell", "position", "unit")
"""Fields that a link always gives, so that it means the same when defaults change."""


def parse(
    query: Mapping[str, Sequence[str]], language: str = DEFAULT, own: Collection[str] = ()
) -> tuple[Selection, tuple[Notice, ...]]:
    """Read a link's parameters; never raises.

    A link that names no network gets one that can read its text or, where it has none, one in the
    language of the screen.

    Args:
        query: parameter -> its values, as ``st.query_params.get_all`` gives them.
        language: of the screen, where the link names none.
        own: keys of the networks that this session has; others of sessions are not shown.

    Returns:
        The selection, and what could not be taken as it was.
    """
    taken, notices = {}, []
    if (query.get("v") or [VERSION])[0] != VERSION:
        notices.append(Notice(N_("This link was made for another version of Gatescope.")))
    given = {name: _values(query, parameter) for name, parameter in parameters().items()}
    if any(len(values) > 1 for values in given.values()):
        notices.append(Notice(N_("The link sets something twice; the first value is used.")))
    for attribute, parameter in parameters().items():
        if given[attribute]:
            try:
                taken[attribute] = parameter.read(given[attribute][0])
            except Refused as refused:
                notices.append(refused.notice)
                if refused.nearest is not None:
                    taken[attribute] = refused.nearest
    taken, missing = own_networks.taken_here(taken, own)
    notices += missing
    if "model" not in taken:
        first = task_in_language(taken.get("language") or language)
        taken["model"] = task_for_text(taken.get("text", ""), first) or first
    if "text" not in taken:
        taken["text"] = texts_of(taken["model"]).example
    return own_networks.fitting(changed(Selection(), **taken), own), tuple(notices)


def to_query(selection: Selection) -> dict[str, str]:
    """Return the parameters of the selection's link, as few as possible.

    What is too long for a link is left out, texts first: see ``fits_in_link`` and ``left_out``.
    """
    query, left = _divided(selection)
    return {**query, REST: hash_of(left)} if left else dict(query)


def left_out(selection: Selection) -> dict[str, str]:
    """Return the parameters that are too long for the selection's link."""
    return dict(_divided(selection)[1])


def hash_of(left: Mapping[str, str]) -> str:
    """Return the hash by which a link names what it leaves out."""
    return sha256(json.dumps(left, sort_keys=True).encode()).hexdigest()[:REST_DIGITS]


def read_left_out(text: str, wanted: str) -> dict[str, Any] | None:
    """Return the fields that a link left out, from where they were kept as JSON; never raises.

    Args:
        text: what was kept, which anybody may have written.
        wanted: the hash of what the link left out.

    Returns:
        The fields, or ``None`` if it is something else.
    """
    try:
        left = json.loads(text)
    except (ValueError, RecursionError):
        return None
    written = {parameter.name: name for name, parameter in parameters().items()}
    droppable_ones = droppable()
    if not isinstance(left, dict) or not all(
        name in droppable_ones and isinstance(value, str) for name, value in left.items()
    ):
        return None
    if hash_of(left) != wanted:
        return None
    try:
        return {written[name]: parameters()[written[name]].read(left[name]) for name in left}
    except Refused:
        return None


def droppable() -> list[str]:
    """Return the parameters that are left out of a link that would be too long, in this order."""
    some = [parameter for parameter in parameters().values() if parameter.drop_order]
    return [parameter.name for parameter in sorted(some, key=lambda each: each.drop_order)]


def fits_in_link(selection: Selection) -> bool:
    """Return whether texts and edits are short enough to be shared by link."""
    return _fits(_written(selection))


@lru_cache(maxsize=256)  # every page has links to all others, most of them with the same view
def _divided(selection: Selection) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the parameters that are in the link, and those that are too long for it."""
    query, left = _written(selection), {}
    for name in droppable():
        if _fits(query):
            break
        if name in query:
            left[name] = query.pop(name)
    return query, left


def _values(query: Mapping[str, Sequence[str]], parameter: Parameter) -> Sequence[str]:
    return query.get(parameter.name) or query.get(parameter.formerly) or []


def _fits(query: Mapping[str, str]) -> bool:
    if len(query.get("text", "")) > MAX_LINK_TEXT:
        return False
    return len(urlencode(query)) <= MAX_LINK - ADDRESS


def _written(selection: Selection) -> dict[str, str]:
    query = {"v": VERSION}
    for name, parameter in parameters().items():
        chosen = value(selection, name)
        if chosen is not None and (name in ALWAYS or chosen != default_of(name)):
            query[parameter.name] = parameter.write(chosen)
    return query
