"""Training from the page: a class watches, it is stopped and goes on, and the network is kept. That it learns, others test."""

import os
import shutil
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import expect

from alexnet.training.run import runs
from tests.bad_photos import corners, noise
from tests.browser.server import running_app
from tests.browser.visit import DESKTOP, EN, MAIN, ZH, Visit, wait_until
from tests.load.server import process_of

pytestmark = pytest.mark.long

LONG = 300  # seconds: a training is polite and lets all others go first
FEW, MANY = 40, 300  # photos: one step a pass, and full batches, which 90 passes keep busy for longer than a test looks on


def end_trainings(home: Path) -> None:
    """Kills those that were begun by the server whose home this is."""
    for environment in Path("/proc").glob("[0-9]*/environ"):  # only Linux has it; elsewhere it ends by itself
        with suppress(OSError):
            ours = f"ALEXNET_HOME={home}\0".encode() in environment.read_bytes()
            if ours and b"\0alexnet\0train\0" in (environment.parent / "cmdline").read_bytes():
                os.kill(int(environment.parent.name), signal.SIGKILL)


@pytest.fixture
def base(base, home: Path):
    """The app; no training of the test outlives it, nor what it kept."""
    yield base
    end_trainings(home)
    for kept in home.iterdir():
        shutil.rmtree(kept)


def held_back(tab: Visit, words: dict) -> float:
    """Right on photos held back, in [0, 1], as the page says; 0 while it says nothing."""
    found = tab.page.locator('[data-testid="stMetric"]', has_text=words["train.held_back"])
    text = found.locator('[data-testid="stMetricValue"]').inner_text() if found.count() else ""
    return float(text.strip("%")) / 100 if text.endswith("%") else 0.0


def step(tab: Visit) -> int:
    """The step that the page shows."""
    shown = tab.page.locator('[data-testid="stProgress"]')
    text = shown.first.inner_text() if shown.count() else ""
    digits = [part for part in text.replace(",", "").replace("第", " ").split() if part.isdigit()]
    return int(digits[0]) if digits else 0


def step_reached(tab: Visit) -> int:
    """The step that the page shows, as soon as it shows one."""
    seen = [0]
    wait_until(lambda: seen.append(step(tab)) or seen[-1] > 0, LONG)
    return seen[-1]


def stop(tab: Visit, words: dict):
    """The button that stops the training; Streamlit's own header has a "Stop", too."""
    return tab.page.locator(MAIN).get_by_role("button", name=words["train.stop"])


def choose_folder(tab: Visit, path: Path) -> None:
    """The photos to train on."""
    tab.open("train", **{"train-data": "folder"})
    field = tab.page.get_by_label({"en": EN, "zh": ZH}[tab.language]["train.path"])
    field.fill(str(path))
    field.press("Enter")
    tab.calm()


def choose_photos(tab: Visit, folder: Path, count: int, passes: str) -> None:
    """Makes so many small photos of two classes below `folder` and chooses them; `passes`: the key for fewest or most."""
    for number in range(count):
        kind = folder / ("noise", "corners")[number % 2]
        kind.mkdir(parents=True, exist_ok=True)
        (corners() if number % 2 else noise(96, 64, number)).save(kind / f"{number}.png")
    choose_folder(tab, folder)
    tab.page.get_by_role("slider", name={"en": EN, "zh": ZH}[tab.language]["train.passes"]).press(passes)
    tab.calm()


def test_a_class_watches_a_training(visit, tmp_path) -> None:
    teacher = visit()
    choose_photos(teacher, tmp_path / "photos", MANY, "End")
    teacher.page.get_by_text(EN["train.none"]).wait_for()
    teacher.page.get_by_role("button", name=EN["train.start"]).click()
    stop(teacher, EN).wait_for(timeout=1000 * LONG)
    wait_until(lambda: step(teacher) >= 2, LONG)

    student = visit("zh", "dark")
    student.open("train")
    student.page.get_by_text(ZH["train.watch"]).wait_for()
    before = step_reached(student)
    assert before >= 2
    wait_until(lambda: step(student) > before, LONG)  # it goes on before the student's eyes
    student.screenshot("train-running-zh-dark")
    assert student.faults() == ""

    teacher.page.reload()  # a reload, or another page, changes nothing
    teacher.arrive("train")
    stop(teacher, EN).click()
    resume = teacher.page.get_by_role("button", name=EN["train.resume"])
    resume.wait_for(timeout=1000 * LONG)
    stopped_at = step_reached(teacher)
    assert stopped_at >= before
    student.page.get_by_role("button", name=ZH["train.resume"]).wait_for(timeout=1000 * LONG)

    resume.click()
    stop(teacher, EN).wait_for(timeout=1000 * LONG)
    wait_until(lambda: step(teacher) > stopped_at, LONG)
    teacher.page.goto("about:blank")  # the teacher is gone; the training does not care
    student.page.get_by_text(ZH["train.watch"]).wait_for()  # and is seen without a reload
    now = step_reached(student)
    wait_until(lambda: step(student) > now, LONG)
    stop(student, ZH).click()
    student.page.get_by_role("button", name=ZH["train.resume"]).wait_for(timeout=1000 * LONG)


