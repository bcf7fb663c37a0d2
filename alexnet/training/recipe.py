"""How a network is trained: the paper's recipe, a modern one and a quick one for the classroom."""

import math
from dataclasses import dataclass, fields
from typing import Any, get_args

import torch
from torch import nn

from alexnet.device import Precision
from alexnet.photo.augment import trainable
from alexnet.registry import pick
from alexnet.training.bounds import AREA, DECAY, RATE, SEED, SHARE, Bounds, check, read_number

BOUNDS = {
    "passes": Bounds(1, 1e6), "batch": Bounds(2, 1e6), "rate": RATE, "momentum": SHARE, "decay": DECAY, "drops": Bounds(0, 1),
    "rise": SHARE, "sizes": Bounds(67, 1024), "view": Bounds(67, 1024), "smallest": AREA, "largest": AREA, "ratio": Bounds(1, 10),
    "smoothing": SHARE, "dropout": SHARE, "seed": SEED,
}  # fmt: skip


@dataclass(frozen=True)
class Recipe:
    """Every choice of a training; each can be changed from the command line by its name."""

    passes: int = 20  # how often every photo is seen
    batch: int = 128  # photos a step, over all devices together (paper, section 5)
    optimizer: str = "adamw"  # "adamw" (Loshchilov and Hutter 2019), or "sgd" with momentum as in the paper
    rate: float = 1.5e-3  # highest learning rate
    momentum: float = 0.9  # of SGD; of AdamW its first beta
    decay: float = 0.15  # weight decay; AdamW spares biases and normalisation, SGD takes all as the paper does
    schedule: str = "one-cycle"  # the rate rises, then falls as a cosine (Smith 2018); or "drops": divided by 10 at each drop
    drops: tuple[float, ...] = (23 / 93, 51 / 93, 78 / 93)  # shares of the training (epochs of the authors' run #145-2010)
    rise: float = 0.15  # share of a one-cycle training in which the rate rises
    start: str = "paper"  # first weights: "paper" N(0, 0.01) and biases of 0 and 1 (section 5), or "pytorch"
    sizes: tuple[int, ...] = (83, 131)  # side of the crops in pixels, at first and at last: small crops train faster
    view: tuple[int, ...] = (171, 163)  # resize and crop of photos afterwards: things look larger in random crops (Touvron 2019)
    smallest: float = 0.35  # share of the photo's area that the smallest random crop shows
    largest: float = 1.0  # and the largest; the paper's crops show (224/256)^2 of it
    ratio: float = 4 / 3  # the crops' largest ratio of sides; the paper's are squares
    flip: bool = True  # mirror half of the crops (section 4.1)
    augment: tuple[str, ...] = ()  # augmentations of the photos before they are cropped, such as colour (section 4.1)
    smoothing: float = 0.1  # label smoothing: share of the target spread over all classes
    dropout: float = 0.5  # probability that a unit in front of fc6 and fc7 is dropped (section 4.2)
    normalise: bool = True  # batch normalisation while training; it is folded into the weights after it
    precision: Precision = "bf16-mixed"  # as Lightning Fabric names them: "bf16-mixed", "32-true" ...
    seed: int = 0  # of the first weights, the order, the crops and dropout

    def __post_init__(self) -> None:
        choices = {
            "optimizer": ("adamw", "sgd"), "schedule": ("one-cycle", "drops"), "start": ("paper", "pytorch"),
            "precision": get_args(Precision),
        }  # fmt: skip
        for name, allowed in choices.items():
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name} must be one of {', '.join(allowed)}, not {getattr(self, name)}")
        check(self, BOUNDS)
        for name in ("sizes", "view"):
            if len(getattr(self, name)) != 2:
                raise ValueError(f"{name} must be two numbers, not {len(getattr(self, name))}")
        if self.sizes[0] > self.sizes[1]:
            raise ValueError(f"sizes must grow, the first at most the second, not {self.sizes[0]},{self.sizes[1]}")
        if self.view[1] > self.view[0]:
            raise ValueError(f"view must be resize and crop, the second at most the first, not {self.view[0]},{self.view[1]}")
        if self.smallest > self.largest:
            raise ValueError(f"smallest must be at most largest, {self.largest:g}, not {self.smallest:g}")
        for name in self.augment:
            pick(trainable(), name)

    def size_at(self, share: float) -> int:
        """Side of the crops when `share` of the training is done: from the first size to the last in steps of 16 px.

        Example:
            >>> [Recipe(sizes=(83, 131)).size_at(share) for share in (0.0, 0.3, 0.6, 1.0)]
            [83, 99, 115, 131]
        """
        low, high = self.sizes
        return min(high, low + 16 * int(share * ((high - low) // 16 + 1)))

    def rate_at(self, share: float) -> float:
        """The learning rate when `share` of the training, in [0, 1], is done.

        Example:
            >>> [PAPER.rate_at(share) for share in (0.0, 0.25, 0.6, 1.0)]
            [0.01, 0.001, 0.0001, 1e-05]
        """
        if self.schedule == "drops":
            return self.rate / 10 ** sum(share >= drop for drop in self.drops)
        if share < self.rise:
            return self.rate * (0.04 + 0.96 * share / self.rise)
        return self.rate * (0.001 + 0.999 * (1 + math.cos(math.pi * (share - self.rise) / (1 - self.rise))) / 2)

    def optimizer_for(self, network: nn.Module) -> torch.optim.Optimizer:
        """The optimizer of all parameters of `network`."""
        parameters = list(network.parameters())
        if self.optimizer == "sgd":
            return torch.optim.SGD(parameters, self.rate, self.momentum, weight_decay=self.decay)
        groups = [
            {"params": [p for p in parameters if p.ndim > 1], "weight_decay": self.decay},
            {"params": [p for p in parameters if p.ndim == 1], "weight_decay": 0.0},
        ]
        return torch.optim.AdamW(groups, self.rate, (self.momentum, 0.99), fused=True)


MODERN = Recipe()
PAPER = Recipe(
    passes=90, optimizer="sgd", rate=0.01, decay=5e-4, schedule="drops", sizes=(227, 227), view=(256, 227),
    smallest=(224 / 256) ** 2, largest=(224 / 256) ** 2, ratio=1.0, smoothing=0.0, normalise=False, precision="32-true",
)  # fmt: skip
CLASSROOM = Recipe(passes=16, rate=4e-3, decay=0.5, sizes=(67, 67), view=(75, 67), smallest=0.5)
Value = float | str | tuple[float | str, ...]  # of a field; True and 1 are floats to the type checker
RECIPES = {"classroom": CLASSROOM, "modern": MODERN, "paper": PAPER}


def changed(recipe: Recipe, settings: dict[str, str]) -> Recipe:
    """`recipe` with some fields given as text, such as {"passes": "12", "sizes": "83,131", "flip": "no"}.

    Raises ValueError for a field that there is not, a value that is no number, or one out of bounds.

    Example:
        >>> shorter = changed(PAPER, {"passes": "9", "sizes": "131,227", "flip": "no"})
        >>> shorter.passes, shorter.sizes, shorter.flip, shorter.rate
        (9, (131, 227), False, 0.01)
    """
    values: dict[str, Any] = {field.name: getattr(recipe, field.name) for field in fields(recipe)}
    for name, text in settings.items():
        if name not in values:
            raise ValueError(f"no field {name}; there are {', '.join(values)}")
        values[name] = _from_text(name, text, values[name])
    return Recipe(**values)


def _from_text(name: str, text: str, like: Value) -> Value:
    """`text` as a value of the same kind as `like`; in a tuple that is empty so far, words."""
    if isinstance(like, bool):
        if text not in ("yes", "no"):
            raise ValueError(f"{name} must be yes or no, not {text}")
        return text == "yes"
    if isinstance(like, tuple):
        kind = type(like[0]) if like else str
        return tuple(read_number(name, part, kind) for part in text.split(",")) if text else ()
    return read_number(name, text, type(like))
