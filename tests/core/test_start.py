"""A start that waits for nothing: libraries are imported when they are first needed."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys

def expect_without(what, *names):
    loaded = {name for name in names if name in sys.modules}
    assert not loaded, f"{what} imports {', '.join(sorted(loaded))}"

import core.text.word_counts, core.text.word_vectors, core.figures.vocabulary_map
expect_without("the map of words", "sklearn", "scipy", "torch", "gensim")

import core.figures.whole_sentence
expect_without("a figure", "torch")

from core.text import TOKENIZERS
tokenizers = [make() for make in TOKENIZERS.values()]
expect_without("making every tokenizer", "core.training", "kiwipiepy", "tokenizers", "torch")

from core import load_network
network = load_network("hello", "gru")
network.trace("hell")
expect_without("loading a network and reading", "sympy", "torch._dynamo")

from core.analysis.memory.first_token import first_token_left
first_token_left(network, "hell")
expect_without("measuring what is left of the first token", "sympy", "torch._dynamo")

from core.parameters.timing import time_per_token
time_per_token("lstm", 8, 16)
expect_without("timing a layer", "sympy", "torch._dynamo")

from core.training.live import LiveTraining
training = LiveTraining("hello")
training.step()
LiveTraining.resume(training.snapshot()).network.trace("hell")
expect_without("training live", "sympy", "torch._dynamo")

import core.generation.decomposition
expect_without("what takes a series apart", "statsmodels", "pandas", "scipy")
"""
"""PyTorch's "meta" device and forward mode would import its compiler and sympy: a second each."""


@pytest.mark.slow
def test_nothing_is_imported_before_it_is_needed():
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, cwd=root, check=False
    )
    assert run.returncode == 0, run.stderr
