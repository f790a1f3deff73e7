"""Every screen with networks of a session, and without those that another session has."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from core.network import Network, load_network
from core.network.catalogue import NETWORK_NAMES
from pages.shared.cached.own_networks import PREFIX
from pages.shared.session_networks import SessionNetwork
from tests.pages.own import KINDS, LINE, made, opened_with, owned
from tests.pages.screens import (
    COMPARE_CELLS,
    GENERATE,
    HOME,
    MEMORY_AND_GRADIENTS,
    MODEL_BUILDER,
    OWN_NETWORK,
    PARAMETER_COUNT,
    SCREENS,
    SHAPES_AND_WIRING,
    STEP_THROUGH,
    TOKENS_AND_VECTORS,
    TRAIN,
    charts,
    link,
    opened,
    read_as_markdown,
)

OF_ANY_NETWORK = [page for page in SCREENS if page not in (HOME, MODEL_BUILDER, TRAIN, OWN_NETWORK)]
WRITERS = ("next token", "next value", "two layers")
EVIL = "![x](http://evil.example) <b>"


def hello(seed: float = 0.0, cell: str = "gru") -> Network:
    """Return a network that can be compared with those that spell hello."""
    network = load_network("hello", cell)
    network.readout.bias += seed
    return network


@pytest.fixture(scope="module")
def kinds() -> dict[str, SessionNetwork]:
    return {kind: owned(make(), kind) for kind, make in KINDS.items()}


@pytest.mark.parametrize("page", OF_ANY_NETWORK)
@pytest.mark.parametrize("kind", KINDS)
def test_every_screen_shows_a_network_of_each_kind(page: str, kind: str, kinds):
    own = kinds[kind]

    app = opened_with(own, page=page, lang="en")

    assert not app.exception
    assert not app.error
    if page == GENERATE and kind not in WRITERS:
        assert "writes none" in app.warning[0].value
        assert link(app)["model"] == "brackets"
        return
    assert not app.warning
    assert link(app)["model"] == own.shared.key
    assert link(app)["cell"] == own.network.card.cell
    assert link(app)["text"] == own.shared.texts.example
    if page != PARAMETER_COUNT:
        assert f"{kind} · untrained: random weights · this session" in (
            app.selectbox(key="model").options
        )


@pytest.mark.parametrize("page", SCREENS)
def test_a_link_opens_no_network_that_another_session_has(page: str, kinds):
    own = kinds["next token"]
    theirs = opened_with(own, page=STEP_THROUGH, lang="en", t="3", unit="2")
    assert link(theirs)["model"] == own.shared.key

    app = opened(page, **link(theirs))

    assert not app.exception
    (warning,) = app.warning
    assert own.shared.key.removeprefix(PREFIX) in warning.value.replace("\u2060", "")
    assert PREFIX not in link(app)["model"]
    assert link(app)["text"] in (LINE, "(1(2")
    assert own.title not in "\n".join(read_as_markdown(app))


def test_beside_others_a_network_of_another_session_is_left_out():
    mine, theirs = owned(hello(1.0), "Mine"), owned(hello(2.0), "Theirs")

    names = f"{mine.shared.key}~{theirs.shared.key}"
    app = opened_with(mine, page=COMPARE_CELLS, lang="en", vs=names)

    assert theirs.sha256[:16] in app.warning[0].value
    assert link(app)["vs"] == mine.shared.key
    assert app.multiselect(key="networks").value == [mine.shared.key]


def test_a_cell_that_the_network_does_not_have_is_not_taken():
    app = opened_with(owned(made("gru")), lang="en", cell="rnn")

    assert link(app)["cell"] == "gru"
    assert app.button_group(key="cell").options == ["GRU"]


def test_networks_of_the_session_stand_beside_each_other_and_those_that_ship():
    mine, other = owned(hello(1.0), "Mine", "hello"), owned(hello(2.0, "rnn"), "Other", "hello")
    app = opened_with(mine, other, owned(made(), "Brackets"), page=COMPARE_CELLS, lang="en")
    assert app.multiselect(key="networks").value == [mine.shared.key]

    offered = app.multiselect(key="networks").options
    assert offered[:2] == [f"{title}" for title in ("Mine", "Other")]
    assert "Spelling hello · LSTM" in offered
    assert not any("brackets" in each.lower() for each in offered)
    names = [mine.shared.key, other.shared.key, "hello.lstm"]
    app.multiselect(key="networks").set_value(names).run()
    assert not app.exception
    assert link(app)["vs"] == "~".join(names)
    assert "Mine" in said(app)
    assert "Spelling hello · LSTM" in said(app)

    app.selectbox(key="model").set_value("hello").run()
    assert not app.exception
    assert app.multiselect(key="networks").value == [mine.shared.key, other.shared.key, "lstm"]
    assert NETWORK_NAMES["rnn"] in app.multiselect(key="networks").options


@pytest.mark.parametrize(
    ("page", "query"),
    [
        (COMPARE_CELLS, {}),
        (PARAMETER_COUNT, {}),
        (MEMORY_AND_GRADIENTS, {"grad": "state"}),
        (MEMORY_AND_GRADIENTS, {"grad": "output"}),
        (MEMORY_AND_GRADIENTS, {"grad": "loss"}),
        (MEMORY_AND_GRADIENTS, {"lens": "training"}),
    ],
)
def test_a_title_is_shown_as_it_is(page: str, query: dict[str, str]):
    mine, other = owned(hello(1.0), EVIL, "hello"), owned(hello(2.0, "lstm"), "Other", "hello")
    names = f"{mine.shared.key}~{other.shared.key}"

    app = opened_with(mine, other, page=page, lang="en", vs=names, net=other.shared.key, **query)

    assert not app.exception
    assert link(app)["net"] == other.shared.key
    as_it_is = {each for menu in (*app.selectbox, *app.multiselect) for each in menu.options}
    texts = {*read_as_markdown(app)} - as_it_is
    headers = {text for text in texts if text.startswith('{"')}  # of tables, which read no markup
    assert not [text for text in texts - headers if EVIL in text]


def test_the_titles_of_one_session_are_not_in_the_figures_of_another():
    titles = []
    for title in ("Mine", "Theirs"):
        app = opened_with(owned(hello(1.0), title, "hello"), page=COMPARE_CELLS, lang="en")
        titles.append({title for title in ("Mine", "Theirs") if title in json.dumps(charts(app))})

    assert titles == [{"Mine"}, {"Theirs"}]


def test_a_network_of_the_session_is_loaded_from_its_file_in_python():
    own = owned(made())
    for page in (SHAPES_AND_WIRING, GENERATE):
        app = opened_with(own, page=page, lang="en", on="1")
        (code,) = [each.value for each in app.code if "import" in each.value]
        compile(code, page, "exec")
        if page == GENERATE:
            assert f"from_bytes(Path('gatescope-{own.shared.key}.safetensors')" in code


def test_parameters_are_counted_with_the_sizes_of_a_network_of_the_session():
    own = owned(made(units=7, num_layers=2), "Two layers")
    app = opened_with(own, page=PARAMETER_COUNT, lang="en")

    app.button(key=f"preset-{own.shared.key}").click().run()

    assert (link(app)["d"], link(app)["h"], link(app)["layers"]) == ("7", "7", "2")


def test_vectors_of_a_network_of_the_session_are_mapped():
    for view in ("embedding", "network-map", "one-hot"):
        app = opened_with(owned(made()), page=TOKENS_AND_VECTORS, lang="en", view=view)
        assert not app.exception
        assert not app.warning


def said(app: AppTest) -> str:
    """Return all that a page says in paragraphs."""
    return "\n".join(each.value for each in app.markdown)
