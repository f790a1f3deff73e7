"""Decoding of uploaded text files, which accepts UTF-8 and UTF-16 and refuses anything else."""

import codecs

from ..notation import N_, Notice

MAX_FILE = 2 * 2**20
"""Largest size of a text file in bytes."""

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class TextError(Exception):
    """Raised if a file cannot be read as text; ``notice`` says why and what to do."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.message.format(**notice.values))
        self.notice = notice


def decode(content: bytes) -> str:
    r"""Return the text of a file in UTF-8, or in UTF-16 if it starts with a byte-order mark.

    Nothing is guessed and nothing is left out: an error names the position of the first bad byte.

    >>> decode("\ufeff영화".encode("utf-8")), decode("film".encode("utf-16"))
    ('영화', 'film')

    Raises:
        TextError: if the file is too large, empty, or not text in one of these encodings.
    """
    if len(content) > MAX_FILE:
        message = N_("The file has {size} bytes; at most {most} can be read. Upload a part of it.")
        raise TextError(Notice(message, {"size": len(content), "most": MAX_FILE}))
    try:
        if content.startswith(_MARKS):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        message = N_(
            "The file is not text in UTF-8 or UTF-16: byte {byte} cannot be read. Save it as UTF-8 "
            "and upload it again."
        )
        raise TextError(Notice(message, {"byte": error.start})) from error
    if "\0" in text[:1024]:  # a program or a picture, not a text
        message = N_("The file contains bytes that are not text. Upload a plain text file.")
        raise TextError(Notice(message))
    if not text.strip():
        raise TextError(Notice(N_("The file has no text. Upload one that does.")))
    return text
