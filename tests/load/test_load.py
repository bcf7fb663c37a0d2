"""Eight readers at once, on a server of their own, through every page: the library's answers and nothing but sentences."""

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.browser.server import running_app
from tests.load.crowd import crowd
from tests.load.photos import expected, photos
from tests.load.walk import everything, parts, walk

pytestmark = [pytest.mark.slow, pytest.mark.long]

SESSIONS = 8


def test_the_walk_knows_every_part() -> None:
    assert {"dropout_part": "half"} in parts("dropout") and parts("home") == [{}]
    assert {(slug, *place.values()) for number in range(SESSIONS) for slug, place in walk(number)} == {
        (slug, *place.values()) for slug, place in everything()
    }


def test_eight_readers_at_once() -> None:
    files = photos(SESSIONS)
    with running_app("load") as base, ThreadPoolExecutor(1) as elsewhere:  # where no browser test has left its own loop
        report = elsewhere.submit(asyncio.run, crowd(base, files, expected(files), walk)).result()
    assert not report.errors and not report.wrong
    steps = Counter(slug for number in range(SESSIONS) for slug, _ in walk(number))
    assert {slug: len(report.seconds[slug]) for slug in steps} == steps
