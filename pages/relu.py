"""ReLU: the race of figure 1, the three functions, the gradient that fades, and a race to watch."""

from app import navigation, networks, photo, relu
from app.parts import parts
from app.text import opening, reading

opening("relu")
parts("relu_part", relu.PARTS, "relu.part_", photo.current(), networks.current())
reading("relu")
navigation.onward("relu")
