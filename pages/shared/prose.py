"""Text on screen, which Streamlit reads as Markdown: our words, with every value in them escaped.

A template is a literal of the code or its translation, ``_("…")``: the type checker refuses any
other string. What a visitor typed, or what a file says, is a value of a template, and is shown as
it is: Streamlit's Markdown would load pictures from addresses, draw formulas and make links.

Labels of widgets are Markdown, too: they are literals, translations, or made by ``compose``.
"""

import re
from collections.abc import Iterable
from numbers import Number
from string import Formatter
from typing import Any, Literal, LiteralString

import streamlit as st


class Markdown(str):
    """A text whose values are escaped already; only this module makes one."""

    __slots__ = ()


Template = LiteralString | Markdown
Width = int | Literal["stretch", "content"]
Colour = Literal["green", "red", "gray"]

_ANYWHERE = re.compile(r"[\\`*_\[\]<>&$~|:]")
_AT_THE_START = re.compile(r"^( ?\d*)([-+#=.)]+)(?=\s|$)")
"""The start of a list, a heading or a rule, where a line begins with the value."""
_PARTS = re.compile(r"(?<=:)(?!\s)|(?<=@)|(?<=www)|(?<=[-<>~])(?=[-=>])", re.IGNORECASE)
"""Places where a text is split, so that it is not read as an emoji, icon, address or arrow.

Streamlit looks for these after it has resolved escapes, so a backslash is not enough.
"""
_WORD_JOINER = "\u2060"
"""Invisible, and no line breaks at it."""


def escape(text: str) -> str:
    r"""Return a text as Markdown that shows it as it is, in one line.

    >>> escape("![x](http://evil.example)").replace("\u2060", "")
    '!\\[x\\](http\\://evil.example)'
    >>> escape("- a\n# b")
    '\\- a # b'
    """
    line = _PARTS.sub(_WORD_JOINER, re.sub(r"\s+", " ", text))
    return _AT_THE_START.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\g<0>", line))


class _Escaping(Formatter):
    """Formats as ``str.format`` does; what is neither a number nor composed is escaped."""

    def format_field(self, value: Any, format_spec: str) -> str:
        shown = format(value, format_spec)
        return shown if isinstance(value, Number | Markdown) else escape(shown)


_ESCAPING = _Escaping()


def compose(template: Template, /, **values: object) -> Markdown:
    r"""Return a text with its values filled in: a label, or a value of another text.

    >>> compose("{n:,} tokens of {text}", n=1234, text="<b>")
    '1,234 tokens of \\<b\\>'

    Raises:
        TypeError: If values are given for a text that is composed already.
    """
    if not values:
        return Markdown(template)
    if isinstance(template, Markdown):
        raise TypeError(f"compose expected no values for a composed text, got {[*values]}.")
    return Markdown(_ESCAPING.vformat(template, (), values))


def join(parts: Iterable[Template], separator: LiteralString, /) -> Markdown:
    """Return several texts joined into one.

    >>> join(["std 0.2", compose("at {share:.0%}", share=0.5)], " · ")
    'std 0.2 · at 50%'
    """
    return Markdown(separator.join(parts))


def say(
    template: Template, /, *, width: Width | Literal["auto"] = "auto", **values: object
) -> None:
    """Write a paragraph."""
    st.markdown(compose(template, **values), width=width)


def caption(template: Template, /, *, width: Width = "stretch", **values: object) -> None:
    """Write a paragraph in small grey type."""
    st.caption(compose(template, **values), width=width)


def note(template: Template, /, *, icon: str | None = None, **values: object) -> None:
    """Say something that a reader should know, in a box."""
    st.info(compose(template, **values), icon=icon)


def warn(template: Template, /, *, icon: str | None = None, **values: object) -> None:
    """Say that something is missing or was not taken, in a box."""
    st.warning(compose(template, **values), icon=icon)


def error(template: Template, /, *, icon: str | None = None, **values: object) -> None:
    """Say that something cannot be done, in a box."""
    st.error(compose(template, **values), icon=icon)


def title(template: Template, /, **values: object) -> None:
    """Write the title of a page."""
    st.title(compose(template, **values), anchor=False)


def heading(template: Template, /, **values: object) -> None:
    """Write the heading of a part of a page."""
    st.header(compose(template, **values), anchor=False)


def badge(
    template: Template, /, *, icon: str, color: Colour, help: Template, **values: object
) -> None:
    """Show a few words in a coloured label; ``help`` explains them."""
    st.badge(compose(template, **values), icon=icon, color=color, help=help)


def metric(label: Template, value: str, delta: str | None = None, /, **settings: Any) -> None:
    """Show a figure in large type, and below it how it changed.

    Args:
        label: what the figure is.
        value: the figure, written out.
        delta: the change, written out.
        settings: further arguments of ``st.metric``: colours, arrows and widths.
    """
    st.metric(label, _plain(value), None if delta is None else _plain(delta), **settings)


def _plain(text: str) -> Markdown:
    return text if isinstance(text, Markdown) else Markdown(escape(text))
