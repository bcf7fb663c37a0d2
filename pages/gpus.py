"""Two GPUs: the filters that each of them found, and what happens when the cable between them is cut."""

from app.frame import navigation, networks, photo
from app.frame.text import opening, reading
from app.lessons import gpus, gpus_cable
from app.widgets.parts import parts

PARTS = {"filters": gpus.filters, "cable": gpus_cable.cable, "drawing": gpus_cable.plan, "colour": gpus.colour}

opening("gpus")
parts("part", PARTS, "gpus.", photo.current(), networks.current())
reading("gpus")
navigation.onward("gpus")
