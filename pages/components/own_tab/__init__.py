"""Says where files cannot be sent from, a page inside another site's, and opens a tab instead."""

from pathlib import Path

from streamlit.components.v2 import component

from core.browser.assemble import assemble, stylesheet
from pages.language import _

_FOLDER = Path(__file__).parent
_component = component(
    "gatescope_own_tab",
    css=stylesheet(_FOLDER / "own_tab.css"),
    js=assemble(_FOLDER / "own_tab.js"),
)


def takes_files(key: str = "own-tab") -> bool:
    """Return whether the browser can send files from this page; where it cannot, say why.

    A browser keeps no cookie of a page that stands inside another site's, such as a course's. The
    server takes no file without it: another site could send one in the visitor's name.
    """
    words = {
        "why": _(
            "This page stands inside another site's page. From there the browser does not send "
            "the cookie without which the server takes no file."
        ),
        "open": _("Open Gatescope in a tab of its own"),
    }
    report = _component(
        key=key,
        data={"words": words},
        default={"refused": False},
        on_refused_change=lambda: None,  # the page is drawn again
    )
    return report.refused is not True
