"""Every string on screen has a translation with the same fields, and no others are translated."""

import re
import string
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_from_file
from babel.messages.pofile import read_po

from core.language import CATALOGUES, DEFAULT, LANGUAGES, TRANSLATIONS, _read_catalogue, best
from pages import language

ROOT = Path(__file__).parents[3]
KEYWORDS = DEFAULT_KEYWORDS | {"N_": None}


def in_the_code() -> Iterator[str | tuple[str, ...]]:
    """Yield every message of the source: a string, or a pair with its plural."""
    for folder in ("pages", "core"):
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / folder, keywords=KEYWORDS
        ):
            yield message
    for _line, message, _comments, _context in extract_from_file(
        "python", ROOT / "app.py", keywords=KEYWORDS
    ):
        yield message


def catalogue(code: str) -> Catalog:
    with (CATALOGUES / f"{code}.po").open("rb") as po_file:
        return read_po(po_file, locale=code, abort_invalid=True)


def key(message: Message) -> str | tuple[str, ...]:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def faults(message: Message) -> Iterator[str]:
    """Yield what is wrong with one entry of a catalogue."""
    originals = message.id if isinstance(message.id, (tuple, list)) else [message.id]
    texts = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    if message.fuzzy:
        yield "is fuzzy"
    for text in texts:
        if not text or not text.strip():
            yield "has no translation"
        elif fields(text) != fields(originals[-1]):
            yield f"has fields {fields(originals[-1])}, its translation {fields(text)}"
        elif text[:1].isspace() != originals[0][:1].isspace():
            yield "begins with a space where its translation does not, or the reverse"


TRANSLATED = [code for code in LANGUAGES if code != DEFAULT]


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_has_exactly_the_messages_of_the_code(code):
    known = {key(message) for message in catalogue(code) if message.id}
    used = set(in_the_code())

    assert used - known == set(), "run `make messages`, then translate"
    assert known - used == set(), "run `make messages`: these are no longer used"
    assert not catalogue(code).obsolete


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated_with_its_fields(code):
    entries = [message for message in catalogue(code) if message.id]

    assert [f"{entry.id!r} {fault}" for entry in entries for fault in faults(entry)] == []


@pytest.mark.parametrize(
    "message",
    [
        Message("a {b}", "가 {c}"),
        Message("a {b}", "가"),
        Message("a", "가 {b}"),
        Message("a", ""),
        Message("a", " "),
        Message("a", "가", flags=["fuzzy"]),
        Message(("{n} step", "{n} steps"), ("{m} 단계",)),
    ],
)
def test_a_bad_entry_of_a_catalogue_has_a_fault(message):
    assert list(faults(message))


@pytest.mark.parametrize("code", TRANSLATED)
def test_few_translations_are_without_korean_letters(code):
    """One without Hangul is a name, a symbol or a number; more of them would be untranslated."""
    untouched = [
        message.id
        for message in catalogue(code)
        if message.id and not re.search(r"[가-힣]", str(message.string))
    ]

    assert len(untouched) <= 9, untouched


def test_only_languages_that_exist_can_be_used():
    with pytest.raises(ValueError, match="one of en, ko, got 'tlh'"):
        language.use("tlh")


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("ko", "ko"),
        ("ko-KR", "ko"),
        ("KO_kr", "ko"),
        ("en-US", "en"),
        ("fr-FR", "en"),
        ("kok-IN", "en"),
        ("", "en"),
        (None, "en"),
        ("<script>", "en"),
    ],
)
def test_a_browsers_locale_chooses_the_best_language(locale, expected):
    assert best(locale) == expected


@pytest.fixture
def korean(monkeypatch, tmp_path):
    """A small catalogue of its own, so that these tests do not depend on what the pages say."""
    path = tmp_path / "ko.po"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
        'msgid "forget gate"\nmsgstr "망각 게이트"\n'
        'msgid "{n} step"\nmsgid_plural "{n} steps"\nmsgstr[0] "{n}단계"\n',
        encoding="utf-8",
    )
    monkeypatch.setitem(TRANSLATIONS, "ko", _read_catalogue(path))
    language.use("ko")
    yield
    language.use(DEFAULT)


@pytest.mark.usefixtures("korean")
def test_known_messages_are_translated_and_unknown_ones_stay():
    assert language._("forget gate") == "망각 게이트"
    assert language._("no such text") == "no such text"
    assert language._("") == ""
    assert language.ngettext("{n} step", "{n} steps", 3) == "{n}단계"

    language.use("en")
    assert language._("forget gate") == "forget gate"
    assert language.ngettext("{n} step", "{n} steps", 3) == "{n} steps"


@pytest.mark.usefixtures("korean")
def test_each_session_has_its_own_language():
    texts = {}

    def session(code: str, both_chose: threading.Barrier) -> None:
        language.use(code)
        both_chose.wait(timeout=10)
        texts[code] = language._("forget gate")

    barrier = threading.Barrier(2)
    threads = [threading.Thread(target=session, args=(code, barrier)) for code in ("en", "ko")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert texts == {"en": "forget gate", "ko": "망각 게이트"}
    assert language.current() == "ko"


def test_no_compiled_catalogue_is_in_the_repository():
    assert [path.suffix for path in CATALOGUES.iterdir() if path.suffix not in (".py", "")] == [
        ".po"
    ] * len(TRANSLATED)
