"""A reader's hand on a picture: the mouse or a finger on places given as shares of the picture."""

import math
from collections.abc import Sequence

from playwright.sync_api import Locator

Place = tuple[float, float]
MIDDLE = (0.5, 0.5)


class Hand:
    """Moves over `target`; a touch is sent as a touch screen sends it."""

    def __init__(self, target: Locator) -> None:
        self.target, self.page = target, target.page
        target.scroll_into_view_if_needed()

    def at(self, place: Place) -> Place:
        """A place of the picture on the screen."""
        box = self.target.bounding_box()
        return box["x"] + place[0] * box["width"], box["y"] + place[1] * box["height"]

    def drag(self, places: Sequence[Place], pause: float = 0, let_go: bool = True) -> None:
        """Presses at the first place and moves on to the others, `pause` ms after each."""
        self.page.mouse.move(*self.at(places[0]))
        self.page.mouse.down()
        for place in places[1:]:
            self.page.mouse.move(*self.at(place))
            self.page.wait_for_timeout(pause)
        if let_go:
            self.page.mouse.up()

    def touch(self, places: Sequence[Place]) -> None:
        """The same with a finger."""
        session = self.page.context.new_cdp_session(self.page)
        for kind, place in [("touchStart", places[0]), *(("touchMove", place) for place in places[1:])]:
            x, y = self.at(place)
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def circle(radius: float, middle: Place = MIDDLE, places: int = 40) -> list[Place]:
    """Once round, back to where it began."""
    turns = (2 * math.pi * number / places for number in range(places + 1))
    return [(middle[0] + radius * math.cos(turn), middle[1] + radius * math.sin(turn)) for turn in turns]
