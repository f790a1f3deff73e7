"""The numbers that the stepper prints, calculated again from their digits as decimals."""

import json
import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path

import numpy as np
import pytest
import torch

from core.analysis.reading import ShownToken
from core.browser.payload import pack
from core.browser.scene import Cue, Scene
from core.cells import CELLS
from core.trace import Trace, unroll
from tests.node import run_node

FOLDER = Path(__file__).parent
STEPS, UNITS = 40, 24
PRECISION = 40
Formula = Callable[[Sequence[Decimal]], Decimal]


def sigmoid(x: Decimal) -> Decimal:
    return 1 / (1 + (-x).exp())


def tanh(x: Decimal) -> Decimal:
    return 2 * sigmoid(2 * x) - 1


def one(of: Callable[[Decimal], Decimal]) -> Formula:
    return lambda numbers: of(numbers[0])


GATE: list[Formula] = [lambda terms: sum(terms, Decimal(0)), one(sigmoid)]
CANDIDATE: list[Formula] = [GATE[0], one(tanh)]
ELEMENTWISE: dict[tuple[str, str], list[Formula]] = {
    ("lstm", "cell_state"): [lambda n: n[0] * n[1] + n[2] * n[3]],
    ("lstm", "hidden_state"): [lambda n: n[0] * tanh(n[1])],
    ("gru", "hidden_state"): [lambda n: (1 - n[0]) * n[1] + n[2] * n[3]],
    ("paper-gru", "hidden_state"): [lambda n: (1 - n[0]) * n[1] + n[2] * n[3]],
    ("min-gru", "candidate"): GATE[:1],
    ("min-gru", "hidden_state"): [lambda n: (1 - n[0]) * n[1] + n[2] * n[3]],
}
"""What is not squashed, by hand, in the order in which the symbols are read."""


def formulas_of(cell: str, name: str) -> list[Formula]:
    if (cell, name) in ELEMENTWISE:
        return ELEMENTWISE[cell, name]
    return GATE if name.endswith("gate") else CANDIDATE


def read(text: str) -> Decimal:
    assert re.fullmatch(r"−?\d+\.\d{2,4}", text), text
    return Decimal(text.replace("−", "-"))


def rounded(value: Decimal, like: Decimal) -> Decimal:
    """Round as people do: a half goes away from zero."""
    return value.quantize(like, ROUND_HALF_UP)


def printed(cell: str, folder: Path, seed: int, gain: float) -> tuple[Trace, list[dict]]:
    """Return a random trace and every line that the stepper prints of it."""
    generator = torch.Generator().manual_seed(seed)
    layer = CELLS[cell](6, UNITS, generator)
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.mul_(gain)
    tokens = tuple(map(str, range(STEPS)))
    trace = unroll(layer, torch.randn(STEPS, 6, generator=generator), tokens)
    scene = Scene(trace, cell, "d", [ShownToken(token, token, True) for token in tokens])
    (folder / "payload").write_bytes(pack(scene, Cue(0, 1, 0), "key", str))
    return trace, json.loads(run_node(FOLDER / "print_lines.mjs", folder / "payload"))


@pytest.mark.parametrize(("seed", "gain"), [(1, 1.0), (2, 3.0), (3, 12.0)])
@pytest.mark.parametrize("cell", sorted(CELLS))
def test_each_equal_sign_holds_for_the_printed_digits_and_no_other(
    cell: str, seed: int, gain: float, tmp_path: Path
) -> None:
    trace, lines = printed(cell, tmp_path, seed, gain)

    assert len(lines) == len(trace.quantities) * UNITS * STEPS
    equal = []
    with localcontext(prec=PRECISION):
        for line in lines:
            *stages, (result,) = [[read(text) for text in texts] for texts in line["texts"]]
            following = [*[stage[0] for stage in stages[1:]], result]
            formulas = formulas_of(cell, line["name"])
            for numbers, formula, shown, said in zip(
                stages, formulas, following, line["equal"], strict=True
            ):
                assert (rounded(formula(numbers), shown) == shown) is said, line
                equal.append(said)
            exact = trace[line["name"]][line["step"], line["unit"]]
            assert abs(float(result) - exact) <= 0.005 + 1e-6
    assert np.mean(equal) > 0.9, "four decimals are nearly always enough"


@pytest.mark.parametrize("cell", sorted(CELLS))
def test_a_unit_has_the_same_decimals_at_every_step(cell: str, tmp_path: Path) -> None:
    _, lines = printed(cell, tmp_path, 1, 1.0)

    decimals: dict[tuple[str, int], set[tuple[int, ...]]] = {}
    for line in lines:
        digits = tuple(line["digits"])
        assert sorted(digits, reverse=True) == list(digits), "later numbers have fewer"
        assert (digits[0] <= 4, digits[-1]) == (True, 2)
        for texts, count in zip(line["texts"], digits, strict=True):
            assert {len(text.split(".")[1]) for text in texts} == {count}
        decimals.setdefault((line["name"], line["unit"]), set()).add(digits)
    assert {len(each) for each in decimals.values()} == {1}
    assert len(set.union(*decimals.values())) > 1, "no more decimals than a unit needs"
