"""A linear recurrence over all steps of a text at once, with its gradients."""

from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable


def linear_scan(kept: Tensor, written: Tensor, first: Tensor) -> Tensor:
    """Return h_t = kept_t ⊙ h_{t-1} + written_t for every t, in about log2 T passes over all steps.

    Two neighbouring steps are one step that keeps kept_t kept_{t-1} and writes kept_t written_{t-1}
    + written_t, so each pass doubles the number of steps that an entry stands for (Hillis and
    Steele 1986; Martin and Cundy 2018 for recurrent networks). Nothing is divided and no logarithm
    taken: what is kept lies in 0..1, so products can only vanish, and what is written may have any
    sign.

    Args:
        kept: ``(T, ..., n)``, in 0..1.
        written: ``(T, ..., n)``.
        first: h_0, ``(..., n)``.

    Returns:
        h_1 to h_T, ``(T, ..., n)``.
    """
    return _Scan.apply(kept, written, first)  # pyright: ignore[reportReturnType]


def _scan(kept: Tensor, written: Tensor) -> Tensor:
    """Return the same from h_0 = 0."""
    reach = 1
    while reach < len(written):
        written = torch.cat(
            [written[:reach], torch.addcmul(written[reach:], kept[reach:], written[:-reach])]
        )
        kept = torch.cat([kept[:reach], kept[reach:] * kept[:-reach]])
        reach *= 2
    return written


class _Scan(torch.autograd.Function):
    """The recurrence; its gradient is another one, from the last step to the first."""

    @staticmethod
    def forward(ctx: Any, kept: Tensor, written: Tensor, first: Tensor) -> Tensor:
        if not len(written):
            ctx.save_for_backward(kept, first, written)
            return written.clone()
        begun = torch.cat([(written[0] + kept[0] * first)[None], written[1:]])
        states = _scan(kept, begun)
        ctx.save_for_backward(kept, first, states)
        return states

    @staticmethod
    @once_differentiable
    def backward(  # pyright: ignore[reportIncompatibleMethodOverride]
        ctx: Any, *gradients: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        (of_states,) = gradients
        kept, first, states = ctx.saved_tensors
        if not len(kept):
            return kept, states, torch.zeros_like(first)
        # What arrives at h_t is its own gradient and kept_{t+1} times what arrives at h_{t+1}.
        later = torch.cat([kept[1:], torch.zeros_like(kept[:1])])
        arriving = _scan(later.flip(0), of_states.flip(0)).flip(0)
        before = torch.cat([first[None], states[:-1]])
        return arriving * before, arriving, arriving[0] * kept[0]
