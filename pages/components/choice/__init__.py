"""How each token of a run was chosen: three stacked bars, the dart, and the other tokens.

It is drawn in the browser and follows the stepper on the same page that shows the run's trace: a
step sends nothing. A click on another token, or Enter, reports it; the page then makes a branch.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from streamlit.components.v2 import component

from core.browser import CHOICE_STYLES
from core.browser.assemble import assemble, stylesheet
from core.browser.choices import pack_choices
from core.generation import GenerationRun
from pages.components.base.numbers import is_whole
from pages.language import _

_FOLDER = Path(__file__).parent
_component = component(
    "gatescope_choice",
    css=stylesheet(*CHOICE_STYLES),
    js=assemble(_FOLDER / "choice.js"),
)


@dataclass(frozen=True)
class Chosen:
    """The token that somebody wants to stand somewhere in the run whose trace has this digest.

    Attributes:
        position: where, from 1, prime included.
        output: the number of the network's output that becomes the token.
        digest: of the trace.
    """

    position: int
    output: int
    digest: str


def choice(
    run: GenerationRun,
    digest: str,
    *,
    on_chosen: Callable[[], None],
    key: str,
    lecture: bool = False,
) -> None:
    """Show how the token was chosen at which the reader of a trace is.

    Args:
        run: what a network wrote, at least one token.
        digest: of the run's trace, which a stepper on the same page shows.
        on_chosen: called at the start of the rerun that a choice causes; there
            ``read_chosen(session.reported(key, "chosen"))`` says which.
        key: the component's key; what people chose (tint, this token or the next) is kept under it.
        lecture: larger type, and the next token is hidden until it is thrown.
    """
    _component(
        key=key,
        data=pack_choices(run, digest, key, lecture, _),
        on_chosen_change=on_chosen,
    )


def read_chosen(value: object) -> Chosen | None:
    """Return what a browser reported, or ``None`` where it is not of the right kind.

    >>> read_chosen({"position": 3, "output": 0, "digest": "a1"})
    Chosen(position=3, output=0, digest='a1')
    >>> read_chosen({"position": 0, "output": 0, "digest": "a1"}) is None
    True
    """
    match value:
        case {"position": position, "output": output, "digest": str(digest)}:
            if is_whole(position, least=1) and is_whole(output):
                return Chosen(position, output, digest)
    return None
