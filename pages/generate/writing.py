"""A network writes: a short text at once, a long one in the background, until it is stopped."""

from dataclasses import replace

import streamlit as st

from core.generation.tree import Growth, Recipe, Tree, grow_in_steps, single
from core.jobs.job import Job
from core.jobs.steps import Steps, retold, run
from core.network import Network
from core.notation import N_
from pages.generate import cached
from pages.generate.cached import Key
from pages.generate.link_tree import LONGEST
from pages.generate.prime import prime_of
from pages.generate.view import GenerateView
from pages.language import _
from pages.shared import cached as shared_cached
from pages.shared import prose, results
from pages.shared.background import Panel, ask
from pages.shared.view import session, visitor
from pages.shared.view.selection import Selection

SLOT = "writing"
SECONDS, SECONDS_A_NUMBER = 4e-4, 1.2e-9
"""Of one processor: for a token, and for each number of the network that it is multiplied with."""
_STOPPED, _BEGIN = N_("This was stopped."), N_("Write it")


def recipe_of(view: GenerateView, network: Network, prime: str) -> Recipe:
    """Return what is to be written, of settings that this network may not have."""
    stop = view.stop if view.stop in network.outputs else None
    branches = view.branches.items
    return Recipe(prime, view.to_write, view.sampling, view.seed, stop, branches, LONGEST)


def written(selection: Selection, network: Network, prime: str) -> Tree | None:
    """Return what a network writes; ``None`` while it is written, as the page then shows."""
    view = selection.of(GenerateView)
    recipe = recipe_of(view, network, prime)
    key = Key(selection.reference, recipe, view.branches.shown)
    tree = cached.peek(key)
    if tree is not None:
        return tree
    if seconds(network, recipe, prime) <= results.AT_ONCE:
        return run(_keeping(network, key))
    _take_what_was_stopped(key)
    panel = Panel(SLOT, _bar, _STOPPED, _BEGIN)

    def join(again: bool) -> Job[float, Tree]:
        return results.jobs().join(key.job, lambda: _keeping(network, key), visitor.name(), again)

    return ask(panel, key, join)


def finished(selection: Selection) -> Tree | None:
    """Return what was written for a view; ``None`` if it is not at hand."""
    network = shared_cached.network(selection.reference)
    view = selection.of(GenerateView)
    recipe = recipe_of(view, network, prime_of(network, selection.text).text)
    return cached.peek(Key(selection.reference, recipe, view.branches.shown))


def write_ahead(selection: Selection) -> None:
    """Write what a visitor will see who has not chosen anything, so that nobody waits for it."""
    network = shared_cached.network(selection.reference)
    recipe = recipe_of(selection.of(GenerateView), network, prime_of(network, selection.text).text)
    run(_keeping(network, Key(selection.reference, recipe, 0))).digest  # noqa: B018 - kept with the tree


def seconds(network: Network, recipe: Recipe, prime: str) -> float:
    """Return about how long the writing of all runs takes."""
    card = network.card
    numbers = sum(parameter.numel() for parameter in network.layers.parameters())
    numbers += card.hidden_size * len(card.outputs)
    total = min(len(prime) + recipe.length, recipe.most)
    tokens = total + sum(max(total - branch.position, 0) for branch in recipe.branches)
    return tokens * (SECONDS + SECONDS_A_NUMBER * numbers)


def _keeping(network: Network, key: Key) -> Steps[float, Tree]:
    """Write all runs, yield the share that is written, and keep the tree."""
    draft = cached.draft(key)

    def note(growth: Growth) -> float:
        draft.run = growth.run
        return growth.share

    tree = yield from retold(grow_in_steps(network, key.recipe, key.shown), note)
    draft.run = None
    return cached.keep(key, tree)


def _take_what_was_stopped(key: Key) -> None:
    """Where somebody has just stopped this, show what there is as a text of that length."""
    run = cached.draft(key).run
    stopped = session.kept(f"stopped-{SLOT}", None) == key
    if not stopped or run is None or key.recipe.branches or len(run.keys) == run.prime:
        return
    length = len(run.keys) - run.prime
    shorter = key._replace(recipe=replace(key.recipe, length=length))
    cached.keep(shorter, single(run))
    session.keep(f"stopped-{SLOT}", None)
    session.choose(to_write=length)
    st.rerun()


def _bar(share: float | None) -> tuple[float, prose.Template]:
    return min(share or 0.0, 1.0), _("The network writes …")
