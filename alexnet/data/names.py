"""Names of files and folders as they were typed, out of bytes that do not say how they are written."""

import os
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from alexnet.classes.labels import names

LOOKED = 500  # names that are judged; the others are written like these
WRITTEN = {  # encodings of Windows, DOS and old programs, and whose letters each writes
    "cp850": "LATIN", "cp437": "LATIN", "cp1252": "LATIN", "cp852": "LATIN", "cp866": "CYRILLIC", "cp1251": "CYRILLIC",
    "gbk": "CJK", "big5": "CJK", "cp932": "KANA", "cp949": "HANGUL",
}  # fmt: skip
SCRIPTS = {"HIRAGANA": "KANA", "KATAKANA": "KANA", "KATAKANA-HIRAGANA": "KANA"}  # else the first word of a letter's own name
MARKS = "（）「」《》、，。：！·・’–—№々ー"
ACCENTED = set("äöüßéèêëàâáãçñíìîïóòôúùûåæøœ")  # the letters with accents that are frequent
SLAVIC = set("ąćęłńśźżčďěňřšťůžőű")
CYRILLIC = set("абвгдежзийклмнопрстуфхцчшщъыьэюя")
HANGUL = set(  # the syllables that words are made of as a rule, of the 2350 that there are
    "가각간감강개거건게겨결경계고곡곤골공과관광교구국군굴궁그금기긴길김까깨꼬꽃꾸끼나난날남낙낚내너네노논녀뇌누눈느늘니님다단달닭"
    "담당대댕더덕도독돈돌동두둑드들등디딸땅떡뚜라락란람랑래량러레려력로록론료루류르른를름리린림마막만말망매맥머먹멜며면명모목몰무문"
    "물미민밀바박반발밤방배백뱀버번벌범베벽병보복볼봉부북분불비빵빨뽕뿔사산살삼상새색생서석선설성세센소속손솔송쇠수숙순술숭스슬시식"
    "신실심십싱싸쌀쓰씨아악안알암앙애야약양어언얼엄에여역연열염엽영예오옥온올와완왕외요용우운울원월위유육은을음의이익인일임입잉자작"
    "잔잠장재저적전절점접정제조족종좋주죽준중쥐즈즐지직진질집짜차참창채책척천철첫청체초촌총추축출충치친카칸칼캐커컴컵케코콘콩쿠크키"
    "타탁탄탈탑태터테텔토통투트티틱파판팔패팽퍼펭편평포폭표푸풀품프플피필하학한할함합항해햄행향허헌험헬현혈형호홍화환활황회획후훈휴흑희힘"
    "곰폐렴튤립균증염립품닐갈좌상객런맨멸육"
)
COMMON = {"gbk": ("gb2312", 0xD7), "big5": ("big5", 0xC6), "cp932": ("shift_jis", 0x97)}  # last lead byte of frequent signs


def read_names(raw: Iterable[bytes]) -> dict[bytes, str] | None:
    """Each name under the one encoding in which all make sense; None where there is none.

    UTF-8 goes first, for text in other encodings hardly ever is UTF-8. Else the encoding whose names look most like
    words: of one script each, of frequent letters, without signs.

    Example:
        >>> read_names([b"B\\x84r", b"Kuh"])[b"B\\x84r"], read_names(["熊猫".encode("gbk")])
        ('Bär', {b'\\xd0\\xdc\\xc3\\xa8': '熊猫'})
    """
    asked = list(dict.fromkeys(raw))
    looked = [name for name in asked if not name.isascii()][:LOOKED]
    ranked = sorted(WRITTEN, key=lambda encoding: _sense(looked, encoding), reverse=True)  # equal ones stay in their order
    for encoding in ("utf-8", *(one for one in ranked if _sense(looked, one) > 0)):
        try:
            return {name: name.decode(encoding) for name in asked}
        except UnicodeDecodeError:
            continue
    return None


def as_typed(names_found: Iterable[str]) -> dict[str, str]:
    """What folders are called, by the names that the system gives: those that are no UTF-8 are read, accents are one letter.

    Example:
        >>> list(as_typed(["cat", "caf\\udce9", "Ba\\u0308r"]).values()) == ["cat", "café", "B\\u00e4r"]
        True
    """
    found = list(names_found)
    broken = {name: os.fsencode(name) for name in found if re.search("[\ud800-\udfff]", name)}
    read = read_names(broken.values()) or {raw: raw.decode("utf-8", "backslashreplace") for raw in broken.values()}
    return {name: unicodedata.normalize("NFC", read[broken[name]] if name in broken else name) for name in found}


def _sense(raw: list[bytes], encoding: str) -> float:
    """How much the parts of names look like words in the letters of `encoding`: 1 for very much, 0 and less for not at all."""
    try:
        parts = {part for name in raw for part in re.split(r"[/\\]", name.decode(encoding)) if not part.isascii()}
    except UnicodeDecodeError:
        return -1.0
    found = [_likeness(part, encoding) for part in parts]
    if not found or min(found) <= 0:  # all are to make sense
        return min(found, default=0.0)
    return (min(found) + sum(found) / len(found)) / 2


def _likeness(name: str, encoding: str) -> float:
    foreign = [letter for letter in name if not letter.isascii()]
    worth = sum(_worth(letter, encoding) for letter in foreign)
    for word in re.findall(r"[^\W\d_]+", name):
        scripts = {_script(letter) for letter in word}
        if scripts & {"CJK", "KANA", "HANGUL"}:  # an X-ray is an X光
            scripts = {_script(letter) for letter in word if not ("A" <= letter <= "Z")}
        rises = any(a.islower() and b.isupper() and not (a + b).isascii() for a, b in pairwise(word))
        mixed = len(scripts - {"CJK"} if "KANA" in scripts else scripts) > 1
        crowded = scripts == {"LATIN"} and 2 * sum(not letter.isascii() for letter in word) > len(word)
        worth -= 2 * mixed + len(word) * (crowded or (rises and "CYRILLIC" in scripts)) + 0.8 * rises
    return worth / len(foreign)


@cache
def _worth(letter: str, encoding: str) -> float:
    """How frequent a letter is in names in its encoding: from 1 to 0; below for what is none of its letters."""
    if letter in MARKS:
        return 0.0
    script, wanted, low = _script(letter), WRITTEN[encoding], letter.lower()
    if unicodedata.category(letter)[0] not in "LM" or (script != wanted and {script, wanted} != {"CJK", "KANA"}):
        return -3.0
    if wanted == "LATIN":
        return 1.0 if low in ACCENTED else 0.7 if low in SLAVIC else 0.3
    if wanted in ("CYRILLIC", "HANGUL"):
        return 1.0 if low in CYRILLIC | HANGUL else 0.45 if wanted == "HANGUL" else 0.3
    return 1.0 if script == "KANA" else _of_signs(letter, encoding)


def _of_signs(sign: str, encoding: str) -> float:
    if sign in _our_signs():
        return 0.9 if encoding == "cp932" else 1.0
    for (charset, last), worth in ((COMMON[encoding], 0.5), (COMMON["big5"], 0.3)):
        try:
            return worth if sign.encode(charset)[0] <= last else 0.1
        except UnicodeEncodeError:
            continue
    return -0.5


@cache
def _our_signs() -> set[str]:
    """The Chinese signs with which names of classes are written."""
    return {sign for by_language in names("classes").values() for sign in by_language.get("zh", "")}


@cache
def _script(letter: str) -> str:
    first = unicodedata.name(letter, "").split(" ")[0]
    return "LATIN" if letter.isascii() else SCRIPTS.get(first, first)
