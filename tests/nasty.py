"""Strings that people send, by accident or on purpose: row -> strings.

Every screen that takes a sentence, and every link, is shown all of them. The rows keep the numbers
of the design's table; missing ones are files and keystrokes, not strings.
"""

import re
from collections.abc import Mapping

CORPUS: Mapping[int, tuple[str, ...]] = {
    # -- nothing, white space: an empty state or a visible glyph
    1: ("",),
    2: (" ",),
    3: ("\t\n\r\n",),
    4: ("\u00a0\u2003\u3000",),
    5: ("\u200b\u200c\u2060\ufeff",),
    6: ("  a  ",),
    # -- length: cut, with a notice
    7: ("a",),
    8: ("x" * 100_000,),
    9: ("a " * 50_000,),
    10: ("supercalifragilistic" * 250,),
    # -- control characters, surrogates, noncharacters
    11: ("a\x00b",),
    12: ("\x1b[31mred",),
    13: ("\x08\x7f\x85\u2028\u2029",),
    14: ("\ud800x", "\udc00"),
    15: ("\ufffe\uffff\U0010ffff",),
    # -- combining marks and Hangul: joined, capped, given something to stand on
    16: ("e\u0301", "é"),
    17: ("a" + "\u0301" * 1_000,),
    18: ("a" + "\u0301\u0323" * 50_000,),
    19: ("\u0301",),
    20: ("각", "\u1100\u1161\u11a8", "ㅋㅋ"),
    21: ("İstanbul ß ﬁ Σς",),
    # -- emoji
    22: ("👩‍👩‍👧‍👦",),
    23: ("🏳️‍🌈 👍🏽 🇫🇷🇩 1️⃣",),
    24: ("\U0001fa77" * 300,),
    # -- right to left
    25: ("שלום עולם", "مرحبا"),
    26: ("abc שלום 123",),
    27: ("abc\u202egnp.exe",),
    28: ("\u2066\u2067\u2068",),
    # -- scripts
    29: ("สวัสดีครับ ភាសាខ្មែរ བོད་སྐད", "क्षि", "漢字仮名"),
    30: ("𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝟘①²",),
    31: ("аррӏе",),
    # -- HTML: shown, never made
    32: ("<script>window.broken=1</script>",),
    33: ("<img src=x onerror=window.broken=1>",),
    34: ("<svg onload=window.broken=1>", "<iframe src=http://evil.example/></iframe>"),
    35: (
        '<a href="javascript:window.broken=1">x</a>',
        '<a href="java&#115;cript:window.broken=1">x</a>',
        '<a href="java\tscript:window.broken=1">x</a>',
        '<a href="java\nscript:window.broken=1">x</a>',
    ),
    36: ('<a href="https://evil.example" target="_self">x</a>',),
    37: ('<span style="background-image:url(http://evil.example/a.png)">x</span>',),
    38: ("<style>body{display:none}</style>",),
    39: ("<s> </s> <br> <b> <unk> <pad> [UNK] <|endoftext|>",),
    40: ("&lt;b&gt; &amp; &#106;",),
    # -- Markdown and LaTeX
    41: ("**b** # h1 > q - [x] | a |",),
    42: ("![x](http://evil.example/p.png)",),
    43: ("[click](https://evil.example)", "[x](javascript:window.broken=1)"),
    44: (":red[x] :material/home: :smile: :badge[b]",),
    45: (r"$a$ $$b$$ \(c\)",),
    46: (r"$\href{javascript:window.broken=1}{x}$", r"$\includegraphics{http://evil.example/a.png}$"),
    47: (r"$\def\a{\a\a}\a$", r"$\rule{9999em}{9999em}$"),
    # -- templates
    48: ("{{7*7}} ${7*7} #{x} %s %n {0} {__class__}", "{count} {shown!r:>99999999}"),
    49: ("%{x} %{customdata[0]} <extra>",),
    # -- numbers and dates: text, and no axis of its own
    50: ("1 2 10", "1e400", "0x10", "٣", "-0", "NaN inf null None true"),
    51: ("2020-01-01", "12:30"),
    52: ("the the the",),
    53: ("the " * 256,),
    54: ("qwrtz zzzxq vvkj",),
    # -- spreadsheets
    55: (
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1",
        '=HYPERLINK("http://evil.example")', "=cmd|'/C calc'!A0", "＝1",
    ),
    56: ("a,b", 'a"b', "a\nb", "a\rb"),
    57: ("0012", "NA", "null"),
    # -- file names, shells, formats of others
    58: (
        "../../etc/passwd.txt", r"..\..\w.txt", r"C:\x", "con.txt", "é" * 300, "a\u202etxt.exe",
    ),
    61: ("'; DROP TABLE--", "$(reboot)", "`id`"),
    62: ('{"__proto__":{"x":1}}', "[" * 100_000),
    63: ("!!python/object/apply:os.system",),
}  # fmt: skip

STRINGS: Mapping[str, str] = {
    f"{row}.{number}": text
    for row, texts in CORPUS.items()
    for number, text in enumerate(texts, start=1)
}
"""Every string by its row and its place there, as a test names it."""

SENDABLE: Mapping[str, str] = {
    name: text for name, text in STRINGS.items() if not re.search("[\ud800-\udfff]", text)
}
"""Those that can reach the server: a lone surrogate has no UTF-8, so no browser can send it."""

ONE_OF_EACH: Mapping[str, str] = {
    name: text for name, text in SENDABLE.items() if name.endswith(".1")
}
"""The first of each row: for a screen that treats a sentence as a fully tested screen does."""

IN_A_BROWSER = (
    "32.1", "33.1", "36.1", "37.1", "38.1", "39.1", "42.1", "47.1", "49.1", "27.1",
)  # fmt: skip
"""Ten that a real browser must show as they are, without making elements or fetching anything."""
