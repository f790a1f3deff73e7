"""Going on: more tokens after the last one, past the token that ended the text if one did."""

import streamlit as st

from core.generation import GenerationRun
from core.text import visible
from core.text.detokenizers import detokenize
from pages.generate import prime, writing
from pages.generate.link_tree import LONGEST
from pages.generate.view import GenerateView
from pages.language import _
from pages.shared import prose
from pages.shared.view import session

MORE = 100
"""Tokens that are added."""
END = 200
"""Tokens at the end of a full text that another one can begin with."""
WENT_PAST, IS_FULL = "went-past-its-end", "text-is-full"


def button() -> None:
    """Offer to write more, whatever ended the text."""
    st.button(
        _("Go on"),
        icon=":material/keyboard_double_arrow_right:",
        key="go-on",
        help=_("Write more after the last token"),
        on_click=_go_on,
    )


def say(run: GenerationRun) -> None:
    """Where the text could not simply go on, say why, and what was done or can be."""
    past = session.kept(WENT_PAST, None)
    session.keep(WENT_PAST, None)
    if past is not None:
        text = _("The text had ended after “{token}”. It goes on now: nothing ends it any more.")
        prose.note(text, token=visible(past), icon=":material/info:")
    if session.take_flag(IS_FULL):
        text = _("The text has {most:,} tokens, prime included: this screen writes none longer.")
        prose.note(text, most=LONGEST, icon=":material/info:")
        st.button(
            prose.compose(_("Begin another with its last {count:d} tokens"), count=END),
            icon=":material/start:",
            key="begin-with-its-end",
            on_click=prime.change,
            args=[detokenize(run.network.card.tokenizer, run.keys, len(run.keys) - END)],
        )


def _go_on() -> None:
    view = session.view(GenerateView)
    tree = writing.finished(session.selection_now())
    run = None if tree is None else tree.run
    if run is not None and len(run.keys) >= LONGEST:
        session.set_flag(IS_FULL)
    elif run is not None and run.has_stopped:
        length = max(view.to_write, len(run.tokens) + MORE)
        session.choose(stop="", to_write=min(length, LONGEST))
        session.keep(WENT_PAST, run.stop)
    else:
        session.choose(to_write=min(view.to_write + MORE, LONGEST))
