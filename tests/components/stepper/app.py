"""A page with nothing but the stepper and what could disturb it; its scene comes from the link.

The weights are random, from a fixed seed: tests compare numbers, whatever they mean.
"""

import numpy as np
import streamlit as st
import torch

from core.analysis.reading import ShownToken
from core.browser.scene import Cue, Opinions, Scene
from core.cells import CELLS
from core.trace import digest, unroll
from pages.components.stepper import stepper
from pages.components.this_step import this_step
from pages.language import use

BIAS = 0.25
SENTENCE = "the film is not without charm , yet it never quite earns the ending"


@st.cache_data
def make_trace(cell: str, tokens: tuple[str, ...], units: int, outputs: int):
    """Return a trace, and after each token the scores and shares of two or more outputs."""
    generator = torch.Generator().manual_seed(7)
    layer = CELLS[cell](24, units, generator)
    with torch.no_grad():
        layer.weight_ih.mul_(units**0.5 / 1.5)
    inputs = torch.randn(len(tokens), 24, generator=generator)
    readout = torch.randn(units, outputs, generator=generator)
    trace = unroll(layer, inputs, tokens)
    scores = torch.tensor(trace["hidden_state"]) @ readout + BIAS
    return trace, scores.numpy(), torch.softmax(scores, -1).numpy()


def name_outputs(count: int) -> tuple[str, ...]:
    """Return the names of the outputs."""
    korean = st.query_params.get("lang") == "ko"
    two = ("부정", "긍정") if korean else ("negative", "positive")
    return two if count == 2 else tuple(f"class {index}" for index in range(count))


st.set_page_config(layout="wide")
use(st.query_params.get("lang", "en"))
text = st.query_params.get("text", SENTENCE)
length = int(st.query_params.get("length", "0"))
words = text.split("\n" if "\n" in text else " ")
tokens = tuple(f"word{k}" for k in range(length)) or tuple(words)
cell = st.query_params.get("cell", "lstm")
units, outputs = (int(st.query_params.get(*pair)) for pair in (("units", "32"), ("outputs", "2")))
trace, scores, shares = make_trace(cell, tokens, units, outputs)
saved = st.session_state
saved.setdefault("cue", Cue(0, int(st.query_params.get("t", "1")), 5))
saved.setdefault("reports", 0)
if "npz" in st.query_params and "written" not in saved:  # a test may be reading by the next run
    saved.written = True
    np.savez(st.query_params["npz"], allow_pickle=False, **trace.activations)


def count_report() -> None:
    """Count what the stepper reports."""
    saved.reports += 1


scene = Scene(
    trace,
    cell,
    digest(trace),
    tuple(ShownToken(token, token, known=token != "charm") for token in tokens),
    Opinions(
        name_outputs(shares.shape[1]),
        shares,
        scores=scores,
        bias=np.full(shares.shape[1], BIAS, np.float32),
    ),
    lecture="lecture" in st.query_params,
)
hidden = st.checkbox("hidden", "hidden" in st.query_params)
settled = hidden or stepper(scene, saved.cue, on_settled=count_report, key="stepper")
if "panel" in st.query_params:
    this_step(scene.digest, key="panel")
if st.button("cue to 4"):
    saved.cue = Cue(saved.cue.number + 1, 4, 9)
    st.rerun()
typed = st.text_input("elsewhere")
st.text(f"typed {typed!r}, reports {saved.reports}, settled {settled}")
