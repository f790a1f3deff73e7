"""A link is read whatever stands in it, and says the view that it was made from."""

from dataclasses import fields, replace
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.edits import Hold, Remove, Replace, Swap
from core.language import LANGUAGES
from core.model_builder.layers import MAXIMUM_LAYERS
from core.model_builder.text import DEFAULT_STACK
from core.parameters.conventions import CONVENTIONS
from core.text import TOKENIZERS
from core.text.padding import SIDES
from pages.shared.view.link import LONG, MAX_LINK, MAX_LINK_TEXT, fits_in_link, parse, to_query
from pages.shared.view.link_edits import LETTERS, most
from pages.shared.view.link_fields import FEATURES, FIELDS
from pages.shared.view.link_readers import MAX_INSTEAD
from pages.shared.view.selection import (
    AIMS,
    BARS,
    CELLS,
    CLIPS,
    CONNECTIONS,
    CORPORA,
    CORPUS_SIZES,
    DEFAULT_TEXTS,
    EFFECTS,
    LENSES,
    LONGEST,
    LOOKS,
    MAX_BUDGET,
    MAX_CLIP,
    MAX_CORPUS,
    MAX_DRIVE,
    MAX_EDITS,
    MAX_FORGET_BIAS,
    MAX_LAYERS,
    MAX_OUTPUT,
    MAX_POSITION,
    MAX_RADIUS,
    MAX_SIZE,
    MAX_SPAN,
    MAX_STEPS,
    MAX_UNIT,
    MEASURES,
    MODELS,
    MOST_NETWORKS,
    NETWORKS,
    PANELS,
    QUANTITIES,
    RANKINGS,
    VIEWS,
    Selection,
)
from tests.nasty import STRINGS

ADDRESS = "https://gatescope.example/Parameter_count?"
NAMES = [parameter.name for parameter in FIELDS.values()]
DIALS = ("T", "out", "rho", "fb", "drive", "steps", "bptt", "clip_at")
NUMBERED = ("t", "unit", "d", "h", "layers", "budget", "len", "size", "at", "p", "on", *DIALS)
FREE = ("text", "instead", "other")
UNSAID = (*FREE, *NUMBERED, "w")
NUMBERS = (
    "٣", "1_0", "NaN", "1e3", "-0", "+1", " 1", "1 ", "1\n", "0x10", "９", "", "-1", "9" * 5_000,
)  # fmt: skip

LONGEST_STACK = "~".join(["input-4096", *["gru-4096-8-both-all"] * MAXIMUM_LAYERS])

positions = st.integers(0, MAX_POSITION - 1)


@st.composite
def holds(draw: st.DrawFn) -> Hold:
    quantity = draw(st.sampled_from(sorted(LETTERS.values())))
    low, high = most(quantity)
    value = draw(st.integers(round(low * 100), round(high * 100))) / 100
    start = draw(positions)
    stop = draw(st.none() | st.integers(start + 1, MAX_POSITION))
    return Hold(quantity, value, draw(st.none() | st.integers(0, MAX_UNIT)), start, stop)


edits = holds() | st.builds(Remove, positions) | st.builds(Swap, positions, positions)
edits |= st.builds(Replace, positions, st.text(max_size=MAX_INSTEAD))

