"""The tree of runs: what each wrote, how likely that is, and how to come back to it."""

import streamlit as st

from core.generation.tree import Outcome, Tree
from core.text import visible
from core.text.detokenizers import detokenize
from pages.generate import branching
from pages.generate.link_tree import MOST_BRANCHES, Branches
from pages.language import _
from pages.shared import prose
from pages.shared.undo import undo_and_reset
from pages.shared.view import session

SNIPPET = 60
"""Characters of a run's text that its row shows, from its branch on."""
INDENT = "\u2003"


def show(branches: Branches, tree: Tree) -> None:
    """Show every run in a row of its own, always in one container; undo below them."""
    whole = st.container()
    if session.take_flag(branching.FULL):
        text = _("At most {most:d} branches can be made; remove one first.")
        prose.note(text, most=MOST_BRANCHES, icon=":material/info:")
    if not branches.items and not branching.HISTORY.can_undo():
        with whole:
            prose.caption(_("No branch yet: choose another token above at any step."))
        return
    with whole.container(border=True, gap="small"):
        for number, depth in branching.in_order(branches.items):
            _row(branches, tree, number, depth)
        undo_and_reset(
            branching.HISTORY, Branches(), not branches.items, ("undo-branch", "reset-branches")
        )


def _row(branches: Branches, tree: Tree, number: int, depth: int) -> None:
    row = st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small")
    is_shown = number == tree.shown
    row.button(
        prose.compose("{number:d}", number=number),
        icon=":material/visibility:" if is_shown else ":material/visibility_off:",
        type="primary" if is_shown else "secondary",
        key=f"show-run-{number}",
        help=_("Show this text"),
        on_click=branching.show,
        args=[number],
    )
    row.text(INDENT * depth + _in_words(branches, tree, number), width="stretch")
    if number:
        row.button(
            _("Remove"),
            icon=":material/close:",
            type="tertiary",
            key=f"remove-run-{number}-of-{len(branches.items)}",
            help=_("Remove this branch, and those that leave it"),
            on_click=branching.remove,
            args=[number],
        )


def _in_words(branches: Branches, tree: Tree, number: int) -> str:
    outcome = tree.outcomes[number]
    if number == 0 and outcome is not None:
        what = _("As the darts fell")
        return f"{what} · {_likelihood(outcome)} · {_snippet(tree, outcome, outcome.prime)}"
    branch = branches.items[number - 1]
    outputs = tree.run.network.outputs
    chosen = visible(outputs[branch.output]) if branch.output < len(outputs) else "?"
    parent = tree.outcomes[branch.parent]
    if outcome is None or parent is None:
        text = _("Token {place}: not possible here")
        return text.format(place=branch.position + 1)
    text = _("Token {place}: “{chosen}” instead of “{was}”")
    was = visible(parent.keys[branch.position])
    what = text.format(place=branch.position + 1, chosen=chosen, was=was)
    return f"{what} · {_likelihood(outcome)} · {_snippet(tree, outcome, branch.position)}"


def _likelihood(outcome: Outcome) -> str:
    written = len(outcome.keys) - outcome.prime
    mean = outcome.log_probability / written if written else 0.0
    text = _("ln p = {nats}, {mean} a token")
    nats = f"{outcome.log_probability:.1f}", f"{mean:.2f}"
    total, each = (number.replace("-", "−") for number in nats)
    return text.format(nats=total, mean=each)


def _snippet(tree: Tree, outcome: Outcome, position: int) -> str:
    """Return the beginning of what a run has from one token on, in one line."""
    tokenizer, keys = tree.run.network.card.tokenizer, outcome.keys[: position + SNIPPET]
    text = detokenize(tokenizer, keys, position)[:SNIPPET]
    return f"“{visible(text).replace(visible(' '), ' ')}…”"
