"""Scripts, style sheets and payload for stepping through a trace, with or without a server.

``base`` has the scripts and style sheets that several components share, ``stepper`` those of the
stepper. ``pages.components`` mounts them in Streamlit; ``assemble`` makes one text of them.
"""

from pathlib import Path

BASE = Path(__file__).parent / "base"
STEPPER = Path(__file__).parent / "stepper"
STEPPER_STYLES = (
    BASE / "base.css",
    BASE / "ribbon.css",
    BASE / "transport.css",
    STEPPER / "diagram.css",
    STEPPER / "equations.css",
    BASE / "opinion.css",
    BASE / "history.css",
    BASE / "width.css",
)
"""The stepper's style sheets in the order in which they are read."""
