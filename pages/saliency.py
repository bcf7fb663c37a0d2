"""Saliency: which pixels speak for a class, by two methods side by side; and three tests of what they say."""

from app.frame import navigation, networks, photo
from app.frame.text import opening, reading
from app.lessons import saliency, saliency_tests
from app.widgets.parts import parts

PARTS = {"compare": saliency.compare} | saliency_tests.PARTS

opening("saliency")
parts("saliency_part", PARTS, "truth.part_", photo.current(), networks.current())
reading("saliency")
navigation.onward("saliency")
