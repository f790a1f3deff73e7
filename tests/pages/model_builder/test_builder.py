"""The builder of whole models, as a session uses it."""

import csv
from itertools import pairwise
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.model_builder import (
    DEFAULT_STACK,
    MAXIMUM_LAYERS,
    from_text,
    summarise,
    to_csv,
    with_cell,
)
from core.parameters.conventions import CONVENTIONS
from pages.model_builder.builder import READY_MADE
from pages.model_builder.layer_card import NEW, shape_text
from tests.pages.screens import MODEL_BUILDER, PARAMETER_COUNT, follow, go_back, link, opened

EVERY_KIND = "input-200~embedding-10000-64~conv1d-64-5~lstm-64-2-both-all~dropout-20~dense-2"
MISFIT = "input-200~embedding-10000-64~lstm-64~conv1d-64-5~dense-2"


def built(stack: str = DEFAULT_STACK, **query: str) -> AppTest:
    """Return the screen as a link with this model opens it, in English."""
    return opened(MODEL_BUILDER, v="1", build=stack, **{"lang": "en", **query})


def stack(app: AppTest) -> str:
    """Return the model of the link, which leaves out the default."""
    assert not app.exception
    return link(app).get("build", DEFAULT_STACK)


def key(app: AppTest, name: str) -> str:
    """Return a widget's key; ``name`` has a layer's position in the place of its mark."""
    marks = app.session_state["builder-marks"]
    match name.split("-"):
        case ["layer", position, field]:
            return f"layer-{marks.layers[int(position)]}-{field}"
        case ["input", field]:
            return f"input-{marks.input}-{field}"
    return name


def press_twice(app: AppTest, name: str) -> None:
    """Press a button twice, the second time with the values that all fields had at the first."""
    app.button(key=key(app, name)).click()
    sent = app._tree.get_widget_states()
    app.run()
    app._run(sent)


def summary(app: AppTest) -> Any:
    """Return the summary's table."""
    (table,) = [table.value for table in app.dataframe if "output shape" in table.value]
    return table


def totals(app: AppTest) -> dict[str, str]:
    """Return the metrics of the builder: label -> value."""
    named = {metric.label: metric.value for metric in app.metric}
    return {label: named[label] for label in named if label.startswith(("This", "Same"))}


def scripts(app: AppTest) -> list[str]:
    return [
        code.value for code in app.code if code.language == "python" and "model =" in code.value
    ]


def lines(elements: Any) -> list[str]:
    return [element.value for element in elements]


@pytest.mark.parametrize("page", [PARAMETER_COUNT, MODEL_BUILDER])
def test_an_old_link_that_names_a_model_opens_the_builder(page):
    """The builder was a part of Parameter count, and a model was called a stack in links."""
    app = opened(page, lang="en", v="1", stack=EVERY_KIND, count="keras")

    assert app.title[0].value == "Model builder"
    assert summary_names(app)[0] == "input"
    assert link(app)["build"] == EVERY_KIND
    assert lines(app.warning) == []


def test_an_old_link_whose_model_is_broken_opens_the_builder_with_a_notice():
    app = opened(PARAMETER_COUNT, lang="en", v="1", stack="x~dense-0")

    assert app.title[0].value == "Model builder"
    assert len(app.warning) == 1


@pytest.mark.parametrize("query", [{}, {"v": "1", "h": "9"}, {"v": "1", "build": MISFIT}])
def test_every_other_link_to_parameter_count_opens_it(query):
    app = opened(PARAMETER_COUNT, lang="en", **query)

    assert app.title[0].value == "Parameter count"
    assert [table for table in app.dataframe if "output shape" in table.value] == []


