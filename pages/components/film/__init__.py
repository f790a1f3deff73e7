"""The film of a training, stepped through frame by frame in the browser."""

from collections.abc import Callable
from pathlib import Path

from streamlit.components.v2 import component

from core.browser import FILM_STYLES
from core.browser.assemble import assemble, stylesheet
from core.browser.film_scene import FilmScene, pack_film
from core.browser.scene import Cue
from pages.language import _

_FOLDER = Path(__file__).parent
_component = component(
    "gatescope_film",
    css=stylesheet(*FILM_STYLES),
    js=assemble(_FOLDER / "film.js"),
)


def film(scene: FilmScene, cue: Cue, on_settled: Callable[[], None], key: str) -> None:
    """Show the film of one training or of several on the same task.

    Args:
        scene: what to show; as it grows, the reader stays where they are, or at the last frame.
        cue: which frame and unit to show, as ``stepper`` has position and unit.
        on_settled: called at the start of the rerun that a new frame or unit causes; there
            ``read_settled(session.reported(key, "settled"))`` says which.
        key: the component's key.
    """
    _component(key=key, data=pack_film(scene, cue, key, _), on_settled_change=on_settled)
