"""What those see who look on: the photos it learns from, what it answers meanwhile, a pad that asks it, and what was kept."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from alexnet.classes.labels import class_name
from alexnet.data.shapes import KINDS, textures
from tests.browser.hand import Hand, circle
from tests.browser.test_train import LONG, base, choose_folder, choose_photos, step, stop  # noqa: F401  base is a fixture
from tests.browser.visit import EN, MAIN, ZH, wait_until

FEW, MANY = 40, 300  # photos, as in the other tests of trainings


def shapes_folder(folder: Path, count: int) -> Path:
    """The built-in shapes as a folder of photos."""
    for number, (square, kind) in enumerate(zip(*textures(count, 5), strict=True)):
        place = folder / KINDS[kind]
        place.mkdir(parents=True, exist_ok=True)
        Image.fromarray(square.transpose(1, 2, 0)).save(place / f"{number}.png")
    return folder


def test_what_it_learns_from_is_seen_before_the_start(visit, tmp_path) -> None:
    tab = visit("zh", "dark")
    tab.open("train")
    sheet = tab.page.locator(f"{MAIN} .samples figure")
    expect(sheet).to_have_count(len(KINDS))
    expect(sheet.first).to_contain_text(class_name(KINDS[0], "zh"))
    buttons = tab.page.locator(f'{MAIN} [data-testid="stButton"] button[kind="primary"]')
    assert buttons.all_inner_texts()[-1].endswith(ZH["train.start"])
    choose_photos(tab, tmp_path / "photos", FEW, "Home")
    expect(sheet).to_have_count(2)
    tab.open("train", **{"train-data": "cifar10"})
    assert sheet.count() or tab.page.get_by_text(ZH["train.not_here"]).count()  # nothing is downloaded for a look
    choose_folder(tab, tmp_path / "nowhere")
    expect(tab.page.locator(MAIN).get_by_text(str(tmp_path / "nowhere"))).to_be_visible()


@pytest.mark.long
def test_how_long_it_would_take_is_measured(visit) -> None:
    tab = visit()
    tab.open("train", **{"train-network": "alexnet"})
    told = tab.page.locator(MAIN).get_by_text(EN["train.estimate_measured"].split("{time}")[1])
    told.wait_for(timeout=1000 * LONG)
    assert re.match(r"496 steps of 128 photos: (about \d+ (minutes?|hours?)|less than a minute),", told.inner_text())


@pytest.mark.long
def test_one_draws_for_a_network_that_learns(visit, tmp_path) -> None:
    tab = visit()
    choose_folder(tab, shapes_folder(tmp_path / "shapes", MANY))
    tab.page.get_by_role("slider", name=EN["train.passes"]).press("End")
    tab.calm()
    tab.page.get_by_role("button", name=EN["train.start"]).click()
    wait_until(lambda: step(tab) >= 1, LONG)
    expect(tab.page.locator(f"{MAIN} .answers figure")).to_have_count(10)
    assert tab.page.locator(".answers .right").count() + tab.page.locator(".answers .wrong").count() == 10
    expect(tab.page.locator(MAIN).get_by_text(re.compile("Two towers · .* · Quick · 90 passes"))).to_be_visible()
    assert ":" not in tab.page.locator('[data-testid="stProgress"]').first.inner_text()  # nobody knows yet how long it takes
    tab.page.get_by_role("button", name=EN["train.draw"]).click()
    pad = tab.page.locator(".pad canvas")
    pad.wait_for()
    expect(tab.page.get_by_role("combobox", name=re.compile(EN["train.pad_network"]))).to_have_value(re.compile("learning now"))
    Hand(pad).drag(circle(0.27))
    expect(tab.page.locator(f"{MAIN} ol.bars .accent")).to_have_count(1)
    tab.page.locator(".st-key-parts").get_by_role("radio", name=EN["train.part_watch"], exact=True).click()
    stop(tab, EN).click()
    tab.page.get_by_role("button", name=EN["train.resume"]).wait_for(timeout=1000 * LONG)
    tab.page.get_by_role("button", name=EN["train.draw"]).click()  # the network as it was stopped knows the drawing, too
    expect(tab.page.locator(f"{MAIN} ol.bars .accent")).to_have_count(1)


@pytest.mark.long
def test_a_reload_still_says_that_it_is_kept(visit, tmp_path) -> None:
    tab = visit()
    choose_photos(tab, tmp_path / "photos", FEW, "Home")
    tab.page.get_by_role("button", name=EN["train.start"]).click()
    keep = tab.page.get_by_role("button", name=EN["train.keep"])
    keep.wait_for(timeout=1000 * LONG)
    tab.page.get_by_label(EN["train.name"]).fill("kept-once")
    keep.click()
    told = tab.page.get_by_text(EN["train.kept"].format(name="kept-once"))
    told.wait_for()
    tab.page.reload()
    tab.arrive("train")
    told.wait_for()
    assert tab.page.get_by_role("button", name=EN["train.draw"]).count() == 0  # it knows noise and corners
