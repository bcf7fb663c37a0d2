"""What no run need walk again: modules that come in late are frozen, too."""

import gc
import sys
import threading
from types import ModuleType

import pytest

from app import cache
from tests.test_pages import at_page, start


@pytest.fixture
def afresh(monkeypatch):
    gc.unfreeze()
    monkeypatch.setattr(cache, "_settled", lambda state=([0], threading.Lock()): state)
    yield
    gc.unfreeze()


def test_late_modules_are_frozen(afresh, monkeypatch) -> None:
    cache.settle()
    first = gc.get_freeze_count()
    assert first > 100_000
    monkeypatch.setitem(sys.modules, "late0", late := ModuleType("late0"))
    cache.settle()
    assert gc.get_freeze_count() <= first  # one is not worth it
    for number in range(1, cache.MANY + 1):
        monkeypatch.setitem(sys.modules, f"late{number}", ModuleType(f"late{number}"))
    cache.settle()
    assert gc.get_freeze_count() > first
    assert not any(found is late.__dict__ for found in gc.get_objects())


def test_no_page_leaves_much_to_walk(afresh) -> None:
    app = start()
    for slug in ("classify", "code", "saliency"):
        at_page(app, slug)
    assert "torch._dynamo" not in sys.modules or gc.get_freeze_count() > 300_000
    app.run()
    assert len(gc.get_objects()) < 60_000
