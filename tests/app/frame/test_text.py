"""A language is a folder: each says what English says, and says it of all that is registered; no word is left over."""

import dataclasses
import shutil
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from alexnet.ask.saliency import METHODS
from alexnet.classes.labels import table
from alexnet.data.sets import DATASETS
from alexnet.language import FILE, FIRST, TEXT, languages
from alexnet.lessons.claims import claims
from alexnet.lessons.filters import HUES
from alexnet.photo.augment import AUGMENTATIONS
from alexnet.training.plan import NETWORKS
from alexnet.training.recipe import RECIPES
from alexnet.weights.sources import WEIGHTS
from app.frame import navigation
from app.frame.photo import samples
from app.frame.shelf import KINDS as SAMPLE_KINDS
from app.frame.text import LANGUAGES, SECTION, labels, sections
from app.frame.tour import STEPS
from app.lessons.quiz_kinds import KINDS
from tests.app.frame.sources import occurs

OTHERS = [language for language in LANGUAGES if language != FIRST]


def placeholders(label: str) -> list[str]:
    return sorted({name for _, name, _, _ in string.Formatter().parse(label) if name})


def entries(file: Path) -> dict[str, str]:
    """What a file of a language says, by a name for each entry: labels, sections of prose or names of classes."""
    text = file.read_text("utf-8")
    if file.suffix == ".md":
        parts = SECTION.split(text)
        return {f"section # {name}": prose.strip() for name, prose in zip(parts[1::2], parts[2::2], strict=True)}
    if file.suffix == ".tsv":
        return {f"name of {row['id']}": row["name"] or "" for row in table(file)}
    tables = tomllib.loads(text)
    if file.name == FILE:
        return tables
    return {f"label {head}.{key}": label for head, keys in tables.items() for key, label in keys.items()}


def gaps(folder: Path, model: Path = TEXT / FIRST) -> Iterator[str]:
    """In words, everything that a language's folder lacks or has too much beside English."""
    ours, theirs = ({file.name for file in one.iterdir()} for one in (model, folder))
    yield from (f"{folder.name}/{name} is missing" for name in sorted(ours - theirs))
    yield from (f"{folder.name}/{name} is not a file of {model.name}" for name in sorted(theirs - ours))
    for name in sorted(ours & theirs):
        wanted, there = entries(model / name), entries(folder / name)
        yield from (f"{folder.name}/{name}: {key} is missing" for key in wanted if key not in there)
        yield from (f"{folder.name}/{name}: {key} is not in {model.name}" for key in there if key not in wanted)
        for key in wanted.keys() & there.keys():
            if not (there[key] if name == FILE else there[key].strip()):  # a language may group by spaces
                yield f"{folder.name}/{name}: {key} is empty"
            elif key.startswith("label") and placeholders(wanted[key]) != placeholders(there[key]):
                yield f"{folder.name}/{name}: {key} must name {placeholders(wanted[key])}"


def told(lines: Iterator[str]) -> str:
    return "\n".join(list(lines)[:20])


def test_every_folder_is_a_language_and_english_comes_first() -> None:
    assert [folder.name for folder in TEXT.iterdir() if folder.is_dir() and not (folder / FILE).exists()] == []
    assert list(LANGUAGES) == [FIRST, *sorted(OTHERS)] == list(languages())
    assert len(set(LANGUAGES.values())) == len(LANGUAGES), "two languages have the same name in their language.toml"


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_what_english_says(language: str) -> None:
    assert told(gaps(TEXT / language)) == ""


