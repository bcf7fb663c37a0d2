"""How methods, networks and datasets describe themselves, so that menus, sliders, the command line and tests follow."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Parameter:
    """One number that a person may choose.

    Args:
        name: keyword of the function; its words on a page stand under `parameter.<name>`.
        default, low, high, step: the value to start with, the bounds (both allowed) and what one notch adds.
            All four are whole numbers or none is.
    """

    name: str
    default: float
    low: float
    high: float
    step: float

    def check(self, value: float) -> float:
        """`value` as this parameter's kind of number. Raises ValueError outside the bounds."""
        if not self.low <= value <= self.high:
            raise ValueError(f"{self.name} must lie between {self.low} and {self.high}, not {value}")
        return type(self.default)(value)


@dataclass(frozen=True)
class Registered:
    """A function with what a menu needs to offer it.

    Args:
        name: unique key, as in an address or on the command line.
        run: the function itself.
        parameters: what a person may choose.
        slow: takes seconds on a CPU, so it reports its progress and can be stopped.
        signed: its numbers below zero mean something.
    """

    name: str
    run: Callable[..., Any]
    parameters: tuple[Parameter, ...] = ()
    slow: bool = False
    signed: bool = False

    def settings(self, chosen: dict[str, float]) -> dict[str, float]:
        """Every parameter with its value: the chosen one, checked, or the default.

        Raises ValueError for a value out of bounds and KeyError for a parameter that there is not.
        """
        unknown = set(chosen) - {parameter.name for parameter in self.parameters}
        if unknown:
            raise KeyError(f"{self.name} has no parameter {', '.join(sorted(unknown))}")
        return {p.name: p.check(chosen.get(p.name, p.default)) for p in self.parameters}


def register(menu: dict[str, Registered], name: str, *parameters: Parameter, **traits: bool) -> Callable:
    """Decorator: enters a function into `menu` under `name`. Raises ValueError where the name is taken."""

    def enter(function: Callable) -> Callable:
        if name in menu:
            raise ValueError(f"{name} is registered already")
        menu[name] = Registered(name, function, parameters, **traits)
        return function

    return enter
