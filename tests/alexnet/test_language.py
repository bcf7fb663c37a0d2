"""Each language writes numbers and plurals in its own way; English and Chinese as Python does."""

from pathlib import Path

import numpy as np
import pytest
import torch

from alexnet.language import FILE, Language, languages, read

FRENCH = Language("fr", "français", "fr", ",", "\u202f", "{}\u202f%", "n > 1")
SLAVIC = "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
RUSSIAN = Language("ru", "русский", "ru", ",", "\xa0", "{} %", SLAVIC)


@pytest.mark.parametrize("spec", ["", ",", ",.1f", ".0%", ".2f", "g", ".2g", ",.0f", ".1%"])
@pytest.mark.parametrize("value", [0, 7, 1234567, 0.25, -1234.5, 0.0125, np.float32(0.5), np.int64(12345)])
@pytest.mark.parametrize("code", ["en", "zh"])
def test_english_and_chinese_write_as_python_does(code: str, value: float, spec: str) -> None:
    assert languages()[code].number(value, spec) == format(value, spec)
    assert languages()[code].fill(f"{{it:{spec}}}", it=value) == format(value, spec)


@pytest.mark.parametrize(
    ("value", "spec", "wanted"),
    [
        (1234567, ",", "1\u202f234\u202f567"), (1234.5, ",.1f", "1\u202f234,5"), (0.256, ".1%", "25,6\u202f%"), (12, "", "12"),
        (0.5, "", "0,5"), (torch.tensor(0.5), ".2f", "0,50"), (np.float64(0.1), "g", "0,1"),
        ("a.b, c%", "", "a.b, c%"), (Path("cat.jpg"), "", "cat.jpg"), ([1.5, 2], "", "[1.5, 2]"),
    ],
)  # fmt: skip
def test_french_numbers_and_what_is_no_number(value: object, spec: str, wanted: str) -> None:
    assert FRENCH.number(value, spec) == wanted
    assert FRENCH.fill(f"It: {{it:{spec}}}.", it=value) == f"It: {wanted}."


@pytest.mark.parametrize(
    ("share", "spec", "wanted"),
    [
        (0, ".1%", "0.0%"), (0.0004, ".1%", "<0.1%"), (0.0006, ".1%", "0.1%"), (0.9996, ".1%", ">99.9%"), (1, ".1%", "100.0%"),
        (0.004, ".0%", "<1%"), (0.996, ".0%", ">99%"), (np.float32(1e-6), ".2%", "<0.01%"), (1 - 1e-9, ".0%", ">99%"),
        (1e-17, ".0%", "0%"), (-0.0004, ".1%", "-0.0%"), (0.0004, "+.1%", "+0.0%"), (1.0004, ".1%", "100.0%"),
    ],
)  # fmt: skip
def test_a_share_is_never_rounded_to_nothing_or_all(share: float, spec: str, wanted: str) -> None:
    for code in ("en", "zh"):
        assert languages()[code].number(share, spec) == languages()[code].fill(f"{{it:{spec}}}", it=share) == wanted
    assert FRENCH.number(0.0004, ".1%") == "<0,1\u202f%"


@pytest.mark.parametrize("spec", ["", ".1%", ",", ".2f", "g"])
def test_what_is_no_number_is_a_dash(spec: str) -> None:
    for value in (float("nan"), np.float64("nan")):
        assert languages()["zh"].number(value, spec) == languages()["en"].fill(f"{{it:{spec}}}", it=value) == "\N{EN DASH}"


def test_formulas_keep_their_commas_together() -> None:
    sentence = "{a:.1f} $x^{{{a:.1f}}} + {b:,}$ {a:.1f}"
    assert FRENCH.fill(sentence, a=0.5, b=1234) == r"0,5 $x^{0{,}5} + 1\,234$ 0,5"
    assert languages()["en"].fill(sentence, a=0.5, b=1234) == "0.5 $x^{0.5} + 1,234$ 0.5"


def test_plurals() -> None:
    words = "{n:,} {n:|файл|файла|файлов}"
    assert [RUSSIAN.fill(words, n=n) for n in (1, 3, 5, 11, 21, 1002)] == [
        "1 файл", "3 файла", "5 файлов", "11 файлов", "21 файл", "1\xa0002 файла",
    ]  # fmt: skip
    assert FRENCH.fill("{n:|photo|photos}", n=0) == "photo"
    with pytest.raises(IndexError):
        FRENCH.fill("{n:|photo}", n=2)
    with pytest.raises(KeyError):
        FRENCH.fill("{n}")


def test_a_language_without_an_entry_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path)
    (tmp_path / FILE).write_text('name = "français"\ncolour = "blue"\n', "utf-8")
    with pytest.raises(ValueError, match=r"language\.toml.*colour"):
        read(tmp_path)
