"""The influence of the first token, computed once for all sessions."""

import numpy as np
import streamlit as st

from core.analysis.memory.first_token import FirstTokenLeft, first_token_left
from core.network.catalogue import NetworkReference
from pages.shared.cached.networks import MAX_READINGS, network


@st.cache_data(show_spinner=False, max_entries=MAX_READINGS)
def first_token(
    named: NetworkReference, text: str, instead: str, _gradient: np.ndarray
) -> FirstTokenLeft:
    """Return how much of a text's first token a network still has after each token.

    Args:
        named: the network.
        text: the text.
        instead: what replaces its first token.
        _gradient: how strongly each state responds to the first token's vector.
    """
    return first_token_left(network(named), text, instead, _gradient)
