"""Trainings worth a look, each with what to watch: lessons as data."""

from core.notation import N_
from pages.shared.example import Example
from pages.shared.view.selection import Selection
from pages.train.view import TrainView

TRAININGS = (
    Example(
        N_("A cell learns to count brackets"),
        N_("It passes one ruler after another. When does a unit begin to follow the depth?"),
        Selection(screens=(TrainView(),)),
    ),
    Example(
        N_("The outer letter"),
        N_("A letter must be kept until the end. Which of the three cells learns it first?"),
        Selection(
            screens=(
                TrainView(
                    learn_task="embedded-reber",
                    learners=("rnn", "lstm", "gru"),
                    learn_rate=1_000,
                ),
            )
        ),
    ),
    Example(
        N_("Half a word is not enough"),
        N_("After an l, the last letter does not tell what comes next. What does that cost?"),
        Selection(screens=(TrainView(learn_task="hello", learners=("rnn",), learn_rate=3_000),)),
    ),
)
"""Trainings worth a look."""
