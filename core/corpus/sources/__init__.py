"""Texts for a network to read: an uploaded file, Python's library, the network's training text.

None of them is part of this program. Python's library is read where this Python has it, training
texts from the folder that ``GATESCOPE_DATA`` names; texts that follow a rule are made on demand.
"""

from .local import python_library, uploaded
from .training_text import NotAtHand, is_at_hand, training_text

__all__ = ["NotAtHand", "is_at_hand", "python_library", "training_text", "uploaded"]
