"""What a network of numbers wrote, whether it is right, and how often it is on unseen numbers."""

from collections.abc import Iterator

import streamlit as st

from core.network.answering import END, Answer, AnsweringNetwork
from core.network.catalogue import NetworkReference
from core.notation import N_
from core.sequence_tasks.held_out_numbers import LEARNED_DIGITS
from pages.language import _
from pages.shapes_and_wiring.answers import Judged, judged
from pages.shared import prose, tables

THE_END = N_("end")


def verdict(named: NetworkReference, answer: Answer) -> None:
    """Show the answer, whether it is right, and whether the network could know it."""
    known = judged(named, answer)
    said = prose.join([_verdict(answer, known), *_about_number(named, known)], " ")
    if known.right in (None, answer.text):
        prose.note(said, icon=":material/check:" if known.right else ":material/info:")
    else:
        prose.warn(said, icon=":material/close:")


def exactness(network: AnsweringNetwork) -> None:
    """Show how often the network is right on numbers that it never saw, and what it reads."""
    prose.caption(_about_network(network))


def written(answer: Answer) -> list[str]:
    """Return the symbols that were written, the end in the reader's language."""
    return [_symbol(symbol) for symbol in answer.written]


def steps(answer: Answer) -> None:
    """Show how sure the network was of each symbol, and which was the likeliest other one."""
    with st.expander(_("How sure it was at each step"), icon=":material/percent:"):
        likeliest = answer.probabilities.argsort(1)[:, ::-1]
        rows = range(len(answer.written))
        names = [_symbol(symbol) for symbol in answer.outputs]
        chances = [[f"{answer.probabilities[row, k]:.4f}" for k in likeliest[row]] for row in rows]
        tables.table(
            {
                _("step"): [row + 1 for row in rows],
                _("written"): [names[likeliest[row, 0]] for row in rows],
                _("probability"): [chances[row][0] for row in rows],
                _("likeliest other symbol"): [names[likeliest[row, 1]] for row in rows],
                _("its probability"): [chances[row][1] for row in rows],
            }
        )


def nothing_to_read(decodes: bool) -> None:
    """Say what to type where there is nothing that the network could read."""
    text = (
        _("Type a number in English or Korean words above, and press Enter.")
        if decodes
        else _("Type a number in digits above, and press Enter.")
    )
    prose.note(text, icon=":material/keyboard:")


def _symbol(symbol: str) -> str:
    return _(THE_END) if symbol == END else symbol


def _verdict(answer: Answer, known: Judged) -> prose.Markdown:
    written = answer.text or _("nothing")
    read = answer.encoded.text
    if known.right is None:
        return prose.compose(
            _(
                "**{read} → {written}.** By the rule that it learned from, these words name no "
                "number, so nobody checks this."
            ),
            read=read,
            written=written,
        )
    if known.right == answer.text:
        return prose.compose(_("**{read} → {written}.** Right."), read=read, written=written)
    return prose.compose(
        _("**{read} → {written}.** Wrong: right is {right}."),
        read=read,
        written=written,
        right=known.right,
    )


def _about_number(named: NetworkReference, known: Judged) -> Iterator[prose.Markdown]:
    if known.number is None:
        return
    if known.too_long:
        yield prose.compose(
            _("The number has {digits} digits; the longest that the network learned have {most}."),
            digits=len(str(known.number)),
            most=known.most_digits,
        )
    elif known.unseen:
        yield prose.compose(_("It never saw this number: one in ten was kept from it."))
    elif known.right is not None:
        yield prose.compose(_("It learned from this number, among others."))


def _about_network(network: AnsweringNetwork) -> prose.Markdown:
    figures, card = network.card.figures, network.card
    if card.target == "answer":
        return prose.compose(
            _(
                "Of numbers of up to {most} digits that it never saw, this network writes {exact} "
                "without a mistake; of numbers one digit longer, {longer}. All that the decoder "
                "knows of a number is the encoder's last state: {size} numbers."
            ),
            most=LEARNED_DIGITS,
            exact=f"{figures['dev_exact']:.1%}",
            longer=f"{figures['longer_exact']:.1%}",
            size=card.hidden_size * len(network.writer.initial_state(1)),
        )
    return prose.compose(
        _(
            "Of numbers that it never saw, this network spells {exact} without a mistake. It reads "
            "the digits at the first step, each one-hot, and zeros after it; nothing that it "
            "writes is fed back."
        ),
        exact=f"{figures['dev_exact']:.1%}",
    )
