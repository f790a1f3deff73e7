"""What users of such programs report, found in the text: loops, quotations, broken rules."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core.corpus.sources import NotAtHand
from core.generation import GenerationRun
from core.generation.loops import Loop
from core.generation.quotes import Quote
from core.generation.tree import Tree
from core.jobs.steps import Steps
from core.network.catalogue import NetworkReference
from core.notation import N_, Notice
from core.sequence_tasks import brackets
from core.text import visible
from pages.generate import cached
from pages.language import _
from pages.shared import prose
from pages.shared.results import Work, measuring, result
from pages.shared.view import session

RULES = {"brackets": brackets.illegal}
"""By task: gives the places of symbols that may not stand where they are."""
MADE_UP = ("brackets", "hello", "wave")
"""Tasks whose texts follow a rule and have no end: whatever is written stands in one of them."""
SHOWN = 3
"""Loops, and quotations, that are shown."""
AT_LEAST = 20
"""Characters of the shortest quotation that counts."""
SECONDS = 2.0
"""Of one processor, for a search of the training text."""


def wrong_places(task: str, run: GenerationRun) -> Sequence[int]:
    """Return the positions of tokens that may not stand where they are, from 0."""
    return RULES[task](run.keys) if task in RULES else ()


def say_wrong(run: GenerationRun, wrong: Sequence[int]) -> None:
    """Say where the first symbol fell that may not stand there, and offer to go to it."""
    if not wrong:
        return
    first = wrong[0]
    text = _("Illegal symbols: {count:d}. The first is token {place:d}, “{token}”.")
    _with_step(
        prose.compose(text, count=len(wrong), place=first + 1, token=visible(run.keys[first])),
        first,
        "wrong",
    )


def say_loops(tree: Tree) -> None:
    """Say where the state came back and stayed the earlier one for a whole period or more."""
    whole = [loop for loop in tree.loops if loop.length >= loop.period]
    longest = sorted(whole, key=lambda loop: -loop.length)[:SHOWN]
    for number, loop in enumerate(longest):
        _with_step(_loop(loop), loop.start, f"loop-{number}")


def say_quotes(named: NetworkReference, tree: Tree) -> None:
    """Show the longest stretches that stand verbatim in the training text, if that is at hand."""
    if named.task in MADE_UP:
        prose.caption(_("Texts of this kind follow a rule, without end: there is none to quote."))
        return
    panel = measuring("quotes", N_("Searching the training text …"))
    work = Work(partial(_search, named, tree.run), SECONDS)
    found = result(panel, ("quotes", named, tree.digest), work)
    if found is None:
        return
    quotes, searched = found
    if isinstance(searched, Notice):
        prose.caption(_("Whether it quotes its training text cannot be told: that is not here."))
    elif not quotes:
        text = _(
            "No stretch of {least:d} characters stands word for word in the training text, of "
            "which {total:,} characters were searched."
        )
        prose.caption(text, least=AT_LEAST, total=searched)
    else:
        _show_quotes(quotes, searched)


def _search(
    named: NetworkReference, run: GenerationRun
) -> Steps[float, tuple[tuple[Quote, ...], int | Notice]]:
    """Return the quotations, and how many characters were searched, or why none were."""
    yield 0.0
    try:
        text = cached.source(named)
    except NotAtHand as missing:
        return (), missing.notice
    yield 0.5
    return run.quotes(text, AT_LEAST), len(text)


def _show_quotes(quotes: Sequence[Quote], searched: int) -> None:
    longest = sorted(quotes, key=lambda quote: -len(quote.text))[:SHOWN]
    text = _("Stretches that stand word for word in the training text: {count:d}. The longest:")
    prose.caption(text, count=len(quotes))
    for quote in longest:
        told = _("“{text}”: length {length}, from character {place} of {total} on")
        numbers = {"place": f"{quote.place + 1:,}", "total": f"{searched:,}"}
        st.text(told.format(text=visible(quote.text), length=len(quote.text), **numbers))


def _loop(loop: Loop) -> prose.Template:
    text = _(
        "A loop: at token {place:d} the state is again that of token {before:d}, to within "
        "{distance:.1%} of its size. Period: {period:d}; tokens in a row: {length:d}."
    )
    return prose.compose(
        text,
        place=loop.start + 1,
        before=loop.start + 1 - loop.period,
        distance=loop.distance,
        period=loop.period,
        length=loop.length,
    )


def _go_to(position: int) -> None:
    session.cue(position=position)


def _with_step(text: prose.Template, position: int, name: str) -> None:
    row = st.container(horizontal=True, vertical_alignment="center", gap="small")
    with row:
        prose.say(text, width="content")
        st.button(
            prose.compose(_("Go to token {place:d}"), place=position + 1),
            icon=":material/arrow_forward:",
            type="tertiary",
            key=f"go-to-{name}",
            on_click=_go_to,
            args=[position + 1],
        )
