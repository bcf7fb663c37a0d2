"""LRN and pooling: neighbouring maps hold one another back, and windows that overlap."""

from app.lessons import normalisation
from app.widgets.parts import parts

parts("look", normalisation.PARTS, "normalisation.")
