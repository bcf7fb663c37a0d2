"""The two towers' page as people use it: the film plays, cables are cut in the drawing, and everyone can read it."""

import pytest
from playwright.sync_api import expect

from alexnet.files import RECORDS
from alexnet.training.record import read_record
from tests.browser.visit import DESKTOP, EN, MAIN, PHONE, Visit, wait_until


@pytest.mark.parametrize(("language", "scheme", "size"), [("en", "light", DESKTOP), ("zh", "dark", PHONE)])
@pytest.mark.parametrize("part", ["cable", "drawing"])
def test_what_is_cut_is_for_everyone(visit, part, language, scheme, size) -> None:
    tab = visit(language, scheme, size)
    tab.open("gpus", part=part, cut="conv3-gpu2")
    assert tab.faults(MAIN) == ""
    tab.screenshot(f"gpus-{part}-cut-{language}-{scheme}-{size[0]}")
    assert "**" not in tab.text()
    assert tab.fits()
    assert tab.nodes() < 5000


WATCH_FILM = """window.moments = [];
const film = () => [...document.querySelectorAll("*")].map((part) => part.shadowRoot?.querySelector(".film")).find(Boolean);
setInterval(() => { const moment = film()?.dataset.moment; if (moment) window.moments.push(moment); }, 60);"""


def drawn(tab: Visit) -> list[str]:
    """What both sheets show, to compare."""
    return tab.page.locator(".film canvas").evaluate_all("sheets => sheets.map(sheet => sheet.toDataURL())")


def test_film_plays_and_is_dragged(visit) -> None:
    record = read_record(RECORDS / "two-gpu-training.safetensors")
    tab = visit()
    tab.page.emulate_media(reduced_motion="reduce")
    tab.open("gpus")
    tab.page.emulate_media(reduced_motion="no-preference")
    film, slider = tab.page.locator(".film"), tab.page.get_by_role("slider", name=EN["gpus.training"])
    last = slider.get_attribute("max")
    expect(film).to_have_attribute("data-moment", last)
    shares = film.locator(".share")
    expect(shares).to_have_text([f"{100 * share:.0f}%" for share in record.split()[-1]])
    wait_until(lambda: len(set(drawn(tab))) == 2)
    end = drawn(tab)
    tab.page.get_by_label(EN["gpus.full"]).check()
    assert drawn(tab) != end
    tab.page.get_by_label(EN["gpus.full"]).uncheck()
    assert drawn(tab) == end
    marker = film.locator("line.marker")
    right = float(marker.get_attribute("x1"))
    slider.press("Home")
    expect(film).to_have_attribute("data-moment", "0")
    expect(shares).to_have_text([f"{100 * share:.0f}%" for share in record.split()[0]])
    expect(film.locator(".told")).to_have_text(EN["gpus.start"])
    assert slider.get_attribute("aria-valuetext") == EN["gpus.start"]
    assert float(marker.get_attribute("x1")) < right / 2
    assert all(one != other for one, other in zip(drawn(tab), end, strict=True))
    slider.press("ArrowRight")
    expect(film).to_have_attribute("data-moment", "1")
    before = tab.received
    tab.page.get_by_role("button", name=EN["gpus.play"]).click()
    tab.page.get_by_role("button", name=EN["gpus.pause"]).wait_for()
    expect(film).to_have_attribute("data-moment", last)
    tab.page.get_by_role("button", name=EN["gpus.play"]).wait_for()
    assert drawn(tab) == end
    assert tab.received - before < 1000  # the browser does it alone
    tab.page.get_by_role("button", name=EN["gpus.play"]).press("Enter")
    tab.page.get_by_role("button", name=EN["gpus.pause"]).click()
    expect(film).not_to_have_attribute("data-moment", last)


