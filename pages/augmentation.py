"""Augmentation: samples, crops by hand, colours along their axes, ten crops, trainings with and without."""

from app.lessons import augmentation
from app.widgets.parts import parts

parts("aug_part", augmentation.PARTS, "augmentation.part_")
