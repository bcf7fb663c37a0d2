"""Votes and the live race: counted once a reader whoever votes at the same time, one race for all, its end told once."""

import time
from concurrent.futures import ThreadPoolExecutor

from app.server.races import VOTERS, LiveRace, Votes

RATES = {"relu": 0.01, "tanh": 0.01, "sigmoid": 0.01}


def test_one_vote_a_reader_and_the_newest_are_counted() -> None:
    votes = Votes()
    with ThreadPoolExecutor(16) as readers:
        list(readers.map(lambda number: votes.cast(str(number % 30), "abc"[number % 3]), range(3000)))
    assert votes.total == 30 and sum(map(votes.of, "abc")) == 30
    for number in range(VOTERS + 5):
        votes.cast(f"later-{number}", "d")
    assert votes.total == VOTERS and votes.of("d") == VOTERS
    before = votes.round
    votes.forget()
    assert votes.total == votes.of("d") == 0 and votes.round != before


def test_thirty_who_press_start_get_one_race() -> None:
    race = LiveRace()
    with ThreadPoolExecutor(30) as readers:
        list(readers.map(lambda number: (race.start(RATES), race.join(str(number))), range(30)))
    assert race._number == 1
    end = time.monotonic() + 30
    while not race.laps("relu") and time.monotonic() < end:
        time.sleep(0.02)
    assert race.laps("relu")[0].step == 1
    race.stop()
    while race.running and time.monotonic() < end:
        time.sleep(0.02)
    assert not race.running
    assert race.ended("7") and not race.ended("7") and not race.ended("nobody")
