"""The colours by numbers: contrast with the page, and distance as seen by colour-blind eyes.

Contrast is that of WCAG 2.2. Colour blindness is simulated on linear RGB with the matrices of
Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
deficiency" (2009), at full severity. Distance is CIE 1976 ΔE in L*a*b* (D65); 2.3 is just
noticeable.
"""

import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from core.cells import CELLS
from core.figures.palette import (
    MOST_PARTS,
    colour,
    network_colour,
    page,
    part_colour,
    scale,
    signed,
)
from core.notation import TITLES

CONFIG = Path(__file__).parents[3] / ".streamlit" / "config.toml"
EYES = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.119192, 0.9503041],
    ]
)
WHITE = XYZ.sum(axis=1)
SAME_CELL, ANY_CELL = 19, 10
NETWORKS, INK = 45, 20
PARTS, OTHERS = 23, 13


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(first: str, second: str) -> float:
    dark, light = sorted(
        0.05 + linear(colour) @ [0.2126, 0.7152, 0.0722] for colour in (first, second)
    )
    return float(light / dark)


def lab(colour: str, eye: np.ndarray) -> np.ndarray:
    ratios = XYZ @ np.clip(eye @ linear(colour), 0, 1) / WHITE
    x, y, z = np.where(ratios > 216 / 24389, np.cbrt(ratios), (24389 / 27 * ratios + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(first: str, second: str, eye: np.ndarray) -> float:
    return float(np.linalg.norm(lab(first, eye) - lab(second, eye)))


def test_contrast_and_distance_are_right_for_known_colours():
    """Black on white is 21 : 1, L* of white is 100; red and green come close in deuteranopia."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert lab("#ffffff", EYES["usual"]) == pytest.approx([100, 0, 0], abs=0.01)
    assert distance("#ff0000", "#00ff00", EYES["usual"]) == pytest.approx(170.6, abs=0.1)
    red, olive = "#b00000", "#6a5500"
    assert distance(red, olive, EYES["deuteranopia"]) < distance(red, olive, EYES["usual"]) / 3


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", TITLES)
def test_a_quantity_stands_out_from_the_page_and_its_title_can_be_read(name, dark):
    assert contrast(colour(name, dark), page(dark)) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_both_signs_stand_out_and_are_told_apart(dark):
    ends = signed(False, dark), signed(True, dark)

    assert min(contrast(end, page(dark)) for end in ends) >= 4.5
    assert min(distance(*ends, eye) for eye in EYES.values()) >= SAME_CELL


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("cell", CELLS)
def test_quantities_of_one_cell_are_told_apart(cell, dark, eye):
    names = [quantity.name for quantity in CELLS[cell].quantities]
    close = [
        pair
        for pair in combinations(names, 2)
        if distance(colour(pair[0], dark), colour(pair[1], dark), EYES[eye]) < SAME_CELL
    ]

    assert close == []


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("dark", [False, True])
def test_no_two_quantities_look_the_same(dark, eye):
    close = [
        pair
        for pair in combinations(TITLES, 2)
        if distance(colour(pair[0], dark), colour(pair[1], dark), EYES[eye]) < ANY_CELL
    ]

    assert close == []


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("dark", [False, True])
def test_networks_stand_out_and_are_told_apart_with_ease(dark, eye):
    colours = [network_colour(index, dark) for index in range(3)]

    assert min(contrast(each, page(dark)) for each in colours) >= 4.5
    assert min(distance(*pair, EYES[eye]) for pair in combinations(colours, 2)) >= NETWORKS


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("index", range(3))
def test_no_network_looks_like_a_quantity_least_of_all_like_ink(index, dark, eye):
    own = network_colour(index, dark)

    assert min(distance(own, colour(name, dark), EYES[eye]) for name in TITLES) >= ANY_CELL
    assert distance(own, colour("hidden_state", dark), EYES[eye]) >= INK


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_colour_for_a_fourth_network(index):
    with pytest.raises(ValueError, match=f"from 0 to 2, got {index}"):
        network_colour(index)


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("dark", [False, True])
def test_parts_of_a_whole_stand_out_and_are_told_apart(dark, eye):
    parts = [part_colour(index, dark) for index in range(MOST_PARTS)]
    others = part_colour(None, dark)

    assert min(contrast(part, page(dark)) for part in parts) >= 3
    assert min(distance(*pair, EYES[eye]) for pair in combinations(parts, 2)) >= PARTS
    assert min(distance(part, others, EYES[eye]) for part in parts) >= OTHERS


@pytest.mark.parametrize("index", [-1, MOST_PARTS])
def test_there_is_no_colour_for_one_part_too_many(index):
    with pytest.raises(ValueError, match=f"from 0 to {MOST_PARTS - 1}, got {index}"):
        part_colour(index)


@pytest.mark.parametrize(("dark", "theme"), [(False, "light"), (True, "dark")])
def test_the_page_is_the_themes_background(dark, theme):
    assert page(dark) == tomllib.loads(CONFIG.read_text())["theme"][theme]["backgroundColor"]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("cell", CELLS)
def test_the_zero_of_every_scale_is_the_page(cell, dark):
    for quantity in CELLS[cell].quantities:
        stops = dict(scale(quantity, dark))
        gate = quantity.bounds == (0, 1)

        assert list(stops) == ([0, 1] if gate else [0, 0.5, 1])
        assert stops[0 if gate else 0.5] == page(dark)
        assert stops[1] == (colour(quantity.name, dark) if gate else signed(True, dark))
