"""The memory and gradients screen, run as a session would run it."""

import csv
import io
from base64 import b64decode
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.analysis.gradients.clipping import by_norm, by_value
from core.analysis.gradients.parameter_gradients import parameter_gradients
from core.analysis.gradients.reach import reach
from core.analysis.gradients.truncation import truncated
from core.analysis.memory.half_life import to_follow
from core.analysis.memory.ledger import left
from core.network import Network
from core.network.catalogue import TASKS, reference
from core.trace import Trace, unroll
from pages import language
from pages.memory_and_gradients import cached
from pages.memory_and_gradients.magnitudes import factor_per_step, share_text, signed, small
from pages.memory_and_gradients.view import AIMS, LENSES
from pages.shared import cached as shared_cached
from pages.shared import downloads
from tests.pages.screens import (
    MEMORY_AND_GRADIENTS,
    charts,
    follow,
    link,
    nodes,
    opened,
    read_as_markdown,
)

TEXT = "(1(2)1)0()"
HOSTILE = "<img src=x> **b** ![x](http://evil.example) $a$ {0} %{x}"


def memory(**query: str) -> AppTest:
    plain = {"lang": "en", "model": "brackets", "text": TEXT}
    app = opened(MEMORY_AND_GRADIENTS, **{**plain, **query})
    assert not app.exception
    return app


@pytest.fixture(scope="module")
def session() -> AppTest:
    """One session that all links are opened in, which is faster than a session for each."""
    return memory()


def show(session: AppTest, **query: str) -> AppTest:
    """Open another link of this screen in a session that is already there."""
    language.use("en")  # AppTest formats options out here
    follow(session, {"lang": "en", "model": "brackets", "text": TEXT, **query})
    assert not session.exception
    assert not session.error
    return session


def words(app: AppTest) -> str:
    """Return all that the page says in words."""
    parts = (*app.header, *app.markdown, *app.caption, *app.info, *app.warning, *app.text)
    return "\n".join(part.value for part in parts)


def components(app: AppTest) -> list[Any]:
    return [
        node.proto
        for node in nodes(app)
        if node.type == "bidi_component" and "connections" in node.proto.component_name
    ]


