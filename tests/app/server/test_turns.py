"""Pages draw in turn: who came first is answered first, nobody waits for one who waits, and an error gives the turn back."""

import threading
import time

import pytest

from app.server import queues
from app.server.job_queue import Queue
from app.server.jobs import Question
from app.server.turns import Turns
from tests.app.server.conftest import wait_until


def begin(work) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def come(turns: Turns, drawn: list, pages: int) -> None:
    """Waits until so many pages have drawn or stand in line."""
    wait_until(lambda: len(drawn) + len(turns._waiting) == pages)


@pytest.mark.parametrize("places", [1, 2])
def test_no_more_at_a_time_than_there_are_places_and_first_come_first_served(places: int) -> None:
    turns, order, now, most = Turns(places), [], [], []

    def page(number: int) -> None:
        with turns.turn():
            order.append(number)
            now.append(number)
            most.append(len(now))
            time.sleep(0.01)
            now.remove(number)

    pages = []
    for number in range(12):
        pages.append(begin(lambda number=number: page(number)))
        come(turns, order, number + 1)
    for thread in pages:
        thread.join(5)
    assert max(most) == places
    assert all(abs(place - number) < places for place, number in enumerate(order))  # those called together begin in any order


def test_who_waits_for_an_answer_lends_the_place_and_goes_on_before_those_who_have_not_begun() -> None:
    turns, here, answer, order = Turns(1), threading.Event(), threading.Event(), []

    def first() -> None:
        with turns.turn():
            here.set()
            come(turns, order, 2)
            with turns.away():
                answer.wait(5)
            order.append("first")

    def other(name: str) -> None:
        with turns.turn():
            order.append(name)
            answer.set()
            if name == "second":
                wait_until(lambda: "first" in order)  # which goes on meanwhile

    waits = begin(first)
    assert here.wait(5)
    second = begin(lambda: other("second"))
    come(turns, order, 1)
    third = begin(lambda: other("third"))
    for thread in (waits, second, third):
        thread.join(5)
    assert order == ["second", "first", "third"]


def test_a_turn_inside_a_turn_is_the_same_and_an_error_gives_it_back() -> None:
    turns = Turns(1)
    with pytest.raises(ZeroDivisionError), turns.turn(), turns.turn():
        raise ZeroDivisionError
    done = threading.Event()
    begin(lambda: [turns.turn().__enter__(), done.set()])
    assert done.wait(5)


def test_one_who_holds_up_all_places_is_not_waited_for_by_those_whom_he_waits_for() -> None:
    turns, lock, here, answer, done = Turns(2), threading.Lock(), threading.Event(), threading.Event(), []

    def makes() -> None:  # it holds what the others wait for, and waits for an answer itself
        with turns.turn(), lock:
            here.set()
            with turns.away():
                answer.wait(5)
            done.append("made")

    def wants() -> None:
        with turns.turn(), lock:
            done.append("got")

    threads = [begin(makes)]
    assert here.wait(5)
    threads += [begin(wants), begin(wants)]
    wait_until(lambda: turns._free == 0)
    answer.set()
    for thread in threads:
        thread.join(5)
    assert done == ["made", "got", "got"]


def test_outside_a_turn_nothing_is_lent() -> None:
    turns = Turns(1)
    with turns.away():
        pass
    with turns.turn():
        taken = threading.Event()
        begin(lambda: [turns.turn().__enter__(), taken.set()])
        assert not taken.wait(0.05)


def test_a_page_that_waits_for_a_slow_answer_lends_its_place_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    turns, drawn = Turns(1), threading.Event()
    monkeypatch.setattr(queues, "PAGES", turns)
    job = Queue(workers=1).ask(Question("slow", lambda report: drawn.wait(5), slow=True))

    def other() -> None:
        with turns.turn():
            drawn.set()

    with turns.turn():
        begin(other)
        assert queues.waited(job, queues.PATIENT / 2)


def test_the_rest_of_a_page_comes_after_what_others_asked_for() -> None:
    turns, here, order = Turns(1), threading.Event(), []

    def page(name: str) -> None:
        with turns.turn():
            order.append(f"{name}: answer")
            here.set()
            come(turns, [], 2 if name == "first" else len(turns._waiting))
            turns.rest(10)
            order.append(f"{name}: rest")

    first = begin(lambda: page("first"))
    assert here.wait(5)
    second = begin(lambda: page("second"))
    come(turns, [], 1)
    third = begin(lambda: page("third"))
    for thread in (first, second, third):
        thread.join(10)
    assert order == ["first: answer", "second: answer", "third: answer", "third: rest", "first: rest", "second: rest"]
    assert turns._free == 1


def test_the_rest_of_a_page_comes_in_any_case_and_at_once_where_nobody_waits() -> None:
    turns, here, over = Turns(1), threading.Event(), threading.Event()

    def busy() -> None:
        with turns.turn():
            here.set()
            over.wait(5)

    with turns.turn():
        began = time.monotonic()
        turns.rest(10)
        assert time.monotonic() - began < 5
        begin(busy)
        come(turns, [], 1)
        turns.rest(0.05)  # the other one has the only place, and keeps it
        assert here.is_set()
    over.set()
    wait_until(lambda: turns._free == 1)
