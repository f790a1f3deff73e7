"""Scripts, style sheets and payload for stepping through a trace, with or without a server.

``base`` has the scripts and style sheets that several components share, ``stepper`` those of the
stepper, ``this_step`` those of the panel that draws its current token, ``choice`` those of the
panel that shows how a written token was chosen, ``wired`` those of the drawing of a wired model,
``unrolled`` those of the cell above the tokens, ``film`` those of the film of a training, ``page``
those of a page that has the stepper alone.
``pages.components`` mounts them in Streamlit; ``assemble`` makes one text of them.
"""

from pathlib import Path

BASE = Path(__file__).parent / "base"
STEPPER = Path(__file__).parent / "stepper"
THIS_STEP = Path(__file__).parent / "this_step"
CHOICE = Path(__file__).parent / "choice"
WIRED = Path(__file__).parent / "wired"
UNROLLED = Path(__file__).parent / "unrolled"
FILM = Path(__file__).parent / "film"
PAGE = Path(__file__).parent / "page"
STEPPER_STYLES = (
    BASE / "base.css",
    BASE / "ribbon.css",
    BASE / "more.css",
    BASE / "transport.css",
    STEPPER / "diagram.css",
    STEPPER / "equations.css",
    BASE / "opinion.css",
    BASE / "history.css",
    UNROLLED / "unrolled.css",
    BASE / "width.css",
    BASE / "lecture.css",
)
"""The stepper's style sheets in the order in which they are read."""
THIS_STEP_STYLES = (
    BASE / "base.css",
    BASE / "transport.css",
    BASE / "history.css",
    THIS_STEP / "this_step.css",
)
"""The same of the panel of the current token."""
CHOICE_STYLES = (
    BASE / "base.css",
    BASE / "transport.css",
    BASE / "history.css",
    BASE / "opinion.css",
    CHOICE / "choice.css",
)
"""The same of the panel that shows how a token was chosen."""
WIRED_STYLES = (
    BASE / "base.css",
    BASE / "transport.css",
    WIRED / "wired.css",
)
"""The same of the drawing of a wired model."""
FILM_STYLES = (
    BASE / "base.css",
    BASE / "transport.css",
    BASE / "history.css",
    FILM / "film.css",
)
"""The same of the film of a training."""
