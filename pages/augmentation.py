"""Augmentation: samples, crops by hand, colours along their axes, ten crops, trainings with and without."""

from app import augmentation, navigation, networks, photo
from app.parts import parts
from app.text import opening, reading

opening("augmentation")
parts("aug_part", augmentation.PARTS, "augmentation.part_", photo.current(), networks.current())
reading("augmentation")
navigation.onward("augmentation")
