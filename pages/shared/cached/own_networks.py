"""Networks of sessions: each is there for as long as a session has it, and found by its key.

The key comes from the hash of all of a network's file, so that sessions with equal files share one
network, and whatever is kept for a key is right for everybody who has the file. Nothing here asks
who wants a network: ``pages.shared.view.own`` lets no view name one that its session does not have.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from threading import Lock
from weakref import WeakValueDictionary

from core.network import CheckpointError, Network
from core.network.catalogue import TASKS, NetworkReference, ShippedTask
from core.network.files import fingerprint
from core.network.in_bytes import example_in, from_bytes, to_bytes
from core.network.place import CellPlace
from core.text.scripts import script_of

PREFIX, DIGITS = "own-", 16
"""How the key of a session's network begins, and the digits of its file's hash after that."""


@dataclass(frozen=True)
class Texts:
    """The texts that suit a session's network: what ``ShippedTask`` says of a task's.

    Attributes:
        example: one of them.
        script: the script that it is written in; ``None`` if it has no letters.
        has_lines: whether it has several lines.
    """

    example: str
    script: str | None
    has_lines: bool


@dataclass(frozen=True, eq=False)
class OwnNetwork:
    """A network that at least one session has.

    Attributes:
        sha256: the hash of its file.
        size: the bytes of that file.
        network: the network, never changed.
        texts: what suits it.
    """

    sha256: str
    size: int
    network: Network
    texts: Texts

    @property
    def key(self) -> str:
        """The name that it has in place of a shipped network's task."""
        return PREFIX + self.sha256[:DIGITS]

    @property
    def reference(self) -> NetworkReference:
        """The reference by which screens name it."""
        return NetworkReference(self.key, self.network.card.cell)

    @property
    def content(self) -> bytes:
        """The file, safetensors, written again: kept, it would take as much as the network."""
        return to_bytes(self.network, self.texts.example)

    @cached_property
    def fingerprint(self) -> str:
        """The sha256 of its weights."""
        return fingerprint(self.network)

    @cached_property
    def views(self) -> dict[CellPlace | None, Network]:
        """The network, by the cells from which it was looked at so far."""
        return {None: self.network}


_IN_USE: WeakValueDictionary[str, OwnNetwork] = WeakValueDictionary()
_one_at_a_time = Lock()


def is_own(name: str) -> bool:
    """Return whether a name has the form of the key of a session's network.

    >>> is_own("own-0123456789abcdef"), is_own("brackets")
    (True, False)
    """
    return re.fullmatch(rf"{PREFIX}[0-9a-f]{{{DIGITS}}}", name) is not None


def shared_network(content: bytes) -> OwnNetwork:
    """Return the network of a file, which is there for as long as anybody keeps what is returned.

    Args:
        content: what ``to_bytes`` has returned.

    Raises:
        CheckpointError: if it is no network, or another one has the same key.
    """
    digits = sha256(content).hexdigest()
    key = PREFIX + digits[:DIGITS]
    with _one_at_a_time:
        own = _IN_USE.get(key) or _IN_USE.setdefault(key, _read(content, digits))
    if own.sha256 != digits:
        raise CheckpointError(f"Another network has the same first {DIGITS} digits of its hash.")
    return own


def own_network(key: str) -> OwnNetwork:
    """Return a network of some session.

    Raises:
        CheckpointError: if no session has it any more.
    """
    found = _IN_USE.get(key)
    if found is None:
        raise CheckpointError(f"The network {key} was removed from this session.")
    return found


def is_gone(task: str) -> bool:
    """Return whether a name is the key of a network that no session has any more."""
    return is_own(task) and task not in _IN_USE


def texts_of(task: str) -> ShippedTask | Texts:
    """Return what texts suit the networks of a task, or a network of a session by its key.

    Raises:
        CheckpointError: if no session has that network any more.
    """
    return own_network(task).texts if is_own(task) else TASKS[task]


def _read(content: bytes, digits: str) -> OwnNetwork:
    network, example = from_bytes(content), example_in(content)
    texts = Texts(example, script_of(example), "\n" in example)
    return OwnNetwork(digits, len(content), network, texts)
