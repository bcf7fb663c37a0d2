"""Dropout: thinned networks and their mean, one mask, the factor one half, trainings with and without."""

from app import dropout, navigation, networks, photo
from app.parts import parts
from app.text import opening, reading

opening("dropout")
parts("dropout_part", dropout.PARTS, "dropout.part_", photo.current(), networks.current())
reading("dropout")
navigation.onward("dropout")
