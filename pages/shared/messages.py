"""Messages about a text, a link or unusable files: notices, empty state, damaged files."""

from collections.abc import Sequence
from typing import NoReturn

import streamlit as st

from core.analysis.reading import Reading
from core.network import CheckpointError, Network
from core.network.catalogue import NetworkReference
from core.notation import Notice
from pages.language import _
from pages.shared import cached, prose


def notices(reading: Reading) -> None:
    """Say what was done to the text; nothing is changed silently."""
    for notice in reading.notices:
        tell(notice)


def tell(notice: Notice) -> None:
    """Show one notice."""
    prose.note(_(notice.message), **notice.values, icon=":material/info:")


def about_link(notices: Sequence[Notice]) -> None:
    """Say in one box what could not be taken from a link as it was."""
    texts = dict.fromkeys(prose.compose(_(each.message), **each.values) for each in notices)
    if len(texts) > 1:
        texts = {_("Not everything in the link could be taken as it was:"): None, **texts}
    if texts:
        prose.warn(prose.join(texts, "\n- "), icon=":material/link:")


def empty_state() -> None:
    """Say what to do where there is no token to step through."""
    prose.note(
        _("Type a sentence above and press Enter, or open an example from the home page."),
        icon=":material/keyboard:",
    )


def no_readout() -> None:
    """Say that a network without a readout has no opinion to compare."""
    prose.note(
        _(
            "This network has no readout, and so no opinion whose change could be seen. Step "
            "through its states instead, or open it again with the weights that read them."
        ),
        icon=":material/info:",
    )


def no_corpus() -> None:
    """Say which cells no long text is read with, and which to choose."""
    prose.note(
        _(
            "Long texts are read from their beginning, token by token, which this cell does not "
            "do: it reads backwards, in windows, or what a layer that reads backwards has made. "
            "Choose a first layer that reads forwards, or step through a sentence instead."
        ),
        icon=":material/info:",
    )


def network(named: NetworkReference) -> Network:
    """Return a network; where its file is missing or damaged, say what to do and end the page."""
    try:
        return cached.network(named)
    except CheckpointError as error:
        unusable(error)


def unusable(error: CheckpointError) -> NoReturn:
    """Say what is wrong with a network's file and what to do, and end the page."""
    prose.error(_("This network cannot be used right now. Choose another network or cell above."))
    st.code(str(error), language=None)
    st.stop()


def damaged_files() -> None:
    """Say which shipped files were found to be damaged when the app started."""
    wrong = cached.warm_up()
    if wrong:
        prose.warn(_("Some files of this installation are damaged; what needs them will say so."))
        st.code("\n".join(wrong), language=None)