def test_a_model_stays_while_other_screens_are_looked_at():
    app = built(EVERY_KIND)

    app.switch_page(PARAMETER_COUNT).run()
    assert app.title[0].value == "Parameter count"
    app.switch_page(MODEL_BUILDER).run()

    assert stack(app) == EVERY_KIND


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_the_summary_is_of_the_links_model_and_convention(convention):
    app = built(EVERY_KIND, count=convention)
    model = from_text(EVERY_KIND)[0]
    expected = summarise(model, convention)

    table = summary(app)
    assert list(table["layer"]) == [row.name for row in expected.rows]
    assert list(table["output shape"]) == [shape_text(row.output_shape) for row in expected.rows]
    assert list(table["formula"]) == [row.formula for row in expected.rows]
    assert list(table["parameters"]) == [row.parameters for row in expected.rows]
    assert table["share"].sum() == pytest.approx(1)
    by_cell = {
        f"Same with {cell.upper()}": f"{summarise(with_cell(model, cell), convention).total:,}"
        for cell in ("rnn", "lstm", "gru")
    }
    assert totals(app) == {"This model": f"{expected.total:,}"} | by_cell


def test_each_layer_has_its_output_shape_and_parameters():
    app = built(EVERY_KIND)

    titles = [line for line in lines(app.markdown) if "bidirectional" in line]
    assert titles == ["**3. stacked bidirectional lstm**"]
    assert "→ (None, 196, 128), with 165,888 parameters" in lines(app.caption)
    assert "3.15 MiB in float32" in lines(app.caption)
    assert "Recurrent layers hold 20.1% of this model's parameters." in lines(app.caption)


@pytest.mark.parametrize("name", READY_MADE)
def test_every_ready_made_model_fits_and_is_opened(name):
    _title, text = READY_MADE[name]
    app = built("input-3-3~dense-1")

    app.button(key=f"start-{name}").click().run()

    assert stack(app) == text
    assert not app.error
    assert totals(app)["This model"] == f"{summarise(from_text(text)[0]).total:,}"


@pytest.mark.parametrize(
    ("field", "name", "value", "text"),
    [
        ("number_input", "input-length", 300, EVERY_KIND.replace("input-200", "input-300")),
        ("number_input", "layer-0-vocabulary_size", 5, EVERY_KIND.replace("10000", "5")),
        ("number_input", "layer-0-size", 9, EVERY_KIND.replace("10000-64", "10000-9")),
        ("number_input", "layer-1-filters", 3, EVERY_KIND.replace("d-64-5", "d-3-5")),
        ("number_input", "layer-1-kernel_size", 9, EVERY_KIND.replace("d-64-5", "d-64-9")),
        ("selectbox", "layer-2-cell", "gru", EVERY_KIND.replace("lstm", "gru")),
        ("number_input", "layer-2-units", 7, EVERY_KIND.replace("lstm-64", "lstm-7")),
        ("number_input", "layer-2-num_layers", 1, EVERY_KIND.replace("64-2-both", "64-both")),
        ("toggle", "layer-2-bidirectional", False, EVERY_KIND.replace("-both", "")),
        ("toggle", "layer-2-return_sequences", False, EVERY_KIND.replace("-all", "")),
        ("number_input", "layer-3-percent", 35, EVERY_KIND.replace("-20~", "-35~")),
        ("number_input", "layer-4-units", 5, EVERY_KIND.replace("dense-2", "dense-5")),
    ],
)
def test_each_field_changes_the_model_and_the_link(field, name, value, text):
    app = built(EVERY_KIND)

    getattr(app, field)(key=key(app, name)).set_value(value).run()

    assert stack(app) == text
    assert getattr(app, field)(key=key(app, name)).value == value
    assert totals(app)["This model"] == f"{summarise(from_text(text)[0]).total:,}"


NEW_KINDS = (
    "input-40-9-onehot~conv1d-8-5-stride-2-same-relu~conv1d-8-3-causal~maxpooling1d-4~layernorm~"
    "lstm-64-both-sum-all-proj-5~timedistributed-dense-12-relu~batchnorm~flatten~dropout-12.5~"
    "repeatvector-3~rnn-8-all~globalmaxpooling1d~dense-10000-softmax"
)


