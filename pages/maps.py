"""Feature maps: every layer's answers to the photo, and what each of them has seen of it."""

from app.frame import networks
from app.frame.guard import fragment
from app.lessons import maps

fragment(maps.explore)(networks.current().id)
