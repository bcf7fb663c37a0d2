"""Dropout: thinned networks and their mean, one mask, the factor one half, trainings with and without."""

from app.frame import navigation, networks, photo
from app.frame.text import opening, reading
from app.lessons import dropout
from app.widgets.parts import parts

opening("dropout")
parts("dropout_part", dropout.PARTS, "dropout.part_", photo.current(), networks.current())
reading("dropout")
navigation.onward("dropout")
