"""The text as one steps through it: how each token was chosen, and what the cell did meanwhile."""

from collections.abc import Callable, Sequence

from core.analysis.reading import ShownToken, as_shown
from core.browser.scene import Opinions, Scene
from core.generation import GenerationRun
from core.generation.tree import Tree
from core.text import visible
from core.text.parts_of_speech import form_and_tag
from pages.components.choice import choice, read_chosen
from pages.components.stepper import stepper
from pages.generate import branching
from pages.shared.part import part
from pages.shared.view import parts, session
from pages.shared.view.selection import Selection

CHOICE, STEPPER = "choice", "stepper"
EXPLAINED = "explain-choice"
"""The part of the page that explains the choice on screen with its numbers."""
FEW = 10
"""Outputs of which the cell's panel shows every number, down to the softmax."""
WRONG = "✗"
"""Stands before a symbol that may not stand where it is."""


def show(selection: Selection, tree: Tree, wrong: Sequence[int]) -> None:
    """Show how each token was chosen, and the cell at the same token.

    Args:
        selection: which cell, and whether there is a lecture.
        tree: holds the run that is shown.
        wrong: the positions of tokens that may not stand where they are.
    """
    run, digest = tree.run, tree.digest

    def chosen() -> None:
        report = read_chosen(session.reported(CHOICE, "chosen"))
        if report is not None and report.digest == digest:
            branching.choose(tree, report.position - 1, report.output)

    part(_choice, run, digest, chosen, selection.lecture)
    part(
        stepper,
        scene_of(run, selection, digest, wrong),
        session.cue_now(),
        parts.on_settled(STEPPER, digest, shows_step=(EXPLAINED,)),
        STEPPER,
    )


def _choice(run: GenerationRun, digest: str, chosen: Callable[[], None], lecture: bool) -> None:
    choice(run, digest, on_chosen=chosen, key=CHOICE, lecture=lecture)


def scene_of(
    run: GenerationRun, selection: Selection, digest: str, wrong: Sequence[int] = ()
) -> Scene:
    """Return the scene that steps through a run."""
    return Scene(
        trace=run.trace,
        cell=selection.cell,
        digest=digest,
        tokens=shown_tokens(run, wrong),
        opinions=_opinions(run) if not selection.lecture else None,
        lecture=selection.lecture,
    )


def shown_tokens(run: GenerationRun, wrong: Sequence[int] = ()) -> tuple[ShownToken, ...]:
    """Return the tokens of a run the way a screen shows them."""
    marked = {*wrong}
    return tuple(
        as_shown((WRONG if place in marked else "") + form_and_tag(key)[0], True, _tag(key))
        for place, key in enumerate(run.keys)
    )


def _tag(key: str) -> str:
    return form_and_tag(key)[1]


def _opinions(run: GenerationRun) -> Opinions | None:
    """Return what the network says after each token, where its outputs are few enough to read."""
    network = run.network
    if len(network.outputs) > FEW:
        return None
    names = tuple(map(visible, network.outputs))
    bias = network.readout.bias.detach().numpy().copy()
    answers, scores = network.opinions(run.trace), network.scores(run.trace)
    return Opinions(names, answers, scores=scores, bias=bias)
