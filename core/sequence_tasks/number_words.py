"""Numbers in words: English, and both Korean systems, Sino-Korean and native.

The rules are those that schools teach: English groups the digits by three, Korean by four.
"""

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = (
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_THOUSANDS = ("", "thousand", "million", "billion")

_DIGITS = "영일이삼사오육칠팔구"
_PLACES = ("", "십", "백", "천")
_MYRIADS = ("", "만", "억", "조")

_NATIVE_ONES = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_NATIVE_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")


def english(number: int, and_: bool = True, hyphen: str = "-") -> str:
    """Return a number in English words.

    >>> english(321), english(17), english(40_005)
    ('three hundred and twenty-one', 'seventeen', 'forty thousand and five')
    >>> english(321, and_=False, hyphen=" ")
    'three hundred twenty one'

    Args:
        number: from 0 to 999,999,999,999.
        and_: whether there is an "and" before what is below a hundred, as in British English.
        hyphen: what stands in "twenty-one".

    Raises:
        ValueError: if the number is another one.
    """
    _check(number, 0, 1_000 ** len(_THOUSANDS) - 1)
    if number == 0:
        return _ONES[0]
    groups = [number // 1_000**power % 1_000 for power in range(len(_THOUSANDS))]
    words = []
    for power in range(len(groups) - 1, 0, -1):
        if groups[power]:
            words += [_below_thousand(groups[power], and_, hyphen), _THOUSANDS[power]]
    if groups[0]:
        words += ["and"] if and_ and words and groups[0] < 100 else []
        words.append(_below_thousand(groups[0], and_, hyphen))
    return " ".join(words)


def korean(number: int, one: bool = False, space: bool = False) -> str:
    """Return a number in Sino-Korean words.

    >>> korean(321), korean(17), korean(12_003), korean(10_000)
    ('삼백이십일', '십칠', '만이천삼', '만')
    >>> korean(110_000_000), korean(12_100, one=True, space=True)
    ('일억천만', '일만 이천일백')

    Args:
        number: from 0 to 9,999,999,999,999,999.
        one: whether 일 is said before 백, 천 and 만, as on a cheque; before 십 it never is here.
        space: whether there is a space after 만, 억 and 조, as the spelling rules have it.

    Raises:
        ValueError: if the number is another one.
    """
    _check(number, 0, 10_000 ** len(_MYRIADS) - 1)
    if number == 0:
        return _DIGITS[0]
    words = []
    for power in range(len(_MYRIADS) - 1, -1, -1):
        group = number // 10_000**power % 10_000
        if group:
            bare = group == 1 and power == 1 and not words and not one  # 만, but 일억
            words.append(("" if bare else _below_myriad(group, one)) + _MYRIADS[power])
    return (" " if space else "").join(words)


def native_korean(number: int) -> str:
    """Return a number in native Korean words, as things are counted.

    >>> native_korean(17), native_korean(20), native_korean(99)
    ('열일곱', '스물', '아흔아홉')

    Args:
        number: from 1 to 99: the native system ends there.

    Raises:
        ValueError: if the number is another one.
    """
    _check(number, 1, 99)
    tens, ones = divmod(number, 10)
    return _NATIVE_TENS[tens] + _NATIVE_ONES[ones]


def english_value(words: str) -> int | None:
    """Return the number that is written in English words, in any way of ``english``.

    >>> english_value("Three hundred twenty one"), english_value("one thousand and five")
    (321, 1005)
    >>> english_value("three and twenty"), english_value("")
    (None, None)
    """
    plain = " ".join(words.lower().replace("-", " ").split())
    total, group = 0, 0
    for word in plain.split():
        if word in _ONES:
            group += _ONES.index(word)
        elif word in _TENS:
            group += 10 * _TENS.index(word)
        elif word == "hundred":
            group *= 100
        elif word in _THOUSANDS:
            total, group = total + group * 1_000 ** _THOUSANDS.index(word), 0
        elif word != "and":
            return None
    number = total + group
    if number >= 1_000 ** len(_THOUSANDS):
        return None
    return number if plain in (english(number, and_, " ") for and_ in (True, False)) else None


def korean_value(words: str) -> int | None:
    """Return the number that is written in Sino-Korean words, in any way of ``korean``.

    >>> korean_value("삼백이십일"), korean_value("일만 이천"), korean_value("백일백")
    (321, 12000, None)
    """
    plain = "".join(words.split())
    total, group, digit = 0, 0, 0
    for syllable in plain:
        if syllable in _DIGITS:
            digit = _DIGITS.index(syllable)
        elif syllable in _PLACES:
            group, digit = group + (digit or 1) * 10 ** _PLACES.index(syllable), 0
        elif syllable in _MYRIADS:
            whole = group + digit or 1
            total, group, digit = total + whole * 10_000 ** _MYRIADS.index(syllable), 0, 0
        else:
            return None
    number = total + group + digit
    if number >= 10_000 ** len(_MYRIADS):
        return None
    return number if plain in (korean(number, one) for one in (False, True)) else None


def _below_thousand(number: int, and_: bool, hyphen: str) -> str:
    hundreds, rest = divmod(number, 100)
    words = [_ONES[hundreds], "hundred"] if hundreds else []
    if rest:
        words += ["and"] if and_ and hundreds else []
        words.append(_below_hundred(rest, hyphen))
    return " ".join(words)


def _below_hundred(number: int, hyphen: str) -> str:
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (hyphen + _ONES[ones] if ones else "")


def _below_myriad(number: int, one: bool) -> str:
    words = []
    for place in range(len(_PLACES) - 1, -1, -1):
        digit = number // 10**place % 10
        silent = digit == 1 and place > 0 and not (one and place > 1)  # 백, not 일백
        if digit:
            words.append(("" if silent else _DIGITS[digit]) + _PLACES[place])
    return "".join(words)


def _check(number: int, lowest: int, highest: int) -> None:
    if not lowest <= number <= highest:
        raise ValueError(f"Expected a number from {lowest:,} to {highest:,}; got {number:,}.")
