"""A listing run statement by statement, to see which layers each one runs and what becomes of the shape.

On real numbers: a run on the meta device is no quicker and brings in torch._dynamo, 900 modules that stay.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from alexnet.lessons.code_layers import FLATTEN, names
from alexnet.lessons.code_line import Shape
from alexnet.lessons.code_syntax import Syntax, call, methods, value


@dataclass(frozen=True)
class Step:
    """A statement of `forward`: the shapes that go in and come out, and the path of the last layer that ran."""

    before: Shape
    after: Shape
    last: str


@dataclass(frozen=True)
class Trace:
    """What a listing's own network did.

    Attributes:
        variables: of the listing by name.
        names: the layer's name of each module that ran, by its path in the network; also of the flattening.
        shapes: what went into a module and what came out, by its path.
        steps: the statements of `forward` by line.
    """

    network: nn.Module
    variables: dict[str, Any]
    names: dict[str, str]
    shapes: dict[str, tuple[Shape, Shape]]
    steps: dict[int, Step]


@torch.no_grad()
def trace(source: str, syntax: Syntax) -> Trace:
    """Runs a listing. Raises whatever the listing raises, and StopIteration where it makes no network or no photo."""
    variables: dict[str, Any] = {"__name__": "listing"}
    exec(compile(source, "listing", "exec"), variables)
    for node in syntax.main.body:
        if isinstance(node, ast.Assign):
            exec(compile(ast.Module([node], []), "listing", "exec"), variables)
    network = next(made for made in variables.values() if isinstance(made, nn.Module))
    photo = next(made for made in variables.values() if isinstance(made, Tensor))
    order: list[str] = []
    shapes: dict[str, tuple[Shape, Shape]] = {}
    for path, module in network.named_modules():
        if path:  # the network is this run's own, so it may carry hooks
            module.register_forward_hook(_recorder(path, order, shapes))
    steps, scope = {}, variables | {"self": network, "x": photo}
    for statement in methods(syntax.network)["forward"].body:
        before = tuple(scope["x"].shape)
        scope["x"] = eval(compile(ast.Expression(value(statement)), "listing", "eval"), scope)
        if call(statement) == "flatten":
            order.append(FLATTEN)
        steps[statement.lineno] = Step(before, tuple(scope["x"].shape), order[-1])
    return Trace(network, variables, names(network, order), shapes, steps)


def _recorder(path: str, order: list[str], shapes: dict[str, tuple[Shape, Shape]]) -> Callable[..., None]:
    """A hook that notes the shapes of the module at `path`, and if it is a layer that its turn has come."""

    def record(module: nn.Module, inputs: tuple[Tensor, ...], out: Tensor) -> None:
        shapes[path] = tuple(inputs[0].shape), tuple(out.shape)
        if not list(module.children()):
            order.append(path)

    return record
