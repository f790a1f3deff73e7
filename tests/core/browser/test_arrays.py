"""Numbers written in few bytes: they arrive bit by bit, in Python's reader and in the browser's."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.browser.arrays import written
from core.browser.prediction import SHARES, Program, predicted, programs
from core.cells import CELLS
from core.edits import Hold
from core.trace import Trace, unroll
from tests.node import run_node
from tests.payload import Bytes, read_arrays


@pytest.fixture(autouse=True, scope="module")
def _nothing_is_small() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.browser.arrays.SMALL", 0)
        yield


ANY = st.floats(width=32, allow_nan=True, allow_infinity=True, allow_subnormal=True)
Arrays = Mapping[str, np.ndarray]


def make_trace(cell: str, units: int, scale: float = 1, steps: int = 9) -> Trace:
    """Return a trace of a cell with random weights, in which every third token is the same."""
    generator = torch.Generator().manual_seed(units)
    layer = CELLS[cell](4, units, generator)
    with torch.no_grad():
        for weights in layer.parameters():
            weights.mul_(scale)
    inputs = torch.randn(steps, 4, generator=generator)
    inputs[::3] = inputs[0]
    return unroll(layer, inputs, ["a"] * steps)


def arrays_of(trace: Trace) -> dict[str, np.ndarray]:
    parts = {
        f"{name}.{part}": array
        for name, preactivation in trace.preactivations.items()
        for part, array in preactivation._asdict().items()
    }
    return dict(trace.activations) | parts


def make_scores(scale: float) -> np.ndarray:
    generator = torch.Generator().manual_seed(9)
    return (torch.randn(8, 13, generator=generator) * scale).numpy()


def shares_of(scores: np.ndarray) -> np.ndarray:
    return torch.from_numpy(scores).softmax(-1).numpy()


def sent(arrays: Arrays, equations: Mapping[str, Program]) -> tuple[list[dict[str, Any]], bytes]:
    """Return what the browser is told of the arrays, and their bytes."""
    all_ = written(arrays, equations)
    return [array.about for array in all_], b"".join(array.numbers for array in all_)


def expect_same_bits(read: np.ndarray, array: np.ndarray) -> None:
    given = np.broadcast_to(read, array.shape).astype("<f4")
    np.testing.assert_array_equal(given.view("<u4"), array.astype("<f4").view("<u4"))


@given(hnp.arrays(np.float32, hnp.array_shapes(min_dims=2, max_dims=2, max_side=7), elements=ANY))
def test_any_floats_arrive_bit_by_bit(array: np.ndarray) -> None:
    list_, numbers = sent({"any": array}, {})
    expect_same_bits(read_arrays(list_, Bytes(numbers))["any"], array)


@given(st.data(), st.sampled_from(sorted(CELLS)))
def test_any_floats_arrive_beside_an_equation_that_does_not_hold(data: Any, cell: str) -> None:
    trace = make_trace(cell, 3, steps=4)
    changed = arrays_of(trace)
    name = data.draw(st.sampled_from(sorted(changed)))
    places = data.draw(hnp.arrays(bool, changed[name].shape))
    numbers = data.draw(hnp.arrays(np.float32, changed[name].shape, elements=ANY))
    changed[name] = np.where(places, numbers, changed[name])

    list_, bytes_ = sent(changed, programs(trace))

    read = read_arrays(json.loads(json.dumps(list_)), Bytes(bytes_))
    for name, array in changed.items():
        expect_same_bits(read[name], array)


@pytest.mark.parametrize("cell", sorted(CELLS))
def test_an_equation_gives_the_traces_numbers_but_for_their_last_bits(cell: str) -> None:
    trace = make_trace(cell, 40)
    arrays = arrays_of(trace)
    for name, program in programs(trace).items():
        expected = predicted(program, arrays)
        assert expected is not None
        assert expected.dtype == np.float32
        np.testing.assert_allclose(expected, trace[name], rtol=1e-5, atol=3e-7)


def test_scores_give_the_shares_but_for_their_last_bits() -> None:
    scores = make_scores(7)
    expected = predicted(SHARES, {"scores": scores})
    assert expected is not None
    np.testing.assert_allclose(expected, shares_of(scores), rtol=1e-5)


def test_without_the_numbers_that_it_needs_an_equation_gives_nothing() -> None:
    trace = make_trace("lstm", 3)
    assert predicted(programs(trace)["forget_gate"], trace.activations) is None


def test_the_browser_reads_the_same_bits_for_every_cell_and_size_of_numbers(
    tmp_path: Path,
) -> None:
    cases: list[tuple[Arrays, Mapping[str, Program]]] = []
    for cell in CELLS:
        for units in (1, 2, 7, 33):
            for scale in (0, 1e-20, 0.3, 3, 60, 1e20, np.inf):
                trace = make_trace(cell, units, scale)
                cases += [(arrays_of(trace), programs(trace)), (trace.activations, programs(trace))]
    layer = CELLS["lstm"](4, 5, torch.Generator().manual_seed(1))
    hold = [Hold("forget_gate", 1.0, unit=2, start=3)]
    held = unroll(layer, torch.ones(6, 4), ["a"] * 6, edits=hold)
    cases.append((arrays_of(held), programs(held)))

    for scale in (0, 0.3, 60, 1e20, np.inf):
        scores = make_scores(scale)
        cases.append(({"scores": scores, "opinions": shares_of(scores)}, {"opinions": SHARES}))

    file = tmp_path / "cases.json"
    file.write_text(json.dumps([as_case(*case) for case in cases]))
    printed = json.loads(run_node(Path(__file__).parent / "read_arrays.mjs", file))

    for (arrays, _equations), read in zip(cases, printed, strict=True):
        assert read["left"] == 0
        for array, bits in zip(arrays.values(), read["arrays"], strict=True):
            expect_same_bits(np.array(bits, "<u4").view("<f4"), array)


def as_case(arrays: Arrays, equations: Mapping[str, Program]) -> dict[str, Any]:
    list_, numbers = sent(arrays, equations)
    steps = len(next(iter(arrays.values())))
    return {"list": list_, "numbers": b64encode(numbers).decode(), "steps": steps}


@pytest.mark.parametrize("cell", sorted(CELLS))
def test_a_long_text_takes_few_bits_for_what_follows_from_other_numbers(cell: str) -> None:
    trace = make_trace(cell, 64, steps=100)
    for array in written(arrays_of(trace), programs(trace)):
        bits = 8 * len(array.numbers) / (array.about["rows"] * array.about["columns"])
        assert bits < (6 if array.about["name"] in trace.activations else 29)
