"""Train: AlexNet learns while the class watches, and answers to what one draws."""

from app.lessons import train, train_pad
from app.widgets.parts import parts

parts("train_part", {"watch": train.watch, "draw": train_pad.draw}, "train.part_")
