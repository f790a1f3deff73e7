"""The smallest task: after each letter of "hell", the next one of "hello"."""

WORD = "hello"
SYMBOLS = tuple(dict.fromkeys(WORD))
"""The four letters, in the order in which they first occur."""
