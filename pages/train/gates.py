"""Gates by design: what LSTMs with a fixed part have come to, with three seeds each."""

from dataclasses import replace
from itertools import product

import streamlit as st

from core.checkpoints import CheckpointError
from core.figures.design_losses import Row, design_losses
from core.network.catalogue import GATE_DESIGNS
from core.notation import N_
from core.sequence_tasks import TASKS
from core.training.live import gate_designs
from core.training.live.designs import DESIGNS
from core.training.live.gate_designs import MEASURED, SEEDS, SETTINGS, DesignRun
from pages.language import _
from pages.shared import prose
from pages.shared.charts import chart, dark
from pages.shared.part import part_in_view
from pages.shared.view import session
from pages.train import controls
from pages.train.runs import cell_name
from pages.train.scene import ruler_name
from pages.train.view import TrainView

STEP, DESIGN = "gates-step", "gates-design"
SHOWN = MEASURED[1:]
"""Steps whose losses are shown; after the first ones measured, hardly anything is learned."""
FOUND = {
    1: N_("All three losses are above those of the full LSTM: {designs}."),
    -1: N_("All three losses are below those of the full LSTM: {designs}."),
    0: N_("Three seeds do not tell them apart from the full LSTM: {designs}."),
}


def show() -> None:
    """Show the heading, and below it, once it is in view, the results."""
    prose.heading(_("Gates by design"))
    part_in_view(_panel, key="gates-by-design")


def _panel() -> None:
    try:
        runs = gate_designs.results()
    except CheckpointError as error:
        prose.error(_("What was trained beforehand cannot be shown right now."))
        st.code(str(error), language=None)
        return
    _explain()
    step = session.kept(STEP, SHOWN[-1])
    st.segmented_control(
        _("Training steps"),
        SHOWN,
        format_func=lambda each: f"{each:,}",
        required=True,
        **session.bind(STEP, step, lambda chosen: session.keep(STEP, chosen), SHOWN),
    )
    for task in gate_designs.TASKS:
        _task(task, runs, step)
    prose.caption(
        _(
            "Each dot is a seed; the band is as wide as the dots of the full LSTM. Parameters are "
            "those that the layer learns. Where nothing differs, three seeds lie all above or all "
            "below three others in one comparison of ten, by chance alone."
        )
    )
    _offer()


def _explain() -> None:
    prose.say(
        _(
            "A gate fixed at 1 is always open: it has no weights to learn, and the rest of the "
            "LSTM learns to do without it. With i = 1 − f, as much is written as is forgotten. "
            "Greff et al. (2017) found the forget gate and the tanh of the output most "
            "important on their tasks; what is shown here holds for these two tasks alone, with "
            "hidden size {units} and the dials that this screen opens on."
        ),
        units=SETTINGS.hidden_size,
    )


def _task(key: str, runs: tuple[DesignRun, ...], step: int) -> None:
    task, found = TASKS[key], gate_designs.losses(runs, key, step)
    prose.say(_("**{task}**, training step {step:,}"), task=_(task.title), step=step)
    rows = [
        Row(_named(gates, len(task.symbols)), each, [*map(_hover, SEEDS, each)])
        for gates, each in found.items()
    ]
    rulers = [(ruler_name(ruler), ruler.value) for ruler in task.rulers]
    chart(
        f"gates-{key}",
        (step,),
        lambda: design_losses(
            rows, (_("optimum"), task.optimum), rulers, _("held-out loss in nats"), dark()
        ),
        _("The held-out loss of each design with three seeds, between the optimum and rulers."),
    )
    verdicts = gate_designs.compared(found)
    for verdict, words in FOUND.items():
        designs = [DESIGNS[gates].equation for gates, each in verdicts.items() if each == verdict]
        if designs:
            prose.say(_(words), designs=", ".join(designs))


def _named(gates: str, inputs: int) -> str:
    sizes = inputs, SETTINGS.hidden_size, SETTINGS.num_layers
    name = cell_name(replace(SETTINGS, gates=gates))
    learned = DESIGNS[gates].free_parameters(*sizes)
    return _("{cell}: {learned:,} parameters").format(cell=name, learned=learned)


def _hover(seed: int, loss: float) -> str:
    return _("seed {seed}: {loss:.4f}").format(seed=seed, loss=loss)


def _offer() -> None:
    """Offer to train one of them here, beside what is on screen."""
    chosen = session.kept(DESIGN, (gate_designs.TASKS[0], [*DESIGNS][1]))
    offered = [*product(gate_designs.TASKS, DESIGNS)]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Design"),
            offered,
            format_func=lambda each: f"{_(TASKS[each[0]].title)} · {_(GATE_DESIGNS[each[1]])}",
            width=420,
            **session.bind(DESIGN, chosen, lambda each: session.keep(DESIGN, each), offered),
        )
        st.button(
            _("Set the dials to it"),
            icon=":material/tune:",
            key="gates-take",
            on_click=_take,
            args=chosen,
            help=_("**Train** then trains it here, with the first of the three seeds."),
        )


def _take(task: str, gates: str) -> None:
    now = session.view(TrainView)
    dials = TrainView(learn_task=task, gates=gates, pace=now.pace)
    controls.change(**{name: getattr(dials, name) for name in dials.__dataclass_fields__})
