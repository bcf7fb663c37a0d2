"""ReLU: the race of figure 1, the three functions, the gradient that fades, and a race to watch."""

from app.frame import navigation, networks, photo
from app.frame.text import opening, reading
from app.lessons import relu
from app.widgets.parts import parts

opening("relu")
parts("relu_part", relu.PARTS, "relu.part_", photo.current(), networks.current())
reading("relu")
navigation.onward("relu")
