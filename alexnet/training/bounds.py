"""What numbers of a recipe may be; whatever is not says so by its name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Bounds:
    """From `low` to `high`; `above`: more than low; `below`: less than high. NaN lies in none."""

    low: float
    high: float
    above: bool = False
    below: bool = False

    def hold(self, value: float) -> bool:
        """Whether `value` lies within."""
        more = self.low < value if self.above else self.low <= value
        return more and (value < self.high if self.below else value <= self.high)

    def __str__(self) -> str:
        low, high = "more than" if self.above else "at least", "less than" if self.below else "at most"
        return f"{low} {self.low:g} and {high} {self.high:g}"


SHARE = Bounds(0, 1, below=True)
RATE = Bounds(0, 100, above=True)
DECAY = Bounds(0, 100)
AREA = Bounds(0, 1, above=True)
SEED = Bounds(0, 2**62)


def check(recipe: Any, bounds: Mapping[str, Bounds]) -> None:
    """Raises ValueError for the first of the fields `bounds`, numbers or tuples of them, that lies outside.

    Example:
        >>> from types import SimpleNamespace
        >>> check(SimpleNamespace(momentum=2.0), {"momentum": SHARE})
        Traceback (most recent call last):
        ValueError: momentum must be at least 0 and less than 1, not 2.0
    """
    for name, bound in bounds.items():
        value = getattr(recipe, name)
        if not all(bound.hold(one) for one in (value if isinstance(value, tuple) else (value,))):
            raise ValueError(f"{name} must be {bound}, not {_written(value)}")


def read_number(name: str, text: str, kind: type) -> Any:
    """`text` as the value of a field of `kind`. Raises ValueError, which names the field.

    Example:
        >>> read_number("passes", "12", int)
        12
        >>> read_number("passes", "1.5", int)
        Traceback (most recent call last):
        ValueError: passes must be a whole number, not 1.5
    """
    try:
        return kind(text)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{name} must be a {'whole number' if kind is int else 'number'}, not {text or 'nothing'}") from error


def _written(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
