"""Short explanations of truncation and clipping, for the gradient on screen."""

import math

from core.analysis.gradients.clipping import Clipped
from core.analysis.gradients.truncation import Truncation
from pages.language import _, ngettext
from pages.shared import prose


def explain_truncation(cut: Truncation, length: int, tokens: int) -> None:
    """Say what training with a truncated gradient misses.

    Args:
        cut: the gradient, whole and cut.
        length: tokens of a chunk.
        tokens: T.
    """
    if not cut.cuts:
        text = ngettext(
            "There is one token, so there is nothing to cut.",
            "All {tokens:d} tokens are in one chunk, so nothing is cut. Move the slider to the "
            "left.",
            tokens,
        )
        prose.say(text, tokens=tokens)
        return
    text = _(
        "A long text is read in chunks of {length:d}, counted from its start. The state goes "
        "on from chunk to chunk, the gradient does not (Williams and Peng 1990): at the dotted "
        "lines it ends, and a token hears nothing of its effects in a later chunk."
    )
    prose.say(text, length=length)
    if cut.share_kept == cut.share_kept:
        text = _(
            "Here the layer's gradient keeps {share:.0%} of its length; that can exceed 100%, "
            "if what is lost had pulled the other way."
        )
        prose.say(text, share=cut.share_kept)
    if cut.cosine == cut.cosine:
        text = _(
            "The cosine of the angle between the two is {cosine:.3f}: 1 would be the same "
            "direction, 0 an unrelated one."
        )
        prose.say(text, cosine=cut.cosine)


def explain_clipping(clipped: Clipped, by: str, threshold: float) -> None:
    """Say what clipping did here.

    Args:
        clipped: the gradients before and after.
        by: ``norm`` or ``value``.
        threshold: the limit.
    """
    if not clipped.changed:
        text = _(
            "Nothing is clipped: the norm of all gradients together is {norm:.3f}, and no number "
            "is beyond the threshold of {threshold:.3f}. Lower it to see what clipping does."
        )
        prose.say(text, norm=clipped.norm_before, threshold=threshold)
    elif math.isnan(clipped.angle):
        text = _(
            "No angle can be given: the gradient has no direction before or after clipping. Its "
            "norm is {before:.3g} before and {after:.3g} after, as with PyTorch's own clipping: by "
            "norm, one NaN makes every number NaN, and an infinite norm makes finite numbers 0."
        )
        prose.say(text, before=clipped.norm_before, after=clipped.norm_after)
    elif by == "norm":
        text = _(
            "All gradients together have the norm {before:.3f}, above the threshold, so every one "
            "of them is multiplied by {share:.3f} (Pascanu, Mikolov and Bengio 2013). The "
            "direction stays; one step at the wall of a cliff cannot throw the weights far away."
        )
        share = clipped.norm_after / clipped.norm_before
        prose.say(text, before=clipped.norm_before, share=share)
    else:
        text = ngettext(
            "{changed:,} entry is beyond ±{threshold:.3f} and clipped to it. The others stay, "
            "so the direction turns, here by {angle:.1f}°.",
            "{changed:,} entries are beyond ±{threshold:.3f} and clipped to it. The others "
            "stay, so the direction turns, here by {angle:.1f}°.",
            clipped.changed,
        )
        values = {"changed": clipped.changed, "threshold": threshold, "angle": clipped.angle}
        prose.say(text, **values)