def read_by(name: str, model: str = "brackets", text: str = TEXT) -> tuple[Network, Trace]:
    """Return a network and its trace of a text in float64."""
    network = shared_cached.network(reference(model, name))
    cell = cached.exact_cell(reference(model, name))
    inputs = network.vectors(network.encode(text).codes).double()
    return network, unroll(cell, inputs, [""] * len(inputs))


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Every file that the page offers: its name -> the function that makes its content."""
    offered: dict[str, Any] = {}
    monkeypatch.setattr(
        downloads,
        "download",
        lambda _label, content, file_name: offered.__setitem__(
            file_name.removesuffix(".csv"), content
        ),
    )
    return offered


def rows(content: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content().decode("utf-8-sig"))))


# ---- every view ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lens", LENSES)
def test_every_view_is_shown_in_korean(lens: str):
    app = memory(lens=lens, lang="ko")

    assert charts(app) or components(app)


AXES = {
    "reach": ("size of the gradient (its start = 1)", "size of the gradient", "imaginary part"),
    "ledger": ("cell state of unit 3", "what is left", "share of the margin"),
    "built": ("size of the gradient", "imaginary part"),
    "training": ("size of the gradient", "norm of the gradient"),
}


@pytest.mark.parametrize("lens", AXES)
def test_every_chart_says_what_its_axis_is(lens: str, session: AppTest):
    drawn = charts(show(session, lens=lens, unit="3"))
    axes = [figure["layout"][axis] for figure in drawn for axis in ("yaxis", "xaxis")]
    titles = [axis["title"]["text"].strip("\u2068\u2069") for axis in axes if "title" in axis]

    assert [title for title in titles if title in AXES[lens]] == list(AXES[lens])


@pytest.mark.parametrize(("number", "model"), [*enumerate(TASKS)])
def test_every_task_has_something_to_see(number: int, model: str, session: AppTest):
    text = TASKS[model].example[:40]
    lenses = (tuple(LENSES)[number % len(LENSES)], "training")

    for lens in lenses:
        app = show(session, model=model, text=text, lens=lens)
        if lens == "training" and not shared_cached.network(reference(model, "lstm")).decides_loss:
            assert "needs a loss that follows from the cell" in words(app)
        else:
            assert charts(app) or components(app)


def test_a_view_is_chosen_with_one_click_and_goes_into_the_link():
    app = memory()

    app.button_group(key="lens").set_value("ledger").run()

    assert link(app)["lens"] == "ledger"
    assert "Who wrote unit 0" in words(app)


@pytest.mark.parametrize("lens", LENSES)
def test_without_a_text_there_is_a_hint_and_what_needs_none(lens: str, session: AppTest):
    app = show(session, text="", lens=lens)

    assert bool(charts(app)) == (lens == "built")
    assert any("Type a sentence" in info.value for info in app.info) == (lens != "built")


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("model", ["brackets", "english-reviews"])
def test_every_view_shows_a_text_of_one_token(lens: str, model: str, session: AppTest):
    app = show(session, text="(", model=model, lens=lens)

    assert bool(charts(app) or components(app)) == ((lens, model) != ("training", "brackets"))


@pytest.mark.parametrize("lens", LENSES)
def test_typed_text_is_not_read_as_markup(lens: str, session: AppTest):
    app = show(session, model="shakespeare", text=HOSTILE, lens=lens)

    assert not [text for text in read_as_markdown(app) if "<img" in text or "![x]" in text]


# ---- reaching back -------------------------------------------------------------------------------


def test_the_reach_is_what_the_library_measures(session: AppTest):
    app = show(session)

    for name, metric in zip(("rnn", "lstm", "gru"), app.metric, strict=True):
        _network, trace = read_by(name)
        expected = reach(cached.exact_cell(reference("brackets", name)), trace)
        line = expected.hidden if expected.memory is None else expected.memory
        steps = len(trace) - 1
        assert metric.label == name.upper() + ("" if expected.memory is None else ", cell state")
        assert metric.value == f"× {factor_per_step(line[-1], line[0], steps):.2f} per step"
        assert metric.delta == f"{share_text(line[0] - line[-1])} left {steps} steps back"


def left_ends(app: AppTest) -> list[tuple[str, float]]:
    """Return the labels at the left ends of the lines, and the power of ten that is drawn there."""
    (drawn, *_rest) = charts(app)
    powers = [
        np.frombuffer(b64decode(piece["y"]["bdata"]), piece["y"]["dtype"])
        for piece in drawn["data"]
        if piece.get("name")
    ]
    found = []
    for note in drawn["layout"]["annotations"]:
        if "%" in note["text"]:
            (line,) = [line for line in powers if line[0] == note["y"]]
            assert line[-1] == 0  # all begin at 1
            found.append((note["text"].strip("\u2068\u2069"), float(line[0])))
    return found


@pytest.mark.parametrize("total", ["0", "1"])
@pytest.mark.parametrize("aim", ["state", "output"])
def test_what_is_left_can_be_read_off_the_chart(aim: str, total: str, session: AppTest):
    app = show(session, grad=aim, total=total, T="5")
    read = left_ends(app)

    assert len(read) == len(app.metric) == 3
    assert sorted(text for text, _share in read) == sorted(
        metric.delta.split(" left")[0] for metric in app.metric
    )
    for text, power in read:
        assert text == share_text(power / np.log10(2))


def test_the_cell_states_line_is_the_total_derivative_where_h_follows_c(session: AppTest):
    _network, trace = read_by("lstm")
    expected = reach(cached.exact_cell(reference("brackets", "lstm")), trace)
    for total, line in (("0", expected.memory), ("1", expected.total)):
        app = show(session, total=total)

        assert line is not None
        assert app.metric[1].delta == f"{share_text(line[0] - line[-1])} left 9 steps back"
        assert ("$h_t$ of the same step stays" in words(app)) == (total == "0")
        assert ("$c_t$ is a leaf" in words(app)) == (total == "1")


def test_h_can_follow_c_where_there_is_an_lstm(session: AppTest):
    app = memory()
    app.checkbox(key="total").check().run()

    assert link(app)["total"] == "1"
    assert not show(session, vs="rnn~gru", cell="gru").checkbox
    assert "LSTM's cell state" not in words(session)


@pytest.mark.parametrize("aim", AIMS)
def test_the_lines_are_of_the_gradient_that_the_link_names(aim: str, session: AppTest):
    app = show(session, grad=aim, T="4")
    (drawn, *_rest) = charts(app)
    lines = {piece["name"]: piece for piece in drawn["data"] if piece.get("name")}

    assert {"RNN", "LSTM", "GRU", "LSTM, cell state"} <= {
        name.strip("\u2068\u2069") for name in lines
    }
    assert bool(app.metric) == (aim != "loss")
    assert ("eigenvalues" in words(app)) == (aim == "state")


def test_the_token_is_kept_in_the_link_unless_it_is_the_last():
    app = memory()
    assert "T" not in link(app)

    app.slider(key="until").set_value(4).run()
    assert link(app)["T"] == "4"
    assert "Token 4 of 10: “2”" in words(app)
    app.slider(key="until").set_value(10).run()
    assert "T" not in link(app)


@pytest.mark.parametrize("lens", ["reach", "connections"])
def test_a_token_or_an_output_that_does_not_exist_has_a_notice(lens: str, session: AppTest):
    app = show(session, lens=lens, T="99", grad="output", out="900")

    assert "showing the last one" in words(app)
    assert "not one of this network's" in words(app)


def test_another_task_keeps_the_view_but_not_the_output():
    app = memory(grad="output", out="1")

    app.selectbox(key="model").set_value("wave").run()

    assert not app.exception
    assert link(app)["grad"] == "output"
    assert "out" not in link(app)
    assert "not one of this network's" not in words(app)


def test_the_file_of_the_reach_has_every_norm(files: dict[str, Any], session: AppTest):
    show(session, T="8")
    table = rows(files["gatescope-reach"])

    _network, trace = read_by("gru")
    expected = reach(cached.exact_cell(reference("brackets", "gru")), trace, 7)
    shown = [float(row["log2_gru_hidden"]) for row in table]
    np.testing.assert_allclose(shown, expected.hidden)
    assert [row["log2_gru_memory"] for row in table] == [""] * len(TEXT)
    assert len(rows(files["gatescope-spectrum"])) == sum(
        cached.step_spectrum(reference("brackets", name), TEXT, 7).eigenvalues.size
        for name in ("rnn", "lstm", "gru")
    )


# ---- who feeds whom ------------------------------------------------------------------------------


def test_outputs_depend_on_earlier_tokens_only(files: dict[str, Any], session: AppTest):
    app = show(session, lens="connections", T="3")
    table = rows(files["gatescope-connections"])

    assert len(components(app)) == 1
    assert len(table) == 3 * len(TEXT) * (len(TEXT) + 1) // 2
    assert all(int(row["input"]) <= int(row["output_after"]) for row in table)
    assert "half of what this output hears" in words(app)


def test_another_output_has_another_margin(files: dict[str, Any], session: AppTest):
    tables = []
    for output in ("0", "1"):
        show(session, lens="connections", out=output)
        tables.append([row["signed"] for row in rows(files["gatescope-connections"])])

    assert tables[0] != tables[1]


# ---- the ledger ----------------------------------------------------------------------------------


def test_the_ledger_says_which_token_wrote_most(session: AppTest):
    app = show(session, lens="ledger", unit="3", T="7")
    carry = cached.kept_and_written(reference("brackets", "lstm"), TEXT)
    entries = left(carry, 6)[:8, 3]
    most = int(np.abs(entries).argmax())

    expected = f"written by “{TEXT[most - 1]}”, token {most}: {signed(entries[most])} is left"
    assert expected in words(app)
    assert f"cell state of unit 3 is {signed(carry.memory[6, 3])}" in words(app)


@pytest.mark.parametrize("number", [1, 4, 12, 20, 31])
@pytest.mark.parametrize("unit", ["0", "21"])
def test_the_token_that_wrote_most_has_a_colour_at_the_step_asked_about(
    number: int, unit: str, session: AppTest
):
    text = "The plot is thin, " * 4 + "but the acting is wonderful and we laughed a lot."
    app = show(session, model="english-reviews", text=text, lens="ledger", unit=unit, T=str(number))
    carry = cached.kept_and_written(reference("english-reviews", "lstm"), text)
    most = int(np.abs(left(carry, number - 1)[:, int(unit)]).argmax())

    names = [piece.get("name", "").strip("\u2068\u2069") for piece in charts(app)[0]["data"]]
    assert [name for name in names if name.startswith(f"{most} ")]
    assert f"largest parts at token {number}." in words(app)


@pytest.mark.parametrize("number", [2, 7, 10])
def test_the_half_life_can_be_checked_with_the_numbers_beside_it(number: int, session: AppTest):
    """Of one token's entry, the charts have what it wrote and what is left of that."""
    said = words(show(session, lens="ledger", unit="3", T=str(number)))
    carry = cached.kept_and_written(reference("brackets", "lstm"), TEXT)
    since = to_follow(carry, 3, number - 1)
    wrote, now = carry.written[since, 3], left(carry, number - 1)[since + 1, 3]
    half = (number - 1 - since) * np.log(2) / np.log(wrote / now)

    assert f"Half-life: {half:.1f} tokens" in said
    assert f", token {since + 1}, wrote {signed(wrote)}" in said
    assert f"{small(now)} of that is left" in said
    assert f": {share_text(np.log2(now / wrote))}." in said


