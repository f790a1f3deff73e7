"""A run as a file: CSV for a spreadsheet, JSON with every choice."""

import json
from collections.abc import Iterator, Mapping

from ..spreadsheet import as_csv, guard
from .run import GeneratedStep, GenerationRun

SCHEMA = "gatescope-run-1"
COLUMNS = (
    "position", "token", "guarded", "was_given", "dart", "model", "tempered", "kept", "entropy",
)  # fmt: skip


def to_csv(run: GenerationRun) -> bytes:
    """Return a row for each token, prime included: its dart, and how likely it was.

    Probabilities are those of the token itself: the model's, after temperature, after the cuts. No
    dart was thrown for a token that was given, in the prime or by hand. A token that a
    spreadsheet would run as a formula gets an apostrophe before it, and the column ``guarded`` says
    so; JSON has the token as it is.
    """
    return as_csv(COLUMNS, _rows(run))


def to_json(run: GenerationRun, about: Mapping[str, str]) -> bytes:
    """Return the recipe, the text, and all choices, each number as the shortest decimal.

    Args:
        run: the run.
        about: its origin, such as the network's name and the sha256 of its weights.
    """
    sampling = run.sampling
    content = {
        "schema": SCHEMA,
        "about": dict(about),
        "temperature": sampling.temperature,
        "top_k": sampling.top_k,
        "top_p": sampling.top_p,
        "seed": run.seed,
        "stop": run.stop,
        "prime": run.prime,
        "skipped": run.skipped,
        "text": run.text,
        "outputs": run.network.outputs,
        "choices": [
            {
                "token": key,
                "was_given": step.was_given,
                "dart": step.dart,
                "scores": [float(str(score)) for score in step.scores],
                **_of_token(step),
            }
            for key, step in zip(run.keys, run.steps, strict=True)
        ],
    }
    return json.dumps(content, allow_nan=False, ensure_ascii=False).encode()


def _rows(run: GenerationRun) -> Iterator[tuple[object, ...]]:
    rows = zip(run.keys, run.steps, run.entropy, strict=True)
    for position, (key, step, entropy) in enumerate(rows, start=1):
        token, guarded = guard(key)
        probabilities = ("" if value is None else value for value in _of_token(step).values())
        dart = "" if step.was_given else step.dart
        yield position, token, guarded, int(step.was_given), dart, *probabilities, entropy


def _of_token(step: GeneratedStep) -> dict[str, float | None]:
    """Return how likely the token was; ``None`` if it is no output."""
    names = ("model", "tempered", "kept")
    if step.token is None:
        return dict.fromkeys(names)
    return {name: float(str(getattr(step, name)[step.token])) for name in names}
