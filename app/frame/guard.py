"""What can go wrong on a page is told in one sentence of the reader's language, and what is late is shown on its way."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

import streamlit as st

from alexnet.errors import Problem
from app.frame.text import language, plain
from app.frame.waiting import watch
from app.server.queues import Late
from app.server.turns import PAGES

log = logging.getLogger(__name__)


def tell(problem: Problem, icon: str = ":material/error:", mild: bool = False) -> None:
    """The sentence of a problem; `mild`: the page goes on without what it lacks."""
    (st.warning if mild else st.error)(problem.sentence(language(), plain), icon=icon)


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever goes wrong in the block is told in its place, and the rest of the page stays."""
    try:
        yield
    except Exception as error:
        told(error)


def told(error: Exception) -> bool:
    """Tells a Problem, shows an answer that is late on its way, logs what nobody has foreseen. Gives True: it is told."""
    if isinstance(error, Late):
        watch(error.question)
    elif isinstance(error, Problem):
        tell(error)
    else:
        log.error("a page failed", exc_info=error)
        tell(Problem("page.failed"))
    return True


def fragment(function: Callable[..., None], run_every: float | None = None) -> Callable[..., None]:
    """`st.fragment`, guarded: a part of a page that changes by itself and tells its own problems."""

    @wraps(function)
    def part(*args: object, **kwargs: object) -> None:
        with PAGES.turn(), guarded():
            function(*args, **kwargs)

    return st.fragment(part, run_every=run_every)