def test_after_the_first_token_there_is_no_half_life_yet(session: AppTest):
    assert "Half-life" not in words(show(session, lens="ledger", T="1"))


def says_how_fast_units_forget():
    import numpy as np

    from core.analysis.memory.ledger import Carry
    from pages.memory_and_gradients.explain_ledger import explain_ledger

    kept = np.array([[1.0, 0.5, 1.0], [0.5, 0.0, 1.0], [0.5, 0.5, 1.0]])
    written = np.ones_like(kept)
    carry = Carry(kept, written, written, np.zeros(3))
    for unit in range(3):
        explain_ledger(carry, unit, 2, "abc", "cell_state")


def test_a_factor_of_zero_and_factors_of_one_are_said():
    app = AppTest.from_function(says_how_fast_units_forget).run()

    said = [part.value for part in app.markdown if "Half-life" in part.value]
    assert "Half-life: 1.0 tokens" in said[0]
    assert "a factor of exactly 0" in said[1]
    assert "unit 2 kept all that it had" in said[2]


def test_an_entry_that_has_a_half_life_is_seen_in_the_chart(session: AppTest):
    """Its token is neither a faint one, nor the one that has just written."""
    text = "The plot is thin, but the acting is wonderful."
    app = show(session, model="english-reviews", text=text, lens="ledger", unit="21")

    assert "“plot”, token 2, wrote +0.5" in words(app)


