"""The Korean catalogue speaks as one lecturer: one register, one word a thing, right particles.

Explanations end in -ㅂ니다, requests in -세요, questions in -ㄹ까요; labels are nouns. A particle
that depends on the sound before it stands after no value, and after a Latin name as that is read.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.language.test_language import catalogue

GLOSSARY = Path(__file__).parents[3] / "docs" / "glossary.md"


def entries() -> list[tuple[str, str]]:
    """Return each English string with its Korean one; of plural forms, the last."""
    pairs = []
    for message in catalogue("ko"):
        if message.id:
            english = message.id if isinstance(message.id, str) else message.id[-1]
            forms = message.string or ""
            pairs.append((english, forms if isinstance(forms, str) else forms[0]))
    return pairs


ENTRIES = entries()

# ---- register ------------------------------------------------------------------------------------

_SENTENCE_END = re.compile(r"([가-힣]+)[”)*]*([.?!])(?=\s|$)")
_LABEL_END = re.compile(r"(?:[을를일할될볼]까|는가|인가|(?<!니)다|[해봐줘]요|ㄹ까)$")


def wrong_register(korean: str) -> Iterator[str]:
    """Yield the endings of a text that another lecturer would have used."""
    for word, mark in _SENTENCE_END.findall(korean):
        if mark == "?" or word.endswith("까요"):
            fits = mark == "?" and word.endswith("까요")
        else:
            fits = not word.endswith(("다", "요")) or word.endswith(("니다", "세요"))
        if not fits:
            yield word + mark
    if label := _LABEL_END.search(korean):
        yield label[0]


def test_every_text_keeps_to_one_register():
    assert {
        korean: [*wrong_register(korean)] for _, korean in ENTRIES if [*wrong_register(korean)]
    } == {}


@pytest.mark.parametrize(
    "korean",
    [
        "누가 썼을까?",
        "무엇인가?",
        "셀이 기억한다.",
        "눌러요.",
        "누가 썼을까",
        "무엇을 세는가",
        "읽습니까?",
    ],
)
def test_another_register_is_found(korean):
    assert [*wrong_register(korean)]


@pytest.mark.parametrize(
    "korean",
    [
        "누가 썼을까요?",
        "기억합니다.",
        "고르세요.",
        "글자인지.",
        "문자의 수.",
        "약 0.5배",
        "복사했습니다",
    ],
)
def test_the_register_of_a_lecture_is_no_fault(korean):
    assert not [*wrong_register(korean)]


# ---- words ---------------------------------------------------------------------------------------

NOT_OURS = {
    r"(?<!한 )(?<!학습 )단계(?!별로)": "시점 (a time step)",
    r"스텝|타임": "시점",
    r"네거티브(?! 샘플링)": "부정",
    r"캐러셀|캐로셀": "상수 오차 회전목마(CEC)",
    r"잘린 역전파": "시간에 따른 역전파(BPTT) 자르기",
    r"(?<!시간에 따른 역전파\()BPTT": "시간에 따른 역전파(BPTT)",
    r"(?<!단어 가방\()(?<!단어 가방\*\*\()BoW": "단어 가방(BoW)",
    r"(?<!미등록 단어\()(?<!미등록 토큰\()(?<!미등록\()OOV": "미등록 단어(OOV)",
    r"(?<!상수 오차 회전목마\()CEC": "상수 오차 회전목마(CEC)",
    r"(?<!소프트맥스\()[Ss]oftmax": "소프트맥스",
    r"뉴런": "유닛",
    r"파라미터|패러미터": "매개변수",
    r"그래디언트|그라디언트": "기울기",
    r"바이어스|웨이트": "편향, 가중치",
    r"히든|포겟": "은닉, 망각",
    r"(?<!게이트를 )닫힘 게이트": "망각 게이트",
    r"스테퍼|로짓": "a plain word",
}
"""What Korean lectures, or this one, call otherwise -> what they call it."""


def glossary() -> dict[str, set[str]]:
    """Return the Korean words of each English one in the glossary's tables of the field."""
    words: dict[str, set[str]] = {}
    field = GLOSSARY.read_text("utf-8").split("## The field's words")[1]
    for line in field.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3 and re.search("[가-힣]", cells[1]):
            korean = {word.strip() for word in re.sub(r"\(.*?\)", "", cells[1]).split(",")}
            for english in re.sub(r"\(.*?\)", "", cells[0]).split(","):
                words.setdefault(english.strip().lower(), set()).update(korean)
    return words


def test_no_text_has_another_word_for_what_has_one():
    found = {
        korean: ours
        for _, korean in ENTRIES
        for wrong, ours in NOT_OURS.items()
        if re.search(wrong, korean)
    }
    assert found == {}


def test_a_term_of_the_glossary_is_called_as_it_says():
    words = glossary()
    assert len(words) > 80
    wrong = {
        english: korean
        for english, korean in ENTRIES
        if english.lower() in words and not any(word in korean for word in words[english.lower()])
    }
    assert wrong == {}


def test_a_negative_review_and_a_negation_have_words_of_their_own():
    for english, korean in ENTRIES:
        if re.search(r"\bnegat(?:ion|es)\b", english, re.IGNORECASE):
            assert re.search("부정어|부정하는", korean), english
        if english == "negative":
            assert korean == "부정"


