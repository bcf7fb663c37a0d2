"""Dropout: thinned networks and their mean, one mask, the factor one half, trainings with and without."""

from app.lessons import dropout
from app.widgets.parts import parts

parts("dropout_part", dropout.PARTS, "dropout.part_")
