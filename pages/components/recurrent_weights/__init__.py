"""The recurrent weights of a network, for the stepper on the same page that draws them.

They are sent by themselves, once somebody looks: the stepper's own numbers stay as few as they are.
"""

from pathlib import Path

from streamlit.components.v2 import component

from core.browser.assemble import assemble

_component = component(
    "gatescope_recurrent_weights",
    js=assemble(Path(__file__).parent / "recurrent_weights.js"),
    isolate_styles=False,
)


def recurrent_weights(packed: bytes, *, key: str) -> None:
    """Hand weights to the stepper on the same page; nothing of this is seen.

    Args:
        packed: what ``core.browser.unrolled_scene.pack_weights`` returns.
        key: the component's key.
    """
    _component(key=key, data=packed)
