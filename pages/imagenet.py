"""ImageNet: the tree of its classes with a network's answers, mix-ups, why so many photos, how it was made."""

from app.lessons import imagenet
from app.widgets.parts import parts

parts("imagenet_part", imagenet.PARTS, "imagenet.part_")
