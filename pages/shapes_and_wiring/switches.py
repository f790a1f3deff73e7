"""The switches of the model: its kind, its layers, its tensors, and what comes before them."""

from functools import partial
from typing import Any, LiteralString

import streamlit as st

from core.network.catalogue import CELL_NAMES, TORCH_CELLS
from core.wiring import switch_name
from pages.language import _, current
from pages.shapes_and_wiring import model
from pages.shapes_and_wiring.answers import is_answering, unseen
from pages.shapes_and_wiring.view import ANSWERED, MERGES, MOST_SAID, ShapesAndWiringView
from pages.shared import pickers, prose
from pages.shared.cached.own_networks import is_own
from pages.shared.view import session
from pages.shared.view.selection import Selection

NAMED = {
    "return_state": "return_state",
    "stateful": "stateful",
    "steps_first": "batch_first",
    "forced": "teacher_forcing",
}
"""Field of the view -> the switch whose names in Keras and PyTorch the library has."""
BOTH = "Keras: {keras} · PyTorch: {pytorch}"
KOREAN = {"said": "삼백이십일", "spelled_in": "native"}
"""What the networks of numbers open on in Korean."""
NARROW = 92
"""Pixels of a field for a small number."""


def pick(selection: Selection) -> None:
    """Show what is read, the network where there is a choice, and the cell."""
    view = selection.of(ShapesAndWiringView)
    with st.container(key="pickers", width="stretch"):
        if is_answering(view) and view.kind == "encoder-decoder":
            read, cells = st.columns([490, 318])
            with read:
                _number("said", _("Number in English or Korean words"))
        else:
            read, network, cells = st.columns([292, 198, 318])
            with read:
                _read(selection)
            with network:
                _network(view)
    cell = model.reference_of(selection).cell
    with cells:
        pickers.one_of(
            "cell",
            _("Cell"),
            (cell,) if is_own(selection.model) else TORCH_CELLS,
            names=lambda name: _(CELL_NAMES[name]),
            value=cell,
            change=session.cue,
            width="stretch",
            help=_("Those that PyTorch and Keras have as layers."),
        )


def _read(selection: Selection) -> None:
    if is_answering(selection.of(ShapesAndWiringView)):
        _number("spelled", _("Number in digits"))
    else:
        pickers.pick_sentence(selection)


def _number(field: str, label: LiteralString) -> None:
    """Show the field for the number that a network of numbers reads, and a button for others."""
    value = getattr(session.view(ShapesAndWiringView), field)
    bound = session.bind_text(field, value, lambda text: session.cue(**{field: text}, position=1))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(prose.compose(label), max_chars=MOST_SAID, **bound)
        st.button(
            _("Unseen"),
            icon=":material/casino:",
            key="unseen-number",
            on_click=_take_unseen,
            help=_(
                "A number that it never saw: one in ten was kept from it. Each click takes "
                "another one."
            ),
        )


def _take_unseen() -> None:
    session.cue(**unseen(session.view(ShapesAndWiringView)), position=1)


def _network(view: ShapesAndWiringView) -> None:
    """Show the menu of networks; of those of numbers, by the words that they write."""
    if is_answering(view):
        pickers.one_of("spelled_in", _("Written in"), shape="menu", change=_other_words)
    else:
        pickers.pick_model()


def _other_words(spelled_in: str) -> None:
    session.cue(spelled_in=spelled_in, position=1)


def switches(view: ShapesAndWiringView) -> None:
    """Show the kind, the switches of the model, and behind a button the sizes of its tensors."""
    choose = partial(_choose_kind, current())
    pickers.one_of("kind", _("Kind"), change=choose, width="stretch", wrap=True)
    with _row("layers"):
        _layers(view)
        if is_answering(view):  # so few that one row has room for all
            _tensors(view)
        with st.popover(_("Sizes"), icon=":material/straighten:"):
            _sizes(view)
    if not is_answering(view):
        with _row("tensors"):
            _tensors(view)
            _before(view)


def _choose_kind(language: str, kind: str) -> None:
    """Take another kind, at its first step where its steps are not those of the text.

    Args:
        language: the one on screen: a callback runs before the page, which sets it.
        kind: which.
    """
    view, plain = session.view(ShapesAndWiringView), ShapesAndWiringView()
    before = view.kind
    same = {kind, before} <= {"many-to-one", "many-to-many"}
    changes: dict[str, Any] = {} if same else {"position": 1}
    if (kind in ANSWERED) != (before in ANSWERED):  # opens trained on numbers, and leaves them
        changes["trained"] = kind in ANSWERED
    if changes.get("trained") and language == "ko":
        unchosen = (name for name in KOREAN if getattr(view, name) == getattr(plain, name))
        changes |= {name: KOREAN[name] for name in unchosen}
    session.cue(kind=kind, **changes)


