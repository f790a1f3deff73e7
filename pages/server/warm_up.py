"""What the first visitors of a server would otherwise wait for, loaded as it starts.

Imports stand in the functions: PyTorch alone takes a second, during which the server answers.
"""

import gc
from contextlib import suppress
from importlib import import_module
from pathlib import Path

_PAGES = Path(__file__).parents[1]
_IMPORTED_BY_STREAMLIT = (
    "PIL.ImageFile",
    "plotly.animation",
    "plotly.graph_objs._figure",
    "plotly.io._utils",
    "plotly.offline",
    "plotly.subplots",
    "plotly.tools",
    "streamlit.emojis",
    "streamlit.material_icon_names",
    "streamlit.web.skills",
)
"""What Streamlit imports for a first session, a first icon and a first chart."""


def for_the_first_visitor() -> None:
    """Load PyTorch, the networks that screens open with in English, and what they show first."""
    from core.language import DEFAULT
    from pages.shared import memory

    memory.keep_little()
    gc.disable()  # a tenth of the time of so many imports
    try:
        import_module("pages.every_view")
        _import_parts("home", "step_through", "components")
        for name in _IMPORTED_BY_STREAMLIT:
            import_module(name)
        _fill_caches(DEFAULT)
    finally:
        gc.enable()


def for_every_screen() -> None:
    """Import what the other screens consist of, and fill the caches for other languages, too.

    Among it is the analyser of Korean, which takes a second, what *Generate* writes first, and the
    map of all words. What only the loading took is given back.
    """
    from core.language import LANGUAGES
    from pages.shared import memory

    _import_parts("*")
    for language in LANGUAGES:
        _fill_caches(language)
    _write_ahead()
    _map_words()
    gc.collect()
    gc.freeze()
    memory.give_back()


def _fill_caches(language: str) -> None:
    from core.network import CheckpointError
    from pages.shared import cached
    from pages.shared.view import openings
    from pages.shared.view.link import parse

    cached.warm_up()
    first, _notices = parse({}, language)
    with suppress(CheckpointError):  # reported on the screen that needs it
        cached.reading(first.reference, first.text)
        for shown in (first, *openings.everywhere(first)):  # links to all screens name weights
            cached.weights(shown.reference)


def _write_ahead() -> None:
    from core.language import LANGUAGES
    from core.network import CheckpointError
    from pages.generate.writing import write_ahead
    from pages.shared import frame
    from pages.shared.view import openings
    from pages.shared.view.link import parse

    for language in LANGUAGES:
        first, _notices = parse({}, language)
        with suppress(CheckpointError):  # reported on the screen that needs it
            write_ahead(openings.opened_on(first, frame.GENERATE))


def _map_words() -> None:
    from core.network import CheckpointError
    from core.text.word_vectors import LANGUAGES
    from pages.tokens_and_vectors import cached

    for language in LANGUAGES:
        cached.vocabularies(language)
        with suppress(CheckpointError):  # reported on the screen that needs it
            cached.map_of(language)


def _import_parts(*folders: str) -> None:
    """Import all modules in some folders of ``pages/``; page files are run, never imported."""
    for folder in folders:
        for path in sorted(_PAGES.glob(f"{folder}/**/*.py")):
            parts = path.relative_to(_PAGES.parent).with_suffix("").parts
            import_module(".".join(parts).removesuffix(".__init__"))