def test_every_row_of_the_ledgers_file_adds_up(files: dict[str, Any], session: AppTest):
    for cell, name in (("lstm", "lstm"), ("gru", "gru"), ("paper-gru", "paper-gru")):
        show(session, lens="ledger", unit="2", cell=cell, vs=name)
        for row in rows(files[f"gatescope-ledger-{name}-unit-2"]):
            parts = [float(row[key]) for key in row if key == "initial" or "from_" in key]
            assert sum(parts) == pytest.approx(float(row["memory"]), abs=1e-12)


def test_the_units_that_remember_most_come_first_and_can_be_chosen():
    app = memory(lens="ledger", cell="gru")
    table = app.dataframe[0].value
    sizes = np.abs(table["memory"])

    assert list(sizes) == sorted(sizes, reverse=True)
    app.number_input(key="ledger-unit").set_value(5).run()
    assert link(app)["unit"] == "5"


@pytest.mark.parametrize(("cell", "exact"), [("lstm", False), ("gru", True)])
def test_shares_add_up_and_an_approximation_is_called_an_approximation(
    cell: str, exact: bool, files: dict[str, Any], session: AppTest
):
    app = show(session, lens="ledger", cell=cell, out="1")
    shares = [float(row["share"]) for row in rows(files[f"gatescope-shares-{cell}"])]

    assert f"after token 10: {sum(shares):+.3f}" in words(app)
    assert ("An approximation" in words(app)) == (not exact)


def test_an_rnn_has_no_ledger_and_the_page_says_why():
    app = memory(lens="ledger")

    app.button_group(key="one-network").set_value("rnn").run()

    assert link(app)["cell"] == "rnn"
    assert "An RNN has no ledger" in words(app)
    assert not charts(app)


def test_of_two_networks_with_the_same_cell_the_chosen_one_is_in_the_link():
    app = memory(lens="ledger", vs="gru~gru-converted~paper-gru", cell="gru")
    assert app.button_group(key="one-network").value == "gru"

    app.button_group(key="one-network").set_value("gru-converted").run()

    assert app.button_group(key="one-network").value == "gru-converted"
    assert (link(app)["cell"], link(app)["net"]) == ("gru", "gru-converted")
    app.button_group(key="one-network").set_value("paper-gru").run()
    assert app.button_group(key="one-network").value == "paper-gru"
    assert link(app)["cell"] == "paper-gru"
    assert "net" not in link(app)
    app.button_group(key="one-network").set_value("gru").run()
    assert "net" not in link(app)


@pytest.mark.parametrize(
    ("cell", "net", "shown"),
    [("gru", "paper-gru", "paper-gru"), ("gru", "lstm", "gru"), ("lstm", "paper-gru", "lstm")],
)
def test_a_link_opens_its_network_only_if_that_has_the_links_cell(
    cell: str, net: str, shown: str, session: AppTest
):
    app = show(session, lens="ledger", vs="lstm~gru~paper-gru", cell=cell, net=net)

    assert app.button_group(key="one-network").value == shown


# ---- constructed cells ---------------------------------------------------------------------------