def test_film_begins_by_itself_from_noise_once(visit) -> None:
    tab = visit()
    tab.page.add_init_script(WATCH_FILM)
    tab.open("gpus")
    film = tab.page.locator(".film")
    last = tab.page.get_by_role("slider", name=EN["gpus.training"]).get_attribute("max")
    expect(film).to_have_attribute("data-moment", last)
    tab.page.get_by_role("button", name=EN["gpus.play"]).wait_for()
    moments = [int(moment) for moment in tab.page.evaluate("window.moments")]
    assert min(moments) == 0 and moments == sorted(moments) and len(set(moments)) > 5
    tab.page.reload()
    tab.arrive("gpus")
    expect(film).to_have_attribute("data-moment", last)
    tab.calm()
    assert set(tab.page.evaluate("window.moments")) == {last}


def test_on_a_phone_scissors_and_answer_are_in_one_view(visit) -> None:
    tab = visit(size=PHONE)
    tab.open("gpus", part="cable", photo="red-panda")
    tab.page.locator(".towers").evaluate("towers => towers.scrollIntoView()")
    tab.page.get_by_role("button", name=EN["gpus.link_name"].format(layer="conv3")).click()
    told = tab.page.get_by_text("red panda has become abacus")
    told.wait_for()
    tab.calm()
    assert tab.page.locator(".towers").bounding_box()["y"] > -10
    second = tab.page.locator("ol.bars").nth(1).locator("li").first.bounding_box()
    assert second["y"] + second["height"] < PHONE[1]


def test_what_is_cut_moves_and_is_remembered(visit) -> None:
    tab = visit()
    tab.open("gpus", part="cable", photo="red-panda", cut="fc6")
    assert tab.page.locator(".towers .fresh").count() == 0
    tab.page.get_by_role("button", name=EN["gpus.link_name"].format(layer="conv3")).click()
    tab.page.locator('.towers .fresh[data-pick="conv3"]').wait_for()
    assert tab.page.locator(".towers .fresh").count() == 1
    tab.turn("maps")
    tab.turn("gpus")
    part = tab.page.get_by_role("radio", name=EN["gpus.cable"])
    if part.get_attribute("aria-checked") != "true":  # the frame remembers the part
        part.click()
    tab.page.wait_for_url("**cut=conv3-fc6**")
    expect(tab.page.get_by_role("button", name=EN["gpus.link_name"].format(layer="conv3"))).to_have_attribute(
        "aria-pressed", "true"
    )


def test_cable_is_cut_in_the_drawing(visit) -> None:
    tab = visit()
    tab.open("gpus", part="cable")
    tab.calm()
    whole, cut = (tab.page.locator("ol.bars").nth(place) for place in (0, 1))
    before = whole.inner_text()
    assert cut.inner_text() == before
    cable = tab.page.get_by_role("button", name=EN["gpus.link_name"].format(layer="conv3"))
    expect(cable).to_have_attribute("aria-pressed", "false")
    cable.click()
    expect(cable).to_have_attribute("aria-pressed", "true")
    tab.page.wait_for_url("**cut=conv3**")
    wait_until(lambda: cut.inner_text() != before)
    assert whole.inner_text() == before
    tower = tab.page.get_by_role("button", name=EN["gpus.gpu2_name"])
    tower.focus()
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**cut=conv3-gpu2**")
    expect(tower).to_have_attribute("aria-pressed", "true")
    expect(tower).to_be_focused()
    tab.page.get_by_role("radio", name=EN["gpus.drawing"]).or_(tab.page.get_by_role("button", name=EN["gpus.drawing"])).click()
    tab.page.get_by_text(EN["gpus.memory"]).wait_for()
    expect(tab.page.locator(".towers .cable.cut")).to_have_count(4)
    tab.page.get_by_role("button", name=EN["gpus.block_name"].format(layer="fc6")).click(position={"x": 20, "y": 10})
    tab.page.get_by_text("37,752,832").wait_for()
    tab.page.wait_for_url("**block=fc6**")
    assert "cut=conv3-gpu2" in tab.page.url
