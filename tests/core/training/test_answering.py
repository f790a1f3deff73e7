"""Training of networks that answer: right batches, nothing held out in them, equal seeds equal."""

from hashlib import sha256

import pytest
import torch
from safetensors.torch import save

from core.network import ModelCard
from core.network.answering import END, AnsweringNetwork
from core.sequence_tasks.held_out_numbers import is_held_out
from core.text import Vocabulary
from core.training.__main__ import main
from core.training.answering import AnswerTask, fit_answering
from core.training.batches import Fresh
from core.training.task import Recipe
from core.training.tasks import answers, number_names
from core.training.tasks.registry import ANSWERING_TASKS

OUTPUTS = (*"ab", END)


def test_numbers_to_learn_from_are_never_held_out():
    numbers = answers.drawn(3_000, 3, 0, torch.Generator().manual_seed(0))

    assert len(numbers) == 3_000
    assert {len(str(number)) for number in numbers} == {1, 2, 3}
    assert not any(map(is_held_out, numbers))
    assert all(map(is_held_out, answers.held_out(4, 50)))
    shares = [sum(len(str(n)) == length for n in numbers) for length in (1, 2, 3)]
    assert min(shares) > 3_000 / 5


def test_held_out_numbers_are_of_every_length_and_about_one_in_ten():
    lengths = [len(str(number)) for number in answers.held_out(4, 300)]
    assert {length: lengths.count(length) for length in (2, 3, 4)} == {2: 10, 3: 99, 4: 300}
    share = sum(map(is_held_out, range(1_000, 9_000))) / 8_000
    assert share == pytest.approx(0.1, abs=0.01)


def test_a_batch_has_every_symbol_of_the_answers_and_the_end():
    batch = answers.batch([(3, 4), (5,)], ["ab", ""], OUTPUTS)

    assert batch.codes.tolist() == [[3, 4], [5, 0]]
    assert batch.targets.tolist() == [[0, 1, 2], [2, 0, 0]]
    assert batch.weights.tolist() == [[1, 1, 1], [1, 0, 0]]


def made_up(target: str) -> AnswerTask:
    """Return a small task: digits 0 and 1 as letters, the last first."""
    vocabulary = Vocabulary("01" if target == "answer" else "0123456789")

    def fresh(n: int, generator: torch.Generator):
        rows = torch.randint(2, (n, 2), generator=generator).tolist()
        texts = ["".join(map(str, row)) for row in rows]
        codes = [vocabulary.ids(text) for text in texts]
        return answers.batch(codes, [spell(text) for text in texts], OUTPUTS)

    def spell(text: str) -> str:
        return text[::-1].translate(str.maketrans("01", "ab"))

    pairs = {text: spell(text) for text in ("00", "10", "01", "11")}
    return AnswerTask(
        "made-up", target, "characters", vocabulary, OUTPUTS, 2 if target == "answer" else 20,
        Fresh(fresh, 20), lambda network: {"dev_exact": answers.exactness(network, pairs)}, {},
        Recipe(epochs=6, batch_size=16, learning_rate=0.03), 12,
    )  # fmt: skip


def learned(target: str, seed: int = 0) -> AnsweringNetwork:
    task = made_up(target)
    card = ModelCard(
        task.name, "gru", task.input_size, task.hidden_size, 1, target, task.tokenizer, OUTPUTS,
        seed=seed,
    )  # fmt: skip
    return fit_answering(card, task)


@pytest.mark.slow
@pytest.mark.parametrize("target", ["answer", "name"])
def test_a_small_task_is_learned_and_the_same_seed_gives_the_same_bytes(target):
    network, again = learned(target), learned(target)

    assert network.card.loss_curve[-1] < network.card.loss_curve[0] / 4
    assert network.card.figures == {"dev_exact": 1}
    assert network.answer("10").text == "ab"
    first, second = (sha256(save(each.state_dict())).digest() for each in (network, again))
    assert first == second


def test_a_card_without_a_seed_is_refused():
    task = made_up("answer")
    card = ModelCard("made-up", "gru", 2, 4, 1, "answer", "characters", OUTPUTS)
    with pytest.raises(ValueError, match="a card with a seed"):
        fit_answering(card, task)


def test_every_name_can_be_spelled_by_the_outputs():
    for make in (number_names.number_names_english, number_names.number_names_native):
        task = make()
        batch = next(task.texts.draw(16, torch.Generator().manual_seed(0)))
        assert batch.codes.shape == (16, task.input_size // 10)
        assert int(batch.targets.max()) == len(task.outputs) - 1


@pytest.mark.slow
@pytest.mark.parametrize("name", ["numerals-english", "numerals-korean"])
def test_every_word_of_a_numeral_is_in_the_vocabulary(name):
    task = ANSWERING_TASKS[name]()
    batch = next(task.texts.draw(2_000, torch.Generator().manual_seed(0)))
    assert not (batch.codes == Vocabulary.UNKNOWN).any()


def test_cells_that_pytorch_lacks_are_refused(capsys):
    with pytest.raises(SystemExit):
        main(["numerals-english", "--cell", "paper-gru"])
    assert "is learned by rnn, lstm, gru" in capsys.readouterr().err
