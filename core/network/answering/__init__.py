"""Networks that read something whole and then write an answer of their own length.

>>> from core.network.answering import load_answering_network
>>> network = load_answering_network("numerals-english", "lstm")
>>> answer = network.answer("three hundred and twenty-one")
>>> answer.text, answer.written
('321', ('3', '2', '1', 'end'))
>>> network.trace("three hundred and twenty-one", part="decoder")["hidden_state"].shape
(4, 128)
"""

from .answer import END, Answer
from .encoder_decoder import EncoderDecoder
from .files import (
    ANSWERING,
    available_answering_networks,
    load_answering_network,
    new_answering_network,
    save_answering_network,
)
from .network import AnsweringNetwork
from .one_to_many import OneToMany

__all__ = [
    "ANSWERING",
    "END",
    "Answer",
    "AnsweringNetwork",
    "EncoderDecoder",
    "OneToMany",
    "available_answering_networks",
    "load_answering_network",
    "new_answering_network",
    "save_answering_network",
]
