"""The networks that step together, each as the lock-step component needs it."""

import numpy as np

from core.analysis.comparison import comparable_values
from core.analysis.reading import Reading
from core.browser.scene import scene_of
from core.network import Network
from pages.components.lockstep import Member
from pages.language import ngettext
from pages.shared import network_names
from pages.shared.about_network import output_names
from pages.shared.side_by_side import SideBySide
from pages.shared.view.selection import Selection


def members(selection: Selection, compared: SideBySide) -> list[Member]:
    """Return the networks as they step together."""
    return [
        Member(
            title=_title(name, network),
            scene=scene_of(reading, network.card.cell, output_names(reading), selection.lecture),
            followed=_followed(network, reading),
            colour_index=compared.colours[name],
        )
        for name, network in compared.networks.items()
        for reading in [compared.readings[name]]
    ]


def _title(name: str, network: Network) -> str:
    count = network.card.hidden_size
    title = ngettext("{name} · {units} unit", "{name} · {units} units", count)
    return title.format(name=network_names.of_network(name), units=count)


def _followed(network: Network, reading: Reading) -> np.ndarray | None:
    return comparable_values(network, reading) if reading.target == "next-token" else None
