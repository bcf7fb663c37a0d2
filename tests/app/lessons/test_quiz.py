"""The quiz: every kind asks something that has one answer, in every language, and the score counts."""

import random

import pytest

from app.frame.text import LANGUAGES, labels
from app.lessons import quiz as lesson
from app.lessons import quiz_kinds
from tests.app.session import html, start


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


def test_what_is_right_is_told_only_after_the_guess() -> None:
    this = quiz_kinds.question(11, 0)
    wrong = (this.right + 1) % len(this.options)
    before, after = lesson.told(this, 0, {}, []), lesson.told(this, 0, {0: wrong}, [False])
    assert before["known"] is None and this.why not in str(before)
    assert after["known"] == {"chosen": wrong, "right": this.right, "why": this.why, "told": after["known"]["told"]}
    assert this.options[this.right] in after["known"]["told"]
    assert before["count"] == labels("en")["quiz.count"].format(number=1, all=6)
    assert labels("en")["quiz.score"].format(right=0, all=1) in after["count"]


def test_options_of_pictures_are_pictures() -> None:
    for kind, pictures in {"map": 3, "crop": 3, "flip": 0, "layers": 0}.items():
        this = quiz_kinds.KINDS[kind].run(random.Random(5))
        told = lesson.told(this, 0, {}, [])
        assert sum(option["picture"].startswith("data:image/jpeg") for option in told["options"]) == pictures
        assert len(told["options"]) == len(this.options)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_round_ends_with_its_score_and_begins_anew(language: str) -> None:
    app = start(language, "quiz", quiz_seed="11")
    rights = [quiz_kinds.question(11, number).right for number in range(lesson.ROUND)]
    app.session_state.quiz_results = {0: 1 - min(1, rights[0])} | {number: rights[number] for number in range(1, lesson.ROUND)}
    app.session_state.quiz_number = lesson.ROUND
    app.run()
    assert app.subheader[0].value == labels(language)["quiz.end"].format(right=lesson.ROUND - 1, all=lesson.ROUND)
    assert html(app).count('class="right"') == lesson.ROUND - 1 and html(app).count('class="wrong"') == 1
    app.button(key="quiz_again").click().run()
    assert app.session_state.quiz_seed == "11" and app.session_state.quiz_results == {}
    app.button(key="quiz_new").click().run()
    assert app.session_state.quiz_seed != "11" and app.query_params["quiz_seed"] == app.session_state.quiz_seed


def test_a_strange_seed_in_the_address_is_replaced() -> None:
    app = start(page="quiz", quiz_seed="x" * 50)
    assert not app.exception and 1 <= int(app.session_state.quiz_seed) <= 9999
