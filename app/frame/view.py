"""What the reader looks at, and with which network: the two things that nearly every lesson begins with."""

from app.frame import networks, photo
from app.server.networks import Loaded
from app.server.photos import Photo


def view() -> tuple[Photo, Loaded]:
    """The photo and the network in use."""
    return photo.current(), networks.current()