CHANGES = (
    ("number_input", "input-size", 10_000, "-9-onehot", "-10000-onehot"),
    ("number_input", "layer-0-stride", 3, "-stride-2", "-stride-3"),
    ("selectbox", "layer-0-padding", "causal", "-same-relu", "-causal-relu"),
    ("selectbox", "layer-0-activation", "linear", "-causal-relu", "-causal"),
    ("number_input", "layer-1-dilation", 4, "causal~max", "causal-dilation-4~max"),
    ("number_input", "layer-2-size", 3, "maxpooling1d-4", "maxpooling1d-3"),
    ("number_input", "layer-2-stride", 2, "maxpooling1d-3", "maxpooling1d-3-2"),
    ("selectbox", "layer-4-merge", "mul", "-both-sum-", "-both-mul-"),
    ("number_input", "layer-4-proj_size", 4, "-all-proj-5", "-all-proj-4"),
    ("selectbox", "layer-4-cell", "gru", "lstm-64-both-mul-all-proj-4", "gru-64-both-mul-all"),
    ("number_input", "layer-5-units", 7, "d-dense-12-relu", "d-dense-7-relu"),
    ("selectbox", "layer-5-activation", "tanh", "d-dense-7-relu", "d-dense-7-tanh"),
    ("selectbox", "layer-5-inner", "BatchNorm", "d-dense-7-tanh", "d-batchnorm"),
    ("number_input", "layer-8-percent", 37.5, "dropout-12.5", "dropout-37.5"),
    ("number_input", "layer-9-n", 5, "repeatvector-3", "repeatvector-5"),
    ("selectbox", "layer-10-activation", "relu", "rnn-8-all", "rnn-8-all-relu"),
    ("number_input", "layer-12-units", 20_000, "dense-10000-", "dense-20000-"),
    ("segmented_control", "input-kind", "vectors", "-10000-onehot", "-10000"),
    ("toggle", "input-open", True, "input-40", "input-none"),
    ("segmented_control", "input-kind", "ids", "-none-10000", "-none"),
)
"""Widget, the key, what is chosen, and what that changes in the model's text."""


def test_each_field_of_the_new_layers_changes_the_model():
    app, text = built(NEW_KINDS), NEW_KINDS
    assert not app.error

    for field, name, value, before, after in CHANGES:
        getattr(app, field)(key=key(app, name)).set_value(value).run()

        text = text.replace(before, after)
        assert stack(app) == text
        assert getattr(app, field)(key=key(app, name)).value == value


def test_an_open_length_becomes_a_number_again():
    app = built("input-none-3~dense-2")
    assert summary_shapes(app) == ["(None, None, 3)", "(None, None, 2)"]

    app.toggle(key=key(app, "input-open")).set_value(False).run()

    assert stack(app) == "input-200-3~dense-2"


def test_fields_are_shown_only_where_the_layer_has_a_use_for_them():
    app = built("input-9-3~rnn-4-all~lstm-4-both-all~gru-4~dense-2")
    keys = {widget.key for widget in (*app.number_input, *app.selectbox, *app.toggle)}

    def has(position: int, name: str) -> bool:
        return key(app, f"layer-{position}-{name}") in keys

    assert [has(position, "activation") for position in range(4)] == [True, False, False, True]
    assert [has(position, "proj_size") for position in range(4)] == [False, True, False, False]
    assert [has(position, "merge") for position in range(4)] == [False, True, False, False]
    assert not has(3, "tied")


def test_a_dense_layer_can_share_the_embeddings_weights():
    app = built("input-none~embedding-50-4~lstm-4-all~dense-50")

    app.toggle(key=key(app, "layer-2-tied")).set_value(True).run()

    assert stack(app) == "input-none~embedding-50-4~lstm-4-all~dense-50-tied"
    assert not app.error
    assert summary(app)["parameters"].tolist()[-1] == 50
    app.number_input(key=key(app, "layer-2-units")).set_value(49).run()
    assert any("shares the weights of the Embedding, 50 × 4" in line for line in lines(app.error))


@pytest.mark.parametrize("convention", ["keras", "pytorch"])
def test_what_no_gradient_changes_is_said_apart(convention):
    app = built("input-9-8~batchnorm~dense-2", count=convention)
    said = {
        "keras": "trainable 34, non-trainable 16",
        "pytorch": "all trainable; besides, 16 running means and variances, not counted",
    }

    assert [line in lines(app.caption) for line in said.values()] == [
        name == convention for name in said
    ]
    assert totals(app) == {"This model": "50" if convention == "keras" else "34"}
    assert any(line.startswith("and 16 running means") for line in lines(app.caption))


