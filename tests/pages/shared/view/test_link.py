"""Any link can be read, and the link of a view opens that view."""

import json
from dataclasses import dataclass, fields
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.network.catalogue import TASKS
from core.network.place import CellPlace
from core.notation import N_
from pages.every_view import ORDER, VIEWS
from pages.shared.view import registry
from pages.shared.view.fields import flag, number
from pages.shared.view.link import (
    MAX_LINK,
    MAX_LINK_TEXT,
    REST,
    droppable,
    fits_in_link,
    hash_of,
    left_out,
    parse,
    read_left_out,
    to_query,
)
from pages.shared.view.registry import default_of, parameters, value
from pages.shared.view.selection import (
    MAX_OUTPUT,
    MAX_POSITION,
    MAX_UNIT,
    MOST_NETWORKS,
    Selection,
    can_be_named,
)
from tests.nasty import STRINGS
from tests.pages.views import read, selections, view_of

ADDRESS = "https://gatescope.example/Parameter_count?"
NAMES = [parameter.name for parameter in parameters().values()]
NUMBERED = tuple(parameter.name for parameter in parameters().values() if parameter.ends)
FREE = ("text", "instead", "other", "stop", "said", "digits")
SILENT = (*FREE, *NUMBERED, "w")
NUMBERS = (
    "٣", "1_0", "NaN", "1e3", "-0", "+1", " 1", "1 ", "1\n", "0x10", "９", "", "-1", "9" * 5_000,
)  # fmt: skip

any_text = st.text(st.characters(), max_size=60)  # lone surrogates too
values = st.lists(any_text | st.sampled_from([*NUMBERS, *STRINGS.values()]), max_size=3)
queries = st.dictionaries(st.sampled_from(["v", *NAMES]) | any_text, values, max_size=14)


def is_valid(selection: Selection) -> bool:
    """Return whether every field has one of its options, or a number between its ends."""
    for field, parameter in parameters().items():
        chosen = value(selection, field)
        if chosen is None:
            if default_of(field) is not None:
                return False
        elif (parameter.options and chosen not in parameter.options) or (
            parameter.ends and not parameter.ends[0] <= chosen <= parameter.ends[1]
        ):
            return False
    names = selection.networks
    return all(map(can_be_named, names)) and 1 <= len(names) <= MOST_NETWORKS


@given(queries)
def test_any_link_opens_a_valid_view(query):
    selection, notices = parse(query)

    assert is_valid(selection)
    assert all(notice.message.format(**notice.values) for notice in notices)
    urlencode(to_query(selection))


@given(selections)
def test_the_link_of_a_view_opens_that_view(selection):
    address = urlencode(to_query(selection))
    again, notices = parse(parse_qs(address, keep_blank_values=True))

    plain = Selection(model=selection.model, text=TASKS[selection.model].example)
    query = to_query(selection)
    fields_of = {parameter.name: name for name, parameter in parameters().items()}
    lost = [fields_of[name] for name in droppable() if name not in query]
    left_out = {name: value(plain, name) for name in lost}
    assert again == registry.changed(selection, **left_out)
    assert fits_in_link(selection) or left_out
    assert notices == ()


@given(selections)
def test_a_link_is_never_too_long(selection):
    assert len(ADDRESS + urlencode(to_query(selection))) <= MAX_LINK


@given(queries)
def test_a_new_link_has_no_unknown_parameter(query):
    assert set(to_query(parse(query)[0])) <= {"v", REST, *NAMES}


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_every_text_is_in_the_link_unless_it_is_too_long(text):
    selection, notices = read(text=text)

    assert notices == []
    assert selection.text == text.replace("\ud800", "\ufffd").replace("\udc00", "\ufffd")
    assert ("text" in to_query(selection)) == fits_in_link(selection)


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_a_text_in_every_other_field_is_refused(text):
    query = {name: [text] for name in NAMES if name not in (*FREE, *NUMBERED)}
    selection, _notices = parse(query)

    assert selection == Selection()


def test_a_sentence_fits_up_to_its_limit():
    assert fits_in_link(Selection(text="a" * MAX_LINK_TEXT))
    assert not fits_in_link(Selection(text="a" * (MAX_LINK_TEXT + 1)))
    assert fits_in_link(Selection(text="한" * 100))
    assert not fits_in_link(Selection(text="한" * 300)), "a syllable is nine characters in a link"


@pytest.mark.parametrize("record", VIEWS)
def test_every_field_of_a_screen_has_a_parameter(record):
    assert {field.name for field in fields(record)} <= set(parameters())


def test_links_of_the_first_version_keep_their_order():
    assert tuple(NAMES[: len(ORDER)]) == ORDER


def test_texts_are_left_out_of_a_long_link_before_edits():
    assert droppable() == ["text", "other", "edits", "dials"]


@given(selections)
def test_a_link_and_what_it_leaves_out_are_the_whole_view(selection):
    query, left = to_query(selection), left_out(selection)

    assert (REST in query) == bool(left)
    opened, _notices = parse({name: [value] for name, value in query.items()})
    if left:
        changes = read_left_out(json.dumps(left), query[REST])
        assert changes is not None
        opened = registry.changed(opened, **changes)
    assert opened == selection


