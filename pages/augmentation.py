"""Augmentation: samples, crops by hand, colours along their axes, ten crops, trainings with and without."""

from app.frame import navigation, networks, photo
from app.frame.text import opening, reading
from app.lessons import augmentation
from app.widgets.parts import parts

opening("augmentation")
parts("aug_part", augmentation.PARTS, "augmentation.part_", photo.current(), networks.current())
reading("augmentation")
navigation.onward("augmentation")
