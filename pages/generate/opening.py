"""What Generate opens on: a network that writes, and a beginning that suits it."""

from core.network.catalogue import TASKS
from pages.shared.view.openings import Opening

PRIMES = {
    "shakespeare": ("ROMEO:", 6),
    "shakespeare-two-layers": ("ROMEO:", 6),
    "python-source": ("def ", 4),
    "brackets": ("(1(2", 4),
    "hello": ("h", 1),
    "stories": ("He is my friend. I", 6),
    "korean-next": ("그는 내 친구다. 나는", 10),
    "korean-text": ("이 영화는 ", 6),
}
"""By task: a beginning that its networks go on from, and how many tokens it has. Others go on from
their example."""
ENGLISH = "shakespeare"
KOREAN = next((task for task in ("korean-text", "korean-next") if task in TASKS), ENGLISH)


UNITS = {"shakespeare": 227}
"""By task: a unit worth watching, such as the one that knows a speaker's name from the rest."""


def _opening(task: str) -> Opening:
    prime, tokens = PRIMES[task]
    return {"text": prime, "position": tokens + 1, "unit": UNITS.get(task, 0)}


_WRITERS = {"Latin": ENGLISH, "Hangul": KOREAN}


def _another(task: str) -> Opening:
    return {**_opening(task), "model": task, "cell": "lstm"}


OPENINGS: dict[str, Opening] = {task: _opening(task) for task in PRIMES if task in TASKS} | {
    name: _another(_WRITERS[task.script])
    for name, task in TASKS.items()
    if name not in PRIMES and task.script
}
"""By the task whose example they take the place of: networks that judge a text do not write."""
