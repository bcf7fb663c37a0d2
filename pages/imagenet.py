"""ImageNet: the tree of its classes with a network's answers, mix-ups, why so many photos, how it was made."""

from app import imagenet, navigation, networks
from app.parts import parts
from app.text import opening, reading

opening("imagenet")
parts("imagenet_part", imagenet.PARTS, "imagenet.part_", networks.current())
reading("imagenet")
navigation.onward("imagenet")
