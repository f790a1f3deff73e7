"""Home: what this is, in one glance, and where to begin.

In ten seconds, a lecturer sees a real network change its mind in the middle of a sentence, and
opens that sentence, or another one, with one click.
"""

import streamlit as st

from pages import server

# Serve
if server.is_starting():
    app = st.App(
        __file__, lifespan=server.lifespan, routes=server.ROUTES, middleware=server.MIDDLEWARE
    )
else:
    import pages.every_view  # noqa: F401
    from core.network import CheckpointError
    from pages.home import gallery
    from pages.home.opinion_chart import opinion_chart
    from pages.home.turn import say_turn
    from pages.language import _, current
    from pages.shared import cached, frame, messages, pickers, prose
    from pages.shared.view import session
    from pages.shared.view.link import parse

    # Choose
    frame.start(frame.HOME)
    first, _notices = parse({}, current())

    # Compute
    try:
        reading = cached.reading(first.reference, first.text)
    except CheckpointError:
        reading = None

    # Show
    messages.damaged_files()
    prose.title(_("Watch recurrent networks remember"))
    prose.say(
        _(
            "Type a sentence and step through it, token by token. See the hidden state, the cell "
            "state and every gate of an RNN, an LSTM and a GRU: the real numbers of networks that "
            "were really trained, compared with PyTorch's own layers as you watch."
        )
    )
    prose.heading(_("Begin here"))
    prose.caption(
        _("Type a sentence, or keep this one, and press Enter. Then → goes on by a token.")
    )
    pickers.begin()

    lecture = session.selection_now().lecture
    prose.heading(
        _("Does a network change its mind?") if lecture else _("A network changes its mind")
    )
    prose.caption(
        _("How good the review sounds to the trained LSTM after each token, computed just now.")
    )
    if reading:
        with st.expander(_("Show what it says")) if lecture else st.container():
            opinion_chart(reading)
            say_turn(reading)
    else:
        prose.warn(_("This network cannot be used right now: its file is missing or damaged."))

    prose.heading(_("Sentences worth stepping through"))
    gallery.examples()

    prose.heading(_("Sentences worth comparing cells on"))
    gallery.comparisons()

    prose.heading(_("Units worth inspecting"))
    gallery.inspections()

    prose.heading(_("Memories worth looking back on"))
    gallery.memories()

    prose.heading(_("Changes worth making"))
    gallery.changes()

    prose.heading(_("Texts worth writing"))
    gallery.writings()

    prose.heading(_("Models worth unrolling"))
    gallery.wirings()

    prose.heading(_("Trainings worth watching"))
    gallery.trainings()

    # Explain
    prose.heading(_("Where to go"))
    gallery.screens()
