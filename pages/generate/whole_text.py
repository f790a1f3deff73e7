"""The text as a whole: how likely it is, what was found in it, and what can be done with it."""

import streamlit as st

from core.generation.tree import Tree
from pages.generate import figures, findings, tree
from pages.generate.view import GenerateView
from pages.language import _
from pages.shared import prose
from pages.shared.part import part_in_view
from pages.shared.view.selection import Selection

FOUND = "quotes"
CODE = {"python-source": "python"}
"""By task: the programming language of its texts, which are shown in its colours, too."""
MOST_LINES, HEIGHT = 12, 320
"""Longer code scrolls, within so many pixels."""


def show(selection: Selection, grown: Tree) -> None:
    """Show figures, branches and findings; in a lecture, once somebody asks for them.

    They say what was written, which the class is to predict.
    """
    if selection.lecture:
        with st.expander(_("What was written, and how likely it was")):
            if selection.model not in CODE:
                st.text(grown.run.whole_text)
            _all(selection, grown)
    else:
        _all(selection, grown)


def _all(selection: Selection, grown: Tree) -> None:
    if selection.model in CODE:
        _code(grown.run.whole_text, CODE[selection.model])
    figures.show(grown.run)
    prose.heading(_("Branches"))
    tree.show(selection.of(GenerateView).branches, grown)
    prose.heading(_("Loops and quotations"))
    part_in_view(_findings, selection, grown, key=FOUND)


def _code(text: str, language: str) -> None:
    height = HEIGHT if text.count("\n") >= MOST_LINES else "content"
    st.code(text, language, line_numbers=True, height=height)


def _findings(selection: Selection, grown: Tree) -> None:
    findings.say_loops(grown)
    findings.say_quotes(selection.reference, grown)
