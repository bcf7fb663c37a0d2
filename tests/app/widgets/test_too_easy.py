"""A photo that is too easy: there is a way to another one, of which the network is less sure, whoever's photo it is."""

import pytest

from app.frame.photo import FOLDER, OWN
from tests.app.session import sound, start, upload

SURE = {"built-in": "red-panda", "two-gpu": "espresso"}  # a sample that the network is too sure of


def offers(app) -> bool:
    return any(button.key == "too_easy" for button in app.button)


@pytest.mark.parametrize("network", SURE)
def test_another_sample_is_taken_and_is_less_sure(network: str) -> None:
    app = start(page="dropout", photo=SURE[network], weights=network)
    assert offers(app)
    sound(app.button(key="too_easy").click().run())
    assert app.session_state["photo"] != SURE[network] and not offers(app)


def test_ones_own_photo_gives_way_too() -> None:
    app = upload(start(page="augmentation", photo="honey-bee"), "mine", (FOLDER / "red-panda.jpg").read_bytes())
    assert app.session_state["photo"] == OWN and offers(app)
    sound(app.button(key="too_easy").click().run())
    assert app.session_state["photo"] != OWN and not offers(app)


def test_an_unsure_photo_stays_alone() -> None:
    app = start(page="dropout", photo="honey-bee")
    assert not offers(app)
