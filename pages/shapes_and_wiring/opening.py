"""What Shapes and wiring opens on: a short sentence, so that every arrow has room."""

from pages.shared.view.openings import Opening

_REVIEW, _PLAY = "not good at all", "ROMEO:"
TEXTS = {
    "english-reviews": _REVIEW,
    "english-reviews-both": _REVIEW,
    "english-reviews-windows": "not good at all, not even funny",
    "korean-reviews": "전혀 재미있지 않았다",
    "spacing-english": "Goodday",
    "spacing-english-both": "Goodday",
    "spacing-korean": "방에들어가다",
    "spacing-korean-both": "방에들어가다",
    "shakespeare": _PLAY,
    "shakespeare-two-layers": _PLAY,
    "python-source": "def f(",
    "wave": "0.54 0.27 -0.04 -0.13 0.11 0.35",
    "brackets": "(1(2)1)",
}
"""By task: a text of a few tokens. Others open on their example."""
_IN_STEP: Opening = {"kind": "many-to-many", "trained": True}
SWITCHES: dict[str, Opening] = {
    **{task: _IN_STEP for task in TEXTS if task.startswith("spacing")},
    "english-reviews-both": {"trained": True},
    "english-reviews-windows": {"trained": True},
    "shakespeare-two-layers": _IN_STEP,
}
"""By task: what is switched on, where the network's own wiring is the lesson."""
OPENINGS: dict[str, Opening] = {
    task: {"text": text, "position": 1, "unit": 0, **SWITCHES.get(task, {})}
    for task, text in TEXTS.items()
}
