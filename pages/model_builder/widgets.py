"""Widgets for one size or setting of a layer or of the input, bound to what they change."""

from collections.abc import Callable, Sequence
from typing import LiteralString

import streamlit as st

from core.model_builder import ACTIVATIONS, MAXIMUM_RATE, MAXIMUM_SIZES, MERGES, PADDINGS
from core.notation import N_
from pages.language import _
from pages.shared import prose
from pages.shared.view import session

SIZE_NAMES = {
    "length": N_("Length, in steps"),
    "vocabulary_size": N_("Vocabulary"),
    "size": N_("Vector size"),
    "filters": N_("Filters"),
    "kernel_size": N_("Kernel, in steps"),
    "stride": N_("Stride"),
    "dilation": N_("Dilation"),
    "n": N_("Times"),
    "units": N_("Units"),
    "num_layers": N_("Layers"),
    "proj_size": N_("Projection"),
}
"""Each size's label, by its field."""
CHOICES = {
    "padding": (N_("Padding"), PADDINGS),
    "activation": (N_("Activation"), ACTIVATIONS),
    "merge": (N_("Merge"), MERGES),
}
"""The label and the options of each setting, in the libraries' own words, by its field."""
_OPTIONAL = ("proj_size",)
"""Sizes that may be 0, for none."""
_PER_CENT, _DECIMALS = 100, 6
_WIDTH, _WIDE, _WIDEST = 130, 150, 170
_WIDTHS = {"vocabulary_size": _WIDEST, "units": _WIDE, "length": _WIDE}
"""In pixels, of a field, of one for five digits and of one for a large vocabulary.

The first and the last fit side by side on a phone, and so do two for five digits.
"""


def size_field(
    key: str,
    field: str,
    value: int,
    apply: Callable[[int], object],
    label: LiteralString | None = None,
) -> None:
    """Show a size to change.

    Args:
        key: of the widget.
        field: of the record, a key of ``SIZE_NAMES``.
        value: what it is.
        apply: takes what it becomes.
        label: in the reader's language, if it is not that of the field.
    """
    st.number_input(
        prose.compose(label or _(SIZE_NAMES[field])),
        min_value=int(field not in _OPTIONAL),
        max_value=MAXIMUM_SIZES[field],
        step=1,
        width=_WIDTHS.get(field, _WIDE if label else _WIDTH),
        **session.bind(key, value, apply),
    )


def choice(
    key: str,
    label: LiteralString,
    options: Sequence[str],
    value: str,
    apply: Callable[[str], object],
    shown: Callable[[str], str] = str,
) -> None:
    """Show a setting to choose; its options are the words that the libraries use.

    Args:
        key: of the widget.
        label: in the reader's language.
        options: what can be chosen.
        value: what it is.
        apply: takes what it becomes.
        shown: gives an option's name on screen.
    """
    bound = session.bind(key, value, apply)
    st.selectbox(prose.compose(label), options, format_func=shown, width=_WIDTH, **bound)


def rate_field(key: str, rate: float, apply: Callable[[float], object]) -> None:
    """Show a rate in per cent."""
    st.number_input(
        _("Rate in %"),
        min_value=0.0,
        max_value=_PER_CENT * MAXIMUM_RATE,
        step=5.0,
        format="%g",
        width=_WIDTH,
        **session.bind(
            key,
            round(_PER_CENT * rate, _DECIMALS),
            lambda percent: apply(round(percent / _PER_CENT, _DECIMALS)),
        ),
    )
