"""A trace as one file of HTML: the stepper with all its numbers, without a server or a network."""

import gzip
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from html import escape

from ..analysis.reading import as_shown
from ..cells import CELLS
from ..language import DEFAULT, TRANSLATIONS
from ..text import visible
from ..trace import Trace, digest
from . import PAGE, STEPPER_STYLES
from .assemble import assemble, stylesheet
from .payload import pack
from .scene import Cue, Scene

_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{css}</style>
</head>
<body>
<h1>{title}</h1>
<div id="stepper" translate="no"></div>
<script id="payload" type="text/plain">{payload}</script>
<script type="module">{js}</script>
</body>
</html>
"""


def page_of(trace: Trace, title: str = "", language: str = DEFAULT) -> str:
    """Return a page that steps through a trace, all in one text.

    It has the stepper of the screen *Step through* with the same names for tests (``data-testid``)
    and every number as the trace has it. Light or dark, it follows the reader's system.

    Args:
        trace: of at least one token, of a cell among ``core.cells.CELLS``.
        title: of the page; by default, its tokens.
        language: of the words, a key of ``core.language.LANGUAGES``.

    Raises:
        ValueError: if there is no token, no such language, or no drawing of this cell.
    """
    if language not in TRANSLATIONS:
        known = ", ".join(TRANSLATIONS)
        raise ValueError(f"page_of expected one of the languages {known}; got {language!r}.")
    name = digest(trace)
    tokens = [as_shown(visible(token), known=True) for token in trace.tokens]
    scene = Scene(trace, cell_of(trace), name, tokens)
    payload = pack(scene, Cue(1, 1, 0), f"page-{name[:16]}", TRANSLATIONS[language].gettext)
    return _PAGE.format(
        language=language,
        title=escape((title or _title(trace.tokens)).encode("utf-8", "replace").decode()),
        css=_css(),
        payload=b64encode(gzip.compress(payload, 9, mtime=0)).decode(),
        js=_js(),
    )


def cell_of(trace: Trace) -> str:
    """Return the name of the cell whose quantities a trace has.

    Raises:
        ValueError: if no drawing of it is known.
    """
    for name, cell in CELLS.items():
        if cell.quantities == trace.quantities:
            return name
    got = ", ".join(each.name for each in trace.quantities)
    raise ValueError(f"page_of expected a cell of {', '.join(CELLS)}; this one computes {got}.")


def _title(tokens: Sequence[str]) -> str:
    return " ".join(map(visible, tokens))[:80]


@cache
def _js() -> str:
    return assemble(PAGE / "page.js").replace("</script", "<\\/script")


@cache
def _css() -> str:
    return stylesheet(PAGE / "page.css", *STEPPER_STYLES)
