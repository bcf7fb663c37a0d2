"""Overview: the whole network at once, and the way through it that gave the answer."""

from app.frame.guard import fragment
from app.frame.view import view
from app.lessons import overview

photo, network = view()
overview.picture(photo, network)
fragment(overview.way)(photo, network)
