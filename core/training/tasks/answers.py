"""What tasks about numbers share: which numbers are held out, batches, and exactness."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

import torch

from ...network.answering import END, AnsweringNetwork
from ...sequence_tasks.held_out_numbers import is_held_out
from ...text.padding import padded
from ..batches import Batch


def drawn(n: int, places: int, lowest: int, generator: torch.Generator) -> list[int]:
    """Return n numbers to learn from, of up to so many digits; short ones are not rare.

    In one of three, some digits are zeros: round numbers are what people type.

    Args:
        n: how many.
        places: the most digits.
        lowest: the lowest number.
        generator: the source of all randomness.
    """
    numbers: list[int] = []
    powers = 10 ** torch.arange(places)
    while len(numbers) < n:
        lengths = 1 + torch.multinomial(torch.arange(1.0, places + 1), n, True, generator=generator)
        digits = torch.randint(10, (n, places), generator=generator)
        is_round = torch.randint(3, (n, 1), generator=generator) == 0
        dropped = torch.randint(2, (n, places), generator=generator) == 0
        digits[is_round & dropped | (torch.arange(places) >= lengths[:, None])] = 0
        made = (digits * powers).sum(1).tolist()
        numbers += [each for each in made if each >= lowest and not is_held_out(each)]
    return numbers[:n]


def batch(
    codes: Iterable[Sequence[float]], answers: Iterable[str], outputs: Sequence[str]
) -> Batch:
    """Return a batch of texts and, as targets, the symbols of their answers, the end last."""
    numbers = {symbol: number for number, symbol in enumerate(outputs)}
    written = [[numbers[symbol] for symbol in (*answer, END)] for answer in answers]
    weights = padded([[1.0] * len(row) for row in written])
    return Batch(padded([*codes]).long(), padded(written), weights)


def held_out(places: int, most: int) -> list[int]:
    """Return numbers that no network learned from, of each length up to ``places`` digits.

    Args:
        places: the most digits.
        most: of each length, so many at most, spread evenly.
    """
    found = []
    for length in range(2, places + 1):
        numbers = [n for n in range(10 ** (length - 1), 10**length) if is_held_out(n)]
        found += numbers[:: -(-len(numbers) // most)]
    return found


def exactness(network: AnsweringNetwork, pairs: Mapping[str, str]) -> float:
    """Return the share of texts whose answer is right to the last symbol, in 0..1."""
    answers = network.answers([*pairs])
    return sum(map(str.__eq__, answers, pairs.values())) / len(pairs)


def digest(pairs: Mapping[str, str]) -> str:
    """Return the sha256 of texts and answers that measure a network."""
    lines = "\n".join(f"{text}\t{answer}" for text, answer in pairs.items())
    return sha256(lines.encode()).hexdigest()
