"""The text as networks space it, in words: what their opinions after all tokens come to."""

from collections.abc import Mapping

from core.analysis.reading import Reading
from core.analysis.spaced import SPACE, spaced
from pages.language import _
from pages.shared import network_names, prose

TARGET = "token-class"
"""What the card of a network that finds spaces says that it predicts."""


def finds_spaces(reading: Reading) -> bool:
    """Return whether a network says of each character whether a space follows it."""
    return reading.target == TARGET and SPACE in reading.outputs


def say(reading: Reading) -> None:
    """Show the text with the spaces that a network finds; nothing of networks that find none."""
    if finds_spaces(reading):
        prose.say(_("With the spaces that it finds: “{text}”"), text=spaced(reading))


def say_each(readings: Mapping[str, Reading]) -> None:
    """Show the text as each network spaces it, and whether they agree.

    Args:
        readings: by the networks' names; all find spaces.
    """
    texts = {name: spaced(reading) for name, reading in readings.items()}
    says = [
        prose.compose("{network} “{text}”", network=network_names.of_network(name), text=text)
        for name, text in texts.items()
    ]
    agree = len({*texts.values()}) == 1
    verdict = prose.compose(_("They agree.") if agree else _("They disagree."))
    prose.say(
        _("With the spaces that each finds: {says}. {verdict}"),
        says=prose.join(says, ", "),
        verdict=verdict if len(texts) > 1 else prose.compose(""),
    )
