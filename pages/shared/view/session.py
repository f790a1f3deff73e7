"""The only file that touches Streamlit's session state and query parameters."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any, NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, get_script_run_ctx

from core.browser.scene import Cue
from core.language import best
from core.network import CheckpointError
from core.notation import N_, Notice
from pages.shared import cached
from pages.shared.view import registry
from pages.shared.view.in_flight import InFlight, Link
from pages.shared.view.link import REST, parse, to_query
from pages.shared.view.openings import is_opening, on_screen, opening
from pages.shared.view.own import fitting
from pages.shared.view.selection import WEIGHTS_DIGITS, Selection, View

SELECTION, QUERY, CUE, NOTICES, PAGE = "selection", "query", "cue", "notices", "page"
LINKED, NAMED, NEAR, CHANGED = "linked", "named", "near", "changed"
NETWORK_CHOSEN, WANTED = "network-chosen", "wanted"
PLACE = frozenset({"t", "unit"})
"""The parameters of a link that name a step or a unit."""
BEYOND = Notice(N_("There is no such step or unit; showing the last one."))
IN_FLIGHT, TEXT_FIELDS, OWN = "in-flight", "text-fields", "own-networks"


def open_selection(page: str) -> Selection:
    """Return what is being looked at: from the link if it was just opened, else as it was left.

    Args:
        page: the screen; when it is another one than before, its stepper goes to the selected step.
    """
    _note_request()
    query = _link_now()
    opened = _is_opened(query)
    if opened:
        _forget_links()
    if SELECTION not in st.session_state or opened:
        _read_link(query, page, opened)
    if opened or st.session_state.get(PAGE) != page:
        _cue()
    if st.session_state.get(PAGE, page) != page:
        st.session_state[NEAR] = frozenset()
        st.session_state[TEXT_FIELDS] = {}
    st.session_state[PAGE] = page
    return _as_changed()


def _read_link(query: dict[str, list[str]], page: str, opened: bool) -> None:
    """Show what a link says, and what the screen opens on where it says nothing."""
    selection, notices = parse(query, best(st.context.locale), own_networks())
    if not PLACE & query.keys():
        selection = replace(selection, **opening(selection))
        if "text" not in query:
            selection = on_screen(selection, page)
    if not is_opening(selection, page):
        st.session_state[NETWORK_CHOSEN] = "model" in query
    st.session_state[SELECTION] = as_here(fitting(selection, own_networks()))
    st.session_state[LINKED] = st.session_state[SELECTION] if opened else None
    st.session_state[NOTICES] = (*notices, *_other_weights(selection))
    st.session_state[NAMED] = frozenset(query)
    rest = query.get(REST, [""])[0]
    st.session_state[WANTED] = (rest, selection) if rest else None


def linked() -> Selection | None:
    """Return what the link that was opened last shows, before anybody changed anything."""
    return st.session_state[LINKED]


def was_named(parameter: str) -> bool:
    """Return whether the link that was opened last names this parameter, before it is written."""
    return parameter in st.session_state[NAMED]


def own_networks() -> Mapping[str, Any]:
    """Return the networks of this session by their keys; ``session_networks`` says what they are.

    Nothing else than this session refers to them, so that they are gone with it.
    """
    return kept(OWN, {})


def page_now() -> str:
    """Return the file of the screen that is looked at."""
    return st.session_state[PAGE]


def selection_now() -> Selection:
    """Return the selection of this session."""
    return st.session_state[SELECTION]


def view(record: type[View]) -> View:
    """Return a screen's own record as it is in this session."""
    return selection_now().of(record)


def choose(**changes: Any) -> Selection:
    """Change fields of the view and, with them, the link; notices about the old link are dropped.

    Where only a part of the page was to be drawn again, all of it is.

    Args:
        changes: fields with their new values, of ``Selection`` or of any screen's own record.
    """
    _change(changes)
    return _as_changed()


def as_here(selection: Selection) -> Selection:
    """Return the selection with the weights that its network has here, for its link to name."""
    try:
        here = cached.weights(selection.reference)[:WEIGHTS_DIGITS]
    except CheckpointError:  # reported on the screen that needs it
        here = None
    return replace(selection, weights=here)


