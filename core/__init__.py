"""Recurrent networks whose inner states can be inspected: a library, which the app uses.

>>> from core import load_network
>>> network = load_network("hello", "lstm")
>>> network.trace("hell")["forget_gate"].shape
(4, 8)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .network import load_network
    from .network.answering import load_answering_network
    from .parameters.count import count_parameters

__all__ = ["count_parameters", "load_answering_network", "load_network"]

_HOMES = {
    "count_parameters": ".parameters.count",
    "load_answering_network": ".network.answering",
    "load_network": ".network",
}


def __getattr__(name: str) -> Any:
    # Imported on first use, so that core.figures can be imported without torch.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)
