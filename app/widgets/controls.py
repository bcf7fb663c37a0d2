"""Widgets drawn from data: a method's settings, the classes to explain, the progress of a job."""

from collections.abc import Callable, Hashable
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from alexnet.ask.saliency import METHODS
from alexnet.classes.labels import class_name
from alexnet.network.trace import top
from app.frame import address
from app.frame.photo import Photo
from app.frame.text import language, t
from app.server import questions, shared
from app.server.jobs import Job, Queue, Report

QUICK = 0.6  # seconds that a page waits before it shows a progress bar instead
TICK = 0.4  # seconds between two looks at a job


def awaited(queue: Queue, key: Hashable, work: Callable[[Report], Any]) -> Any | None:
    """The result of a job; None while it is not there, with its progress and a button to stop it in its place.

    Raises:
        Problem: what the work raised.
    """
    stopped = st.session_state.setdefault("stopped_jobs", set())
    if key in stopped:
        st.info(t("job.stopped"), icon=":material/stop_circle:")
        st.button(t("job.again"), key=f"again-{hash(key)}", on_click=stopped.discard, args=(key,))
        return None
    if failure := queue.failure(key):  # of a job that had been watched; after it is told, the next run asks again
        raise failure
    job = queue.ask(key, work)
    job.join(get_script_run_ctx().session_id)
    try:
        return job.result(QUICK)
    except Exception as error:
        if not isinstance(error, TimeoutError) or job.done:
            queue.failure(key)
            raise
        _watch(queue, job, key)
        return None


@st.fragment(run_every=TICK)
def _watch(queue: Queue, job: Job, key: Hashable) -> None:
    reader = get_script_run_ctx().session_id
    job.join(reader)
    if job.done:
        st.rerun()
    ahead = queue.ahead(job)
    st.progress(job.share, t("job.waiting", number=ahead + 1) if not job.started else t("job.running", share=job.share))
    if st.button(t("job.stop"), icon=":material/stop:", key=f"stop-{hash(key)}"):
        job.leave(reader)
        st.session_state.stopped_jobs.add(key)
        st.rerun()


def target(photo: Photo, network: shared.Loaded) -> int:
    """The class to explain, one of the five likeliest: its index in the network's last layer."""
    guesses = {network.wnids[g.index]: g for g in top(questions.scores(photo.id, photo.image, network.weights.name))}
    first = next(iter(guesses))
    names = {wnid: f"{class_name(wnid, language())} · {guess.probability:.1%}" for wnid, guess in guesses.items()}
    return guesses[address.choose(st.selectbox, t("saliency.target"), names, "target", first)].index


def method(key: str, default: str) -> str:
    """A menu of all registered methods; gives the chosen one's name."""
    names = {name: t(f"method.{name}") for name in METHODS}
    return address.choose(st.selectbox, t(f"saliency.{key}"), names, key, default)


def settings(method: str, key: str) -> dict[str, float]:
    """A slider for each parameter of `method`."""
    return {
        p.name: st.slider(
            t(f"parameter.{p.name}"), p.low, p.high, p.default, p.step, key=f"{key}-{method}-{p.name}", bind="query-params"
        )
        for p in METHODS[method].parameters
    }
