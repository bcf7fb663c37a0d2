"""The quiz: every kind asks something that has one answer, in every language, and the score counts."""

import random

import pytest

from app.frame.text import LANGUAGES, labels
from app.lessons import quiz_kinds
from tests.app.session import start, words


@pytest.mark.parametrize("kind", quiz_kinds.KINDS)
def test_every_kind_has_its_words(kind: str) -> None:
    for language in LANGUAGES:
        assert labels(language)[f"quiz.{kind}"] and labels(language)[f"quiz.{kind}_why"]


@pytest.mark.parametrize("kind", quiz_kinds.KINDS)
def test_questions_repeat_with_their_seed_and_differ_without(kind: str) -> None:
    asked = [quiz_kinds.KINDS[kind].run(random.Random(seed)) for seed in (1, 1, 2, 3, 4, 5)]
    for one in asked:
        assert 0 <= one.right < len(one.options) >= 2
        assert len(set(one.options)) == len(one.options)
    told = [(one.words, one.why, [word for _, word in one.pictures], one.options, one.right) for one in asked]
    assert told[0] == told[1]
    assert any(told[0] != other for other in told[2:])


def test_a_round_asks_every_kind_once() -> None:
    order = [quiz_kinds.question(7, number).words for number in range(len(quiz_kinds.KINDS))]
    assert len(set(order)) == len(quiz_kinds.KINDS)


def test_the_filter_question_knows_its_gpu() -> None:
    asked = quiz_kinds.KINDS["gpu"].run(random.Random(3))
    number = int(asked.pictures[0][1].split()[-1])
    assert asked.options[asked.right] == f"GPU {1 if number <= 48 else 2}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_guess_reveal_next(language: str) -> None:
    app = start(language, "quiz", quiz_seed="11")
    first = words(app)
    right = quiz_kinds.question(11, 0).right
    app.button(key=f"quiz-0-{right}").click().run()
    assert not app.exception and len(app.success) == 1
    assert labels(language)["quiz.score"].format(right=1, all=1) in words(app)
    app.button(key="quiz_next").click().run()
    assert words(app) != first and not app.success
    wrong = 1 - min(1, quiz_kinds.question(11, 1).right)
    app.button(key=f"quiz-1-{wrong}").click().run()
    assert labels(language)["quiz.score"].format(right=1, all=2) in words(app)


def test_a_strange_seed_in_the_address_is_replaced() -> None:
    app = start(page="quiz", quiz_seed="x" * 50)
    assert not app.exception and 1 <= app.session_state.quiz_seed <= 9999
