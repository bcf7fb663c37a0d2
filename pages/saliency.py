"""Saliency: which pixels speak for a class, by two methods side by side; and three tests of what they say."""

from app.lessons import saliency, saliency_cover, saliency_tests
from app.widgets.parts import parts

parts(
    "saliency_part",
    {"compare": saliency.compare, "cover": saliency_cover.by_hand} | saliency_tests.PARTS,
    "truth.part_",
)
