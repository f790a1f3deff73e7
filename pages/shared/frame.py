"""The common start of every page: settings, language, navigation."""

from collections.abc import Callable
from pathlib import Path
from typing import LiteralString

import streamlit as st

from core.language import LANGUAGES, best
from pages import language
from pages.components.document import set_document
from pages.components.page_style import style_lecture
from pages.components.tab_storage import KEY, keep
from pages.language import _
from pages.shared import cached, door, messages, ongoing, page_runs, prose
from pages.shared.part import part
from pages.shared.view import openings, parts, rest, session
from pages.shared.view.link import hash_of, to_query
from pages.shared.view.selection import Selection

HOME = "app.py"
STEP_THROUGH = "pages/1_Step_through.py"
COMPARE_CELLS = "pages/2_Compare_cells.py"
PARAMETER_COUNT = "pages/3_Parameter_count.py"
INSPECT_A_UNIT = "pages/4_Inspect_a_unit.py"
MEMORY_AND_GRADIENTS = "pages/5_Memory_and_gradients.py"
WHAT_IF = "pages/6_What_if.py"
TOKENS_AND_VECTORS = "pages/7_Tokens_and_vectors.py"
MODEL_BUILDER = "pages/12_Model_builder.py"
SHAPES_AND_WIRING = "pages/8_Shapes_and_wiring.py"
GENERATE = "pages/9_Generate.py"
TRAIN = "pages/10_Train.py"
OWN_NETWORK = "pages/11_Your_own_network.py"
STEPPING = (STEP_THROUGH, COMPARE_CELLS, GENERATE, SHAPES_AND_WIRING)
"""The screens whose reader is followed: their links are drawn again at each step."""
MOVED = {PARAMETER_COUNT: ("stack", MODEL_BUILDER)}
"""A screen -> a parameter that its links had formerly, and the screen that the field now has."""
SIDEBAR_WIDTH = 270
"""In pixels; kept narrow, because the stepper needs the space."""


def groups() -> dict[LiteralString, dict[str, tuple[LiteralString, str]]]:
    """Return the screens by what they are for, in the order of the course.

    Returns:
        The name of a group, empty for home -> file of a screen -> its title and icon.
    """
    return {
        "": {HOME: (_("Home"), ":material/home:")},
        _("Look"): {
            STEP_THROUGH: (_("Step through"), ":material/footprint:"),
            COMPARE_CELLS: (_("Compare cells"), ":material/compare_arrows:"),
            GENERATE: (_("Generate"), ":material/casino:"),
        },
        _("Make"): {
            TRAIN: (_("Train"), ":material/model_training:"),
            OWN_NETWORK: (_("Your own network"), ":material/upload_file:"),
        },
        _("Count"): {
            PARAMETER_COUNT: (_("Parameter count"), ":material/bar_chart:"),
            MODEL_BUILDER: (_("Model builder"), ":material/stacks:"),
            SHAPES_AND_WIRING: (_("Shapes and wiring"), ":material/account_tree:"),
        },
        _("Ask why"): {
            INSPECT_A_UNIT: (_("Inspect a unit"), ":material/troubleshoot:"),
            MEMORY_AND_GRADIENTS: (_("Memory and gradients"), ":material/history:"),
            WHAT_IF: (_("What if"), ":material/edit_note:"),
        },
        _("Words"): {TOKENS_AND_VECTORS: (_("Tokens and vectors"), ":material/data_array:")},
    }


def screens() -> dict[str, tuple[LiteralString, str]]:
    """Return every screen in the order of the course: file -> its title and icon."""
    return {page: labels for group in groups().values() for page, labels in group.items()}


def start(page: str) -> Selection:
    """Let the visitor in, wait for a turn, set the page up; return the selection.

    Args:
        page: the page's own file, one of those in ``screens``.
    """
    door.enter()
    page_runs.begin()
    cached.warm_up()
    selection = session.open_selection(page)
    parameter, there = MOVED.get(page, ("", page))
    if session.was_named(parameter):
        st.switch_page(there, query_params=to_query(selection))
    language.use(selection.language or best(st.context.locale))
    title, _icon = screens()[page]
    st.set_page_config(
        page_title=f"{title} · Gatescope",
        page_icon=str(Path(__file__).parent / "icon.svg"),
        layout="wide",
        initial_sidebar_state="collapsed" if selection.lecture else SIDEBAR_WIDTH,
    )
    with st.container(key="unseen"):
        set_document(page, selection.lecture)
        if selection.lecture:
            style_lecture()
        _keep_what_is_left_out()
    if selection.lecture:
        _bar(page)
    else:
        _sidebar(page)
    messages.about_link(session.notices())
    return selection


def heading(page: str, selection: Selection) -> None:
    """Show the screen's title, except in a lecture, which needs the space."""
    if not selection.lecture:
        prose.title(screens()[page][0])


def _bar(page: str) -> None:
    """Show the screens, and the way back, in one slim line."""
    with st.container(key="lecture-bar", horizontal=True, vertical_alignment="center"):
        _show_links(page, _links_in_a_row)
        st.button(
            _("Leave lecture mode"),
            icon=":material/close_fullscreen:",
            type="tertiary",
            on_click=_lecture,
            args=[False],
        )


def _show_links(page: str, show: Callable[[], None]) -> None:
    if page in STEPPING:
        part(show, key=parts.NAVIGATION)
    else:
        show()


def _links_in_a_row() -> None:
    query = to_query(session.selection_now())
    with st.container(horizontal=True, gap="xxsmall"):
        for page, (title, icon) in screens().items():
            st.page_link(
                page, label=prose.compose(title), icon=icon, query_params=query, width="content"
            )


def link_to(page: str) -> dict[str, str]:
    """Return the parameters of the link from here to a screen."""
    selection = session.selection_now()
    opened = openings.on_screen(selection, page)
    return to_query(selection if opened == selection else session.as_here(opened))


def _links() -> None:
    with st.container(key="screens", gap="xsmall"):
        for name, group in groups().items():
            if name:
                prose.caption(name)
            for page, (title, icon) in group.items():
                st.page_link(
                    page,
                    label=prose.compose(title),
                    icon=icon,
                    query_params=link_to(page),
                    width="stretch",
                )


def _sidebar(page: str) -> None:
    with st.sidebar:
        prose.heading("Gatescope")
        prose.caption(_("Watch recurrent networks remember."))
        _show_links(page, _links)
        if (work := ongoing.elsewhere(page)) is not None:
            part(ongoing.show, work, every=ongoing.EVERY)
        st.divider()
        st.segmented_control(
            _("Language"),
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            required=True,
            **session.bind(
                "language", language.current(), lambda code: session.choose(language=code)
            ),
        )
        st.button(
            _("Lecture mode"),
            icon=":material/co_present:",
            help=_("Larger type, no sidebar, and answers hidden until you ask for them."),
            on_click=_lecture,
            args=[True],
        )


def _keep_what_is_left_out() -> None:
    left, wanted = rest.left_out_now(), rest.wanted()
    if left or wanted:
        keep(left, hash_of(left) if left else "", wanted, _found)


def _found() -> None:
    report = session.reported(KEY, "found")
    if report is not None:
        rest.found(report if isinstance(report, str) else "")


def _lecture(lecture: bool) -> None:
    session.choose(lecture=lecture)
