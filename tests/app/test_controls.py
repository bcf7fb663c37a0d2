"""Every slider of every part of every lesson stands its ends, and every switch its other side."""

import pytest

from tests.app.session import start
from tests.load.walk import everything

pytestmark = pytest.mark.slow

PLACES = [pytest.param(lesson, place, id="-".join([lesson, *place.values()])) for lesson, place in everything()]


@pytest.mark.parametrize(("lesson", "place"), PLACES)
def test_ends_of_sliders_and_both_sides_of_switches(lesson: str, place: dict[str, str]) -> None:
    app = start(page=lesson, **place)
    moves = [(slider.key, end) for slider in app.slider for end in (slider.min, slider.max)]
    moves += [(switch.key, not switch.value) for kind in (app.toggle, app.checkbox) for switch in kind]
    for key, value in moves:
        there = {widget.key: widget for kind in (app.slider, app.toggle, app.checkbox) for widget in kind}
        if key in there:  # a switch may take others away
            there[key].set_value(value).run()
            assert not app.exception, (key, value, app.exception)
            after = {widget.key: widget.value for kind in (app.slider, app.toggle, app.checkbox) for widget in kind}
            assert after.get(key, value) == value


def test_there_are_sliders_and_switches() -> None:
    assert start(page="saliency").slider and start(page="augmentation").toggle
