"""The network of the frame that is looked at: opened on other screens, or taken along as a file."""

from collections.abc import Sequence

import streamlit as st

from core.network import Network
from core.network.in_bytes import to_bytes
from core.training.live.designs import FULL
from core.training.live.plan import Plan
from pages.language import _
from pages.shared import downloads, session_networks
from pages.shared.frame import STEP_THROUGH
from pages.shared.session_networks import NoRoom
from pages.shared.session_networks_panel import link_to
from pages.shared.view import session
from pages.train import cached
from pages.train.runs import Run
from pages.train.view import TrainView

OPENED = "train-opened"


def go() -> None:
    """Go to the network that was just opened, if one was.

    The page does this before it draws anything: what a part of it still sends would otherwise come
    into the next page.
    """
    own = session_networks.all().get(session.kept(OPENED, ""))
    session.keep(OPENED, "")
    if own is not None:
        st.switch_page(STEP_THROUGH, query_params=link_to(own.shared.key, own))


def show(plans: Sequence[Plan]) -> None:
    """Show for each training a button that opens its network, and one that downloads it."""
    view = session.view(TrainView)
    for plan in plans:
        filmed = cached.find(plan)
        if filmed is not None:
            _row(plan, filmed, view)


def _row(plan: Plan, filmed: cached.Filmed, view: TrainView) -> None:
    step = _step(filmed, view)
    title = _("{title}, step {step:,}").format(title=Run(plan, view).title, step=step)
    digest = plan.digest[:16]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text(title)
        st.button(
            _("Open in Step through"),
            icon=":material/footprint:",
            key=f"train-open-{digest}",
            on_click=_open,
            args=[filmed, view, title],
        )
        downloads.download(
            _("Download as safetensors"),
            lambda: to_bytes(_network(filmed, view), example_of(plan)),
            f"gatescope-{plan.source.key}-{_what(plan)}-{step}.safetensors",
        )


def _what(plan: Plan) -> str:
    """Return the cell, and its design where it is not the full one, as a file's name has them."""
    cell, gates = plan.settings.cell, plan.settings.gates
    return cell if gates == FULL else f"{cell}-{gates}"


def example_of(plan: Plan) -> str:
    """Return a text that a network of this plan reads well."""
    return plan.source.probe


def _open(filmed: cached.Filmed, view: TrainView, title: str) -> None:
    try:
        named = session_networks.add(
            _network(filmed, view), title, example_of(filmed.experiment.plan)
        )
    except NoRoom as refused:
        session.tell(refused.notice)
        return
    session.keep(OPENED, named.task)
    session.set_flag(session.CHANGED)


def _step(filmed: cached.Filmed, view: TrainView) -> int:
    """Return the step of the network that is looked at."""
    progress = filmed.experiment.progress
    frames = progress.film.frames
    return frames[view.frame - 1].step if _is_earlier(filmed, view) else progress.step


def _network(filmed: cached.Filmed, view: TrainView) -> Network:
    """Return the network of the frame that is looked at; the present one if that is the last."""
    if _is_earlier(filmed, view):
        return filmed.experiment.progress.film.network(view.frame - 1)
    return filmed.experiment.network()


def _is_earlier(filmed: cached.Filmed, view: TrainView) -> bool:
    film = filmed.experiment.progress.film
    return 0 < view.frame < len(film) and film.has_weights
