"""Networks that others have trained: every recurrent layer of a safetensors file, opened.

>>> from core.imported import find_networks, open_network
>>> find_networks(b"")
Traceback (most recent call last):
core.imported.refusals.Refusal: A safetensors file begins with the length of its header, which ...
"""

from .found import FoundNetwork, find_networks
from .opening import open_network
from .questions import Question
from .refusals import Refusal

__all__ = ["FoundNetwork", "Question", "Refusal", "find_networks", "open_network"]