def test_a_model_too_large_for_memory_says_so_at_its_layer_and_is_counted_before_it():
    app = built("input-9~embedding-1000000-4096~lstm-4")

    assert [
        line.startswith("Layer 1 expected the model to fit in") for line in lines(app.error)
    ] == [True]
    assert summary_names(app) == ["input"]


def test_a_cell_with_which_the_model_would_not_fit_in_memory_is_counted_all_the_same():
    app = built("input-9-9000~rnn-15000")

    assert not app.error
    assert totals(app)["Same with LSTM"] == f"{4 * (15_000 * (9_000 + 15_000) + 2 * 15_000):,}"


def test_keras_has_no_script_of_a_projection_and_says_why():
    app = built("input-9-3~lstm-8-proj-2")

    assert len(scripts(app)) == 1
    assert any("Keras has no LSTM with a projection" in line for line in lines(app.info))
    keras = built("input-9-3~lstm-8-proj-2", count="keras")
    assert any("Choose PyTorch or textbook" in line for line in lines(keras.error))


def summary_shapes(app: AppTest) -> list[str]:
    return list(summary(app)["output shape"])


def test_no_change_of_a_size_is_lost():
    app = built()

    for units in (5, 6, 7):
        app.number_input(key=key(app, "layer-1-units")).set_value(units).run()
        assert f"lstm-{units}~" in stack(app)


def test_a_size_and_the_button_pressed_after_it_both_take_effect():
    """The browser may send both at once, so each must build on the other."""
    app = built()

    app.number_input(key=key(app, "layer-1-units")).set_value(9)
    app.button(key="add-Dropout").click()
    app.run()

    assert stack(app) == "input-200~embedding-10000-64~lstm-9~dense-2~dropout-20"


def test_the_input_can_be_vectors():
    app = built("input-200~lstm-64")
    assert len(app.error) == 1

    app.segmented_control(key=key(app, "input-kind")).set_value("vectors").run()
    assert stack(app) == "input-200-64~lstm-64"
    assert not app.error
    app.number_input(key=key(app, "input-size")).set_value(3).run()
    assert stack(app) == "input-200-3~lstm-64"
    app.segmented_control(key=key(app, "input-kind")).set_value("ids").run()
    assert stack(app) == "input-200~lstm-64"


@pytest.mark.parametrize("name", NEW)
def test_a_layer_is_added_at_the_end_and_inserted_in_between(name):
    app = built()

    app.button(key=f"add-{name}").click().run()
    assert from_text(stack(app))[0].layers[3:] == (NEW[name],)
    app.menu_button(key=key(app, "layer-1-insert")).click(name).run()

    layers = from_text(stack(app))[0].layers
    assert layers[1] == layers[4] == NEW[name]
    assert len(layers) == 5


def test_layers_are_moved_up_and_down_and_removed():
    app = built()

    app.button(key=key(app, "layer-1-down")).click().run()
    assert stack(app) == "input-200~embedding-10000-64~dense-2~lstm-64"
    app.button(key=key(app, "layer-1-up")).click().run()
    assert stack(app) == "input-200~dense-2~embedding-10000-64~lstm-64"
    app.button(key=key(app, "layer-1-remove")).click().run()
    assert stack(app) == "input-200~dense-2~lstm-64"
    assert app.button(key=key(app, "layer-0-up")).disabled
    assert app.button(key=key(app, "layer-1-down")).disabled


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("layer-1-down", "input-200~embedding-10000-64~dense-2~lstm-64"),
        ("layer-0-down", "input-200~lstm-64~dense-2~embedding-10000-64"),
        ("layer-2-up", "input-200~dense-2~embedding-10000-64~lstm-64"),
        ("layer-0-remove", "input-200~lstm-64~dense-2"),
        ("layer-2-remove", "input-200~embedding-10000-64~lstm-64"),
        ("add-Dropout", f"{DEFAULT_STACK}~dropout-20~dropout-20"),
        ("start-conv1d", READY_MADE["conv1d"][1]),
    ],
)
def test_a_button_pressed_twice_changes_only_its_own_layer(name, text):
    """The browser sends every field's old size with the second press."""
    app = built()

    press_twice(app, name)

    assert stack(app) == text


