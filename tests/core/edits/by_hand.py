"""Each cell's equations in plain NumPy, with held values put in right after each equation.

None of the code under test is used: a quantity is the left-hand side of its equation, so holding it
replaces the result of that equation.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from core.cells import RecurrentCell
from core.edits import Hold

Arrays = dict[str, np.ndarray]
Held = Callable[[str, np.ndarray], np.ndarray]


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(0.5 * x))  # exp(-x) would overflow


def by_hand(
    cell: RecurrentCell, inputs: np.ndarray, state: Mapping[str, np.ndarray], holds: Sequence[Hold]
) -> Arrays:
    """Return every quantity at every token, ``(T, hidden_size)`` each."""
    weights = {name: weight.detach().numpy() for name, weight in cell.named_parameters()}
    now = dict(state)
    rows = []
    for t, x in enumerate(inputs):

        def held(name: str, own: np.ndarray, t: int = t) -> np.ndarray:
            return _held(name, own, t, holds)

        now = STEPS[cell.name](weights, x, now, held)
        rows.append(now)
    size = (len(inputs), cell.hidden_size)
    names = (quantity.name for quantity in cell.quantities)
    return {name: np.array([row[name] for row in rows]).reshape(size) for name in names}


def _held(name: str, own: np.ndarray, t: int, holds: Sequence[Hold]) -> np.ndarray:
    values = own.copy()
    for hold in holds:
        stop = t + 1 if hold.stop is None else hold.stop
        if hold.quantity == name and hold.start <= t < stop:
            for unit in range(len(values)) if hold.unit is None else [hold.unit]:
                values[unit] = hold.value[unit] if isinstance(hold.value, tuple) else hold.value
    return values


def _blocks(weights: Arrays, count: int) -> tuple[list[np.ndarray], ...]:
    return tuple(np.split(weights[name], count) for name in (
        "weight_ih", "weight_hh", "bias_ih", "bias_hh"
    ))  # fmt: skip


def _rnn(weights: Arrays, x: np.ndarray, before: Arrays, held: Held) -> Arrays:
    (w,), (u,), (b,), (d,) = _blocks(weights, 1)
    return {
        "hidden_state": held("hidden_state", np.tanh(w @ x + u @ before["hidden_state"] + b + d))
    }


def _lstm(weights: Arrays, x: np.ndarray, before: Arrays, held: Held) -> Arrays:
    h, c = before["hidden_state"], before["cell_state"]
    i, f, g, o = (w @ x + u @ h + b + d for w, u, b, d in zip(*_blocks(weights, 4), strict=True))
    i, f = held("input_gate", sigmoid(i)), held("forget_gate", sigmoid(f))
    g, o = held("candidate", np.tanh(g)), held("output_gate", sigmoid(o))
    c = held("cell_state", f * c + i * g)
    return {
        "input_gate": i, "forget_gate": f, "candidate": g, "output_gate": o, "cell_state": c,
        "hidden_state": held("hidden_state", o * np.tanh(c)),
    }  # fmt: skip


def _gru(weights: Arrays, x: np.ndarray, before: Arrays, held: Held) -> Arrays:
    h = before["hidden_state"]
    (w_r, w_z, w), (u_r, u_z, u), (b_r, b_z, b), (d_r, d_z, d) = _blocks(weights, 3)
    r = held("reset_gate", sigmoid(w_r @ x + u_r @ h + b_r + d_r))
    z = held("update_gate", sigmoid(w_z @ x + u_z @ h + b_z + d_z))
    n = held("candidate", np.tanh(w @ x + b + r * (u @ h + d)))
    h = held("hidden_state", (1 - z) * n + z * h)
    return {"reset_gate": r, "update_gate": z, "candidate": n, "hidden_state": h}


def _paper_gru(weights: Arrays, x: np.ndarray, before: Arrays, held: Held) -> Arrays:
    h = before["hidden_state"]
    (w_r, w_z, w), (u_r, u_z, u), (b_r, b_z, b), (d_r, d_z, d) = _blocks(weights, 3)
    r = held("reset_gate", sigmoid(w_r @ x + u_r @ h + b_r + d_r))
    z = held("update_gate", sigmoid(w_z @ x + u_z @ h + b_z + d_z))
    n = held("candidate", np.tanh(w @ x + u @ (r * h) + b + d))
    h = held("hidden_state", (1 - z) * h + z * n)
    return {"reset_gate": r, "update_gate": z, "candidate": n, "hidden_state": h}


def _min_gru(weights: Arrays, x: np.ndarray, before: Arrays, held: Held) -> Arrays:
    (w_z, w), (b_z, b) = (np.split(weights[name], 2) for name in ("weight_ih", "bias_ih"))
    z = held("update_gate", sigmoid(w_z @ x + b_z))
    n = held("candidate", w @ x + b)
    h = held("hidden_state", (1 - z) * before["hidden_state"] + z * n)
    return {"update_gate": z, "candidate": n, "hidden_state": h}


STEPS = {
    "rnn": _rnn, "lstm": _lstm, "gru": _gru, "paper-gru": _paper_gru, "min-gru": _min_gru,
}  # fmt: skip
