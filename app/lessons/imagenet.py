"""The lesson on ImageNet: its tree with a network's answers, who is taken for whom, why so many photos, how it was made."""

from app.lessons.imagenet_mixups import mixups
from app.lessons.imagenet_size import made, photos
from app.lessons.imagenet_tree import tree

PARTS = {"tree": tree, "mixups": mixups, "photos": photos, "made": made}
