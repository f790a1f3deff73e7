"""The parts beside the charts: the proof, the card, the files, the link."""

import io
import json
import re
from dataclasses import replace

import numpy as np
import pytest
import streamlit as st

from core import load_network
from core.analysis.reading import read
from core.network import in_paper_form
from core.network.catalogue import CELLS, TASKS, reference
from core.text import visible
from core.text.tokenizers.syllables import shown_letter
from core.trace.files import to_csv, to_json, to_npz
from pages import language
from pages.shared import about_network, cached
from pages.shared.figure_names import figure_name
from pages.shared.view.link import MAX_LINK_TEXT
from tests.pages.screens import nodes, opened


@pytest.mark.parametrize("model", TASKS)
def test_outputs_and_figures_have_names_in_korean(model):
    language.use("ko")
    for cell in CELLS:
        network = cached.network(reference(model, cell))
        reading = cached.reading(reference(model, cell), "a")
        names = about_network.output_names(reading)
        if network.card.target == "class":
            assert names == ("부정", "긍정")
        elif network.card.target == "token-class":
            assert names == ("공백 없음", "공백 있음")
        elif network.card.target == "next-value":
            assert names == ("다음 값",)
        else:
            assert names == tuple(visible(shown_letter(output)) for output in network.outputs)
            assert not any("\u1100" <= name <= "\u11ff" for name in names), "parts of syllables"
        figures = [figure_name(name, network.card.target) for name in network.card.figures]
        assert len(set(figures)) == len(figures)
        assert all(re.search("[가-힣]", figure) for figure in figures), figures
    language.use("en")


def test_the_proof_is_computed_for_this_very_sentence(monkeypatch):
    """A network whose trace is off by a hundredth gets another badge than a faithful one."""
    app = opened(lang="en", text="a good film")
    reading = cached.reading(reference("english-reviews", "lstm"), "a good film")
    (badge,) = [text.value for text in app.markdown if "torch.nn.LSTM" in text.value]
    assert "green" in badge
    assert f"{reading.fidelity:.1e}" in badge
    assert reading.fidelity is not None
    assert 0 < reading.fidelity < about_network.FAITHFUL

    monkeypatch.setattr(about_network, "FAITHFUL", 0.0)
    app.run()
    (badge,) = [text.value for text in app.markdown if "torch.nn.LSTM" in text.value]
    assert "red" in badge


def test_a_network_without_a_layer_in_torch_is_not_called_compared(monkeypatch):
    """The badge has no number for a comparison that was not made."""
    badges = []
    monkeypatch.setattr(st, "badge", lambda text, **style: badges.append((text, style["color"])))
    paper = in_paper_form(cached.network(reference("english-reviews", "gru")))

    about_network.badge(read(paper, "a good film"), "gru")

    assert badges == [("Not compared: torch.nn has no such layer", "gray")]


@pytest.mark.parametrize("cell", CELLS)
def test_the_button_about_this_network_shows_its_card(cell):
    app = opened(lang="en", cell=cell)
    assert not app.dataframe
    next(button for button in app.button if button.label == "About this network").click().run()
    assert not app.exception
    card = load_network("english-reviews", cell).card

    facts = dict(app.dataframe[0].value.itertuples(index=False))

    assert facts["task"] == "english-reviews"
    assert facts["units"] == str(card.hidden_size)
    assert facts["data files"] == ", ".join(card.data or {})
    assert facts["held-out accuracy"] == f"{card.figures['dev_accuracy']:.4f}"
    assert card.command in [code.value for code in app.code]


def test_facts_that_a_card_does_not_have_are_left_out(monkeypatch):
    shipped = load_network("english-reviews", "lstm").card
    shown = []
    for name in ("dataframe", "caption", "code"):
        monkeypatch.setattr(st, name, lambda value, **settings: shown.append(value))
    brought = replace(
        shipped, data=None, command=None, torch_version=None, seconds=None, figures={}
    )

    about_network._facts(brought)

    (columns,) = shown
    assert columns["fact"] == ["task", "units", "input size", "layers", "directions"]
    assert columns["value"] == ["english-reviews", str(shipped.hidden_size), "64", "1", "1"]


@pytest.mark.parametrize("gates", ["coupled", "full", "nope", ["coupled"], None])
def test_gates_that_are_fixed_are_said(gates, monkeypatch):
    """A card that was brought along may say anything."""
    shown = []
    monkeypatch.setattr(st, "dataframe", lambda value, **settings: shown.append(value))
    card = replace(load_network("brackets", "lstm").card, settings={"gates": gates}, command=None)

    about_network._facts(card)

    facts = dict(zip(shown[0]["fact"], shown[0]["value"], strict=True))
    said = {"coupled": "LSTM, input gate = 1 − forget gate", "full": "LSTM"}
    assert facts.get("gates") == (said.get(gates) if isinstance(gates, str) else None)


def test_exported_files_hold_the_numbers_of_the_trace():
    reading = cached.reading(reference("english-reviews", "gru"), "a good film")
    trace = reading.trace

    archive = np.load(io.BytesIO(to_npz(trace, {})), allow_pickle=False)
    content = json.loads(to_json(trace, {}))
    table = to_csv(trace).decode("utf-8-sig").splitlines()

    for quantity in trace.quantities:
        expected = trace[quantity.name]
        np.testing.assert_array_equal(archive[quantity.name], expected)
        again = np.array(content["activations"][quantity.name], np.float32)
        np.testing.assert_array_equal(again, expected)
    assert content["sha256"] == reading.digest
    assert len(table) == 1 + sum(trace[quantity.name].size for quantity in trace.quantities)


def test_three_trace_files_are_offered_under_safe_names_once_their_place_is_open():
    app = opened(lang="en", text="../../etc/passwd <b>")
    assert not app.get("download_button")

    app.session_state["export"] = True
    app.run()

    keys = [button.key for button in app.get("download_button")]
    assert keys == [f"gatescope-english-reviews-lstm.{kind}" for kind in ("npz", "csv", "json")]


@pytest.mark.parametrize(("length", "fits"), [(MAX_LINK_TEXT, True), (MAX_LINK_TEXT + 1, False)])
def test_a_view_too_long_for_a_link_has_a_caption_instead_of_the_button(length, fits):
    app = opened(lang="en", text="a" * length)

    offered = [node for node in nodes(app) if "copy_link" in str(getattr(node, "proto", ""))]
    assert bool(offered) is fits
    long = "This view is too long to share by link; export the trace instead."
    assert (long in [caption.value for caption in app.caption]) is not fits
