"""The lines of Python that load a network: one that ships, or a session's from its file."""

from typing import NamedTuple

from core.network.catalogue import NetworkReference
from pages.shared.cached.own_networks import is_own


class Loading(NamedTuple):
    """Lines after which ``network`` is a network.

    Attributes:
        imports: what they import, a line each.
        line: the one that loads it.
    """

    imports: tuple[str, ...]
    line: str


def loading(named: NetworkReference) -> Loading:
    """Return the lines that load a network in the form in which it was learned."""
    if is_own(named.task):
        read = f"from_bytes(Path({file_name(named)!r}).read_bytes())"
        imports = ("from pathlib import Path", "from core.network.in_bytes import from_bytes")
        return Loading(imports, f"network = {read}")
    line = f"network = load_network({named.task!r}, {named.cell!r})"
    return Loading(("from core import load_network",), line)


def file_name(named: NetworkReference) -> str:
    """Return the name under which a session's network is downloaded."""
    return f"gatescope-{named.task}.safetensors"