@pytest.fixture
def mortal(tmp_path):
    """A server that may be killed, with a home of its own."""
    with running_app("training", ALEXNET_HOME=str(tmp_path)) as address:
        yield address
    end_trainings(tmp_path)


def test_it_outlives_the_server(new_context, mortal: str, tmp_path) -> None:
    tab = Visit(new_context, mortal, "en", "light", DESKTOP)
    choose_photos(tab, tmp_path / "photos", MANY, "End")
    tab.page.get_by_role("button", name=EN["train.start"]).click()
    wait_until(lambda: step(tab) >= 1, LONG)
    server = process_of(mortal)
    if not server:
        pytest.skip("only Linux tells which process the server is")
    os.kill(server, signal.SIGKILL)
    (run,) = runs(tmp_path / "runs" / "own")
    before = len(run.steps())
    wait_until(lambda: len(run.steps()) > before + 1, LONG)
    with running_app("training-again", ALEXNET_HOME=str(tmp_path)) as again:
        tab = Visit(new_context, again, "zh", "light", DESKTOP)
        tab.open("train")
        tab.page.get_by_text(ZH["train.watch"]).wait_for()  # the new server knows of it
        now = step_reached(tab)
        wait_until(lambda: step(tab) > now, LONG)
        stop(tab, ZH).click()
        tab.page.get_by_role("button", name=ZH["train.resume"]).click(timeout=1000 * LONG)
        stop(tab, ZH).wait_for(timeout=1000 * LONG)
        wait_until(lambda: step(tab) > now, LONG)
        assert not tab.errors


def test_it_ends_by_itself_and_the_network_is_kept_and_used(visit, tmp_path) -> None:
    tab = visit("zh")
    choose_photos(tab, tmp_path / "photos", FEW, "Home")
    tab.page.get_by_role("button", name=ZH["train.start"]).click()
    tab.page.get_by_role("button", name=ZH["train.keep"]).wait_for(timeout=1000 * LONG)
    assert step(tab) > 0 and 0 < held_back(tab, ZH) <= 1
    expect(tab.page.get_by_role("button", name=ZH["train.resume"])).to_have_count(0)  # there is nothing left to do
    name = tab.page.get_by_label(ZH["train.name"])
    name.fill("our-shapes")
    tab.page.get_by_role("button", name=ZH["train.keep"]).click()
    tab.page.get_by_role("button", name=ZH["train.use"]).click()
    tab.arrive("classify")
    expect(tab.page.locator('[data-testid="stPopover"]', has_text="our-shapes")).to_be_visible()
    assert "weights=our-shapes" in tab.page.url
    tab.open("maps", weights="our-shapes", layer="conv5")
    tab.open("filters", weights="our-shapes")
    tab.open("train")
    name.fill("our-shapes")
    tab.page.get_by_role("button", name=ZH["train.keep"]).click()
    tab.page.get_by_text("不能用“our-shapes”作名字").wait_for()


def test_bad_data_are_told_in_one_sentence_and_the_built_in_shapes_are_there(visit) -> None:
    tab = visit("zh")
    choose_folder(tab, Path("/nowhere/at/all"))
    tab.page.get_by_role("button", name=ZH["train.start"]).click()
    tab.page.get_by_role("alert").filter(has_text="/nowhere/at/all").wait_for(timeout=1000 * LONG)
    expect(tab.page.get_by_role("button", name=ZH["train.start"])).to_be_visible()
    tab.open("train")  # as the page comes: shapes, which are drawn at the start, and as many passes as the recipe says
    tab.page.get_by_role("button", name=ZH["train.start"]).click()
    step_reached(tab)
    stop(tab, ZH).click()
    tab.page.get_by_role("button", name=ZH["train.resume"]).wait_for(timeout=1000 * LONG)
