"""The connectivity view: a sentence once per network, coloured by what an output depends on."""

from collections.abc import Callable, Sequence
from pathlib import Path

from streamlit.components.v2 import component

from core.analysis.reading import ShownToken
from core.browser import BASE
from core.browser.assemble import assemble, stylesheet
from pages.components.connections.payload import (
    ConnectionMember,
    PinnedOutput,
    Sentence,
    pack,
    read_pinned,
)

__all__ = ["ConnectionMember", "PinnedOutput", "connections", "read_pinned"]

_FOLDER = Path(__file__).parent

_component = component(
    "gatescope_connections",
    css=stylesheet(BASE / "base.css", _FOLDER / "connections.css"),
    js=assemble(_FOLDER / "connections.js"),
)


def connections(
    members: Sequence[ConnectionMember],
    tokens: Sequence[ShownToken],
    pinned: int,
    measure: str,
    digest: str,
    *,
    on_settled: Callable[[], None],
    key: str,
    lecture: bool = False,
) -> PinnedOutput | None:
    """Show the sentence in a row for each network; an output colours the inputs it depends on.

    The browser follows ``pinned`` when the page itself moves it; its own reports come back as an
    echo and move nothing.

    Args:
        members: one to three networks.
        tokens: the T tokens as people see them, 1 to 256.
        pinned: the output that stays selected, 0-based.
        measure: ``strength`` or ``signed``.
        digest: identifies the numbers of all members.
        on_settled: called at the start of the rerun that a newly pinned output causes; there
            ``read_pinned(session.reported(key, "settled"))`` says which.
        key: the component's key.
        lecture: larger type.

    Returns:
        The output pinned last, perhaps in an earlier sentence: compare its digest. ``None`` if none
        has been pinned yet.

    Raises:
        ValueError: if there are too few or too many members or tokens, if they do not belong
            together, or if there is no such measure.
    """
    sentence = Sentence(members, tokens, measure, digest, lecture)
    result = _component(key=key, data=pack(sentence, pinned, key), on_settled_change=on_settled)
    return read_pinned(result.get("settled"))
