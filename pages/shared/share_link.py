"""The link to this very view."""

from urllib.parse import urlencode

from pages.components.copy_link import copy_link
from pages.language import _
from pages.shared import prose
from pages.shared.view import session
from pages.shared.view.link import fits_in_link, to_query


def offer() -> None:
    """Offer the link to this very view."""
    selection = session.selection_now()
    if fits_in_link(selection):
        copy_link(urlencode(to_query(selection)))
    else:
        prose.caption(_("This view is too long to share by link; export the trace instead."))