any_text = st.text(st.characters(), max_size=60)  # lone surrogates too
values = st.lists(any_text | st.sampled_from([*NUMBERS, *STRINGS.values()]), max_size=3)
queries = st.dictionaries(st.sampled_from(["v", *NAMES]) | any_text, values, max_size=14)
selections = st.builds(
    Selection,
    text=st.text(max_size=MAX_LINK_TEXT + 20),
    model=st.sampled_from(MODELS),
    cell=st.sampled_from(CELLS),
    position=st.integers(1, MAX_POSITION),
    unit=st.integers(0, MAX_UNIT),
    panel=st.sampled_from(PANELS),
    input_size=st.integers(1, MAX_SIZE),
    hidden_size=st.integers(1, MAX_SIZE),
    num_layers=st.integers(1, MAX_LAYERS),
    bidirectional=st.booleans(),
    convention=st.sampled_from(sorted(CONVENTIONS)),
    budget=st.none() | st.integers(1, MAX_BUDGET),
    bars=st.sampled_from(BARS),
    stack=st.sampled_from([DEFAULT_STACK, "input-200-64", LONGEST_STACK]),
    networks=st.lists(
        st.sampled_from(NETWORKS), min_size=1, max_size=MOST_NETWORKS, unique=True
    ).map(tuple),
    network=st.none() | st.sampled_from(NETWORKS),
    instead=st.text(max_size=MAX_INSTEAD),
    tokenizer=st.none() | st.sampled_from(sorted(TOKENIZERS)),
    length=st.integers(1, LONGEST),
    pad=st.sampled_from(SIDES),
    cut=st.sampled_from(SIDES),
    measure=st.sampled_from(MEASURES),
    view=st.sampled_from(VIEWS),
    corpus=st.sampled_from(CORPORA),
    corpus_size=st.integers(min(CORPUS_SIZES), max(CORPUS_SIZES)),
    place=st.integers(0, MAX_CORPUS),
    spot=st.integers(1, MAX_POSITION),
    quantity=st.sampled_from(QUANTITIES),
    rank=st.sampled_from(RANKINGS),
    feature=st.none() | st.sampled_from(FEATURES),
    look=st.sampled_from(LOOKS),
    span=st.none()
    | st.builds(
        lambda start, length: (start, start + length),
        st.integers(0, MAX_CORPUS - MAX_SPAN),
        st.integers(1, MAX_SPAN),
    ),
    threshold=st.integers(1, 99),
    edges=st.booleans(),
    file=st.none() | st.from_regex("[0-9a-f]{12}", fullmatch=True),
    until=st.none() | st.integers(1, MAX_POSITION),
    aim=st.sampled_from(AIMS),
    output=st.none() | st.integers(0, MAX_OUTPUT),
    lens=st.sampled_from(LENSES),
    connection=st.sampled_from(CONNECTIONS),
    radius=st.integers(0, MAX_RADIUS),
    forget_bias=st.integers(-MAX_FORGET_BIAS, MAX_FORGET_BIAS),
    drive=st.integers(0, MAX_DRIVE),
    steps=st.integers(2, MAX_STEPS),
    truncation=st.integers(1, MAX_STEPS),
    clip=st.sampled_from(CLIPS),
    clip_at=st.integers(1, MAX_CLIP),
    edits=st.lists(edits, max_size=MAX_EDITS).map(tuple),
    other=st.text(max_size=60),
    effect=st.sampled_from(EFFECTS),
    lecture=st.booleans(),
    language=st.none() | st.sampled_from(sorted(LANGUAGES)),
    weights=st.none() | st.from_regex("[0-9a-f]{8}", fullmatch=True),
)


def opened(**query: str) -> tuple[Selection, list[str]]:
    """Return what a link with these parameters opens, and what is said about it."""
    selection, notices = parse({name: [value] for name, value in query.items()})
    return selection, [notice.message.format(**notice.values) for notice in notices]


def is_valid(selection: Selection) -> bool:
    return (
        selection.model in MODELS
        and selection.cell in CELLS
        and selection.panel in PANELS
        and selection.convention in CONVENTIONS
        and 1 <= selection.position <= MAX_POSITION
        and 0 <= selection.unit <= MAX_UNIT
        and 1 <= selection.input_size <= MAX_SIZE
        and 1 <= selection.hidden_size <= MAX_SIZE
        and 1 <= selection.num_layers <= MAX_LAYERS
        and (selection.budget is None or 1 <= selection.budget <= MAX_BUDGET)
        and selection.bars in BARS
        and set(selection.networks) <= set(NETWORKS)
        and 1 <= len(selection.networks) <= MOST_NETWORKS
        and (selection.network is None or selection.network in NETWORKS)
        and len(selection.instead) <= MAX_INSTEAD
        and selection.corpus in CORPORA
        and min(CORPUS_SIZES) <= selection.corpus_size <= max(CORPUS_SIZES)
        and 0 <= selection.place <= MAX_CORPUS
        and 1 <= selection.spot <= MAX_POSITION
        and selection.quantity in QUANTITIES
        and selection.rank in RANKINGS
        and selection.look in LOOKS
        and (selection.span is None or 0 <= selection.span[0] < selection.span[1] <= MAX_CORPUS)
        and (selection.span is None or selection.span[1] - selection.span[0] <= MAX_SPAN)
        and 1 <= selection.threshold <= 99
        and selection.edges in (True, False)
        and len(selection.edits) <= MAX_EDITS
        and 2 <= selection.steps <= MAX_STEPS
        and 1 <= selection.clip_at <= MAX_CLIP
        and selection.lecture in (True, False)
        and (selection.language is None or selection.language in LANGUAGES)
    )


