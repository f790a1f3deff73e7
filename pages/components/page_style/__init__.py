"""Style sheets for what Streamlit draws itself: in a narrow window, on paper, and in a lecture."""

from pathlib import Path

from streamlit.components.v2 import component

_FOLDER = Path(__file__).parent
_page = component(
    "gatescope_page_style", css=(_FOLDER / "page.css").read_text("utf-8"), isolate_styles=False
)
_lecture = component(
    "gatescope_lecture_style",
    css=(_FOLDER / "lecture.css").read_text("utf-8"),
    isolate_styles=False,
)


def style_page(lecture: bool) -> None:
    """Style what is on this page, with larger type and slim margins in a lecture."""
    _page(key="page-style")
    if lecture:
        _lecture(key="lecture-style")
