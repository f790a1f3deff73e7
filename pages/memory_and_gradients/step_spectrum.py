"""The effect of one step on a gradient: the eigenvalues of its Jacobian."""

from collections.abc import Iterator, Mapping

import streamlit as st

from core.analysis.gradients.spectrum import Spectrum
from core.analysis.reading import Reading
from core.figures.spectrum import IMAGINARY, REAL, Eigenvalues, spectrum
from pages.language import _
from pages.memory_and_gradients import cached, gradient_of
from pages.memory_and_gradients.explain_gradients import explain_spectrum
from pages.shared import network_names, prose
from pages.shared.charts import chart, dark
from pages.shared.downloads import table_file
from pages.shared.side_by_side import network_colours
from pages.shared.tables import table
from pages.shared.view.selection import Selection


def step_spectrum(selection: Selection, names: tuple[str, ...], reading: Reading) -> None:
    """Show the spectrum of the step at the token that gradients reach back from.

    Args:
        selection: what is shown.
        names: the networks side by side.
        reading: what one of them read.
    """
    number = gradient_of.token(selection, reading)
    prose.heading(_("What one step does"))
    model, text = selection.model, selection.text
    with st.spinner(_("Measuring …")):
        spectra = {
            name: cached.step_spectrum(selection.reference_of(name), text, number - 1)
            for name in names
        }
    picture, words = st.columns(2)
    with picture:
        draw_spectra(spectra, (text, model, number))
    with words:
        explain_spectrum(spectra, number)
        numbers(spectra)
    table_file(
        ("network", "real", "imaginary", "magnitude", "singular_value"),
        lambda: _rows(spectra),
        "gatescope-spectrum",
    )


def draw_spectra(spectra: Mapping[str, Spectrum], depends: tuple) -> None:
    """Show the eigenvalues of each network's step beside the unit circle."""
    chart(
        "spectrum",
        (*depends, tuple(spectra)),
        lambda: spectrum(
            [
                Eigenvalues(network_names.of_network(name), colour, spectra[name].eigenvalues)
                for name, colour in network_colours(spectra).items()
            ],
            (_(REAL), _(IMAGINARY)),
            dark(),
        ),
        _("The eigenvalues of the step's Jacobian in the complex plane, beside the unit circle."),
    )


def numbers(spectra: Mapping[str, Spectrum]) -> None:
    """Show the extremes of each spectrum as a table."""
    number = st.column_config.NumberColumn(format="%.3f")
    columns = {
        _("network"): [network_names.of_network(name) for name in spectra],
        _("largest |eigenvalue|"): [each.radius for each in spectra.values()],
        _("largest singular value"): [float(each.singular_values[0]) for each in spectra.values()],
    }
    table(columns, {name: number for name in columns if name != _("network")})


def _rows(spectra: Mapping[str, Spectrum]) -> Iterator[tuple]:
    for name, each in spectra.items():
        for value, singular_value in zip(each.eigenvalues, each.singular_values, strict=True):
            parts = (float(value.real), float(value.imag), float(abs(value)))
            yield name, *parts, float(singular_value)
