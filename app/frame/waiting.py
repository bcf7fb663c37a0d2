"""Answers on their way: a page shows progress and a way to stop, or the reader's place in line, and never stands still."""

from typing import Any

import streamlit as st

from app.frame.text import t
from app.server.jobs import Answer, Job, Question
from app.server.queues import ask, queue_of, waited
from app.server.readers import reader

QUICK, SLOW = 0.6, 0.1  # seconds that a page waits for a quick and for a slow answer before it shows a progress bar instead
TICK = 0.4  # seconds between two looks at a job; up to five times as many while others come first


def awaited(question: Question[Answer], place: str = "") -> Answer | None:
    """The answer to a question; None while it is not there, with its progress and a button to stop it in its place.

    `place` tells two places of a page apart that may ask the same.

    Raises:
        Problem: what the work raised.
    """
    stopped, queue = st.session_state.setdefault("stopped_jobs", set()), queue_of(question)
    if question.key in stopped:
        st.info(t("job.stopped"), icon=":material/stop_circle:")
        st.button(t("job.again"), key=f"again-{place}{hash(question.key)}", on_click=stopped.discard, args=(question.key,))
        return None
    if failure := queue.failure(question):  # of a job that had been watched; after it is told, the next run asks again
        raise failure
    job = ask(question)
    job.join(reader())
    try:
        return waited(job, SLOW if question.slow else QUICK)
    except Exception as error:
        if not isinstance(error, TimeoutError) or job.done:
            queue.failure(question)
            raise
        _watch(job, question, True, place)
        return None


def watch(question: Question[Any]) -> None:
    """The place in line of a quick question that is late, until its answer is there; then the page runs again."""
    _watch(ask(question), question, False, "")


def _watch(job: Job[Any], question: Question[Any], stoppable: bool, place: str) -> None:
    tick = TICK * min(5, 1 + queue_of(question).ahead(job) // 5)
    st.fragment(_look, run_every=tick)(job, question, stoppable, place)


def _look(job: Job[Any], question: Question[Any], stoppable: bool, place: str) -> None:
    job.join(reader())
    if job.done:
        st.rerun()
    waiting = t("job.waiting", number=queue_of(question).ahead(job) + 1)
    st.progress(job.share, t("job.running", share=job.share) if job.started else waiting)
    if stoppable and st.button(t("job.stop"), icon=":material/stop:", key=f"stop-{place}{hash(question.key)}"):
        job.leave(reader())
        st.session_state.stopped_jobs.add(question.key)
        st.rerun()
