"""A vocabulary as somebody pastes it: a list or an object in JSON, or a line for each token."""

import json
from collections.abc import Mapping

from ..notation import N_
from .refusals import refused

MOST_TOKENS = 200_000

_NOT_READ = N_(
    "A vocabulary is a JSON list of tokens, a JSON object from token to code, or a line for each "
    "token; this begins like JSON and is not: {why}. Paste all of it."
)
_CODES = N_(
    "The object should give each token a code of its own, from 0 to {last} without a gap; {token} "
    "has {code}."
)
_MANY = N_("A vocabulary has at most {most} tokens; this one has {got}.")
_EMPTY = N_("There is no token in this vocabulary. Paste one, or leave the field empty.")


def read_vocabulary(text: str) -> tuple[str, ...]:
    r"""Return the tokens in the order of their codes.

    In JSON, a list has them in this order, and an object gives each its code, from 0. Anything
    else has one token a line; only the line's end is taken off, since a token may be a space.

    >>> read_vocabulary('["<pad>", "a"]'), read_vocabulary('{"b": 1, "a": 0}')
    (('<pad>', 'a'), ('a', 'b'))
    >>> read_vocabulary("a\nb\n \n")
    ('a', 'b', ' ')

    Raises:
        Refusal: if it is none of these; the message says where.
    """
    if text.lstrip()[:1] in ("[", "{"):
        tokens = _from_json(text)
    else:
        tokens = tuple(text.removesuffix("\n").split("\n")) if text else ()
    if not any(tokens):
        raise refused(_EMPTY)
    if len(tokens) > MOST_TOKENS:
        raise refused(_MANY, most=MOST_TOKENS, got=len(tokens))
    return tokens


def _from_json(text: str) -> tuple[str, ...]:
    try:
        read = json.loads(text)
    except ValueError as error:
        lines = text.splitlines()
        if len(lines) > 1 and len(lines[0].strip()) == 1:  # the token "[", and others below it
            return tuple(text.removesuffix("\n").split("\n"))
        raise refused(_NOT_READ, why=str(error)) from error
    except RecursionError as error:
        raise refused(_NOT_READ, why="it is nested too deeply") from error
    if isinstance(read, Mapping):
        return _by_codes(read)
    return tuple(each if isinstance(each, str) else json.dumps(each) for each in read)


def _by_codes(codes: Mapping[str, object]) -> tuple[str, ...]:
    tokens: list[str | None] = [None] * len(codes)
    for token, code in codes.items():
        fits = isinstance(code, int) and not isinstance(code, bool) and 0 <= code < len(tokens)
        if not fits or tokens[code] is not None:  # type: ignore[index]
            raise refused(_CODES, last=len(tokens) - 1, token=token, code=json.dumps(code))
        tokens[code] = token  # type: ignore[index]
    return tuple(token for token in tokens if token is not None)
