"""The quiz on the page: a round of questions, a guess and the answer each, then the score; the session keeps it."""

import random
from typing import Any

import streamlit as st

from app.charts.encoded import jpeg_uri
from app.charts.quiz import Asked, round_list
from app.components.quiz import quiz
from app.frame import address
from app.frame.text import t
from app.lessons.quiz_kinds import KINDS, SIDE, Question, question

SEEDS = {str(seed) for seed in range(1, 10_000)}
ROUND = len(KINDS)  # questions, one of each kind


def play() -> None:
    """Draws the question of this session; its seed stands in the address, so that a class can have the same quiz."""
    state = st.session_state
    seed = address.asked("quiz_seed", SEEDS, "") or _other()
    if seed != state.get("quiz_seed"):
        _begin(seed)
    st.query_params["quiz_seed"] = seed
    if state.quiz_number < ROUND:
        this = question(int(state.quiz_seed), state.quiz_number)
        quiz(told(this, state.quiz_number, state.quiz_results, _rights()), "quiz", _guess, _onward)
        _button("new", _other(), "tertiary")
    else:
        _end()


def told(this: Question, number: int, guesses: dict[int, int], rights: list[bool]) -> dict[str, Any]:
    """What the page gets of a question: its words and pictures, and after the guess what was right and why.

    Args:
        guesses: the option that the reader picked, by the question's number.
        rights: whether each guess so far was right.
    """
    chosen = guesses.get(number)
    known = None
    if chosen is not None:
        right = t("quiz.right") if chosen == this.right else t("quiz.wrong", answer=this.options[this.right])
        known = {"chosen": chosen, "right": this.right, "told": right, "why": this.why}
    count = t("quiz.count", number=number + 1, all=ROUND)
    score = " · " + t("quiz.score", right=sum(rights), all=len(rights)) if rights else ""
    pictures = [jpeg_uri(one, SIDE) for one in this.choices] or [""] * len(this.options)
    return {
        "count": count + score, "words": this.words, "known": known,
        "asked": [{"picture": jpeg_uri(one, SIDE), "word": word} for one, word in this.pictures],
        "options": [{"word": word, "picture": one} for word, one in zip(this.options, pictures, strict=True)],
        "marks": {"right": t("quiz.mark_right"), "yours": t("quiz.mark_yours")},
        "next": t("quiz.next") if number + 1 < ROUND else t("quiz.finish"),
    }  # fmt: skip


def _end() -> None:
    """The score of the round, and every question with the guess and the answer."""
    rows = []
    for number, chosen in sorted(st.session_state.quiz_results.items()):
        this = question(int(st.session_state.quiz_seed), number)
        right = chosen == this.right
        words = t("quiz.told_right" if right else "quiz.told_wrong", guess=this.options[chosen], answer=this.options[this.right])
        rows.append(Asked(right, this.words, words, this.why))
    st.subheader(t("quiz.end", right=sum(row.right for row in rows), all=ROUND), anchor=False)
    with st.container(horizontal=True):
        _button("new", _other(), "primary")
        _button("again", st.session_state.quiz_seed, "secondary")
    st.html(round_list(rows, t("quiz.end_list")))


def _rights() -> list[bool]:
    state = st.session_state
    return [question(int(state.quiz_seed), number).right == guess for number, guess in state.quiz_results.items()]


def _button(name: str, seed: str, kind: Any) -> None:
    icon = ":material/casino:" if name == "new" else ":material/replay:"
    st.button(t(f"quiz.{name}"), key=f"quiz_{name}", type=kind, icon=icon, on_click=_begin, args=(seed,))


def _other() -> str:
    return random.choice([*SEEDS])


def _begin(seed: str) -> None:
    st.session_state.update(quiz_seed=seed, quiz_number=0, quiz_results={})


def _guess(option: int) -> None:
    st.session_state.quiz_results.setdefault(st.session_state.quiz_number, option)


def _onward() -> None:
    if st.session_state.quiz_number in st.session_state.quiz_results:
        st.session_state.quiz_number += 1
