"""The trained networks of numbers: an encoder–decoder that reads words, a cell that spells."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from core.analysis.reading import ShownToken, as_shown
from core.network.answering import Answer, AnsweringNetwork
from core.network.catalogue import NetworkReference
from core.notation import N_, Notice
from core.sequence_tasks.held_out_numbers import (
    LEARNED_DIGITS,
    NAMED_DIGITS,
    is_held_out,
    next_held_out,
)
from core.sequence_tasks.number_words import (
    english,
    english_value,
    korean,
    korean_value,
    native_korean,
)
from core.text import clean, labels
from core.text.scripts import script_of
from core.wiring import Wiring, batch_of, wire
from pages.shapes_and_wiring.model import MOST_STEPS, Run
from pages.shapes_and_wiring.view import ANSWERED, ShapesAndWiringView

VALUES: Mapping[str, Callable[[str], int | None]] = {
    "numerals-english": english_value,
    "numerals-korean": korean_value,
}
"""Task of an encoder–decoder -> what its text says, by rule."""
SPELLINGS: Mapping[str, Callable[[int], str]] = {
    "number-names-english": english,
    "number-names-korean": korean,
    "number-names-native": native_korean,
}
"""Task of a network that spells -> the right spelling of a number, by rule."""

MOST_DIGITS: Mapping[str, int] = {
    **dict.fromkeys(VALUES, LEARNED_DIGITS),
    **dict.fromkeys(SPELLINGS, NAMED_DIGITS),
    "number-names-native": 2,
}
"""Task -> the most digits of a number that was learned."""


@dataclass(frozen=True)
class Judged:
    """What is known about the number of a text, by rule.

    Attributes:
        number: the number; ``None`` where the text is none.
        right: the right answer; ``None`` where there is none.
        unseen: whether no weight was learned from it.
        most_digits: of a number that the network learned.
    """

    number: int | None
    right: str | None
    unseen: bool
    most_digits: int

    @property
    def too_long(self) -> bool:
        """Whether the number has more digits than the network learned."""
        return self.number is not None and len(str(self.number)) > self.most_digits


def is_answering(view: ShapesAndWiringView) -> bool:
    """Return whether a network is shown that reads a number and writes it in another form."""
    return view.trained and view.kind in ANSWERED


def text_of(view: ShapesAndWiringView) -> str:
    """Return what the network is given: words, or digits."""
    return view.said if view.kind == "encoder-decoder" else view.spelled


def reference_of(view: ShapesAndWiringView, cell: str) -> NetworkReference:
    """Return the network: of words, the one that knows their script."""
    if view.kind == "one-to-many":
        return NetworkReference(f"number-names-{view.spelled_in}", cell)
    is_korean = script_of(view.said) == "Hangul"
    return NetworkReference("numerals-korean" if is_korean else "numerals-english", cell)


def unseen(view: ShapesAndWiringView) -> dict[str, str]:
    """Return the field of the view to set, and a number for it that its network never saw.

    It follows from what stands there, so that another click leads to another number.
    """
    text = text_of(view)
    if view.kind == "one-to-many":
        digits = MOST_DIGITS[f"number-names-{view.spelled_in}"]
        return {"spelled": str(next_held_out(_number_in(text) or 0, digits))}
    task = reference_of(view, "lstm").task
    number = next_held_out(VALUES[task](text) or 0, MOST_DIGITS[task])
    return {"said": korean(number) if task == "numerals-korean" else english(number)}


def run(view: ShapesAndWiringView, network: AnsweringNetwork, text: str) -> Run:
    """Let the network answer, and wire it as long as its answer is.

    Raises:
        ValueError: if the text has nothing to read.
    """
    cleaned = clean(text)
    encoded, notices = network.encode_clean(cleaned.text), [*cleaned.notices]
    total = len(encoded.tokens)
    if total > MOST_STEPS:
        cut = {"shown": MOST_STEPS, "total": total}
        notices.append(Notice(N_("Showing the first {shown} of {total} tokens."), cut))
        encoded = network.encode_clean(encoded.text[: encoded.tokens[MOST_STEPS - 1].end])
    unknown = encoded.known.count(False)
    if unknown:
        known = {"unknown": unknown, "total": len(encoded.known)}
        notices.append(Notice(network.unknown_means, known))
    answer = network.answer_encoded(encoded)
    if not answer.is_complete:
        stop = {"step": len(answer.written)}
        notices.append(Notice(N_("Stopped at step {step}: it wrote no end."), stop))
    written: Any = {"length": len(answer.written), "target_length": len(answer.written)}
    decodes = view.kind == "encoder-decoder"
    del written["length" if decodes else "target_length"]
    wiring = Wiring(
        network=network,
        kind=view.kind,
        return_state=view.return_state,
        batch_first=not view.steps_first,
        **written,
    )
    inputs = batch_of(wiring, network.vectors(encoded.codes))
    wired = wire(wiring, inputs)
    return Run(wiring, inputs, None, wired, _columns(network, answer), None, tuple(notices), answer)


def _columns(network: AnsweringNetwork, answer: Answer) -> tuple[ShownToken, ...]:
    """Return what stands below each column: what is read, or what is written."""
    encoded = answer.encoded
    written = [as_shown(symbol, True) for symbol in answer.written]
    if network.writing_part == "decoder":
        shown = labels(network.tokenizer, encoded.tokens)
        return (*map(as_shown, shown, encoded.known), *written)
    read = "".join(
        token.text for token, known in zip(encoded.tokens, encoded.known, strict=True) if known
    )
    return (as_shown(read, True), *(as_shown("0", True) for _step in written[1:]))


def judged(named: NetworkReference, answer: Answer) -> Judged:
    """Return what the right answer is, and what the network can know of it."""
    text, right = answer.encoded.text, None
    if named.task in VALUES:
        number = VALUES[named.task](text)
        right = None if number is None else str(number)
    else:
        number = _number_in(text)
        with suppress(ValueError):  # native Korean ends at 99
            right = None if number is None else SPELLINGS[named.task](number)
    unseen = number is not None and is_held_out(number)
    return Judged(number, right, unseen, MOST_DIGITS[named.task])


def _number_in(text: str) -> int | None:
    digits = text.strip().replace(",", "")
    return int(digits) if digits.isascii() and digits.isdigit() else None
