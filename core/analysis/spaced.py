"""A text with the spaces that a network finds in it."""

from .reading import Reading

SPACE = "space"
"""The output that says that a space follows."""


def spaced(reading: Reading) -> str:
    """Return the text with a space wherever the network finds one more likely than none.

    What follows the last character is not asked: the end of a text is no space.

    Args:
        reading: of a network that says after each character whether a space follows.

    Raises:
        ValueError: if it is one of another network.
    """
    if SPACE not in reading.outputs:
        raise ValueError(f"spaced expected a network with an output {SPACE!r}, got another one.")
    follows = reading.opinions[:, reading.outputs.index(SPACE)] > 1 / 2
    steps = zip(reading.encoded.tokens, follows, strict=True)  # perhaps from the end of the text
    in_order = sorted(steps, key=lambda step: step[0].start)
    return "".join(token.text + " " * bool(space) for token, space in in_order).rstrip()
