"""How methods, networks and datasets describe themselves, so that menus, sliders, the command line and tests follow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import getdoc
from typing import Any, TypeVar

Choice = TypeVar("Choice")
Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Parameter:
    """One number that a person may choose.

    Args:
        name: keyword of the function; its words on a page stand under `parameter.<name>`.
        default, low, high, step: the value to start with, the bounds (both allowed) and what one notch adds.
            All four are whole numbers or none is. Where `low` is `high` there is nothing to choose.
    """

    name: str
    default: float
    low: float
    high: float
    step: float

    def check(self, value: float) -> float:
        """`value` as this parameter's kind of number. Raises ValueError outside the bounds.

        Example:
            >>> Parameter("steps", 50, 10, 200, 10).check(60.0)
            60
        """
        if not self.low <= value <= self.high:
            allowed = f"lie between {self.low} and {self.high}" if self.low < self.high else f"be {self.low}"
            raise ValueError(f"{self.name} must {allowed}, not {value}")
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
        at_first: on before a reader has chosen, where several can be on at once.
        on_device: training does it by fields of the recipe, to a whole batch on the device that trains.
        downloads: wants a connection the first time.
        wants_path: reads what a person names, a folder or a zip.
    """

    name: str
    run: Callable[..., Any]
    parameters: tuple[Parameter, ...] = ()
    slow: bool = False
    signed: bool = False
    at_first: bool = True
    on_device: bool = False
    downloads: bool = False
    wants_path: bool = False

    @property
    def about(self) -> str:
        """The first line of the function's docstring, in English, as the command line's help shows it.

        Example:
            >>> def mirror(photo):
            ...     '''The photo, turned.'''
            >>> Registered("mirror", mirror).about
            'The photo, turned.'
        """
        return (getdoc(self.run) or "").partition("\n")[0]

    def settings(self, chosen: Mapping[str, float]) -> dict[str, float]:
        """Every parameter with its value: the chosen one, checked, or the default.

        Raises ValueError for a value out of bounds and KeyError for a parameter that there is not.

        Example:
            >>> samples, noise = Parameter("samples", 20, 10, 100, 10), Parameter("noise", 0.1, 0.0, 1.0, 0.1)
            >>> smooth = Registered("smooth", sum, (samples, noise))
            >>> smooth.settings({"noise": 0.5})
            {'samples': 20, 'noise': 0.5}
            >>> smooth.settings({"samples": 7})
            Traceback (most recent call last):
            ValueError: samples must lie between 10 and 100, not 7
        """
        unknown = set(chosen) - {parameter.name for parameter in self.parameters}
        if unknown:
            raise KeyError(f"{self.name} has no parameter {', '.join(sorted(unknown))}")
        return {p.name: p.check(chosen.get(p.name, p.default)) for p in self.parameters}


def register(menu: dict[str, Registered], name: str, *parameters: Parameter, **traits: bool) -> Callable[[Function], Function]:
    """Decorator: enters a function into `menu` under `name`. Raises ValueError where the name is taken.

    Example:
        >>> menu = {}
        >>> @register(menu, "double", slow=True)
        ... def double(number):
        ...     return 2 * number
        >>> menu["double"].run(4), menu["double"].slow
        (8, True)
    """

    def enter(function: Function) -> Function:
        if name in menu:
            raise ValueError(f"{name} is registered already")
        menu[name] = Registered(name, function, parameters, **traits)
        return function

    return enter


def pick(menu: Mapping[str, Choice], name: str) -> Choice:
    """What `menu` has under `name`. Raises ValueError, which lists what there is, for any other name.

    Example:
        >>> pick({"paper": 1, "modern": 2}, "classic")
        Traceback (most recent call last):
        ValueError: there is no classic; choose one of paper, modern
    """
    if name not in menu:
        raise ValueError(f"there is no {name}; choose one of {', '.join(menu)}")
    return menu[name]
