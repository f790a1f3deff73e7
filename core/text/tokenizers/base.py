"""What a tokenizer is: a text to its tokens, each with the place it stands in, in linear time.

Tokenizers keep what belongs together on a screen together: a combining mark stays with its letter,
an emoji built of several with itself. A control, bidirectional or zero-width character is a token
of its own, so that it can be shown. No pattern has a quantifier within a quantifier.
"""

from typing import NamedTuple, Protocol

import regex


class Token(NamedTuple):
    """One token: ``text == cleaned_text[start:end]``, and the key a vocabulary knows it by."""

    text: str
    start: int
    end: int
    key: str


class Tokenizer(Protocol):
    """What a network needs of a tokenizer: tokens to show, and the keys to look them up by."""

    name: str

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Return the tokens in order; only white space may lie between them."""
        ...

    def label(self, token: Token) -> str:
        """Return what a screen calls the token: its text, or its key where that says more."""
        ...


# One character as a person sees it. \X is used only where what it joins can be seen: elsewhere it
# would hide a zero-width joiner behind a letter; and on a row of flags it is not linear.
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
