"""Korean morphemes, joined by Kiwi, which knows what contracts and what has a space."""

import re
from collections.abc import Sequence

from ..tokenizers.morphemes import kiwi
from .joined import Joined


def join_morphemes(keys: Sequence[str]) -> Joined:
    """Return morphemes as people write them.

    >>> join_morphemes(["영화/NNG", "를/JKO", "보/VV", "었/EP", "다/EF", "./SF"])
    Joined(text='영화를 봤다.', stretches=[(0, 2), (2, 3), (4, 5), (4, 5), (5, 6), (6, 7)])

    Args:
        keys: form and tag of each, such as ``보/VV``; one without a tag is any other character.
    """
    if not keys:
        return Joined("", ())
    pairs = [_form_and_tag(key) for key in keys]
    text, stretches = kiwi().join(pairs, return_positions=True)
    return Joined(text, stretches)  # type: ignore[arg-type]


_TAGGED = re.compile(r"(.+)/([A-Z]+(?:-[RI])?)", re.DOTALL)
_FINAL_CONSONANTS = dict(zip(map(ord, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎㅆ"), "ᆨᆫᆮᆯᆷᆸᆺᆼᆽᆾᆿᇀᇁᇂᆻ", strict=True))


def _form_and_tag(key: str) -> tuple[str, str]:
    tagged = _TAGGED.fullmatch(key)
    if not tagged:
        return key, "SW"
    form, tag = tagged.groups()
    if tag[0] in "EJ":  # ㄴ다 and ㄹ go below the syllable before them
        form = form[0].translate(_FINAL_CONSONANTS) + form[1:]
    return form, tag
