"""ImageNet: the tree of its classes with a network's answers, mix-ups, why so many photos, how it was made."""

from app.frame import navigation, networks
from app.frame.text import opening, reading
from app.lessons import imagenet
from app.widgets.parts import parts

opening("imagenet")
parts("imagenet_part", imagenet.PARTS, "imagenet.part_", networks.current())
reading("imagenet")
navigation.onward("imagenet")
