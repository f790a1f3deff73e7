"""A tokenizer of English words, as people type them and as in files that are already split."""

from unicodedata import normalize

import regex

from .abbreviations import ALSO_WORDS, DEGREES, WHOLE
from .base import CLUSTER, FLAGS, Token

LONGEST_WORD = 100
"""Longest word whose key is normalised; normalising a long run of marks is not linear."""

_WORD_END = r"(?! [\p{L}\p{N}] )"
_END_OF_TEXT = r"""[\s)\]}>"'’”]*+ \z"""
_APOSTROPHE = "['’]"
_NOT = rf"n {_APOSTROPHE} t {_WORD_END}"
_CLITIC = rf"{_APOSTROPHE} (?: s|re|ve|ll|d|m|em|til ) {_WORD_END}"
_WITHIN_WORD = rf"""
    [\p{{L}}\p{{N}}\p{{M}}]
  | (?: [-\u2010\u2011&/] | \\/ | (?! {_CLITIC} ) {_APOSTROPHE} ) (?= [\p{{L}}\p{{N}}] )
  | (?<= \p{{N}} ) [.,:] (?= \p{{N}} )
"""


_ABBREVIATION = rf"""
    (?: {"|".join(DEGREES)} ) (?: \. | {_WORD_END} )     # Ph.D.
  | (?: \p{{L}}\. ){{2,}}                                # U.S.
  | \p{{L}}\. (?= \s+ \p{{L}} )                         # Samuel L. Jackson
  | (?= \p{{L}}{{2,7}}\. )
    (?:
        (?: {"|".join(WHOLE)} | (?<= \b et \s ) al ) \. (?! {_END_OF_TEXT} )
      | (?: {"|".join(ALSO_WORDS)} ) \. (?= \s*+ [\p{{N}},] )
    )
"""


class WordTokenizer:
    """English words as the Penn treebank splits them, from raw text or from text already split.

    The treebank's own tokenizer (Robert MacIntyre's tokenizer.sed, 1995) gets a sentence at a time,
    and parts a full stop only at its end, so that "Lt." and "Ph.D." stay whole. It is followed
    except where a text on a screen is another thing than a sentence in a file:

    - A text has several sentences, so a full stop parts within it, too. It stays only at known
      abbreviations; at those that are words as well (no, sat, miss), only before a number or comma.
    - "U.S." and "Ph.D." keep their last stop at the end of a text, too: the treebank writes it
      twice there, but every character here is in one token. "Corp ." is parted there as in it.
    - A hyphen parts an abbreviation ("U.S. - led"), so that what a network knows is found.
    - "gonna" and the like stay whole, as they do in the files of the reviews.
    - Quotation marks stay as they were typed, and keys are in lower case, without accents.

    >>> [token.text for token in WordTokenizer().tokenize("It's not bad, really!")]
    ['It', "'s", 'not', 'bad', ',', 'really', '!']
    >>> [token.text for token in WordTokenizer().tokenize("You wo n't; I can't, cannot.")]
    ['You', 'wo', "n't", ';', 'I', 'ca', "n't", ',', 'can', 'not', '.']
    >>> [token.text for token in WordTokenizer().tokenize("Lt. Col. Lee has a Ph.D. in film.")]
    ['Lt.', 'Col.', 'Lee', 'has', 'a', 'Ph.D.', 'in', 'film', '.']
    """

    name = "words"
    version = 2
    pattern = regex.compile(
        rf"""
        -[lr][rcs]b-                                      # a bracket, in the treebank's files
      | {_ABBREVIATION}
      | {_NOT} | {_CLITIC}
      | {_APOSTROPHE} \p{{N}}{{2}} s? {_WORD_END}         # the '70s
      | can (?= not {_WORD_END} )
      | [\p{{L}}\p{{N}}] (?: (?! {_NOT} ) (?: {_WITHIN_WORD} ) )*
      | `` | '' | \.{{2,}} | -{{2,}}
      | {CLUSTER}
        """,
        FLAGS,
    )

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Return words, clitics, punctuation marks and other characters, without white space."""
        matches = self.pattern.finditer(text)
        return tuple(Token(match[0], *match.span(), _key(match[0])) for match in matches)

    def label(self, token: Token) -> str:
        """Return the word as it was typed."""
        return token.text


def _key(word: str) -> str:
    """Return a word in lower case, without accents, in a canonical spelling; a long one as it is.

    >>> [_key(word) for word in ("Cliché", "”", "n’t", "-LRB-", "…")]
    ['cliche', '"', "n't", '(', '...']
    """
    return word if len(word) > LONGEST_WORD else spelled(word.lower())


def spelled(word: str) -> str:
    """Return a word in its case, without accents, in a canonical spelling.

    Args:
        word: at most ``LONGEST_WORD`` characters.
    """
    key = word
    if not key.isascii():
        key = _ACCENTS.sub("", normalize("NFD", key)).translate(_PLAIN)
    if key.startswith("..") or key.startswith("--"):
        return key[:2] if key[0] == "-" else "..."
    return _SPELLINGS.get(key.lower(), key.replace("\\/", "/"))


_ACCENTS = regex.compile("[\u0300-\u036f]")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u2032", "'"),  # single quotation marks and the prime
        **dict.fromkeys("“”„«»″", '"'),
        **dict.fromkeys("\u2010\u2011", "-"),  # hyphens
        **dict.fromkeys("–—―", "--"),
        "…": "...",
    }
)
_SPELLINGS = {
    "``": '"', "''": '"', "`": "'",
    "-lrb-": "(", "-rrb-": ")", "-lsb-": "[", "-rsb-": "]", "-lcb-": "{", "-rcb-": "}",
}  # fmt: skip
