"""Packs networks shown side by side, in the stepper's format."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from typing import Any

import numpy as np

from core.browser.arrays import written
from core.browser.likeliest import likeliest_anywhere
from core.browser.payload import (
    about_text,
    about_trace,
    light_and_dark,
    opinions,
    packed,
    trace_arrays,
)
from core.browser.scene import Cue, Scene
from core.figures.palette import network_colour
from core.notation import READING_ORDER
from pages.components.lockstep.words import words
from pages.language import _

MOST_MEMBERS = 3
"""More columns than these could not be read from the back of a lecture hall."""


@dataclass(frozen=True, eq=False)
class Member:
    """One of the networks that read the text together.

    Attributes:
        title: its name on screen, such as ``RNN · 64 units``.
        scene: what it computed.
        followed: what the chart draws of it instead of its opinion, ``(T,)`` in [0, 1]: where
            outputs are many, the probability that it gave to the token that came next. NaN where
            no token follows.
        colour_index: index of its colour among the networks' colours, from 0; its place among the
            members where none is given.
    """

    title: str
    scene: Scene
    followed: np.ndarray | None = None
    colour_index: int | None = None

    def __post_init__(self) -> None:
        if self.followed is not None and self.followed.shape != (len(self.scene.trace),):
            raise ValueError(
                f"Member expected followed of shape ({len(self.scene.trace)},), a number for each "
                f"token; got {self.followed.shape}."
            )


def joint_digest(members: Sequence[Member]) -> str:
    """Return one digest of everything that the members computed, in this order."""
    return sha256(json.dumps([member.scene.digest for member in members]).encode()).hexdigest()


def pack(members: Sequence[Member], cue: Cue, key: str) -> bytes:
    """Return the members in the stepper's format: the shared part, each member's part, all arrays.

    Raises:
        ValueError: if there are none or too many, if their tokens or outputs differ, or if only
            some have ``followed``.
    """
    _check(members)
    shown = likeliest_anywhere([member.scene for member in members])
    pairs = zip(members, shown, strict=True)
    members = [replace(member, scene=scene) for member, scene in pairs]
    arrays = [
        (*trace_arrays(member.scene.trace, False), *written(dict(_answers(member)), {}))
        for member in members
    ]
    first = members[0].scene
    own = [_about(place, member) for place, member in enumerate(members)]
    content = about_text(first, key, _) | {
        "units": max(about["units"] for about in own),
        "order": READING_ORDER,
        "members": [
            about | {"arrays_in_order": [array.about for array in named]}
            for about, named in zip(own, arrays, strict=True)
        ],
    }
    content["words"] |= words()
    return packed(joint_digest(members), cue, content, [*chain(*arrays)])


def _answers(member: Member) -> Iterator[tuple[str, np.ndarray]]:
    yield from opinions(member.scene)
    if member.followed is not None:
        yield "followed", member.followed[:, None]


def _about(place: int, member: Member) -> dict[str, Any]:
    index = place if member.colour_index is None else member.colour_index
    return about_trace(member.scene, _) | {
        "name": member.title,
        "network": light_and_dark(lambda dark: network_colour(index, dark)),
    }


def _check(members: Sequence[Member]) -> None:
    if not 1 <= len(members) <= MOST_MEMBERS:
        raise ValueError(
            f"lockstep expected 1 to {MOST_MEMBERS} members; got {len(members)}. "
            "Set fewer networks beside each other."
        )
    if len({_tokens_and_outputs(member.scene) for member in members}) > 1:
        raise ValueError(
            "lockstep expected members with the same tokens and the same outputs; got "
            f"{', '.join(member.title for member in members)}, which differ. "
            "Let networks of one task read one text."
        )
    if len({member.followed is None for member in members}) > 1:
        raise ValueError(
            "lockstep expected followed of every member or of none, since one chart shows all; "
            "got it of some."
        )


def _tokens_and_outputs(scene: Scene) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    full = tuple(token.full for token in scene.tokens)
    if scene.opinions is None:
        return full, (), False
    return full, scene.opinions.outputs, scene.opinions.values is not None
