"""Every language says the same things: equal keys, equal placeholders, equal sections."""

import string

import pytest

from alexnet.ask.saliency import METHODS
from alexnet.data.sets import DATASETS
from alexnet.errors import TEXT
from alexnet.lessons.filters import HUES
from alexnet.training.recipe import RECIPES
from app.frame import navigation
from app.frame.text import LANGUAGES, labels, sections

OTHERS = [language for language in LANGUAGES if language != "en"]


def placeholders(label: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(label) if name}


def test_every_language_has_its_folder() -> None:
    assert {folder.name for folder in TEXT.iterdir()} == set(LANGUAGES)


@pytest.mark.parametrize("language", OTHERS)
def test_labels_match(language: str) -> None:
    ours, theirs = labels("en"), labels(language)
    assert ours.keys() == theirs.keys()
    for key, label in ours.items():
        assert placeholders(label) == placeholders(theirs[key]), key


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("lesson", [path.stem for path in (TEXT / "en").glob("*.md")])
def test_prose_matches(lesson: str, language: str) -> None:
    assert sections("en", lesson).keys() == sections(language, lesson).keys()
    assert all(sections(language, lesson).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_registered_has_words(language: str) -> None:
    words = labels(language)
    for method in METHODS.values():
        assert words[f"method.{method.name}"] and words[f"about.{method.name}"]
        assert all(words[f"parameter.{parameter.name}"] for parameter in method.parameters)
    assert all(words[f"colour.{hue}"] for hue in HUES)
    assert all(words[f"train.{name}"] for name in (*DATASETS, *RECIPES))
    for slug in navigation.LESSONS:
        assert words[f"nav.{slug}"] and {"question", "lead", "notice", "paper", "try"} <= sections(language, slug).keys()


def test_every_lesson_is_a_page_and_every_page_a_lesson() -> None:
    assert {path.stem for path in navigation.PAGES.glob("*.py")} == set(navigation.LESSONS)
