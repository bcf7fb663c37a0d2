"""Neighbours: the nearest photos by the last hidden layer and by pixels, as in figure 4."""

from app.frame.guard import fragment
from app.lessons import neighbours

fragment(neighbours.explore)()
