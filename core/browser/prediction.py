"""What the equations make of numbers that are sent anyway, computed alike here and in the browser.

A gate follows from its parts, a state from the gates, but machines differ in how they round exp.
It is therefore written out, here and in ``prediction.js``, of operations that IEEE 754 rounds the
same everywhere. What an equation gives is at most a few last bits beside the trace's own number.
"""

import ast
import re
from collections.abc import Mapping
from functools import cache

import numpy as np

from ..notation import Quantity
from ..trace import Trace

Program = tuple["str | int | tuple[str, int]", ...]
"""In postfix order: a quantity's name and how many steps before, a number, or an operation."""

SHARES: Program = (("scores", 0), "softmax")
"""How the shares of the outputs follow from their scores."""

_SYMBOL = re.compile(r"(?:\\tilde\{\w\}|[a-z])_(?:\{t-1\}|t)")
_WRITTEN = {r"\odot": "*", r"\tanh": "tanh", r"\sigma": "sigmoid"}
_OPERATIONS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_FARTHEST = 80.0
_POWERS = 2.0 ** np.arange(-128, 129)
_LOG2_E, _LN2_HIGH, _LN2_LOW = 1.4426950408889634, 0.6931471803691238, 1.9082149292705877e-10
_SERIES = np.cumprod([1.0, *(1 / np.arange(1.0, 10))])


def programs(trace: Trace) -> dict[str, Program]:
    """Return how each quantity follows from its parts, or from other quantities, by its name."""
    return _programs(trace.quantities, frozenset(trace.preactivations))


@cache
def _programs(quantities: tuple[Quantity, ...], squashed: frozenset[str]) -> dict[str, Program]:
    names = {quantity.symbol: quantity.name for quantity in quantities}
    return {
        quantity.name: _of_parts(quantity)
        if quantity.name in squashed
        else _of_others(quantity.equation, names)
        for quantity in quantities
    }


def _of_parts(quantity: Quantity) -> Program:
    from_x, from_h, bias = ((f"{quantity.name}.{part}", 0) for part in ("from_x", "from_h", "bias"))
    squash = re.match(r"\\sigma|\\tanh", quantity.equation)  # none: the sum stays as it is
    return from_x, from_h, "+", bias, "+", *([_WRITTEN[squash[0]]] if squash else [])


def _of_others(equation: str, names: Mapping[str, str]) -> Program:
    symbols = _SYMBOL.findall(equation)
    text = _SYMBOL.sub(lambda _: "symbol", equation)
    for latex, written in _WRITTEN.items():
        text = text.replace(latex, written)
    places = [(names[symbol.replace("{t-1}", "t")], int("t-1" in symbol)) for symbol in symbols]
    return tuple(_postfix(ast.parse(text, mode="eval").body, places))


def _postfix(node: ast.expr, places: list[tuple[str, int]]) -> list[str | int | tuple[str, int]]:
    """Return a node's program, and take its symbols, which come in the order of the text."""
    match node:
        case ast.Name():
            return [places.pop(0)]
        case ast.Constant(value=int(number)):
            return [number]
        case ast.Call(func=ast.Name(id=name), args=[inner]):
            return [*_postfix(inner, places), name]
        case ast.BinOp(left, operation, right):
            sides = [*_postfix(left, places), *_postfix(right, places)]
            return [*sides, _OPERATIONS[type(operation)]]
    raise ValueError(f"An equation was expected to be of +, -, products and tanh; got {node}.")


def predicted(program: Program, arrays: Mapping[str, np.ndarray]) -> np.ndarray | None:
    """Return what an equation gives at every step, ``(T, width)``, float32.

    Args:
        program: of ``programs``.
        arrays: by name, ``(T, width)``, float32; before the first step, everything is zero.

    Returns:
        The numbers; ``None`` if an array that the equation needs is not there.
    """
    stack: list[np.ndarray] = []
    with np.errstate(all="ignore"):
        for item in program:
            match item:
                case (name, before):
                    if name not in arrays:
                        return None
                    array = arrays[name]
                    earlier = np.vstack([np.zeros_like(array[:1]), array[:-1]])
                    stack.append(earlier if before else array)
                case int(number):
                    stack.append(np.full((1, 1), number, np.float32))
                case "sigmoid" | "tanh":
                    stack.append((_sigmoid if item == "sigmoid" else _tanh)(stack.pop()))
                case "softmax":
                    stack.append(_softmax(stack.pop()))
                case _:
                    right, left = stack.pop(), stack.pop()
                    stack.append(_combined(item, left, right))
    return stack.pop()


def _combined(operation: str, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    if operation == "*":
        return left * right
    return left + right if operation == "+" else left - right


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return (1 / (1 + _exp(-x.astype(float)))).astype(np.float32)


def _tanh(x: np.ndarray) -> np.ndarray:
    return (1 - 2 / (1 + _exp(2 * x.astype(float)))).astype(np.float32)


def _softmax(x: np.ndarray) -> np.ndarray:
    wide = x.astype(float)
    powers = _exp(wide - wide.max(axis=1, keepdims=True, initial=-np.inf))
    # Added one after the other: a sum in another order ends in other bits.
    return (powers / np.cumsum(powers, axis=1)[:, -1:]).astype(np.float32)


def _exp(x: np.ndarray) -> np.ndarray:
    """Return eˣ to about 2⁻³⁶ of itself, for x in float64, which is cut off at ±80."""
    x = np.clip(np.nan_to_num(x), -_FARTHEST, _FARTHEST)
    doublings = np.floor(x * _LOG2_E + 0.5)
    rest = (x - doublings * _LN2_HIGH) - doublings * _LN2_LOW
    series = np.full_like(rest, _SERIES[-1])
    for coefficient in _SERIES[-2::-1]:
        series *= rest
        series += coefficient
    return series * _POWERS[doublings.astype(int) + 128]
