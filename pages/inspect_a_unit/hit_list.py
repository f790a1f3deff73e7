"""Search hits as a list of snippets, each of which opens the text at its place, and as a file."""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

import streamlit as st

from core.corpus.search.hits import Hit
from core.network import Network
from core.notation import Quantity
from core.spreadsheet import guard
from pages.components.snippets import Snippet, Snippets, read_chosen, snippets
from pages.shared.cached.own_networks import texts_of
from pages.shared.downloads import table_file
from pages.shared.view import session
from pages.shared.view.selection import Selection

HEIGHT = 560
"""Height in pixels; a longer list scrolls, so that the part below it stays easy to find."""


def hit_list(
    key: str,
    hits: Sequence[Hit],
    figures: Sequence[str],
    quantity: Quantity,
    selection: Selection,
    open_at: Callable[[int], object],
) -> None:
    """Show hits, best first; a click on one opens the text there.

    Args:
        key: the list's own key.
        hits: the hits to show.
        figures: the text beside each of them.
        quantity: the quantity that colours the tokens.
        selection: what is shown.
        open_at: is called with the position of the first token of the chosen hit.
    """
    pairs = zip(hits, figures, strict=True)
    shown = Snippets(
        digest=_digest(key, hits),
        items=[Snippet(hit.context, text, hit.values) for hit, text in pairs],
        quantity=quantity,
        largest=_largest(hits, quantity),
        fixed=texts_of(selection.model).has_lines,
        lecture=selection.lecture,
    )

    def chosen() -> None:
        choice = read_chosen(session.reported(key, "chosen"))
        if choice and choice.digest == shown.digest and choice.index < len(hits):
            open_at(hits[choice.index].start)

    with st.container(height=HEIGHT, border=False):
        snippets(shown, on_chosen=chosen, key=key)


def offer_hits(hits: Sequence[Hit], figure: str, file_name: str) -> None:
    """Offer hits as a file: positions, the values they are ranked by, and the tokens' text."""
    names = ("document", "first_token", "last_token", figure, "text", "guarded")
    table_file(names, lambda: _rows(hits), file_name)


def quantity_of(network: Network, name: str) -> Quantity:
    """Return one of the quantities that a network's cell computes."""
    return next(each for each in network.cell.quantities if each.name == name)


def _rows(hits: Sequence[Hit]) -> Iterator[tuple]:
    for hit in hits:
        first, last = hit.context.hit
        excerpt = hit.context.excerpt
        pieces = zip(excerpt.gaps[first:last], excerpt.sources[first:last], strict=True)
        text = "".join(part for piece in pieces for part in piece)
        where = (hit.context.title, hit.start + 1, hit.stop)
        yield *where, hit.figure, *guard(text)


def _largest(hits: Sequence[Hit], quantity: Quantity) -> float | None:
    """Return the magnitude that has the full colour; ``None`` if bounds give it or all is 0."""
    if quantity.bounds is not None or not hits:
        return None
    return max(float(abs(hit.values).max()) for hit in hits) or None


def _digest(key: str, hits: Sequence[Hit]) -> str:
    sha = sha256(key.encode())
    for hit in hits:
        sha.update(f"{hit.start} {hit.stop} ".encode())
        sha.update(hit.values.tobytes())
    return sha.hexdigest()[:16]
