"""The network's running opinion: the probability of each output after every token."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .labels import MOST_LABELS, escape, quiet_layout, token_axis
from .palette import colour, page, signed
from .plain import Figure, Heatmap, Scatter

MOST_LINES = 2
"""Up to this many outputs are drawn as one line, for the last of them."""

MOST_ROWS = 12
"""Up to this many have a row each; of more, only the most likely at each token are drawn."""

RANKS = 5


def opinion(
    opinions: np.ndarray,
    outputs: Sequence[str],
    labels: Sequence[str],
    dark: bool = False,
) -> Figure:
    """Return the opinion after each token of the sentence.

    Args:
        opinions: probabilities, ``(T, n_outputs)``.
        outputs: display names of the outputs; of two, the second is drawn.
        labels: display text of the T tokens.
        dark: whether the page is dark.
    """
    names = [escape(name) for name in outputs]
    if len(names) <= MOST_LINES:
        figure = _line(opinions, names, labels, dark)
    elif len(names) <= MOST_ROWS:
        figure = _rows(opinions, names, labels, dark)
    else:
        figure = _ranks(opinions, names, labels, dark)
    figure.update_xaxes(**token_axis(labels))
    return quiet_layout(figure, 240)


def _line(opinions: np.ndarray, names: Sequence[str], labels: Sequence[str], dark: bool) -> Figure:
    last = opinions[:, -1]
    marks = [signed(probability >= 0.5, dark) for probability in last]
    line = Scatter(
        x=np.arange(1, len(last) + 1),
        y=last,
        name=names[-1],
        mode="lines+markers",
        line={"color": colour("hidden_state", dark), "width": 2},
        marker={"color": marks, "size": 10, "line": {"width": 1, "color": page(dark)}},
        customdata=[escape(label) for label in labels],
        hovertemplate="%{customdata}: %{y:.1%}",
    )
    figure = Figure(line)
    figure.add_hline(y=0.5, line={"color": colour("hidden_state", dark), "dash": "dot"})
    return figure.update_yaxes(range=[-0.02, 1.02], tickvals=[0, 0.5, 1], tickformat=".0%")


def _rows(opinions: np.ndarray, names: Sequence[str], labels: Sequence[str], dark: bool) -> Figure:
    cells = np.broadcast_to(np.array(names, dtype=object)[:, None], opinions.T.shape)
    figure = Figure(_heatmap(opinions.T, cells, labels, dark))
    return figure.update_yaxes(tickvals=list(range(len(names))), ticktext=names)


def _ranks(opinions: np.ndarray, names: Sequence[str], labels: Sequence[str], dark: bool) -> Figure:
    """Draw the most likely outputs at each token, the likeliest on top, labelled by their names."""
    order = np.argsort(-opinions, axis=1, kind="stable")[:, :RANKS]  # (T, RANKS)
    cells = np.array(names, dtype=object)[order.T]
    heatmap = _heatmap(np.take_along_axis(opinions, order, axis=1).T, cells, labels, dark)
    if len(labels) <= MOST_LABELS:  # more names than that would run into each other
        heatmap.update(text=cells, texttemplate="%{text}")
    ranks = list(range(RANKS))
    figure = Figure(heatmap)
    ordinals = [str(rank + 1) for rank in ranks]
    return figure.update_yaxes(autorange="reversed", tickvals=ranks, ticktext=ordinals)


def _heatmap(shares: np.ndarray, outputs: np.ndarray, labels: Sequence[str], dark: bool) -> Heatmap:
    """Return a heatmap of probabilities, ``(rows, T)``, of the outputs named in ``outputs``."""
    tokens = np.array([escape(label) for label in labels], dtype=object)
    return Heatmap(
        z=shares,
        x=np.arange(1, len(labels) + 1),
        y=np.arange(len(shares)),
        zmin=0,
        zmax=1,
        colorscale=[(0, page(dark)), (1, signed(True, dark))],
        customdata=np.stack([np.broadcast_to(tokens, shares.shape), outputs], axis=-1),
        hovertemplate="%{customdata[0]} → %{customdata[1]}: %{z:.1%}",
    )
