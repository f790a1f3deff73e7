"""The lines of Python that wire and run the same model."""

import dataclasses

import streamlit as st

from core.wiring import Wiring
from pages.language import _
from pages.shapes_and_wiring import cached
from pages.shapes_and_wiring.model import MOST_STEPS, Run
from pages.shared import cached as shared_cached
from pages.shared import python_lines

PRINTS = [
    "for arrow in wired.arrows:",
    "    if not arrow.folded:",
    "        print(arrow.source, arrow.target, arrow.shape, arrow.keras, arrow.pytorch)",
]
"""The last lines, which print every arrow of the unrolled drawing."""


def show(key: cached.Key, run: Run) -> None:
    """Show the lines, to copy."""
    with st.expander(_("This view as Python"), icon=":material/code:"):
        st.code(as_python(key, run), language="python")


def as_python(key: cached.Key, run: Run) -> str:
    """Return lines after which ``wired`` is the model that is drawn."""
    if run.answer is not None:
        return "\n".join(_answering(key, run))
    wiring, texts = run.wiring, key.view.texts
    names = ["Wiring", "batch_of", "wire"]
    names += ["Conv"] if wiring.conv else []
    names += [] if wiring.network and not wiring.teacher_forcing else ["token_vectors"]
    lines = [f"from core.wiring import {', '.join(sorted(names))}"]
    if wiring.network:
        lines += python_lines.loading(key.network).imports
    lines += ["", *_vectors(key, wiring), f"wiring = Wiring({_arguments(wiring)})"]
    lines.append(f"x = batch_of(wiring, vectors, {texts})")
    given = "wiring, x"
    if run.targets is not None:
        steps = [f"y{step}" for step in range(1, (wiring.target_length or 1) + 1)]
        made = f"token_vectors({steps!r}, wiring.decoder_input_size)"
        lines.append(f"targets = batch_of(wiring, {made}, {texts})")
        given += ", targets"
    lines.append(f"wired = wire({given})")
    if run.before is not None:
        lines.append("wired = wire(wiring, x, after=wired)  # the second batch")
    return "\n".join([*lines, *PRINTS])


def _answering(key: cached.Key, run: Run) -> list[str]:
    assert run.answer is not None
    length = "target_length" if run.wiring.has_decoder else "length"
    steps = f"{length}={len(run.answer.written)}"
    arguments = _arguments(run.wiring).replace(steps, f"{length}=len(answer.written)")
    return [
        "from core import load_answering_network",
        "from core.wiring import Wiring, batch_of, wire",
        "",
        f"network = load_answering_network({key.network.task!r}, {key.network.cell!r})",
        f"answer = network.answer({run.answer.encoded.text!r})",
        "print(answer.text)",
        f"wiring = Wiring({arguments})",
        "x = batch_of(wiring, network.vectors(answer.encoded.codes))",
        "wired = wire(wiring, x)",
        *PRINTS,
    ]


def _vectors(key: cached.Key, wiring: Wiring) -> list[str]:
    encoded = shared_cached.reading(key.network, key.text).encoded
    if wiring.network is None:
        tokens = [token.key for token in encoded.tokens[:MOST_STEPS]]
        size, seed = key.view.features, key.view.draw
        return [f"vectors = token_vectors({tokens!r}, {size}, {seed})"]
    read = "network.vectors(network.encode(text).codes)"
    if wiring.network.windows is not None:
        read = f"network.windows({read})"
    return [
        python_lines.loading(key.network).line,
        f"text = {encoded.text!r}",
        f"vectors = {read}[:{MOST_STEPS}]",
    ]


def _arguments(wiring: Wiring) -> str:
    """Return the arguments that are not the default, nor the network's own."""
    learned = ("cell", "input_size", "hidden_size", "num_layers", "bidirectional")
    given = ["network=network"] if wiring.network else []
    for field in dataclasses.fields(wiring):
        value = getattr(wiring, field.name)
        own = field.name == "network" or (wiring.network is not None and field.name in learned)
        if not own and value != field.default:
            given.append(f"{field.name}={value!r}")
    return ", ".join(given)
