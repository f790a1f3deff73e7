"""What Compare cells opens on: a sentence whose first words the RNN loses, or cannot let go of."""

from pages.shared.view.openings import Opening

OPENINGS: dict[str, Opening] = {
    # At “laughed”, only the RNN has lost “Nobody”, and takes it for praise.
    "english-reviews": {"text": "Nobody in the cinema laughed.", "position": 5, "unit": 11},
    # “I thought it would be nothing much, but was drawn in by the acting”: only the RNN stays cold.
    "korean-reviews": {
        "text": "별로일 줄 알았는데 배우들의 연기에 빠졌다.",
        "position": 15,
        "unit": 35,
    },
}
"""By the task whose example they take the place of."""