@pytest.mark.parametrize(("name", "size"), [("layer-1-units", 9), ("input-length", 7)])
def test_a_size_that_was_undone_is_not_set_again_by_a_second_press(name, size):
    app = built()
    app.number_input(key=key(app, name)).set_value(size).run()
    assert stack(app) != DEFAULT_STACK

    press_twice(app, "undo")

    assert stack(app) == DEFAULT_STACK
    assert app.button(key="undo").disabled


def test_after_back_the_fields_are_new_and_late_sizes_are_ignored():
    app = built()
    before, shown = link(app), key(app, "layer-1-units")
    app.number_input(key=shown).set_value(9).run()
    assert key(app, "layer-1-units") == shown, "a size changes in its place"
    sent = app._tree.get_widget_states()

    go_back(app, before)
    app._run(sent)

    assert stack(app) == DEFAULT_STACK
    assert key(app, "layer-1-units") != shown


def late_presses() -> None:
    """Press buttons that a browser may still show for layers now gone; a script for AppTest."""
    import streamlit as st

    from core.model_builder import Dense
    from pages.model_builder.changes import (
        HISTORY,
        insert,
        marks_now,
        move,
        remove,
        resize,
        resize_input,
    )
    from pages.model_builder.view import ModelBuilderView
    from pages.shared.view import session

    session.open_selection("counts")
    shown = marks_now()
    first, *_between, last = shown.layers
    move(last, 1)
    move(first, -1)
    st.text(session.view(ModelBuilderView).stack)
    remove(first)
    for press in (
        lambda: remove(first),
        lambda: move(first, 1),
        lambda: insert(first, Dense(3)),
        lambda: resize(first, size=3),
    ):
        press()
        st.text(session.view(ModelBuilderView).stack)
    for _press in range(4):
        HISTORY.undo()
    resize(last, units=3)
    resize_input(shown.input, length=3)
    st.text(session.view(ModelBuilderView).stack)


def test_presses_for_layers_that_are_gone_do_nothing():
    app = AppTest.from_function(late_presses, default_timeout=60).run()

    assert not app.exception
    removed = DEFAULT_STACK.replace("~embedding-10000-64", "")
    assert lines(app.text) == [DEFAULT_STACK, *[removed] * 4, DEFAULT_STACK]


def test_buttons_say_which_layer_they_are_for():
    app = built()
    names = ("insert", "up", "down", "remove")
    buttons = [*app.menu_button, *app.button]

    hints = {button.key: button.help for button in buttons}

    assert [hints[key(app, f"layer-1-{name}")] for name in names] == [
        "Insert a layer before layer 2",
        "Move layer 2 up",
        "Move layer 2 down",
        "Remove layer 2",
    ]


def test_the_last_layer_can_be_removed_and_another_added():
    app = built("input-9-3~dense-1")

    app.button(key=key(app, "layer-0-remove")).click().run()
    assert stack(app) == "input-9-3"
    assert list(summary_names(app)) == []
    assert any(line.startswith("Add a layer above") for line in lines(app.info))
    app.button(key="add-GRU").click().run()
    assert stack(app) == "input-9-3~gru-64"


def summary_names(app: AppTest) -> list[str]:
    return [
        name
        for table in app.dataframe
        if "output shape" in table.value
        for name in table.value["layer"]
    ]


def test_every_change_can_be_undone_in_turn():
    app = built()
    assert app.button(key="undo").disabled
    stacks = [stack(app)]
    for name in ("add-Dropout", "layer-0-remove", "start-both", "layer-3-up"):
        app.button(key=key(app, name)).click().run()
        stacks.append(stack(app))
    assert all(before != after for before, after in pairwise(stacks))

    for text in reversed(stacks[:-1]):
        app.button(key="undo").click().run()
        assert stack(app) == text
    assert app.button(key="undo").disabled


def test_a_switch_that_was_switched_back_can_be_undone():
    app = built()
    for both in (True, False):
        app.toggle(key=key(app, "layer-1-bidirectional")).set_value(both).run()
    assert stack(app) == DEFAULT_STACK

    app.button(key="undo").click().run()

    assert stack(app) == DEFAULT_STACK.replace("lstm-64", "lstm-64-both")


