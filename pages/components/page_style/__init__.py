"""Style sheets for what Streamlit draws itself: in a narrow window, on paper, and in a lecture."""

from pathlib import Path

from streamlit.components.v2 import component

_FOLDER = Path(__file__).parent
PAGE_STYLE = (_FOLDER / "page.css").read_text("utf-8")
"""The style sheet of every page."""
_lecture = component(
    "gatescope_lecture_style",
    css=(_FOLDER / "lecture.css").read_text("utf-8"),
    isolate_styles=False,
)


def style_lecture() -> None:
    """Give this page larger type and slim margins."""
    _lecture(key="lecture-style")
