"""The panel of the current token: every quantity, with a bar for each unit.

It draws in the browser from the numbers that the stepper on the same page has, and follows its
reader there: a step sends nothing, and the panel stays mounted.
"""

from pathlib import Path

from streamlit.components.v2 import component

from core.browser import THIS_STEP_STYLES
from core.browser.assemble import assemble, stylesheet

_FOLDER = Path(__file__).parent
_component = component(
    "gatescope_this_step",
    css=stylesheet(*THIS_STEP_STYLES),
    js=assemble(_FOLDER / "this_step.js"),
)


def this_step(follows: str, *, key: str) -> None:
    """Show the bars of the token at which the reader of a trace is.

    Args:
        follows: the digest of the trace, which a stepper on the same page shows. The panel stays
            empty until that stepper is there.
        key: the component's key.
    """
    _component(key=key, data={"follows": follows})
