"""What can be said of a text as a whole: how likely it is, and how sure the network was."""

from typing import LiteralString

import numpy as np
import streamlit as st

from core.generation import GenerationRun
from pages.language import _
from pages.shared import prose


def show(run: GenerationRun) -> None:
    """Show the log-probability of a text, its perplexity and the mean entropy, in nats."""
    if not run.tokens:
        return
    written = run.entropy[run.prime :]
    kept = float(run.kept_log_probabilities.sum())
    with st.container(horizontal=True, gap="medium"):
        _figure(
            _("ln p, the model"),
            _nats(run.log_probability),
            _("The sum of the logarithms of the model's own probabilities of the written tokens."),
        )
        _figure(
            _("ln p, as thrown"),
            _nats(kept),
            _("The same under the distributions that the darts hit: after temperature and cuts."),
        )
        _figure(
            _("Perplexity"),
            f"{run.perplexity:.2f}",
            _("As if the model had chosen among so many equally likely tokens each time."),
        )
        _figure(
            _("Entropy a token, in nats"),
            f"{written.mean():.2f}",
            _("How unsure the model was before each written token, on average."),
        )


def _nats(value: float) -> str:
    """Return a logarithm with one decimal; without a sign where that is zero."""
    return f"{round(value, 1) + 0.0:.1f}" if np.isfinite(value) else "−∞"


def _figure(label: LiteralString, value: str, help_text: str) -> None:
    prose.metric(label, value.replace("-", "−"), width="content", help=help_text)