def test_constructed_cells_keep_to_their_formulas(files: dict[str, Any], session: AppTest):
    app = show(session, lens="built", rho="80", fb="10", steps="30")
    table = rows(files["gatescope-constructed"])

    for row in table:
        assert float(row["log2_measured"]) == pytest.approx(float(row["log2_formula"]), abs=1e-9)
    last = {row["cell"]: float(row["log2_measured"]) for row in table if row["steps_back"] == "29"}
    assert last["rnn"] == pytest.approx(29 * np.log2(0.8))
    assert "not trained" in words(app)
    assert "0.731 here" in words(app)


def test_sliders_and_buttons_of_constructed_cells_go_into_the_link():
    app = memory(lens="built")

    app.slider(key="built-radius").set_value(1.1).run()
    app.slider(key="built-drive").set_value(0.35).run()
    assert (link(app)["rho"], link(app)["drive"]) == ("110", "35")
    assert "depart from the formulas" in words(app)
    app.button(key="built-keep").click().run()
    assert (link(app)["rho"], link(app)["fb"]) == ("70", "60")
    assert "drive" not in link(app)


def test_the_button_for_explosion_makes_a_gradient_grow_more_than_any_falls(
    files: dict[str, Any], session: AppTest
):
    app = show(session, lens="built")
    app.button(key="built-explode").click().run()

    sizes = [float(row["log2_measured"]) for row in rows(files["gatescope-constructed"])]
    grown, lost = max(sizes), -min(sizes)
    assert grown > lost > 0


# ---- training ------------------------------------------------------------------------------------


def test_truncation_has_the_librarys_numbers(session: AppTest):
    app = show(session, lens="training", bptt="4")
    network, trace = read_by("gru")
    aim = cached.loss_objective(reference("brackets", "gru"), TEXT, None)
    cut = truncated(network, network.encode(TEXT).codes, trace, aim, 4)

    row = app.dataframe[0].value.set_index("network").loc["GRU"]
    assert row["cosine of the angle between"] == pytest.approx(cut.cosine)
    assert row["length, truncated / whole"] == pytest.approx(cut.share_kept)
    assert row["loss"] == pytest.approx(aim.value)


@pytest.mark.parametrize(("kind", "clip"), [("norm", by_norm), ("value", by_value)])
def test_clipping_has_the_librarys_numbers(kind: str, clip: Any, session: AppTest):
    app = show(session, lens="training", clip=kind, clip_at="100")
    network, trace = read_by("lstm")
    aim = cached.loss_objective(reference("brackets", "lstm"), TEXT, None)
    clipped = clip(parameter_gradients(network, network.encode(TEXT).codes, trace, aim), 0.1)

    column: dict[str, str] = app.dataframe[1].value.set_index("fact")["LSTM"].to_dict()
    assert column["norm after"] == f"{clipped.norm_after:.4f}"
    assert column["entries changed"] == f"{clipped.changed:,}"
    assert column["turned by, in degrees"] == f"{clipped.angle:.2f}"


def says_what_clipping_did():
    import numpy as np

    from core.analysis.gradients.clipping import by_norm
    from pages.memory_and_gradients.explain_training import explain_clipping

    for large in (np.full(100, 1e20, np.float32), np.full(100, 1e20)):
        explain_clipping(by_norm({"weight": large}, 1.0), "norm", 1.0)


def test_where_clipping_leaves_no_direction_no_angle_is_given():
    app = AppTest.from_function(says_what_clipping_did).run()

    lost, kept = (part.value for part in app.markdown)
    assert "No angle can be given" in lost
    assert "inf before and 0 after" in lost
    assert "The direction stays" in kept


def test_a_text_of_one_token_is_not_cut_and_no_slider_is_mentioned(session: AppTest):
    app = show(session, lens="training", model="english-reviews", text="good")

    assert "There is one token" in words(app)
    assert "slider" not in words(app)


def test_the_settings_of_truncation_and_clipping_go_into_the_link():
    app = memory(lens="training")

    app.slider(key="truncation").set_value(3).run()
    app.number_input(key="clip-at").set_value(12.5).run()
    app.button_group(key="clip").set_value("value").run()

    assert {"bptt": "3", "clip_at": "12500", "clip": "value"}.items() <= link(app).items()
    assert "Nothing is clipped" in words(app)


def test_the_losses_of_the_two_classes_come_from_probabilities_that_add_up_to_1(session: AppTest):
    losses = []
    for output in ("0", "1"):
        app = show(
            session, model="english-reviews", text="a fine film", lens="training", out=output
        )
        losses.append(app.dataframe[0].value["loss"].iloc[0])

    assert np.exp(-np.array(losses)).sum() == pytest.approx(1)
