"""What a page needs to step through a trace, with or without a server: scripts, sheets, payload.

``base`` has the scripts and style sheets that several components share, ``stepper`` those of the
stepper. ``pages.components`` mounts them in Streamlit.
"""

from pathlib import Path

BASE = Path(__file__).parent / "base"
STEPPER = Path(__file__).parent / "stepper"
