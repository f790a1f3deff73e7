"""The identity of weights."""

import torch
from torch import nn

from core.cells import CELLS, GRUCell
from core.network.files import fingerprint


def cell(seed: int = 0) -> GRUCell:
    return GRUCell(3, 4, torch.Generator().manual_seed(seed))


def test_equal_weights_have_equal_fingerprints_in_whatever_object():
    other = cell(seed=1)
    other.load_state_dict(cell().state_dict())

    assert fingerprint(cell()) == fingerprint(other)
    assert len(fingerprint(cell())) == 64


def test_it_changes_with_every_single_weight():
    known = {fingerprint(cell())}
    for name, parameter in cell().named_parameters():
        for index in range(parameter.numel()):
            changed = cell()
            with torch.no_grad():
                changed.get_parameter(name).view(-1)[index] += 1e-3
            known.add(fingerprint(changed))

    assert len(known) == 1 + sum(parameter.numel() for parameter in cell().parameters())


def test_the_same_bytes_in_another_shape_or_precision_are_other_weights():
    wide, tall = nn.Linear(2, 3, bias=False), nn.Linear(3, 2, bias=False)
    with torch.no_grad():
        tall.weight.copy_(wide.weight.view(2, 3))

    assert len({fingerprint(module) for module in (wide, tall, nn.Linear(2, 3).half())}) == 3


def test_a_matrix_and_its_transpose_in_memory_are_told_apart():
    square, turned = nn.Linear(3, 3, bias=False), nn.Linear(3, 3, bias=False)
    turned.weight = nn.Parameter(square.weight.detach().T)

    assert fingerprint(square) != fingerprint(turned)


def test_weights_that_only_swapped_their_names_are_other_weights():
    one, other = CELLS["rnn"](3, 4), CELLS["rnn"](3, 4)
    other.load_state_dict(one.state_dict())
    other.bias_ih, other.bias_hh = other.bias_hh, other.bias_ih

    assert fingerprint(one) != fingerprint(other)
