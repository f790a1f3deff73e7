"""The papers' GRU over whole texts, with its gradients: ``torch.nn`` has no such layer."""

from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable
from torch.nn.functional import linear

from .paper_gru import PaperGRUCell


class PaperGRULayer(nn.Module):
    """All steps of a ``PaperGRUCell``, called as a layer of ``torch.nn`` with ``batch_first=True``.

    It trains as fast as ``torch.nn.GRU``: what x adds is one product for all tokens, the gradients
    of the weights are one product each, and only what needs the step before is done step by step.

    Args:
        cell: the cell, whose weights are copied; named as in ``torch.nn.GRU``, ``weight_ih_l0``.
    """

    def __init__(self, cell: PaperGRUCell) -> None:
        super().__init__()
        self.hidden_size = cell.hidden_size
        self.weight_ih_l0, self.weight_hh_l0, self.bias_ih_l0, self.bias_hh_l0 = (
            nn.Parameter(weight.detach().clone())
            for weight in (cell.weight_ih, cell.weight_hh, cell.bias_ih, cell.bias_hh)
        )

    def forward(self, x: Tensor, state: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Run token vectors ``(batch, T, input_size)`` from a state, or from zeros.

        Returns:
            The hidden states, ``(batch, T, hidden_size)``, and the last, ``(1, batch,
            hidden_size)``.
        """
        first = x.new_zeros(len(x), self.hidden_size) if state is None else state[0]
        from_x = linear(x.transpose(0, 1), self.weight_ih_l0, self.bias_ih_l0 + self.bias_hh_l0)
        hidden: Tensor = _Steps.apply(from_x, first, self.weight_hh_l0)  # pyright: ignore[reportAssignmentType]
        last = hidden[-1] if len(hidden) else first
        return hidden.transpose(0, 1), last[None]


class _Steps(torch.autograd.Function):
    """All steps, and their gradients; h is the hidden size, B the texts in a batch."""

    @staticmethod
    def forward(ctx: Any, from_x: Tensor, first: Tensor, weight: Tensor) -> Tensor:
        """Return h_1 to h_T, ``(T, B, h)``, of W x + b ``(T, B, 3h)`` and h_0 ``(B, h)``."""
        size = first.shape[1]
        x_gates, x_candidate = from_x.split([2 * size, size], -1)
        w_gates, w_candidate = (block.T for block in weight.split([2 * size, size]))
        gates, candidate = torch.empty_like(x_gates), torch.empty_like(x_candidate)
        states = from_x.new_empty(len(from_x) + 1, *first.shape)
        states[0] = first
        rows = x_gates, x_candidate, gates, candidate, states[:-1], states[1:]
        for x_rz, x_n, rz, n, h, h_next in zip(*(part.unbind() for part in rows), strict=True):
            torch.addmm(x_rz, h, w_gates, out=rz).sigmoid_()
            r, z = rz.chunk(2, -1)
            torch.addmm(x_n, r * h, w_candidate, out=n).tanh_()
            torch.lerp(h, n, z, out=h_next)
        ctx.save_for_backward(weight, gates, candidate, states)
        return states[1:]

    @staticmethod
    @once_differentiable
    def backward(  # pyright: ignore[reportIncompatibleMethodOverride]
        ctx: Any, *gradients: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return the gradients of W x + b, of h_0 and of the recurrent weights."""
        (of_states,) = gradients
        weight, gates, n, states = ctx.saved_tensors
        (r, z), h, size = gates.chunk(2, -1), states[:-1], n.shape[-1]
        w_gates, w_candidate = weight.split([2 * size, size])
        # By what each step multiplies the gradient that arrives: for all steps at once.
        into_z, into_n, into_r = z * (1 - z) * (n - h), z * (1 - n * n), r * (1 - r) * h
        inputs = torch.empty_like(gates), torch.empty_like(n)
        arriving = weight.new_zeros(h.shape[1:])
        parts = of_states, into_r, into_z, into_n, r, 1 - z, *inputs
        rows = zip(*(part.unbind() for part in parts), strict=True)
        for of_h, to_r, to_z, to_n, reset, kept, of_rz, of_n in reversed([*rows]):
            arriving = arriving + of_h
            of_reset = torch.mul(arriving, to_n, out=of_n) @ w_candidate
            torch.mul(of_reset, to_r, out=of_rz[:, :size])
            torch.mul(arriving, to_z, out=of_rz[:, size:])
            arriving = torch.addmm(of_reset.mul_(reset), of_rz, w_gates).addcmul_(arriving, kept)
        of_gates, of_candidate = inputs
        products = (of_gates, h), (of_candidate, r * h)
        of_weight = torch.cat([a.flatten(0, 1).T @ b.flatten(0, 1) for a, b in products])
        return torch.cat(inputs, -1), arriving, of_weight
