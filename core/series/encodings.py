"""Decoding of tables: Unicode as for texts, and CP949, in which Korean Excel saves CSV."""

import codecs

from ..notation import N_, Notice
from ..text.decoding import MAX_FILE, TextError, decode

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of Excel's own formats begin, .xlsx and .xls."""


def table_text(content: bytes | str) -> tuple[str, tuple[Notice, ...]]:
    r"""Return the text of a table, and a notice if its encoding was none of Unicode's.

    What is not UTF-8 is read as CP949, of which EUC-KR is a part, or refused.

    >>> table_text("날짜".encode("cp949"))[0], table_text("\ufeff날짜".encode())[0]
    ('날짜', '날짜')

    Args:
        content: of a file, or what was pasted.

    Raises:
        TextError: if it is too large, empty, or not text in one of these encodings.
    """
    if isinstance(content, str):
        content = content.encode("utf-8", "replace")
    if content.startswith(_WORKBOOKS):
        message = N_("This is an Excel workbook. Save it as CSV, then upload that file.")
        raise TextError(Notice(message))
    try:
        return decode(content), ()
    except TextError as error:
        is_unicode = not isinstance(error.__cause__, UnicodeDecodeError)
        if is_unicode or len(content) > MAX_FILE or content.startswith(_UTF_16):
            raise
        try:
            text = content.decode("cp949")
        except UnicodeDecodeError:
            raise error from None
        return text, (Notice(N_("Read as CP949, the encoding of Korean Excel.")),)
