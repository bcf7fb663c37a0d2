"""Saliency: which pixels speak for a class, by two methods side by side; and three tests of what they say."""

from app.lessons import saliency, saliency_cover, saliency_tests
from app.widgets.parts import parts

PARTS = {"compare": saliency.compare, "cover": saliency_cover.by_hand}
parts("saliency_part", PARTS | saliency_tests.PARTS, "truth.part_")
