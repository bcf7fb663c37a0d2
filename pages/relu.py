"""ReLU: the race of figure 1, the three functions, the gradient that fades, and a race to watch."""

from app.lessons import relu
from app.widgets.parts import parts

parts("relu_part", relu.PARTS, "relu.part_")
