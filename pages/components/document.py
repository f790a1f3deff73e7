"""Settings of the browser's document that Streamlit has no option for: one component for them all.

Each component costs every run of every page, whether it has anything to say or not.
"""

from pathlib import Path

from streamlit.components.v2 import component

from core.browser.assemble import assemble
from pages import language
from pages.components.page_style import PAGE_STYLE

_component = component(
    "gatescope_document",
    js=assemble(Path(__file__).with_suffix(".js")),
    css=PAGE_STYLE,
    isolate_styles=False,
)


def set_document(page: str, lecture: bool) -> None:
    """Say the page's language and path, keep its address from other sites, its numbers fresh.

    The address contains the sentence. Charts get layers of their own, which speeds them up. The
    page gets its style, and the arrow keys step once a sentence was entered.

    Args:
        page: its file; the script runs again where that is another one.
        lecture: whether it is shown in a lecture, which begins at the top of the page.
    """
    data = {"language": language.current(), "page": page, "lecture": lecture}
    _component(key="document", data=data)
