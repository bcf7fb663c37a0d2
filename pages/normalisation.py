"""LRN and pooling: neighbouring maps hold one another back, and windows that overlap."""

from app import navigation, networks, normalisation, photo
from app.parts import parts
from app.text import opening, reading

PARTS = {"bench": normalisation.bench, "pooling": normalisation.pooling, "worth": normalisation.worth}

opening("normalisation")
parts("look", PARTS, "normalisation.", photo.current(), networks.current())
reading("normalisation")
navigation.onward("normalisation")
