"""A network writes: probabilities, the dart that chose, the state that moved, and branches.

>>> from core import load_network
>>> from core.generation import generate
>>> generate(load_network("hello", "lstm"), "h", length=4, temperature=0).text
'ello'
"""

from .run import GeneratedStep, GenerationRun, generate

__all__ = ["GeneratedStep", "GenerationRun", "generate"]
