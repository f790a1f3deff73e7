"""Places in a corpus as a list: a click on one opens the passage there."""

from collections.abc import Callable

from pages.shared.snippets.payload import Chosen, Snippet, Snippets, read_chosen

__all__ = ["Chosen", "Snippet", "Snippets", "read_chosen", "snippets"]


def snippets(shown: Snippets, *, on_chosen: Callable[[], None], key: str) -> None:
    """Show snippets; a click or Enter on one reports it.

    Args:
        shown: the list.
        on_chosen: called at the start of the rerun that a choice causes; there
            ``read_chosen(session.value_of(key).get("chosen"))`` says which.
        key: the component's key.
    """
    raise NotImplementedError