def test_undo_after_back_takes_back_the_change_before_the_view_shown():
    app = built()
    links = [link(app) | {"build": DEFAULT_STACK}]
    for name in ("Dropout", "Dense", "GRU"):
        app.button(key=f"add-{name}").click().run()
        links.append(link(app))

    go_back(app, links[2])
    go_back(app, links[1])
    app.button(key="undo").click().run()
    assert stack(app) == DEFAULT_STACK
    assert app.button(key="undo").disabled


def test_opening_a_link_is_taken_back_by_the_browser_not_by_undo():
    app = built()
    app.button(key="add-Dropout").click().run()
    before = link(app)

    follow(app, before | {"build": "input-3-3~dense-1"})
    assert stack(app) == "input-3-3~dense-1"
    assert app.button(key="undo").disabled

    go_back(app, before)
    app.button(key="undo").click().run()
    assert stack(app) == DEFAULT_STACK


def test_a_layer_that_does_not_fit_has_a_message_and_no_layer_is_lost():
    app = built(MISFIT)

    assert lines(app.error) == [
        "Layer 3 expected a vector for every step; it got a single vector of length 64. Let the "
        "recurrent layer before it return every step, or move layer 3 before that one."
    ]
    assert summary_names(app) == ["input", "embedding", "lstm"]
    assert any("layer 3" in line for line in lines(app.warning))
    assert totals(app) == {}
    assert scripts(app) == []
    assert stack(app) == MISFIT
    assert app.number_input(key=key(app, "layer-3-units")).value == 2

    app.toggle(key=key(app, "layer-1-return_sequences")).set_value(True).run()

    assert not app.error
    assert stack(app) == MISFIT.replace("lstm-64", "lstm-64-all")
    assert summary_names(app) == ["input", "embedding", "lstm", "conv1d", "dense"]


def test_a_full_model_takes_no_more():
    text = "input-9-3" + "~dense-2" * MAXIMUM_LAYERS
    app = built(text)

    assert all(app.button(key=f"add-{name}").disabled for name in NEW)
    assert app.menu_button(key=key(app, "layer-0-insert")).disabled
    assert any(f"at most {MAXIMUM_LAYERS} layers" in line for line in lines(app.caption))


def test_a_model_without_recurrent_layers_is_not_compared():
    app = built("input-9-3~dense-2")

    assert totals(app) == {"This model": "8"}
    assert "32 bytes in float32" in lines(app.caption)


@pytest.mark.slow
@pytest.mark.parametrize("convention", CONVENTIONS)
def test_both_scripts_make_models_with_the_stated_parameters(convention, monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "torch")  # read when the script imports Keras
    app = built(EVERY_KIND.replace("lstm", "gru").replace("10000", "50"), count=convention)
    pytorch, keras = scripts(app)
    scopes: list[dict[str, Any]] = [{}, {}]

    for script, names in zip((pytorch, keras), scopes, strict=True):
        exec(compile(script, "generated", "exec"), names)

    counts = (
        sum(parameter.numel() for parameter in scopes[0]["model"].parameters()),
        scopes[1]["model"].count_params(),
    )
    captions = [line for line in lines(app.caption) if line.startswith("It has")]
    assert captions == [f"It has {count:,} parameters." for count in counts]
    assert ("reset_after=False" in keras) == (convention == "keras-reset-before")


@pytest.mark.parametrize(
    "broken", ["", "x", "dense-0", "lstm-4-9", "~" * 50, "<b>", "dense-2~![](http://a.example)"]
)
def test_a_broken_link_opens_with_a_notice(broken):
    app = built(broken)

    assert len(app.warning) == 1
    assert summary_names(app)[0] == "input"
    assert from_text(stack(app))[1] == ()


def test_the_builder_is_in_korean():
    app = built(EVERY_KIND, lang="ko")

    assert stack(app) == EVERY_KIND
    assert app.title[0].value == "모델 만들기"
    assert app.button(key="undo").label == "되돌리기"
    assert app.menu_button(key=key(app, "layer-1-insert")).label == "끼워 넣기"


def test_the_file_is_the_summary():
    rows = list(csv.DictReader(to_csv(summarise(from_text(MISFIT[:41])[0])).decode().splitlines()))

    assert [row["name"] for row in rows] == ["input", "embedding", "lstm"]
    assert any(element.label == "Summary as CSV" for element in built().get("download_button"))
