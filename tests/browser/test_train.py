"""Training from the page: a class watches, it is stopped and goes on, and the network is kept."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.frame.text import labels
from tests.browser.test_pages import EN, browser, visit  # noqa: F401
from tests.browser.visit import Visit, running_app, wait_until

ZH = labels("zh")


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    with running_app(ALEXNET_HOME=str(tmp_path_factory.mktemp("home"))) as address:
        yield address


def accuracy(tab: Visit, words: dict) -> float:
    """Right on photos held back, in [0, 1], as the page says; 0 while it says nothing."""
    found = tab.page.locator('[data-testid="stMetric"]', has_text=words["train.held_back"])
    text = found.locator('[data-testid="stMetricValue"]').inner_text() if found.count() else ""
    return float(text.strip("%")) / 100 if text.endswith("%") else 0.0


def step(tab: Visit) -> int:
    """The step that the page shows."""
    text = tab.page.locator('[data-testid="stProgress"]').first.inner_text()
    digits = [part for part in text.replace(",", "").replace("第", " ").split() if part.isdigit()]
    return int(digits[0]) if digits else 0


def test_a_class_watches_a_training(visit, capsys) -> None:  # noqa: F811
    teacher = visit()
    teacher.open("train")
    teacher.page.get_by_text(EN["train.none"]).wait_for()
    teacher.page.get_by_role("button", name=EN["train.start"]).click()
    stop = teacher.page.locator(".stMainBlockContainer").get_by_role("button", name=EN["train.stop"])
    stop.wait_for(timeout=30_000)
    wait_until(lambda: step(teacher) >= 20, 120)

    student = visit("zh", "dark")
    student.open("train")
    student.page.get_by_text(ZH["train.watch"]).wait_for()
    before = step(student)
    assert before >= 20
    wait_until(lambda: step(student) > before, 60)  # it goes on before the student's eyes
    student.screenshot("train-running-zh-dark")
    faults = Axe().run(student.page)
    assert faults.violations_count == 0, faults.generate_report()

    teacher.page.reload()  # a reload, or another page, changes nothing
    teacher.arrive("train")
    stop.click()
    resume = teacher.page.get_by_role("button", name=EN["train.resume"])
    resume.wait_for(timeout=60_000)
    stopped_at = step(teacher)
    assert stopped_at >= before
    student.page.get_by_role("button", name=ZH["train.resume"]).wait_for(timeout=30_000)

    resume.click()
    stop.wait_for(timeout=30_000)
    wait_until(lambda: step(teacher) > stopped_at, 120)
    teacher.page.goto("about:blank")  # the teacher is gone; the training does not care
    student.page.get_by_text(ZH["train.watch"]).wait_for(timeout=30_000)  # and is seen without a reload
    wait_until(lambda: accuracy(student, ZH) > 0.8, 400)
    student.page.get_by_role("button", name=ZH["train.keep"]).wait_for(timeout=400_000)
    with capsys.disabled():
        print(f"\nshapes: {accuracy(student, ZH):.0%} of held-back photos after {step(student)} steps", end="")
    assert accuracy(student, ZH) > 0.8

    student.page.get_by_label(ZH["train.name"]).fill("our-shapes")
    student.page.get_by_role("button", name=ZH["train.keep"]).click()
    student.page.get_by_role("button", name=ZH["train.use"]).click()
    student.arrive("classify")
    expect(student.page.locator('[data-testid="stPopover"]', has_text="our-shapes")).to_be_visible()
    assert "weights=our-shapes" in student.page.url
    student.open("maps", weights="our-shapes", layer="conv5")
    student.open("filters", weights="our-shapes")
    student.open("train")
    student.page.get_by_label(ZH["train.name"]).fill("our-shapes")
    student.page.get_by_role("button", name=ZH["train.keep"]).click()
    student.page.get_by_text("不能用“our-shapes”作名字").wait_for()


def test_bad_data_are_told_in_one_sentence(visit) -> None:  # noqa: F811
    tab = visit("zh")
    tab.open("train", **{"train-data": "folder"})
    tab.page.get_by_label(ZH["train.path"]).fill("/nowhere/at/all")
    tab.page.get_by_label(ZH["train.path"]).press("Enter")
    tab.page.get_by_role("button", name=ZH["train.start"]).click()
    tab.page.get_by_text("/nowhere/at/all", exact=False).first.wait_for(timeout=60_000)
    expect(tab.page.get_by_role("button", name=ZH["train.start"])).to_be_visible(timeout=60_000)
