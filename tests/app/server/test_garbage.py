"""What no run need walk again: modules that come in late are frozen, too."""

import gc
import sys
from types import ModuleType

import pytest

from app.server import garbage
from tests.app.session import at_page, start


@pytest.fixture
def afresh(monkeypatch):
    gc.unfreeze()
    monkeypatch.setattr(garbage, "_modules", 0)
    yield
    gc.unfreeze()


def test_late_modules_are_frozen(afresh, monkeypatch) -> None:
    garbage.settle()
    assert gc.get_freeze_count() > 100_000
    late = [ModuleType(f"late{number}") for number in range(garbage.MANY + 1)]
    walked = lambda: any(found is late for found in gc.get_objects())  # noqa: E731
    monkeypatch.setitem(sys.modules, "late0", late[0])
    garbage.settle()
    assert walked()  # one is not worth it
    for module in late[1:]:
        monkeypatch.setitem(sys.modules, module.__name__, module)
    garbage.settle()
    assert not walked()


def test_no_page_leaves_much_to_walk(afresh) -> None:
    app = start()
    for slug in ("classify", "code", "saliency"):
        at_page(app, slug)
    assert "torch._dynamo" not in sys.modules or gc.get_freeze_count() > 300_000
    app.run()
    assert len(gc.get_objects()) < 60_000
