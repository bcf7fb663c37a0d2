"""Two GPUs: the filters that each of them found, and what happens when the cable between them is cut."""

from app import cable, gpus, navigation, networks, photo
from app.parts import parts
from app.text import opening, reading

PARTS = {"filters": gpus.filters, "cable": cable.cable, "drawing": cable.plan, "colour": gpus.colour}

opening("gpus")
parts("part", PARTS, "gpus.", photo.current(), networks.current())
reading("gpus")
navigation.onward("gpus")
