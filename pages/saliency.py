"""Saliency: which pixels speak for a class, by two methods side by side; and three tests of what they say."""

from app import heat, navigation, networks, photo, truth
from app.parts import parts
from app.text import opening, reading

PARTS = {"compare": heat.compare} | truth.PARTS

opening("saliency")
parts("saliency_part", PARTS, "truth.part_", photo.current(), networks.current())
reading("saliency")
navigation.onward("saliency")
