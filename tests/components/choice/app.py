"""A page with the stepper of a run, the panel of each token's choice, and what could disturb it.

All comes from the link. What is chosen becomes a branch, as on the screen that has the panel.
"""

import streamlit as st
import torch

from core import load_network
from core.analysis.reading import as_shown
from core.browser.scene import Cue, Opinions, Scene
from core.generation import GenerationRun, generate
from core.network import ModelCard, Network, new_network
from core.text import Vocabulary
from core.trace import digest
from pages.components.choice import choice, read_chosen
from pages.components.stepper import stepper
from pages.language import use
from tests.components.choice.hostile import HOSTILE


def random_network(keys: tuple[str, ...]) -> Network:
    """Return a network that predicts the next of these tokens, whatever they mean."""
    card = ModelCard(
        "random", "lstm", 8, 12, 1, target="next-token", tokenizer="words", outputs=keys
    )
    generator = torch.Generator().manual_seed(5)
    network = new_network(card, Vocabulary(keys), generator)
    with torch.no_grad():
        for parameter in (*network.embedding.parameters(), *network.readout.parameters()):
            parameter.normal_(generator=generator)
    return network.requires_grad_(False).eval()


def make_network(name: str) -> Network:
    """Return a shipped network by its task, one of hostile tokens, or one of many words."""
    if name == "hostile":
        return random_network(HOSTILE)
    if name == "words":
        return random_network(tuple(f"word{number}" for number in range(3_000)))
    return load_network(name, query.get("cell", "gru"))


@st.cache_resource(max_entries=4)
def make_run(link: str) -> GenerationRun:
    """Return the run that the link asks for."""
    return generate(
        make_network(query.get("model", "shakespeare")),
        query.get("prime", "ROMEO:"),
        int(query.get("length", "60")),
        temperature=float(query.get("temperature", "0.8")),
        top_k=int(query["k"]) if "k" in query else None,
        top_p=float(query["p"]) if "p" in query else None,
        seed=int(query.get("seed", "7")),
    )


def make_scene(run: GenerationRun) -> Scene:
    """Return the scene of a run's trace, with the network's opinions where they are few."""
    outputs = run.network.outputs
    few = len(outputs) < 300
    names = tuple(as_shown(output, True).label for output in outputs)
    opinions = Opinions(names, run.network.opinions(run.trace)) if few else None
    tokens = [as_shown(key, True) for key in run.keys]
    return Scene(
        run.trace, run.network.cell.name, digest(run.trace), tokens, opinions, lecture=lecture
    )


def take() -> None:
    """Note what was chosen, for the run that follows, and go there."""
    chosen = read_chosen(saved.choice["chosen"])
    saved.chosen.append(chosen)
    if chosen:
        saved.branches.append((chosen.position, chosen.output))
        saved.cue = Cue(saved.cue.number + 1, chosen.position, saved.cue.unit)


def count_settled() -> None:
    """Count what the stepper reports."""
    saved.settled += 1


st.set_page_config(layout="wide")
query, saved = st.query_params, st.session_state
use(query.get("lang", "en"))
lecture = "lecture" in query
for name, value in {"chosen": [], "branches": [], "settled": 0}.items():
    saved.setdefault(name, value)
saved.setdefault("cue", Cue(0, int(query.get("t", "1")), 0))
run = make_run(repr(sorted(query.to_dict().items())))
for position, output in saved.branches:
    run = run.branch(position - 1, run.network.outputs[output])
scene = make_scene(run)
show_panel = st.checkbox("panel", True)
if "alone" not in query:
    stepper(scene, saved.cue, on_settled=count_settled, key="stepper")
if show_panel:
    choice(run, scene.digest, on_chosen=take, key="choice", lecture=lecture)
st.text_input("elsewhere")
st.text(f"chosen {saved.chosen}, settled {saved.settled}")