@given(queries)
def test_any_link_opens_a_valid_view(query):
    selection, notices = parse(query)

    assert is_valid(selection)
    assert all(notice.message.format(**notice.values) for notice in notices)
    urlencode(to_query(selection))


@given(selections)
def test_a_link_says_its_view(selection):
    address = urlencode(to_query(selection))
    again, notices = parse(parse_qs(address, keep_blank_values=True))

    plain = Selection(model=selection.model, text=DEFAULT_TEXTS[selection.model])
    query = to_query(selection)
    left_out = {name: getattr(plain, name) for name in LONG if name not in query}
    assert again == replace(selection, **left_out)
    assert fits_in_link(selection) or left_out
    assert notices == ()


@given(selections)
def test_a_link_is_never_too_long(selection):
    assert len(ADDRESS + urlencode(to_query(selection))) <= MAX_LINK


@given(queries)
def test_a_new_link_has_no_unknown_parameter(query):
    assert set(to_query(parse(query)[0])) <= {"v", *NAMES}


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_every_string_travels_or_is_too_long(text):
    selection, notices = opened(text=text)

    assert notices == []
    assert selection.text == text.replace("\ud800", "\ufffd").replace("\udc00", "\ufffd")
    assert ("text" in to_query(selection)) == fits_in_link(selection)


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_every_string_in_every_other_field_is_refused(text):
    query = {name: [text] for name in NAMES if name not in (*FREE, *NUMBERED)}
    selection, _notices = parse(query)

    assert selection == Selection()


def test_a_sentence_fits_up_to_its_limit():
    assert fits_in_link(Selection(text="a" * MAX_LINK_TEXT))
    assert not fits_in_link(Selection(text="a" * (MAX_LINK_TEXT + 1)))
    assert fits_in_link(Selection(text="한" * 100))
    assert not fits_in_link(Selection(text="한" * 300)), "a syllable is nine characters in a link"


def test_every_field_of_the_view_has_a_parameter_of_its_own():
    assert list(FIELDS) == [field.name for field in fields(Selection)]
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"t": "0"}, {"position": 1}),
        ({"t": "-7"}, {"position": 1}),
        ({"t": "999999"}, {"position": MAX_POSITION}),
        ({"unit": "-1"}, {"unit": 0}),
        ({"unit": "999999"}, {"unit": MAX_UNIT}),
        ({"d": "0"}, {"input_size": 1}),
        ({"h": "999999"}, {"hidden_size": MAX_SIZE}),
        ({"layers": "9"}, {"num_layers": MAX_LAYERS}),
        ({"budget": "0"}, {"budget": 1}),
        ({"len": "0"}, {"length": 1}),
        ({"len": "65"}, {"length": LONGEST}),
    ],
)
def test_what_is_out_of_range_becomes_the_nearest(query, expected):
    selection, said = opened(**query)

    assert selection == Selection(**expected)
    assert len(said) == 1


@pytest.mark.parametrize("name", NUMBERED)
@pytest.mark.parametrize("value", [text for text in NUMBERS if text not in ("-0", "-1")])
def test_what_only_looks_like_a_number_is_none(name, value):
    selection, said = opened(**{name: value})

    assert selection == Selection()
    assert len(said) == 1


