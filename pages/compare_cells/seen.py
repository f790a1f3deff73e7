"""What is seen when networks read one sentence, in words and with its numbers: computed each time.

Whether it is what the lesson says is computed as well: the opposite is said as plainly.
"""

from collections.abc import Mapping, Sequence
from typing import LiteralString

import numpy as np

from core.analysis.memory.first_token import FirstTokenLeft
from pages.language import _
from pages.shared import about_network, network_names, prose, spaces_found
from pages.shared.prose import Markdown
from pages.shared.side_by_side import SideBySide

UNGATED = "rnn"
SEPARATOR: LiteralString = ", "


def say_opinions(compared: SideBySide) -> None:
    """Say what each network thinks at the end, and whether they agree."""
    reading = compared.reading
    if spaces_found.finds_spaces(reading):
        spaces_found.say_each(compared.readings)
        return
    if reading.target == "next-value":
        says = [_value(name, each.opinions[-1, 0]) for name, each in compared.readings.items()]
        prose.say(
            _("After the last number, the next one is predicted: {says}."), says=_listed(says)
        )
        return
    outputs = about_network.output_names(reading)
    if not outputs:
        prose.caption(_("Without a readout, there are states and no opinion."))
        return
    best = {name: int(each.opinions[-1].argmax()) for name, each in compared.readings.items()}
    says = [
        prose.compose(
            "{network} “{output}” {share:.0%}",
            network=network_names.of_network(name),
            output=outputs[output],
            share=float(compared.readings[name].opinions[-1, output]),
        )
        for name, output in best.items()
    ]
    prose.say(
        _("After the last token: {says}. {verdict}"), says=_listed(says), verdict=_verdict(best)
    )


def say_left(left: Mapping[str, FirstTokenLeft], first: str) -> None:
    """Say how much of the first token each network has left at the end, and who has least.

    Args:
        left: by the networks' names.
        first: the first token, as it is shown.
    """
    if not all(each.gradient[0] and each.difference[0] for each in left.values()):
        return
    gradient = {name: each.gradient[-1] / each.gradient[0] for name, each in left.items()}
    difference = {name: each.difference[-1] / each.difference[0] for name, each in left.items()}
    prose.say(
        _(
            "At the end, this share of the first step is left of “{first}”. By the gradient: "
            "{gradient}. By the difference: {difference}. {verdict}"
        ),
        first=first,
        gradient=_listed(_shares(gradient)),
        difference=_listed(_shares(difference)),
        verdict=_who_forgot(gradient, difference),
    )


def _verdict(best: Mapping[str, int]) -> Markdown:
    if len(best) == 1:
        return prose.compose("")
    if len(set(best.values())) == 1:
        return prose.compose(_("They agree."))
    alone = [name for name, output in best.items() if [*best.values()].count(output) == 1]
    if len(best) > 2 and len(alone) == 1:
        return prose.compose(
            _("{network} stands alone."), network=network_names.of_network(alone[0])
        )
    return prose.compose(_("They disagree."))


def _who_forgot(gradient: Mapping[str, float], difference: Mapping[str, float]) -> Markdown:
    """Say whether the RNN has least left, as the lesson has it; nothing where there is none."""
    ungated = [name for name in gradient if network_names.kind_of(name).startswith(UNGATED)]
    if not ungated or len(ungated) == len(gradient):
        return prose.compose("")
    least = [min(shares, key=shares.__getitem__) in ungated for shares in (gradient, difference)]
    if all(least):
        return prose.compose(_("The RNN has least: it has no gate that could keep it."))
    if not any(least):
        return prose.compose(
            _("Here the RNN does not have least: the rule is about long texts on average.")
        )
    if least[0]:
        return prose.compose(
            _(
                "By the gradient the RNN has least; by the difference it has not: what it cannot "
                "correct any more may still be there."
            )
        )
    return prose.compose(_("By the difference the RNN has least; by the gradient it has not."))


def _value(name: str, value: np.floating) -> Markdown:
    return prose.compose(
        "{network} {value:.2f}", network=network_names.of_network(name), value=float(value)
    )


def _shares(shares: Mapping[str, float]) -> list[Markdown]:
    return [
        prose.compose(
            "{network} {share}", network=network_names.of_network(name), share=f"{share:#.3g}"
        )
        for name, share in shares.items()
    ]


def _listed(parts: Sequence[Markdown]) -> Markdown:
    return prose.join(parts, SEPARATOR)
