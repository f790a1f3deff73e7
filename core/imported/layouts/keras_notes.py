"""What the description of a Keras model says of its layers, whatever stands in it."""

import json
from collections.abc import Mapping
from typing import Any

MOST_PARTS = 100_000
"""So many parts of a description are looked at."""


def settings_of(text: str) -> Mapping[str, Mapping[str, object]]:
    """Return name -> settings of every layer in what ``model.to_json()`` wrote; never fails.

    >>> settings_of('{"config": {"name": "gru", "reset_after": true}}')
    {'gru': {'name': 'gru', 'reset_after': True}}
    >>> settings_of("{]")
    {}

    Args:
        text: anything at all.
    """
    try:
        parts: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        return {}
    found: dict[str, Mapping[str, object]] = {}
    for part in parts:  # which grows as long as there is something in it
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        parts.extend(list(inner)[: MOST_PARTS - len(parts)])
        settings = part.get("config") if isinstance(part, dict) else None
        if isinstance(settings, dict) and isinstance(settings.get("name"), str):
            found[settings["name"]] = settings
    return found
