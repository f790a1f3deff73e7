"""What is too long for a link, such as a text: the browser's tab keeps it, and gives it back."""

from core.notation import N_, Notice
from pages.shared.view import registry, session
from pages.shared.view.link import left_out, read_left_out


def left_out_now() -> dict[str, str]:
    """Return what is too long for the link of this view, for the browser's tab to keep."""
    return left_out(session.selection_now())


def wanted() -> str:
    """Return the hash of what the link that was opened last leaves out, until it is found."""
    rest = session.kept(session.WANTED, None)
    return rest[0] if rest else ""


def found(text: str) -> None:
    """Take over what the tab has kept of the link that was opened; say so if it has kept nothing.

    Args:
        text: what a browser reports, empty if there was nothing.
    """
    if not wanted():
        return
    rest, opened = session.kept(session.WANTED, None)
    session.keep(session.WANTED, None)
    changes = read_left_out(text, rest)
    if changes is None:
        message = N_("The link leaves out a text that is too long for it; showing another.")
        session.tell(Notice(message))
        return
    before = session.notices()
    session.take_over(registry.changed(opened, **changes))
    for notice in before:
        if notice != session.BEYOND:
            session.tell(notice)
