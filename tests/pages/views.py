"""Views of every kind, derived from their fields' declarations, and the reading of links."""

from typing import Any

from hypothesis import strategies as st

import pages.every_view  # noqa: F401
from core.model_builder.layers import MAXIMUM_LAYERS
from core.model_builder.text import DEFAULT_STACK
from core.network.catalogue import NETWORK_NAMES
from pages.generate.view import MOST_STOP
from pages.inspect_a_unit.view import FILE_DIGITS, MAX_CORPUS, MAX_SPAN
from pages.shapes_and_wiring.view import MOST_SAID
from pages.shared.view.fields import Parameter
from pages.shared.view.link import MAX_LINK_TEXT, parse
from pages.shared.view.registry import changed, default_of, parameters
from pages.shared.view.selection import (
    MAX_INSTEAD,
    MOST_NETWORKS,
    PLACES,
    WEIGHTS_DIGITS,
    Selection,
)
from pages.train.view import LEARNING, MOST_CELLS
from pages.what_if.link_edits import MAX_EDITS
from tests.pages.generate.trees import trees
from tests.pages.train.dials import changes
from tests.pages.what_if.edits import edits

LONGEST_STACK = "~".join(["input-4096", *["gru-4096-8-both-all"] * MAXIMUM_LAYERS])


def read(**query: str) -> tuple[Selection, list[str]]:
    """Return the view that a link with these parameters opens, and the texts of its notices."""
    selection, notices = parse({name: [value] for name, value in query.items()})
    return selection, [notice.message.format(**notice.values) for notice in notices]


def view_of(**fields: Any) -> Selection:
    """Return the default view with other values in these fields."""
    return changed(Selection(), **fields)


def _hash(digits: int) -> st.SearchStrategy[str]:
    return st.from_regex(f"[0-9a-f]{{{digits}}}", fullmatch=True)


_spans = st.builds(
    lambda start, length: (start, start + length),
    st.integers(0, MAX_CORPUS - MAX_SPAN),
    st.integers(1, MAX_SPAN),
)
_networks = st.lists(
    st.sampled_from(sorted(NETWORK_NAMES)), min_size=1, max_size=MOST_NETWORKS, unique=True
)
_learners = st.lists(st.sampled_from(LEARNING), min_size=1, max_size=MOST_CELLS, unique=True)
_OWN_READERS: dict[str, st.SearchStrategy] = {
    "text": st.text(max_size=MAX_LINK_TEXT + 20),
    "instead": st.text(max_size=MAX_INSTEAD),
    "other": st.text(max_size=60),
    "stack": st.sampled_from([DEFAULT_STACK, "input-200-64", LONGEST_STACK]),
    "networks": _networks.map(tuple),
    "cell_place": st.sampled_from([*PLACES.values()]),
    "span": _spans,
    "file": _hash(FILE_DIGITS),
    "weights": _hash(WEIGHTS_DIGITS),
    "edits": st.lists(edits, max_size=MAX_EDITS).map(tuple),
    "said": st.text(max_size=MOST_SAID),
    "spelled": st.text(max_size=MOST_SAID),
    "stop": st.text(max_size=MOST_STOP),
    "branches": trees(),
    "learners": _learners.map(tuple),
    "dial_changes": changes,
}
"""Fields that are declared with a reader of their own: field -> its values."""


def _values(field: str, parameter: Parameter) -> st.SearchStrategy:
    if parameter.options:
        values = st.sampled_from(sorted(parameter.options))
    elif parameter.ends:
        values = st.integers(*parameter.ends)
    elif isinstance(default_of(field), bool):
        values = st.booleans()
    else:
        values = _OWN_READERS[field]
    return st.none() | values if default_of(field) is None else values


selections = st.fixed_dictionaries(
    {field: _values(field, parameter) for field, parameter in parameters().items()}
).map(lambda fields: view_of(**fields))