def _row(name: str) -> Any:
    return st.container(
        key=f"wiring-{name}", horizontal=True, vertical_alignment="bottom", gap="small"
    )


def _layers(view: ShapesAndWiringView) -> None:
    """Show what stands on top of each other, and in which directions it reads."""
    if not view.trained:
        pickers.number("depth", _("Layers"), width=NARROW, change=session.cue)
        both = view.reads == "both"
        pickers.one_of(
            "reads",
            _("Direction"),
            change=session.cue,
            width="content",
            help=_in_both(_("Whether each layer also reads backwards."), "bidirectional", both),
        )
        if view.reads == "both":
            _merge(view)
    if view.kind in ANSWERED and not view.trained:
        pickers.number("writes", _("Steps written"), width=NARROW + 20, change=session.cue)
        if view.kind == "encoder-decoder":
            what = _("The decoder reads targets, not its own output.")
            _switch("forced", "teacher forcing", what)
    of_numbers = _("Those of a network that learned to read numbers; else random ones.")
    of_network = _("Those of the network above; else random ones.")
    _switch("trained", _("Trained weights"), of_numbers if view.kind in ANSWERED else of_network)


def _merge(view: ShapesAndWiringView) -> None:
    apart = view.depth == 1 and view.kind != "encoder-decoder"
    offered = [name for name in MERGES if apart or name != "none"]
    shown = view.merge if view.merge in offered else "concat"
    pickers.one_of(
        "merge",
        _("Merge"),
        offered,
        shape="menu",
        value=shown,
        change=session.cue,
        width=150,
        help=_in_both(
            _("What becomes of the two outputs."), "merge", None if shown == "none" else shown
        ),
    )


def _sizes(view: ShapesAndWiringView) -> None:
    """Show the sizes of tensors, and the seed of random weights."""
    if not view.trained:
        pickers.number("units", _("Units"), change=session.cue)
        pickers.number("features", _("Features"), change=session.cue)
        pickers.number("draw", _("Seed"), change=session.cue)
    if not is_answering(view):
        pickers.number("texts", _("Batch size"), change=session.cue)
    _switch(
        "steps_first",
        "batch_first=False",
        _("PyTorch's default: tensors have the steps first. Keras always has the texts first."),
    )


def _tensors(view: ShapesAndWiringView) -> None:
    """Show what the model returns, and from where it starts."""
    _sequences(view)
    _switch("return_state", "return_state", _("Return the final states beside the output."))
    if view.kind != "encoder-decoder" and not is_answering(view):
        _switch("stateful", "stateful", _("The next batch goes on from where this one ends."))
        if view.stateful:
            _switch("second_batch", _("Second batch"), _("The same sentence, read once more."))


def _sequences(view: ShapesAndWiringView) -> None:
    """Show ``return_sequences``: of texts, it is what tells many-to-many from many-to-one."""
    every = view.kind != "many-to-one"
    if view.kind == "one-to-one":
        every = view.single_sequences
    fixed = view.kind in ("one-to-many", "encoder-decoder")

    def change(chosen: bool) -> None:
        if view.kind == "one-to-one":
            session.cue(single_sequences=chosen)
        else:
            session.cue(kind="many-to-many" if chosen else "many-to-one")

    what = _("Every step, or only the last; what is written step by step has every step.")
    st.checkbox(
        prose.compose("return_sequences"),
        disabled=fixed,
        help=prose.compose(_in_both(what, "return_sequences", every)),
        **session.bind("return-sequences", every, change),
    )


def _before(view: ShapesAndWiringView) -> None:
    if view.kind in model.ONE_STEP or view.trained:
        return
    _switch("conv", _("Conv1D before"), _("A convolution reads windows of tokens first."))
    if view.conv:
        pickers.number("filters", _("Filters"), width=NARROW, change=session.cue)
        pickers.number("kernel", _("Kernel"), width=NARROW, change=session.cue)
        pickers.number("stride", _("Stride"), width=NARROW, change=session.cue)
        pickers.one_of("conv_padding", _("Padding"), names=str, change=session.cue, width="content")


def _switch(field: str, label: LiteralString, what: LiteralString) -> None:
    """Show a box to tick; the drawing stays at its step."""
    current = getattr(session.view(ShapesAndWiringView), field)
    bound = session.bind(field, current, lambda chosen: session.cue(**{field: chosen}))
    st.checkbox(
        prose.compose(label), help=prose.compose(_in_both(what, NAMED.get(field), current)), **bound
    )


def _in_both(what: LiteralString, switch: str | None, setting: object) -> prose.Markdown:
    """Return what a switch does and, where the dialects have words for it, its setting in both."""
    if switch is None:
        return prose.compose(what)
    if switch == "batch_first":  # the box has the opposite
        setting = not setting
    cell = model.reference_of(session.selection_now()).cell
    name = switch_name(switch, setting, cell)
    return prose.join([prose.compose(what), prose.compose(BOTH, **name._asdict())], " ")