def take_over(selection: Selection) -> None:
    """Show another selection, and have the stepper go where it says."""
    st.session_state[SELECTION] = fitting(selection, own_networks())
    cue(position=selection.position, unit=selection.unit)


def cue(**changes: Any) -> Selection:
    """Change the selection and move the stepper, which the selection otherwise follows."""
    _change(changes)
    _cue()
    return _as_changed()


def cue_now() -> Cue:
    """Return where the stepper was last told to be; from there it goes its own way."""
    number, cued = st.session_state[CUE]
    return Cue(number, cued.position, cued.unit)


def selection_cued() -> Selection:
    """Return what was being looked at when a component was last told where to be."""
    return st.session_state[CUE][1]


def notices() -> tuple[Notice, ...]:
    """Return what could not be taken from the link as it was."""
    return st.session_state[NOTICES]


def tell(notice: Notice) -> None:
    """Add a notice to those about the link."""
    st.session_state[NOTICES] = (*notices(), notice)


def within(tokens: int, units: int, step: str = "position") -> Selection:
    """Return the selection, whose step and unit are inside the text and the network.

    Where they were not, they are moved to the last there is, and the page is run again: the
    notice that says so stands at its top.

    Args:
        tokens: how many the text has.
        units: how many the network has.
        step: the field of the view that counts the steps.
    """
    selection = selection_now()
    here = {step: max(min(registry.value(selection, step), tokens), 1)}
    here["unit"] = max(min(selection.unit, units - 1), 0)
    if all(registry.value(selection, name) == value for name, value in here.items()):
        return selection
    change_with_notice(BEYOND, **here)


def change_with_notice(notice: Notice, **changes: Any) -> NoReturn:
    """Change what cannot be shown as it is, and run the page again, which says so at its top."""
    earlier = notices()
    cue(**changes)
    st.session_state[NOTICES] = (*earlier, notice)
    st.rerun()


def carry(selection: Selection) -> dict[str, str]:
    """Look at something else from the next screen on; return the parameters of its link.

    What is too long for the link goes along all the same.
    """
    st.session_state[SELECTION] = as_here(fitting(selection, own_networks()))
    st.session_state[NOTICES] = ()
    query = to_query(selection_now())
    _replace_link({name: [value] for name, value in query.items()})
    return query


def widget(key: str, value: Any) -> str:
    """Give a widget the value it has in the selection, on every page and run; return its key."""
    st.session_state[key] = value
    return key


def value_of(key: str) -> Any:
    """Return what a widget on this page is set to."""
    return st.session_state[key]


def reported(key: str, name: str) -> Any:
    """Return what a component has just reported, for its callback, as it came from the browser.

    A report may arrive when the next page has been drawn, where the component is no more. Its
    callback is called all the same; there is nothing left that it could be about: ``None``.
    """
    return st.session_state[key].get(name) if key in st.session_state else None


def bind(
    key: str,
    value: Any,
    apply: Callable[[Any], object],
    among: Collection[Any] | None = None,
) -> dict[str, Any]:
    """Return the key and the callback of a widget that shows a value and hands a new one on.

    Args:
        key: of the widget.
        value: what it shows, on every page and run.
        apply: takes what it was set to.
        among: the options of a menu. Until a browser has their new names, after a change of
            language, it says the old one: Streamlit hands that on as if it were an option.
    """

    def apply_option(chosen: Any) -> None:
        if among is None or chosen in among:
            apply(chosen)

    return {"key": widget(key, value), "on_change": on_change(key, apply_option)}


def bind_text(
    key: str, shown: str, apply: Callable[[str], object], *, lines: bool = False
) -> dict[str, Any]:
    """Return what ``bind`` does, for a field of text: what somebody types there is never lost.

    A field is told its text only where it may show another one. A field that is told what it
    shows anyway takes that in place of what was entered after the run had begun.

    Args:
        key: of the field.
        shown: the text it shows, on every page and run.
        apply: takes what was entered.
        lines: whether the field has several lines; Streamlit has another widget for those.
    """
    fields = kept(TEXT_FIELDS, {})
    is_there = fields.get(key) == lines and key in st.session_state
    keep(TEXT_FIELDS, fields | {key: lines})
    field = {"key": key, "on_change": on_change(key, _to_its_end(apply))}
    before = value_of(key) if is_there else shown
    if is_there and before == shown and key not in _in_flight().texts:
        return field | {"value": shown}  # for a browser that has not drawn the field so far
    if before != shown:
        keep(IN_FLIGHT, _in_flight().with_text(key, before, _request()))
    widget(key, shown)
    return field


