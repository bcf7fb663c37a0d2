"""What no run need walk again is frozen, modules that come in late, too; and no run waits for a collection."""

import gc
import sys
import threading
import weakref
from types import ModuleType

import pytest

from app.server import garbage
from tests.app.session import at_page, start


class Ring:
    """Refers to itself: only a collection takes it away."""


@pytest.fixture
def afresh(monkeypatch):
    gc.unfreeze()
    monkeypatch.setattr(garbage, "_modules", 0)
    yield
    gc.unfreeze()


def test_late_modules_are_frozen(afresh, monkeypatch) -> None:
    garbage.collect()
    assert gc.get_freeze_count() > 100_000
    late = [ModuleType(f"late{number}") for number in range(garbage.MANY + 1)]
    walked = lambda: any(found is late for found in gc.get_objects())  # noqa: E731
    monkeypatch.setitem(sys.modules, "late0", late[0])
    garbage.collect()
    assert walked()  # one is not worth it
    for module in late[1:]:
        monkeypatch.setitem(sys.modules, module.__name__, module)
    garbage.collect()
    assert not walked()


def test_no_page_leaves_much_to_walk(afresh) -> None:
    app = start()
    for slug in ("classify", "code", "saliency"):
        at_page(app, slug)
    garbage.collect()
    assert "torch._dynamo" not in sys.modules or gc.get_freeze_count() > 300_000
    app.run()
    assert len(gc.get_objects()) < 60_000


def test_many_runs_are_followed_by_one_collection_elsewhere(monkeypatch) -> None:
    where, collected = [], threading.Event()
    monkeypatch.setattr(garbage, "PAUSE", 0.05)
    monkeypatch.setattr(garbage, "_planned", threading.Lock())
    monkeypatch.setattr(garbage, "collect", lambda: [where.append(threading.current_thread()), collected.set()])
    for again in (1, 2):
        for _ in range(10):
            garbage.settle()
        assert collected.wait(5) and len(where) == again and threading.current_thread() not in where
        collected.clear()
        while garbage._planned.locked():
            pass


def test_a_collection_that_fails_is_not_the_last(monkeypatch) -> None:
    monkeypatch.setattr(garbage, "_planned", threading.Lock())
    monkeypatch.setattr(garbage, "collect", lambda: 1 / 0)
    garbage._planned.acquire()
    with pytest.raises(ZeroDivisionError):
        garbage._planned_collection()
    assert not garbage._planned.locked()


def test_what_was_in_use_at_a_freeze_goes_with_the_next(afresh, monkeypatch) -> None:
    ring = [Ring()]
    ring[0].itself = ring[0]
    gone = weakref.ref(ring[0])
    garbage.collect()
    ring.clear()
    garbage.collect()
    assert gone()  # frozen
    for number in range(garbage.MANY + 1):
        monkeypatch.setitem(sys.modules, f"later{number}", ModuleType("later"))
    garbage.collect()
    assert not gone()