@given(any_text | st.sampled_from(['{"text": 1}', '{"cell": "gru"}', "[]", "1", "[" * 100_000]))
def test_whatever_a_tab_has_kept_is_taken_only_if_the_link_names_it(kept):
    assert read_left_out(kept, "00000000") is None
    assert read_left_out(json.dumps({"text": kept}), hash_of({"text": "another"})) is None
    assert read_left_out(json.dumps({"cell": "gru"}), hash_of({"cell": "gru"})) is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"t": "0"}, {"position": 1}),
        ({"t": "-7"}, {"position": 1}),
        ({"t": "999999"}, {"position": MAX_POSITION}),
        ({"unit": "-1"}, {"unit": 0}),
        ({"unit": "999999"}, {"unit": MAX_UNIT}),
        ({"out": "-1"}, {"output": 0}),
        ({"out": "999999"}, {"output": MAX_OUTPUT}),
    ],
)
def test_a_number_out_of_range_becomes_the_nearest(query, expected):
    selection, messages = read(**query)

    assert selection == view_of(**expected)
    assert len(messages) == 1


@pytest.mark.parametrize("name", NUMBERED)
@pytest.mark.parametrize("value", [text for text in NUMBERS if text not in ("-0", "-1")])
def test_a_text_that_only_looks_like_a_number_is_refused(name, value):
    selection, messages = read(**{name: value})

    assert selection == Selection()
    assert len(messages) == 1


@pytest.mark.parametrize("name", [name for name in NAMES if name not in SILENT])
def test_an_unknown_value_has_a_notice_that_does_not_repeat_it(name):
    selection, messages = read(**{name: "<b>nothing</b>"})

    assert selection == Selection()
    assert len(messages) == 1
    assert "nothing" not in messages[0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("gru~paper-gru", ("gru", "paper-gru")),
        ("gru~gru-converted~paper-gru", ("gru", "gru-converted", "paper-gru")),
        ("gru~gru", ("gru",)),
        ("gru~tree", ("gru",)),
        ("gru~rnn~lstm~paper-gru", ("gru", "rnn", "lstm")),
        ("~", Selection().networks),
    ],
)
def test_known_networks_side_by_side_are_taken_and_the_others_have_a_notice(value, expected):
    selection, messages = read(vs=value)

    assert selection == Selection(networks=expected)
    assert len(messages) == (value.split("~") != list(expected))


@pytest.mark.parametrize(
    ("layer", "place"),
    [("1", CellPlace()), ("2", CellPlace(layer=1)), ("1b", CellPlace(direction="backward"))],
)
def test_a_link_names_layer_and_direction(layer, place):
    assert read(layer=layer) == (Selection(cell_place=place), [])
    assert to_query(Selection(cell_place=place))["layer"] == layer
    assert "layer" not in to_query(Selection())


@pytest.mark.parametrize("layer", ["0", "10", "b", "1f", "-1"])
def test_an_unknown_layer_has_a_notice(layer):
    notice = "The link names a layer that is not here; showing the last."
    assert read(layer=layer) == (Selection(), [notice])


def test_the_first_of_two_values_is_taken():
    selection, notices = parse({"cell": ["gru", "rnn"], "text": ["a", "b", "c"]})

    assert (selection.cell, selection.text) == ("gru", "a")
    assert [notice.message for notice in notices] == [
        "The link sets something twice; the first value is used."
    ]


def test_a_link_of_another_version_is_read_as_far_as_possible():
    selection, messages = read(v="9", cell="gru")

    assert selection.cell == "gru"
    assert messages == ["This link was made for another version of Gatescope."]
    assert to_query(selection)["v"] == "1"


def test_a_link_with_a_network_but_no_sentence_opens_the_networks_example():
    assert read(model="hello")[0].text == "hello"
    assert read(model="hello", text="")[0].text == ""


# ---- the registry --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dice:
    """A record that no screen has."""

    eyes: int = number("eyes", 1, 6, N_("From {low} to {high}."), default=1)
    loaded: bool = flag("loaded")


@pytest.fixture
def with_dice():
    """The registry with one more record."""
    registry.register((*VIEWS, Dice), ORDER)
    yield
    registry.register(VIEWS, ORDER)


@pytest.mark.usefixtures("with_dice")
def test_a_registered_record_is_read_from_links_and_written_into_them():
    selection, messages = read(eyes="9", loaded="1", unit="3")

    assert selection == Selection(unit=3, screens=(Dice(6, True),))
    assert selection.of(Dice) == Dice(6, True)
    assert messages == ["From 1 to 6."]
    assert list(to_query(selection).items())[-2:] == [("eyes", "6"), ("loaded", "1")]


@pytest.mark.usefixtures("with_dice")
def test_a_field_is_changed_by_its_name_whichever_record_owns_it():
    selection = registry.changed(Selection(unit=3), eyes=4, cell="gru")

    assert selection == Selection(unit=3, cell="gru", screens=(Dice(4),))
    assert registry.changed(selection, eyes=1) == Selection(unit=3, cell="gru")


def test_no_two_records_have_a_parameter_of_the_same_name():
    with pytest.raises(ValueError, match="more than one field or parameter"):
        registry.register((*VIEWS, VIEWS[0]))

    assert next(iter(parameters().values())).name == "text", "what was registered stays"


def test_a_field_that_no_record_owns_is_refused():
    with pytest.raises(ValueError, match="'eyes'"):
        view_of(eyes=3)