@pytest.mark.parametrize("name", [name for name in NAMES if name not in UNSAID])
def test_what_is_not_here_is_said(name):
    selection, said = opened(**{name: "<b>nothing</b>"})

    assert selection == Selection()
    assert len(said) == 1
    assert "nothing" not in said[0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("gru~paper-gru", ("gru", "paper-gru")),
        ("gru~gru", ("gru",)),
        ("gru~tree", ("gru",)),
        ("gru~rnn~lstm~paper-gru", ("gru", "rnn", "lstm")),
        ("~", Selection().networks),
    ],
)
def test_of_networks_side_by_side_those_that_there_are_are_taken(value, expected):
    selection, said = opened(vs=value)

    assert selection == Selection(networks=expected)
    assert len(said) == (value != "gru~paper-gru")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("input-9~gru-8-both~dense-2", "input-9~gru-8-both~dense-2"),
        ("lstm-8~tree-2", "input-200-64~lstm-8"),
        ("lstm-99999", "input-200-64~lstm-4096"),
        ("<b>", Selection().stack),
    ],
)
def test_of_a_model_what_can_be_read_is_taken(value, expected):
    selection, said = opened(stack=value)

    assert selection == Selection(stack=expected)
    assert len(said) == (value != expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1~1", (0, 1)),
        ("5~204", (4, 204)),
        ("5~205", (4, 204)),
        ("0~5", None),
        ("5~4", None),
        ("5", None),
        ("~", None),
        ("1~99999999", None),
    ],
)
def test_brushed_tokens_count_from_one_and_are_not_too_many(value, expected):
    selection, said = opened(span=value)

    assert selection == Selection(span=expected)
    assert len(said) == (value not in ("1~1", "5~204"))


GOOD_EDITS = ("f.12.3-9.100", "c.all.1-.-1000", "swap.5.7~cut.4", "put.4.%7E.%20", "put.4.")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("f.12.3-9.100", (Hold("forget_gate", 1.0, 12, 2, 9),)),
        ("c.all.1-.-1000", (Hold("cell_state", -10.0, None, 0, None),)),
        ("swap.5.7~cut.4", (Swap(4, 6), Remove(3))),
        ("put.4.%7E.%20", (Replace(3, "~. "),)),
        ("put.4.", (Replace(3, ""),)),
        ("f.12.3-9.101~cut.1", (Remove(0),)),
        ("f.1024.1-.0", ()),
        ("f.1.3-2.0", ()),
        ("cut.0", ()),
        ("swap.1.0", ()),
        ("put.1." + "a" * (MAX_INSTEAD + 1), ()),
        ("~", ()),
        ("cut.1~" * MAX_EDITS + "cut.2", (Remove(0),) * MAX_EDITS),
    ],
)
def test_of_edits_those_that_can_be_read_are_taken(value, expected):
    selection, said = opened(edits=value)

    assert selection == Selection(edits=expected)
    assert len(said) == (value not in GOOD_EDITS)


def test_an_edit_that_no_link_can_say_is_refused():
    with pytest.raises(ValueError, match="one value holds"):
        to_query(Selection(edits=(Hold("hidden_state", (0.0, 1.0)),)))


def test_another_first_word_that_is_too_long_is_cut():
    selection, said = opened(instead="가" * (MAX_INSTEAD + 1))

    assert selection == Selection(instead="가" * MAX_INSTEAD)
    assert len(said) == 1


def test_of_two_values_the_first_is_taken():
    selection, notices = parse({"cell": ["gru", "rnn"], "text": ["a", "b", "c"]})

    assert (selection.cell, selection.text) == ("gru", "a")
    assert [notice.message for notice in notices] == [
        "The link says something twice; the first is taken."
    ]


def test_another_version_is_read_as_well_as_can_be():
    selection, said = opened(v="9", cell="gru")

    assert selection.cell == "gru"
    assert said == ["This link was made for another version of Gatescope."]
    assert to_query(selection)["v"] == "1"


def test_a_network_without_a_sentence_brings_its_own():
    assert opened(model="hello")[0].text == "hello"
    assert opened(model="hello", text="")[0].text == ""
