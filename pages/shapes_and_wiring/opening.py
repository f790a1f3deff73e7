"""What Shapes and wiring opens on: a short sentence, so that every arrow has room."""

from pages.shared.view.openings import Opening

TEXTS = {
    "english-reviews": "not good at all",
    "korean-reviews": "전혀 재미있지 않았다",
    "shakespeare": "ROMEO:",
    "python-source": "def f(",
    "wave": "0.54 0.27 -0.04 -0.13 0.11 0.35",
    "brackets": "(1(2)1)",
}
"""By task: a text of a few tokens. Others open on their example."""
OPENINGS: dict[str, Opening] = {
    task: {"text": text, "position": 1, "unit": 0} for task, text in TEXTS.items()
}
