"""The analyses of edits for tests that have texts, not readings."""

from collections.abc import Sequence

from core.analysis.reading import read
from core.analysis.what_if import WhatIf
from core.analysis.what_if import what_if as what_if_of
from core.analysis.what_if import what_if_possible as what_if_possible_of
from core.analysis.what_if.ablation import Sweep
from core.analysis.what_if.ablation import silence_each as silence_each_of
from core.edits import Edit
from core.network import Network


def what_if(network: Network, text: str, edits: Sequence[Edit], other: str = "") -> WhatIf:
    return what_if_of(network, read(network, text), edits, read(network, other))


def what_if_possible(network: Network, text: str, edits: Sequence[Edit], other: str = "") -> WhatIf:
    return what_if_possible_of(network, read(network, text), edits, read(network, other))


def silence_each(
    network: Network,
    text: str,
    edits: Sequence[Edit] = (),
    other: str = "",
    output: int | None = None,
) -> Sweep:
    return silence_each_of(network, read(network, text), edits, read(network, other), output)
