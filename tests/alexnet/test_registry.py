"""How things describe themselves: the bounds of a parameter, the settings of a call, one name each."""

import math

import pytest

from alexnet.ask.saliency import METHODS
from alexnet.data.sets import DATASETS
from alexnet.photo.augment import AUGMENTATIONS
from alexnet.registry import Parameter, Registered, pick, register
from alexnet.training.plan import NETWORKS
from alexnet.training.recipe import RECIPES

STEPS = Parameter("steps", default=50, low=10, high=200, step=10)
NOISE = Parameter("noise", default=0.15, low=0.05, high=0.5, step=0.05)
MENUS = {"saliency": METHODS, "augmentation": AUGMENTATIONS}  # whose parameters are sliders
EVERY = [(f"{name}-{p.name}", p) for menu in MENUS.values() for name, entry in menu.items() for p in entry.parameters]
NAMED = [*METHODS, *AUGMENTATIONS, *DATASETS, *NETWORKS, *RECIPES]


def test_register_enters_the_function_and_gives_it_back() -> None:
    menu: dict[str, Registered] = {}

    @register(menu, "double", STEPS, slow=True)
    def double(number: int) -> int:
        return 2 * number

    assert double(4) == 8
    assert menu == {"double": Registered("double", double, (STEPS,), slow=True, signed=False)}


def test_name_is_taken_once() -> None:
    menu: dict[str, Registered] = {}
    register(menu, "one")(min)
    with pytest.raises(ValueError, match="one is registered already"):
        register(menu, "one")(max)
    assert menu["one"].run is min


@pytest.mark.parametrize("value", [10, 11, 200])
def test_check_allows_the_bounds(value: int) -> None:
    assert STEPS.check(value) == value


def test_check_gives_the_parameters_kind_of_number() -> None:
    assert isinstance(STEPS.check(50.0), int)
    assert isinstance(Parameter("x", default=1.0, low=0.0, high=2.0, step=0.5).check(2), float)


@pytest.mark.parametrize("value", [9, 201, 9.99, 200.5, -math.inf, math.inf, math.nan])
def test_check_refuses_what_lies_outside(value: float) -> None:
    with pytest.raises(ValueError, match="steps must lie between 10 and 200"):
        STEPS.check(value)


def test_settings_are_complete_and_checked() -> None:
    recipe = Registered("method", min, (STEPS, NOISE))
    assert recipe.settings({}) == {"steps": 50, "noise": 0.15}
    assert recipe.settings({"steps": 60.0}) == {"steps": 60, "noise": 0.15}
    with pytest.raises(ValueError, match="noise"):
        recipe.settings({"noise": 0.6})
    with pytest.raises(KeyError, match="method has no parameter colour, depth"):
        recipe.settings({"depth": 1, "colour": 2, "steps": 50})


def test_one_value_that_is_all_there_is_is_told() -> None:
    with pytest.raises(ValueError, match="side must be 32, not 64"):
        Parameter("side", 32, 32, 32, 1).check(64)


def test_about_is_the_docstrings_first_line() -> None:
    def tell() -> None:
        """One line.

        And more.
        """

    assert Registered("tell", tell).about == "One line."
    assert Registered("silent", lambda: None).about == ""


@pytest.mark.parametrize("menu", [METHODS, AUGMENTATIONS, DATASETS], ids=["methods", "augmentations", "datasets"])
def test_everything_registered_says_what_it_is(menu: dict[str, Registered]) -> None:
    for name, entry in menu.items():
        assert entry.name == name and entry.about.endswith("."), name


def test_pick_lists_what_there_is() -> None:
    assert pick({"a": 1, "b": 2}, "b") == 2
    with pytest.raises(ValueError, match="there is no c; choose one of a, b"):
        pick({"a": 1, "b": 2}, "c")


@pytest.mark.parametrize("p", [p for _, p in EVERY], ids=[name for name, _ in EVERY])
def test_registered_parameters_make_a_slider(p: Parameter) -> None:
    assert p.low <= p.default <= p.high and p.low < p.high and p.step > 0
    for value in (p.default, p.high):
        notches = (value - p.low) / p.step
        assert notches == pytest.approx(round(notches)), f"{value} is not on a notch"
    assert len({type(number) for number in (p.default, p.low, p.high, p.step)}) == 1


@pytest.mark.parametrize("name", NAMED)
def test_registered_names_can_stand_in_an_address(name: str) -> None:
    assert name.replace("-", "").isalnum() and name == name.lower()
