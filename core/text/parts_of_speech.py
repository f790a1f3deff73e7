"""The parts of speech that the morpheme tokenizer tells apart: its tags, and what each is called.

The tags are Kiwi's: those of the Sejong corpus, and some of its own for what is no word.
"""

from collections.abc import Mapping

from ..notation import N_, Message

PARTS_OF_SPEECH: Mapping[str, Message] = {
    "NNG": N_("common noun"),
    "NNP": N_("proper noun"),
    "NNB": N_("dependent noun"),
    "NR": N_("numeral"),
    "NP": N_("pronoun"),
    "VV": N_("verb"),
    "VA": N_("adjective"),
    "VX": N_("auxiliary verb"),
    "VCP": N_("copula 이다"),
    "VCN": N_("negative copula 아니다"),
    "MM": N_("determiner"),
    "MAG": N_("adverb"),
    "MAJ": N_("conjunctive adverb"),
    "IC": N_("interjection"),
    "JKS": N_("subject particle"),
    "JKC": N_("complement particle"),
    "JKG": N_("genitive particle"),
    "JKO": N_("object particle"),
    "JKB": N_("adverbial particle"),
    "JKV": N_("vocative particle"),
    "JKQ": N_("quotative particle"),
    "JX": N_("auxiliary particle"),
    "JC": N_("conjunctive particle"),
    "EP": N_("pre-final ending"),
    "EF": N_("final ending"),
    "EC": N_("connective ending"),
    "ETN": N_("nominal ending"),
    "ETM": N_("adnominal ending"),
    "XPN": N_("prefix"),
    "XSN": N_("suffix that makes a noun"),
    "XSV": N_("suffix that makes a verb"),
    "XSA": N_("suffix that makes an adjective"),
    "XSM": N_("suffix that makes an adverb"),
    "XR": N_("root"),
    "SF": N_("mark that ends a sentence"),
    "SP": N_("mark between words"),
    "SS": N_("quotation mark or bracket"),
    "SSO": N_("opening quotation mark or bracket"),
    "SSC": N_("closing quotation mark or bracket"),
    "SE": N_("ellipsis"),
    "SO": N_("hyphen or tilde"),
    "SW": N_("other symbol"),
    "SB": N_("number of a list"),
    "SL": N_("Latin letters"),
    "SH": N_("Chinese characters"),
    "SN": N_("digits"),
    "UN": N_("not analysed"),
    "W_URL": N_("address on the web"),
    "W_EMAIL": N_("e-mail address"),
    "W_HASHTAG": N_("hashtag"),
    "W_MENTION": N_("mention"),
    "W_SERIAL": N_("serial number"),
    "W_EMOJI": N_("emoji"),
    "Z_CODA": N_("added final consonant"),
    "Z_SIOT": N_("linking s"),
}
"""Each tag, without the mark of how a stem is inflected, and what it is called."""

_INFLECTION = ("-I", "-R")
"""Kiwi's marks of stems that are inflected irregularly, or regularly where others are not."""


def form_and_tag(key: str) -> tuple[str, str]:
    """Return the dictionary form and the tag in a key of the morpheme tokenizer.

    >>> form_and_tag("하/VV"), form_and_tag("10/10/W_SERIAL"), form_and_tag("//SP")
    (('하', 'VV'), ('10/10', 'W_SERIAL'), ('/', 'SP'))
    >>> form_and_tag("…"), form_and_tag("/")
    (('…', ''), ('/', ''))
    """
    form, _slash, tag = key.rpartition("/")
    return (form, tag) if form and part_of_speech(tag) else (key, "")


def part_of_speech(tag: str) -> Message | None:
    """Return what a tag stands for; ``None`` if it is none.

    >>> part_of_speech("VA-I")
    'adjective'
    """
    for mark in _INFLECTION:
        tag = tag.removesuffix(mark)
    return PARTS_OF_SPEECH.get(tag)
