"""A page in the link's language with a part that is drawn again every 0.2 s."""

import streamlit as st

from pages import language
from pages.language import _
from pages.shared.part import part


def count() -> None:
    """Say how often this part was drawn, and a word in the visitor's language."""
    st.session_state["drawn"] = st.session_state.get("drawn", 0) + 1
    st.text(f"{st.session_state['drawn']}: {_('Stop')}")


if __name__ == "__main__":
    language.use(st.query_params["lang"])
    part(count, every=0.2)
