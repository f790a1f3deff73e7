"""What a model is given where only tokens are at hand: a vector each, and a batch of one text."""

import pytest
import torch

from core.wiring import KINDS, Wiring, batch_of, token_vectors, wire

TOKENS = ["not", "good", "not", "\ud800", ""]


def test_equal_tokens_have_equal_vectors_wherever_they_stand():
    vectors = token_vectors(TOKENS, 4)

    assert vectors.shape == (5, 4)
    assert torch.equal(vectors[0], vectors[2])
    assert len({tuple(row.tolist()) for row in vectors}) == len({*TOKENS})
    assert torch.equal(token_vectors(TOKENS[1:], 4), vectors[1:])


def test_vectors_follow_from_the_seed_and_leave_the_process_its_random_numbers():
    before = torch.get_rng_state()

    assert torch.equal(token_vectors(TOKENS, 3, 7), token_vectors(TOKENS, 3, 7))
    assert not torch.equal(token_vectors(TOKENS, 3, 7), token_vectors(TOKENS, 3, 8))
    assert torch.equal(before, torch.get_rng_state())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("batch_first", [True, False])
def test_each_text_of_a_batch_begins_a_token_later_and_the_model_takes_it(kind, batch_first):
    sizes = {"length": 3, "target_length": 2, "batch_first": batch_first}
    wiring = Wiring("gru", 4, 5, kind=kind, **sizes)
    vectors = token_vectors(TOKENS, 4)

    batch = batch_of(wiring, vectors, 3)

    texts = batch if batch_first else batch.transpose(0, 1)
    for text in range(3):
        assert torch.equal(texts[text], vectors.roll(-text, 0)[: texts.shape[1]])
    assert wire(wiring, batch).h_n.shape == (1, 3, 5)