def set_flag(flag: str) -> None:
    """Set a flag in a callback, for the run that follows it."""
    st.session_state[flag] = True


def take_flag(flag: str) -> bool:
    """Return whether a flag was set, and clear it."""
    return st.session_state.pop(flag, False)


def keep(name: str, value: Any) -> None:
    """Keep something that is in no link, such as what can be undone, for this session's runs."""
    st.session_state[name] = value


def kept(name: str, default: Any) -> Any:
    """Return what was kept, or the default where nothing was."""
    return st.session_state.get(name, default)


def on_change(key: str, apply: Callable[[Any], object]) -> Callable[[], None]:
    """Return a callback that hands a widget's new value on, if it is on this page still.

    A text that was replaced here, and that the browser shows only until it hears of it, is none.
    """

    def changed() -> None:
        _note_request()
        if key in st.session_state and value_of(key) not in _in_flight().texts.get(key, ()):
            apply(value_of(key))

    return changed


def _to_its_end(apply: Callable[[str], object]) -> Callable[[str], object]:
    """Return what takes a text and is not cut short by the next request of the browser.

    Streamlit ends a callback where another request has come in the meantime, and calls it for this
    text no more. It has taken note of that request then, and a second try comes to its end.
    """

    def applied(text: str) -> None:
        try:
            apply(text)
        except RerunException:
            apply(text)
            raise

    return applied


def _in_flight() -> InFlight:
    return kept(IN_FLIGHT, InFlight())


def _request() -> object:
    """Return what stands for the browser's request that this run answers.

    Runs that a run asks for itself share it. In a test without a browser, each run has its own.
    """
    context = get_script_run_ctx()
    if context is None:
        return None
    return context.cursors if context.context_info is None else context.context_info


def _note_request() -> None:
    """Note whether the browser had all that was changed here before it sent this request."""
    if _in_flight().request is not _request() and _link_now() == st.session_state.get(QUERY):
        keep(IN_FLIGHT, InFlight())


def _is_opened(link: Link) -> bool:
    """Return whether somebody has opened a link: it is neither the view's nor on its way here."""
    if not link or link == st.session_state.get(QUERY):
        return False
    return went_back() or link not in _in_flight().links


def _forget_links() -> None:
    """Forget the links before one that was opened: requests come in the order they were sent in."""
    keep(IN_FLIGHT, replace(_in_flight(), links=()))
    st.session_state[QUERY] = None


def went_back() -> bool:
    """Return whether the browser asks for this run because somebody went back or forward."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _other_weights(opened: Selection) -> tuple[Notice, ...]:
    """Return a notice if a link was made with other weights than the network has here."""
    here = selection_now().weights
    if None in (opened.weights, here) or opened.weights == here:
        return ()
    message = N_("This link was made with other weights of this network: its numbers may differ.")
    return (Notice(message),)


def _change(changes: Mapping[str, Any]) -> None:
    """Change the view first of all: what follows ends early where the browser asks for a run."""
    changed = registry.changed(selection_now(), **changes)
    st.session_state[SELECTION] = fitting(changed, own_networks())
    st.session_state[NOTICES] = ()
    set_flag(CHANGED)


def _as_changed() -> Selection:
    """Return the view, with the weights that its network has here, once its link is written."""
    st.session_state[SELECTION] = as_here(selection_now())
    _write_link()
    return selection_now()


def _cue() -> None:
    number = st.session_state[CUE][0] + 1 if CUE in st.session_state else 1
    st.session_state[CUE] = number, selection_now()


def _link_now() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _write_link() -> None:
    _note_request()
    query = to_query(selection_now())
    as_read = {name: [value] for name, value in query.items()}
    _replace_link(as_read)
    if _link_now() != as_read:
        st.query_params.from_dict(query)


def _replace_link(link: dict[str, list[str]]) -> None:
    """Note the link of the view, and that a request may still name those before it."""
    for before in (st.session_state.get(QUERY), _link_now()):
        if before != link:
            keep(IN_FLIGHT, _in_flight().with_link(before, _request()))
    st.session_state[QUERY] = link
