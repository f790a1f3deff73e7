"""A page with nothing but networks in lock-step and what could disturb them; all from the link.

The weights are random, from a fixed seed: tests compare numbers, whatever they mean.
"""

import numpy as np
import streamlit as st
import torch

from core.analysis.reading import ShownToken
from core.browser.scene import Cue, Opinions, Scene
from core.cells import CELLS
from core.trace import digest, unroll
from pages.components.lockstep import Member, joint_digest, lockstep
from pages.language import use

SENTENCE = "the film is not without charm , yet it never quite earns the ending"


@st.cache_data
def make_trace(cell: str, tokens: tuple[str, ...], units: int, outputs: int):
    """Return a trace and the shares of the outputs after each token; of one output, its value."""
    generator = torch.Generator().manual_seed(7)
    layer = CELLS[cell](24, units, generator)
    with torch.no_grad():
        layer.weight_ih.mul_(units**0.5 / 1.5)
    inputs = torch.randn(len(tokens), 24, generator=generator)
    readout = torch.randn(units, outputs, generator=generator)
    trace = unroll(layer, inputs, tokens)
    logits = torch.tensor(trace["hidden_state"]) @ readout
    return trace, (torch.softmax(logits, -1) if outputs > 1 else logits.tanh()).numpy()


def make_member(cell: str, units: int) -> Member:
    """Return a network with this cell and number of units."""
    trace, answers = make_trace(cell, tokens, units, outputs)
    if "still" in st.query_params:  # an opinion that never changes is sent as one row
        answers = np.broadcast_to(answers[:1], answers.shape)
    values = np.sin(np.arange(len(tokens)), dtype=np.float32) if outputs == 1 else None
    korean = st.query_params.get("lang") == "ko"
    two = ("부정", "긍정") if korean else ("negative", "positive")
    names = two if outputs == 2 else tuple(f"class {index}" for index in range(outputs))
    scene = Scene(
        trace,
        cell,
        digest(trace),
        tuple(ShownToken(token, token, known=token != "charm") for token in tokens),
        Opinions(names, answers, values) if outputs else None,
        lecture="lecture" in st.query_params,
    )
    followed = None
    if outputs > 2:  # as if each output in turn were the next token
        came = np.arange(1, len(tokens)) % outputs
        followed = np.append(answers[np.arange(len(came)), came], np.float32(np.nan))
    return Member(f"{cell.upper()} · {units} units", scene, followed)


st.set_page_config(layout="wide")
use(st.query_params.get("lang", "en"))
text = st.query_params.get("text", SENTENCE)
length = int(st.query_params.get("length", "0"))
words = text.split("\n" if "\n" in text else " ")
tokens = tuple(f"word{k}" for k in range(length)) or tuple(words)
outputs = int(st.query_params.get("outputs", "2"))
cells = [part.split(":") for part in st.query_params.get("vs", "rnn:32,lstm:32,gru:32").split(",")]
members = [make_member(cell, int(units)) for cell, units in cells]
saved = st.session_state
saved.setdefault("cue", Cue(0, int(st.query_params.get("t", "1")), 5))
saved.setdefault("reports", 0)
if "npz" in st.query_params and "written" not in saved:  # a test may be reading by the next run
    saved.written = True
    for place, member in enumerate(members):
        assert member.scene.opinions is not None
        arrays = dict(member.scene.trace.activations) | {"answers": member.scene.opinions.answers}
        np.savez(f"{st.query_params['npz']}.{place}.npz", allow_pickle=False, **arrays)


def count_report() -> None:
    """Count what is reported."""
    saved.reports += 1


hidden = st.checkbox("hidden")
settled = None if hidden else lockstep(members, saved.cue, on_settled=count_report, key="lockstep")
if st.button("cue to 4"):
    saved.cue = Cue(saved.cue.number + 1, 4, 9)
    st.rerun()
typed = st.text_input("elsewhere")
here = settled is not None and settled.digest == joint_digest(members)
st.text(f"typed {typed!r}, reports {saved.reports}, these {here}, settled {settled}")