def test_gaps_are_told_by_file_and_key(tmp_path: Path) -> None:
    half = tmp_path / "fr"
    shutil.copytree(TEXT / FIRST, half)
    assert told(gaps(half)) == ""
    (half / "gpus.md").unlink()
    for name, old, new in (
        ("relu.md", "# try", "# tri"),
        ("saliency.toml", 'keep = "Keep as PNG"\n', ""),
        ("frame.toml", "{share:.0%}", "{part}"),
        ("classes.tsv", "\tgoldfish", "\t"),
        ("errors.toml", "empty = ", "void = "),
        ("photos.toml", '"Cat"', '""'),
        (FILE, 'html = "en"\n', ""),
    ):
        text = (half / name).read_text("utf-8")
        assert old in text
        (half / name).write_text(text.replace(old, new, 1), "utf-8")
    assert set(gaps(half)) == {
        "fr/gpus.md is missing",
        "fr/relu.md: section # try is missing",
        "fr/relu.md: section # tri is not in en",
        "fr/saliency.toml: label saliency.keep is missing",
        "fr/frame.toml: label job.running must name ['share']",
        "fr/classes.tsv: name of n01443537 is empty",
        "fr/errors.toml: label photo.empty is missing",
        "fr/errors.toml: label photo.void is not in en",
        "fr/photos.toml: label sample.cat is empty",
        "fr/language.toml: html is missing",
    }


def test_a_key_in_two_files_is_refused(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "xx").mkdir()
    for name in ("one", "two"):
        (tmp_path / "xx" / f"{name}.toml").write_text('[photo]\nchoose = "Photo"\n', "utf-8")
    monkeypatch.setattr("app.frame.text.TEXT", tmp_path)
    with pytest.raises(ValueError, match=r"two\.toml: photo\.choose"):
        labels("xx")


def looked_up() -> Iterator[str]:
    """Every key that the app makes from the name of something registered."""
    for name, method in METHODS.items():
        yield from (f"method.{name}", f"about.{name}")
        yield from (f"parameter.{parameter.name}" for parameter in method.parameters)
    for name, augmentation in AUGMENTATIONS.items():
        yield f"augmentation.{name}"
        yield from (f"parameter.{parameter.name}" for parameter in augmentation.parameters)
    yield from (f"network.{name}" for name in WEIGHTS)
    yield from (f"train.{name}" for name in (*NETWORKS, *DATASETS, *RECIPES))
    yield from (f"recipe.{field.name}" for recipe in RECIPES.values() for field in dataclasses.fields(recipe))
    yield from (f"colour.{hue}" for hue in HUES)
    yield from (f"quiz.{kind}{more}" for kind in KINDS for more in ("", "_why"))
    yield from (f"claim.{claim.key}" for claim in claims())
    yield from (f"claim_note.{claim.key}" for claim in claims() if claim.ours)
    yield from (f"chapter.{chapter}" for chapter in navigation.CHAPTERS)
    yield from (f"nav.{slug}" for slug in navigation.LESSONS)
    for step in STEPS:
        yield from (f"tour.do_{step.key}", f"tour.seen_{step.key}", *step.names.values())
    yield from (f"sample.{slug}" for slug in samples())
    yield from (f"sample_kind.{kind}" for kind in SAMPLE_KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_registered_has_words(language: str) -> None:
    words = labels(language)
    assert [key for key in looked_up() if not words.get(key)] == []
    for slug in navigation.LESSONS:
        assert {"question", "lead", "notice", "paper", "try"} <= sections(language, slug).keys(), slug


def test_every_lesson_is_a_page_and_every_page_a_lesson() -> None:
    assert {path.stem for path in navigation.PAGES.glob("*.py")} == set(navigation.LESSONS)


def test_no_word_is_left_over() -> None:
    """A label that it names is used nowhere, or looked up in a way that tests/app/frame/sources.py does not see."""
    for gone in ("saliency.nonsense", "method.nonsense", "dropout.part_nonsense", "quiz.nonsense_why"):
        assert not occurs(gone)
    assert [key for key in labels(FIRST) if not occurs(key)] == []
    for file in (TEXT / FIRST).glob("*.md"):
        assert [name for name in sections(FIRST, file.stem) if not occurs(name)] == [], file.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_its_forms(language: str) -> None:
    for key, label in labels(language).items():
        for _, _, spec, _ in string.Formatter().parse(label):
            if spec and spec.startswith("|"):
                forms = spec[1:].split("|")
                used = {languages()[language].form(count, forms) for count in range(200)}  # raises where there are too few
                assert used == set(forms), key
