"""The cell above the tokens, unrolled or folded: what the browser is sent for it, and reports."""

from core.analysis.reading import Reading
from core.browser.scene import Unrolled
from core.browser.unrolled_scene import pack_weights, read_alone, trained_kind
from core.network import Network
from pages.components.recurrent_weights import recurrent_weights
from pages.components.stepper import read_unrolled
from pages.shared import about_network, cached
from pages.shared.view import parts, session
from pages.step_through.view import StepThroughView

STEPPER, WEIGHTS = "stepper", "weights"


def unrolled(network: Network) -> Unrolled:
    """Return how the cell stands above the tokens, as the page last said where the stepper is."""
    selection = session.selection_cued()
    view = selection.of(StepThroughView)
    name = f"{cached.weights(selection.reference)[:12]} {network.place}"
    return Unrolled(view.unrolled, view.sequence, trained_kind(network), name)


def weights(network: Network, reading: Reading, name: str) -> None:
    """Hand the cell's weights to the stepper as soon as it stands above the tokens."""
    view = session.view(StepThroughView)
    if view.unrolled == "closed":
        return
    alone = None
    if view.sequence == "one-to-many":
        outputs = about_network.output_names(reading)
        alone = read_alone(network, reading.encoded.codes, outputs, reading.digest)
    recurrent_weights(pack_weights(network, name, alone), key=WEIGHTS)


def take_over() -> None:
    """Take over how the reader wants the cell to stand; only links and weights are drawn again."""
    report = read_unrolled(session.reported(STEPPER, "unrolled"))
    if report is None:
        return
    form, kind = report
    session.choose(unrolled=form, sequence=kind)
    session.take_flag(session.CHANGED)  # these parts are all that shows it
    parts.draw_again((parts.LINK, parts.NAVIGATION, WEIGHTS))
