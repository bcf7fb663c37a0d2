"""Two GPUs: the filters that each of them found, and what happens when the cable between them is cut."""

from app.lessons import gpus, gpus_cable
from app.widgets.parts import parts

parts("part", {"filters": gpus.filters, "cable": gpus_cable.cable, "drawing": gpus_cable.plan, "colour": gpus.colour}, "gpus.")