# ---- particles -----------------------------------------------------------------------------------

READ_AS = {
    "RNN": "알엔엔", "LSTM": "엘에스티엠", "GRU": "지알유", "CBOW": "시보", "AUC": "에이유시",
    "CSV": "시에스브이", "NPZ": "엔피제트", "JSON": "제이슨", "Keras": "케라스",
    "PyTorch": "파이토치", "Embedding": "임베딩", "Dense": "덴스", "Dropout": "드롭아웃",
    "WordPiece": "워드피스", "BPE": "비피이", "IDF": "아이디에프", "idf": "아이디에프",
    "tanh": "탄에이치", "cuDNN": "쿠디엔엔", "MAC": "맥", "gram": "그램", "hello": "헬로",
    "Enter": "엔터", "Shift": "시프트", "Esc": "이에스시", "Ctrl": "컨트롤", "False": "폴스",
    "True": "트루", "None": "넌", "NumPy": "넘파이", "NaN": "난", "CPU": "시피유",
    "Gatescope": "게이트스코프", "Kiwi": "키위", "kiwipiepy": "키위파이파이",
    "DATA": "데이터", "BoW": "보우", "RepeatVector": "리피트벡터", "concat": "콘캣",
    "Equinox": "에퀴녹스", "linen": "리넨", "NNX": "엔엔엑스", "Haiku": "하이쿠", "size": "사이즈",
    "OOV": "오오브이", "BPTT": "비피티티", "UTF": "유티에프", "D": "디", "C": "시", "W": "더블유",
    "b": "비", "c": "시", "f": "에프", "h": "에이치", "k": "케이", "n": "엔", "o": "오",
    "r": "알", "t": "티", "x": "엑스", "y": "와이", "z": "제트", "σ": "시그마", "ρ": "로",
    "ρQ": "로큐", "ρᵏ": "로의 케이승", "Q": "큐", "but": "벗", "not": "낫", "never": "네버",
    "good": "굿", "bad": "배드", "loved": "러브드", "He": "히", "I": "아이", "friend": "프렌드",
    "Python": "파이썬", "safetensors": "세이프텐서스", "dynamic": "다이내믹",
    "def": "데프", "return": "리턴", "py": "파이", "p": "피",
}  # fmt: skip
"""How Latin and Greek names are read in Korean."""
DIGITS = "영일이삼사오육칠팔구"
PAIRS = (("을", "를"), ("은", "는"), ("이", "가"), ("과", "와"), ("으로", "로"), ("이라", "라"))
_PARTICLE = "(으로|이라|을|를|은|는|이|가|과|와|로|라)(?=[\\s,.?!)”]|고 |서 |도 |만 |의 |$)"
_AFTER_VALUE = re.compile(r"\{\w+(?::([^}]*))?\}[”’\"*]*" + _PARTICLE)
_AFTER_NAME = re.compile(r"([A-Za-zσρᵏ]+|\d)[”’*]*" + _PARTICLE)
RIEUL = 8


def final_sound(syllable: str) -> int:
    """Return the number of a syllable's final consonant, 0 where it has none."""
    return (ord(syllable) - ord("가")) % 28


def wrong_particles(korean: str) -> Iterator[str]:
    """Yield particles that do not follow from the sound before them, or cannot."""
    for match in _AFTER_VALUE.finditer(korean):
        if not (match[1] or "").endswith("%") or match[2] in {first for first, _ in PAIRS}:
            yield match[0]
    for match in _AFTER_NAME.finditer(re.sub(r"\{[^}]*\}", "", korean)):
        name, particle = match[1], match[2]
        read = READ_AS.get(name) or (DIGITS[int(name)] if name.isdigit() else None)
        if read is None:
            yield f"{match[0]}: how is {name!r} read?"
        elif particle not in right_particles(read):
            yield match[0]


def right_particles(read: str) -> set[str]:
    """Return the particles that can follow a word."""
    final = final_sound(read[-1])
    right = {pair[0] if final else pair[1] for pair in PAIRS}
    return right - {"으로"} | {"로"} if final == RIEUL else right


def test_no_particle_depends_on_a_value_and_names_have_theirs():
    wrong = {korean: faults for _, korean in ENTRIES if (faults := [*wrong_particles(korean)])}
    assert wrong == {}


@pytest.mark.parametrize(
    "korean",
    [
        "{unit}을 끄기", "“{token}”이 쓴 값", "{share:.0%}을 유지", "torch.nn.LSTM와의 차이",
        "RNN는 잊습니다", "GRU이 기억합니다", "h과 c", "1를 뺀 값", "XYZ는 모릅니다",
    ],
)  # fmt: skip
def test_a_wrong_particle_is_found(korean):
    assert [*wrong_particles(korean)]


@pytest.mark.parametrize(
    "korean",
    [
        "{number}번 토큰을",
        "{share:.0%}를 유지",
        "LSTM과 GRU는",
        "RNN은",
        "h와 c를",
        "1을 뺀 값",
        "r로 측정",
    ],
)
def test_a_right_particle_is_no_fault(korean):
    assert not [*wrong_particles(korean)]
