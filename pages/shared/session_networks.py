"""The networks of this session: trained here or brought along, and gone with the session.

They open on every screen like those that ship, for this visitor alone. No link carries one: a link
names its file's hash, and opens it only where the session has that file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, count
from types import MappingProxyType
from typing import Literal

from core.language import TRANSLATIONS
from core.network import Network
from core.network.catalogue import NETWORK_NAMES, NetworkReference
from core.network.in_bytes import to_bytes
from core.notation import N_, Notice
from core.text import clean
from pages.shared.cached.own_networks import OwnNetwork, shared_network
from pages.shared.limits import has_memory
from pages.shared.memory import MEBIBYTE
from pages.shared.view import session

Origin = Literal["trained", "imported"]
MOST_NETWORKS, MOST_BYTES = 6, 64 * MEBIBYTE
"""Of one session: networks, and bytes of their files."""
MOST_TITLE = 40
"""Characters of a title."""
EXAMPLE = "(1(2)1)"
"""A text for a network of which nobody has said what suits it."""
_MANY = N_(
    "There are {most} networks of this session already, as many as there can be. Remove one that "
    "you need no more; the oldest is “{title}”."
)
_LARGE = N_(
    "The networks of this session would take {size} MiB together, and {most} MiB is the most. "
    "Remove one that you need no more; the largest is “{title}”."
)
_TOO_LARGE = N_("This network takes {size} MiB, and {most} MiB is the most.")
_MEMORY = N_("This server has little memory left and takes no more networks. Try again later.")


class NoRoom(Exception):
    """There is no room for one more network; ``notice`` says what to remove."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.message)
        self.notice = notice


@dataclass(frozen=True, eq=False)
class SessionNetwork:
    """A network of this session.

    Attributes:
        title: what the visitor calls it.
        shared: the network itself, which sessions with the same file share.
        origin: whether it was trained here or brought along.
    """

    title: str
    shared: OwnNetwork
    origin: Origin

    @property
    def network(self) -> Network:
        """The network, never changed."""
        return self.shared.network

    @property
    def sha256(self) -> str:
        """The hash of its file."""
        return self.shared.sha256

    @property
    def bytes(self) -> bytes:
        """Its file: safetensors, with its card."""
        return self.shared.content

    @property
    def is_untrained(self) -> bool:
        """Whether it is one of this app whose weights are as they were drawn.

        Of a network that was brought along, nobody knows.
        """
        card = self.network.card
        learned = (card.figures, card.loss_curve, card.seconds, card.command)
        return self.origin == "trained" and not any(learned)


def add(
    network: Network, title: str, example: str = EXAMPLE, origin: Origin = "trained"
) -> NetworkReference:
    """Open a network on every screen of this session; return its reference.

    A network with the same card, vocabulary, weights and example as one that is here already is
    that one, and keeps its title.

    Args:
        network: in training or not; what is kept is a copy.
        title: what it is called.
        example: a text that suits it.
        origin: where it comes from.

    Raises:
        NoRoom: if it is one too many, or too large.
        CheckpointError: if it cannot be written to a file and read again.
    """
    content = to_bytes(network, clean(example).text)
    networks, digits = all(), sha256(content).hexdigest()
    known = [own for own in networks.values() if own.sha256 == digits]
    if known:
        return known[0].shared.reference
    _check_room(networks, len(content))
    shared = shared_network(content)
    own = SessionNetwork(_titled(title, networks) or shared.key, shared, origin)
    session.keep(session.OWN, {**networks, shared.key: own})
    return shared.reference


def all() -> Mapping[str, SessionNetwork]:
    """Return the networks of this session by their keys, in the order in which they came."""
    return MappingProxyType(session.own_networks())


def rename(key: str, title: str) -> None:
    """Give a network another title; an empty one changes nothing."""
    networks = all()
    others = {each: own for each, own in networks.items() if each != key}
    titled = _titled(title, others)
    if key in networks and titled:
        session.keep(session.OWN, {**networks, key: replace(networks[key], title=titled)})


def remove(key: str) -> None:
    """Remove a network; a view of it goes on with another one."""
    session.keep(session.OWN, {each: own for each, own in all().items() if each != key})
    session.cue()


def _titled(title: str, others: Mapping[str, SessionNetwork]) -> str:
    """Return a title in one line that is not too long, and that no other network has.

    What cannot be seen is left out; the dot stands between the parts of the names that ship.
    """
    line = " ".join(title.split()).replace("·", "-")
    short = "".join(filter(str.isprintable, line))[:MOST_TITLE].strip()
    names = NETWORK_NAMES.values()
    taken = {each.gettext(name) for each in TRANSLATIONS.values() for name in names}
    taken |= {own.title for own in others.values()}
    numbered = (f"{short[: MOST_TITLE - 4]} ({number})" for number in count(2))
    return next(each for each in chain([short], numbered) if each not in taken)


def _check_room(networks: Mapping[str, SessionNetwork], size: int) -> None:
    """Raise ``NoRoom`` if there is none for one more network of so many bytes."""
    if not has_memory():
        raise NoRoom(Notice(_MEMORY))
    limits = {"most": MOST_BYTES // MEBIBYTE}
    if size > MOST_BYTES:
        raise NoRoom(Notice(_TOO_LARGE, limits | {"size": -(-size // MEBIBYTE)}))
    if len(networks) >= MOST_NETWORKS:
        oldest = next(iter(networks.values()))
        raise NoRoom(Notice(_MANY, {"most": MOST_NETWORKS, "title": oldest.title}))
    together = size + sum(own.shared.size for own in networks.values())
    if together > MOST_BYTES:
        largest = max(networks.values(), key=lambda own: own.shared.size)
        about = limits | {"size": -(-together // MEBIBYTE)}
        raise NoRoom(Notice(_LARGE, {**about, "title": largest.title}))
