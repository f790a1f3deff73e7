"""The interface of a tokenizer: it splits a text into tokens with their spans, in linear time.

Tokenizers do not split what belongs together on a screen: a combining mark stays with its letter,
and an emoji of several code points stays whole. A control, bidirectional or zero-width character
is a token of its own, so that it can be shown. No pattern has a quantifier within a quantifier.
"""

from typing import NamedTuple, Protocol

import regex


class Token(NamedTuple):
    """One token: ``text == cleaned_text[start:end]``, and ``key`` is its entry in a vocabulary."""

    text: str
    start: int
    end: int
    key: str


class Tokenizer(Protocol):
    """The interface that a network uses: tokens to show, with keys to look them up by."""

    name: str

    version: int
    """Raised when a text comes out as other tokens; what was stored by an earlier one is not used.
    """

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Return the tokens in order, with nothing but white space between them."""
        ...

    def label(self, token: Token) -> str:
        """Return the token's display text: its text, or its key if that says more."""
        ...


# One character as a person sees it. \X is used only where everything it joins is visible: elsewhere
# it would hide a zero-width joiner behind a letter, and on a row of flags it is not linear.
CLUSTER = r"""
    (?= [\p{Extended_Pictographic}\u1100-\u11ff] ) \X
  | \p{Regional_Indicator}{2}
  | [^\s\p{Cc}\p{Cf}\p{M}] \p{M}*
  | \p{M}+
  | (?! \s ) [\p{Cc}\p{Cf}]
"""
FLAGS = regex.VERBOSE | regex.IGNORECASE | regex.DOTALL

SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""For ``str.translate``: libraries that read UTF-8 or UTF-16 refuse a lone surrogate."""
