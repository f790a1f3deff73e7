"""What a browser may still ask with, although it has been replaced here.

A browser asks for a run with the link and the texts that it has at that moment. Until it has got
what this session changed since, they are those from before, and nobody has opened that link or
typed that text again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

Link = Mapping[str, Sequence[str]]
"""Parameter -> its values."""
AT_MOST = 32
"""Links and texts that are remembered: so many are never on their way at once."""


@dataclass(frozen=True)
class InFlight:
    """What was replaced since the browser last had all of it.

    Attributes:
        request: the browser's request during which something was replaced last.
        links: the replaced links.
        texts: key of a field for text -> the texts that were replaced in it.
    """

    request: object = None
    links: tuple[Link, ...] = ()
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def with_link(self, link: Link | None, request: object) -> "InFlight":
        """Return what is in flight once a link was replaced, during a request."""
        if not link:
            return replace(self, request=request)
        return replace(self, request=request, links=(*self.links, link)[-AT_MOST:])

    def with_text(self, key: str, text: str, request: object) -> "InFlight":
        """Return what is in flight once the text of a field was replaced, during a request."""
        texts = (*self.texts.get(key, ()), text)[-AT_MOST:]
        return replace(self, request=request, texts={**self.texts, key: texts})
