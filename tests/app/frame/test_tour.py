"""The guided tour: every step has its page and its words; doing the thing makes it done, and opening the page does not."""

import string

import pytest
from streamlit.testing.v1 import AppTest

from app.frame import navigation, tour
from app.frame.photo import samples
from app.frame.text import LANGUAGES, labels
from app.server import network_questions, queues
from app.server.networks import loaded
from tests.app.session import at_page, start

pytestmark = pytest.mark.slow

NUMBERS = {step.key: number for number, step in enumerate(tour.STEPS, 1)}
IN_THE_BROWSER = {"filter", "cover"}  # components, which tests/browser/test_tour.py drives


def at_step(key: str, **address: str) -> AppTest:
    return start(page=tour.STEPS[NUMBERS[key] - 1].slug, tour=str(NUMBERS[key]), **address)


def is_done(app: AppTest) -> bool:
    return "tour_done" in app.session_state and app.session_state.tour_done == app.session_state.tour


def filters(liking_colour: bool) -> list[int]:
    """The numbers of such filters of the built-in network, but for the one that the page opens with."""
    found = queues.answer(network_questions.filters(loaded("built-in")))
    return [one.index + 1 for one in found if bool(one.colours) == liking_colour and one.index != 20]


def choose_photo(app: AppTest) -> None:
    app.pills(key="photo").set_value(list(samples())[3]).run()


def cut_one(app: AppTest) -> None:
    app.segmented_control(key="part").set_value("cable").run()
    assert not is_done(app)
    app.pills(key="cut").set_value(["gpu1"]).run()
    assert not is_done(app)  # a tower is no cable
    app.pills(key="cut").set_value(["conv3"]).run()


def answer(app: AppTest) -> None:
    app.session_state.quiz_results = {0: 1}  # a component's click, which this session cannot do
    app.run()


DO = {
    "photo": choose_photo,
    "colour": lambda app: app.number_input(key="filter").set_value(filters(True)[0]).run(),
    "deep": lambda app: app.segmented_control(key="layer").set_value("conv5").run(),
    "vote": lambda app: app.radio(key="relu_vote").set_value("twice").run(),
    "cable": cut_one,
    "draw": lambda app: app.button(key="dropout_again").click().run(),
    "crops": lambda app: app.toggle(key="aug_crop").set_value(False).run(),
    "guess": answer,
}
OTHER = {  # on the same page, and not the thing
    "colour": lambda app: app.number_input(key="filter").set_value(filters(False)[0]).run(),
    "deep": lambda app: app.segmented_control(key="layer").set_value("conv4").run(),
    "vote": lambda app: app.segmented_control(key="relu_part").set_value("functions").run(),
    "draw": lambda app: app.slider(key="dropout_p").set_value(0.3).run(),
    "crops": lambda app: app.toggle(key="aug_flip").set_value(False).run(),
}


def test_ten_steps_on_ten_pages_in_the_order_of_the_menu() -> None:
    slugs = [step.slug for step in tour.STEPS]
    assert len(NUMBERS) == len(slugs) == len(set(slugs)) == 10
    order = list(navigation.LESSONS)
    assert [order.index(slug) for slug in slugs] == sorted(order.index(slug) for slug in slugs)
    assert NUMBERS.keys() == DO.keys() | IN_THE_BROWSER and tour.AFTERWARDS in order


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_has_its_words(language: str) -> None:
    words = labels(language)
    for step in tour.STEPS:
        assert words[f"tour.seen_{step.key}"]
        fields = {name for _, name, _, _ in string.Formatter().parse(words[f"tour.do_{step.key}"]) if name}
        assert fields == step.names.keys()
        assert all(words[label] for label in step.names.values())
    told = {key.split("_", 1)[1] for key in words if key.startswith(("tour.do_", "tour.seen_"))}
    assert told == NUMBERS.keys()


@pytest.mark.parametrize("step", tour.STEPS, ids=lambda step: step.key)
def test_opening_the_page_is_not_doing_the_thing(step: tour.Step) -> None:
    app = at_step(step.key)
    for _ in range(2):
        app.run()
        assert not app.exception and not is_done(app)
    assert app.session_state.tour == NUMBERS[step.key] and "tour" in app.query_params


@pytest.mark.parametrize("key", DO)
def test_doing_the_thing_is(key: str) -> None:
    app = at_step(key)
    DO[key](app)
    for _ in range(2):
        app.run()  # the strip looks again
        assert not app.exception and is_done(app)


@pytest.mark.parametrize("key", OTHER)
def test_another_thing_is_not(key: str) -> None:
    app = at_step(key)
    OTHER[key](app)
    app.run()
    assert not app.exception and not is_done(app)


def test_the_address_may_show_what_is_asked_for() -> None:
    """A link to the very view asks for it all the same."""
    for key, address in {
        "deep": {"layer": "conv5"}, "crops": {"aug_crop": "false"}, "colour": {"filter": str(filters(True)[1])},
        "cable": {"part": "cable", "cut": "conv3"},
    }.items():  # fmt: skip
        app = at_step(key, **address)
        app.run()
        assert not app.exception and not is_done(app), key
        if key == "deep":
            app.segmented_control(key="layer").set_value("conv4").run()
            assert is_done(app)


def test_nothing_is_drawn_without_a_tour() -> None:
    app = start()
    assert "tour" not in app.session_state and "tour" not in app.query_params
    assert not [button for button in app.button if button.key == "tour_end"]
    app.button(key="tour_start").click().run()
    assert app.session_state.tour == 1 and "tour" in app.query_params
    assert not [button for button in app.button if button.key == "tour_start"]
    app.button(key="tour_end").click().run()
    assert "tour" not in app.session_state and "tour" not in app.query_params
    assert [button for button in app.button if button.key == "tour_start"]


def test_menu_drops_the_address_and_the_tour_goes_on() -> None:
    app = start(tour="3")
    del app.query_params["tour"]
    at_page(app, "relu")
    assert app.session_state.tour == 3 and "tour" in app.query_params
    app.query_params["tour"] = "5"  # as the link to a step does
    app.run()
    assert app.session_state.tour == 5
    app.query_params["tour"] = tour.ENDED
    app.run()
    assert "tour" not in app.session_state and "tour" not in app.query_params


@pytest.mark.parametrize("wrong", ["", "11", "-1", "x", "1.5", "9" * 5000, "<script>"])
def test_nonsense_in_the_address_is_no_tour(wrong: str) -> None:
    app = start(tour=wrong)
    assert not app.exception and "tour" not in app.session_state and "tour" not in app.query_params


@pytest.mark.parametrize("address", [{"filter": "999"}, {"filter": "x"}, {"state": "?"}, {"cut": "-conv3-x"}, {"aug_crop": "7"}])
def test_nonsense_beside_it_does_no_harm(address: dict[str, str]) -> None:
    for key in ("colour", "cable", "crops"):
        app = at_step(key, **address)
        assert not app.exception and not is_done(app)
