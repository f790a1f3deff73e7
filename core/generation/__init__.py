"""A network writes: probabilities, the dart that chose, the state that moved, and branches.

>>> from core import load_network
>>> from core.generation import generate
>>> generate(load_network("hello", "lstm"), "h", length=4, temperature=0).text
'ello'
"""

from .distribution import Sampling
from .run import GenerationRun, generate
from .writer import MOST_TOKENS, GeneratedStep

__all__ = ["MOST_TOKENS", "GeneratedStep", "GenerationRun", "Sampling", "generate"]
