"""What is to be opened of a file: the network, and the answers to what the file does not say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import streamlit as st

from core.imported import FoundNetwork, Question
from core.network.catalogue import CELL_NAMES
from core.notation import N_, Message
from pages.language import _, ngettext
from pages.own_network.brought import Brought
from pages.shared import prose
from pages.shared.view import session

_CHOICE = "own-network-choice"
OF_TOKENS = ("embedding", "tokenizer")
"""Questions about tokens, which a network that reads numbers leaves open."""
OPTIONS: Mapping[str, Message] = {
    "none": N_("none of them"),
    "one-hot": N_("none of them: each token is a 1 among zeros"),
    "class": N_("the class of the whole text"),
    "token-class": N_("a class at each token"),
    "next-token": N_("the next token"),
    "next-value": N_("the next number"),
    "before": N_("before the product"),
    "after": N_("after the product, as in PyTorch"),
    "hard-sigmoid": N_("hard sigmoid"),
    "whitespace": N_("what stands between spaces"),
    "words": N_("words in lower case"),
    "cased-words": N_("words as they are written"),
    "characters": N_("characters"),
    "syllables": N_("Korean syllables"),
    "morphemes": N_("Korean morphemes"),
    "unspaced": N_("characters without spaces"),
}
"""Answers that are not a name in the file or a function's."""


@dataclass(frozen=True)
class Choice:
    """What is to be opened.

    Attributes:
        number: of the network in the file, from 0.
        answers: to its questions, by their names; the guess holds for those left out.
    """

    number: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)


def now(brought: Brought) -> Choice:
    """Return what is chosen of a file: at first, its first network with every guess."""
    file, choice = session.kept(_CHOICE, (None, Choice()))
    return choice if file is brought else Choice()


def pick(brought: Brought) -> bool:
    """Show which networks there are, and what was found; return whether the chosen one opens."""
    choice = now(brought)
    found = brought.found[choice.number]
    if len(brought.found) > 1:

        def apply(number: int) -> None:
            session.keep(_CHOICE, (brought, Choice(number)))

        st.selectbox(
            _("Network in the file"),
            range(len(brought.found)),
            format_func=lambda number: title_of(brought.found[number], number),
            **session.bind("own-network-number", choice.number, apply),
        )
    if found.refusal is not None:
        prose.error(_(found.refusal.message), **found.refusal.values, icon=":material/error:")
        return False
    prose.say(_facts(found))
    with st.expander(_("The tensors that it uses"), icon=":material/list:"):
        st.code("\n".join(found.keys), language=None)
    return True


def ask(brought: Brought, reads_tokens: bool) -> None:
    """Show what the file does not say, each question with a guess."""
    choice = now(brought)
    asked = [
        each
        for each in brought.found[choice.number].questions
        if len(each.options) > 1 and (reads_tokens or each.name not in OF_TOKENS)
    ]
    if not asked:
        return
    prose.caption(_("The file does not say the following. What is shown is a guess."))
    left, right = st.columns(2)
    for number, each in enumerate(asked):
        with (left, right)[number % 2]:
            _ask(each, choice, partial(_answer, brought, choice, each.name))


def _ask(question: Question, choice: Choice, apply: Callable[[str], None]) -> None:
    answer = choice.answers.get(question.name, question.guess)
    key = f"own-network-{question.name}"
    st.selectbox(
        _(question.text),
        question.options,
        format_func=_option,
        **session.bind(key, answer, apply, among=question.options),
    )


def _answer(brought: Brought, choice: Choice, name: str, answer: str) -> None:
    session.keep(_CHOICE, (brought, replace(choice, answers={**choice.answers, name: answer})))


def _option(option: str) -> str:
    return _(OPTIONS[option]) if option in OPTIONS else option


def title_of(found: FoundNetwork, number: int) -> str:
    """Return what tells a network from the others in its file."""
    name = found.name or str(number + 1)
    return f"{name}: {cell_name(found)}" if found.cell else name


def cell_name(found: FoundNetwork) -> str:
    """Return what the cell of a network is called, in the reader's language."""
    return _(CELL_NAMES[found.cell]) if found.cell in CELL_NAMES else found.cell


def _facts(found: FoundNetwork) -> prose.Markdown:
    """Return what was found, in a line."""
    units = ngettext("{units:,} unit", "{units:,} units", found.hidden_size)
    facts = [
        prose.compose("{cell}", cell=cell_name(found)),
        prose.compose(
            "{inputs:,} → {units}",
            inputs=found.input_size,
            units=units.format(units=found.hidden_size),
        ),
    ]
    if found.layers > 1:
        facts.append(prose.compose(_("{layers:d} layers"), layers=found.layers))
    if found.directions > 1:
        facts.append(prose.compose(_("two directions")))
    facts.append(prose.compose(_("layout of {framework}"), framework=found.layout))
    return prose.join(facts, " · ")
