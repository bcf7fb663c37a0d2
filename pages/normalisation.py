"""LRN and pooling: neighbouring maps hold one another back, and windows that overlap."""

from app.frame import navigation, networks, photo
from app.frame.text import opening, reading
from app.lessons import normalisation
from app.widgets.parts import parts

PARTS = {"bench": normalisation.bench, "pooling": normalisation.pooling, "worth": normalisation.worth}

opening("normalisation")
parts("look", PARTS, "normalisation.", photo.current(), networks.current())
reading("normalisation")
navigation.onward("normalisation")
