"""A listing read as a reader reads it: which line builds which layer, and what a line does to the shape."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

FOLDER = Path(__file__).resolve().parent / "code_listings"
LISTINGS = ("one_tower", "two_towers")
LAYERS = {  # what a module is, and what its name begins with
    nn.Conv2d: ("conv", "conv"), nn.ReLU: ("relu", "relu"), nn.LocalResponseNorm: ("lrn", "lrn"), nn.MaxPool2d: ("pool", "pool"),
    nn.AdaptiveAvgPool2d: ("average", "avgpool"), nn.Dropout: ("dropout", "dropout"), nn.Linear: ("dense", "fc"),
}  # fmt: skip
Shape = tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """One line of a listing.

    Attributes:
        number: from 1.
        text: as it stands in the file, without the line's end.
        topic: what kind of thing it does ("conv", "super" ...), which decides the words for it; "" for a line that
            does nothing by itself, such as a bracket.
        slug: names the line within its listing, wherever it stands; "" where there is no topic.
        layer: the layer that it builds, in the words of `alexnet.network` ("conv1" ... "fc8"), else "".
        shows: the layer whose activations are there once it has run, else "".
        before, after: the shapes that go in and come out, the batch of 1 among them; () where there is none.
        parameters: of what it builds or runs.
        values: the numbers that the words about it are filled with.
    """

    number: int
    text: str
    topic: str = ""
    slug: str = ""
    layer: str = ""
    shows: str = ""
    before: Shape = ()
    after: Shape = ()
    parameters: int = 0
    values: dict[str, Any] = field(default_factory=dict)


def path(name: str) -> Path:
    """The file of the listing called `name`, one of `LISTINGS`."""
    return FOLDER / f"{name}.py"


@cache
def listing(name: str) -> tuple[Line, ...]:
    """Every line of the listing called `name`."""
    return read(path(name).read_text("utf-8"))


def read(source: str) -> tuple[Line, ...]:
    """Every line of a listing, tied to what it does by its syntax and by a run of it.

    The listing has one class with `features`, `classifier` ... built in `__init__` and used in `forward`, and below
    `if __name__ == "__main__":` makes a network, a photo and scores. It must be trusted: it is executed.
    """
    tied = {node.lineno: told for node, told in _Reader(ast.parse(source), source).told()}
    return tuple(Line(number, text, **tied.get(number, {})) for number, text in enumerate(source.splitlines(), 1))


class _Reader:
    """The syntax tree of a listing beside what its own network did in a run.

    On real numbers: a run on the meta device is no quicker and brings in torch._dynamo, 900 modules that stay.
    """

    def __init__(self, tree: ast.Module, source: str) -> None:
        self.tree = tree
        self.classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
        self.main = next(node for node in tree.body if isinstance(node, ast.If))
        self.builder = next(node for node in self.classes if "__init__" in _methods(node))
        self.names: dict[str, str] = {}  # path of a module, or "flatten": its layer's name
        self.shapes: dict[str, tuple[Shape, Shape]] = {}  # path of a module: what went in, what came out
        self.statements: dict[int, tuple[Shape, Shape, str]] = {}  # line in `forward`: in, out, the last layer that ran
        with torch.no_grad():
            self.known: dict[str, Any] = {"__name__": "listing"}
            exec(compile(source, "listing", "exec"), self.known)
            for node in self.main.body:
                if isinstance(node, ast.Assign):
                    exec(compile(ast.Module([node], []), "listing", "exec"), self.known)
            self.network = next(value for value in self.known.values() if isinstance(value, nn.Module))
            self._run(next(value for value in self.known.values() if isinstance(value, Tensor)))

    def _run(self, x: Tensor) -> None:
        """`forward`, one statement after the other. The network is this reader's own, so it may carry hooks."""
        order: list[str] = []

        def watch(path: str, module: nn.Module) -> None:
            def seen(module: nn.Module, given: tuple[Tensor, ...], out: Tensor) -> None:
                self.shapes[path] = tuple(given[0].shape), tuple(out.shape)
                if not list(module.children()):
                    order.append(path)

            module.register_forward_hook(seen)

        for path, module in self.network.named_modules():
            if path:
                watch(path, module)
        forward, block = _methods(self.builder)["forward"], 0
        known = self.known | {"self": self.network, "x": x}
        for node in forward.body:
            before, ran = known["x"], len(order)
            known["x"] = eval(compile(ast.Expression(node.value), "listing", "eval"), known)
            if _called(node.value) == "flatten":
                order.append("flatten")
            for path in order[ran:]:
                kind, begins = ("flatten", "flatten") if path == "flatten" else _kind(self.network.get_submodule(path))
                block += kind in ("conv", "dense")
                number = {"average": "", "flatten": "", "dropout": block + 1}.get(kind, block)
                self.names[path] = f"{begins}{number}"
            self.statements[node.lineno] = tuple(before.shape), tuple(known["x"].shape), self.names[order[-1]]

    def told(self) -> Iterator[tuple[ast.AST, dict[str, Any]]]:
        """(node, what is known of its line) of every line that does something."""
        for node in self.tree.body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                name = node.names[0].name
                yield node, {"topic": f"import_{name}", "slug": f"import-{name}"}
        for node in self.classes:
            yield from self._builder() if node is self.builder else self._own_layer(node)
        yield from self._main()

    def _builder(self) -> Iterator[tuple[ast.AST, dict[str, Any]]]:
        methods, total = _methods(self.builder), _count(self.network)
        yield self.builder, {"topic": "class", "slug": "class", "parameters": total, "values": {"parameters": total}}
        yield methods["__init__"], {"topic": "init", "slug": "init", "values": {"classes": self.known["scores"].shape[1]}}
        for node in methods["__init__"].body:
            if isinstance(node, ast.Expr) and _called(node.value) == "__init__":
                yield node, {"topic": "super", "slug": "super", "values": {"error": _without_super()}}
            elif isinstance(node, ast.Assign):
                yield from self._built(node, node.targets[0].attr)
        yield methods["forward"], {"topic": "forward", "slug": "forward"}
        for node in methods["forward"].body:
            before, after, last = self.statements[node.lineno]
            part = _called(node.value)
            told = {"before": before, "after": after, "shows": last}
            if part == "flatten":
                values = dict(zip(("maps", "rows", "columns"), before[1:], strict=True)) | {"units": after[1]}
                yield node, told | {"topic": "flatten", "slug": "flatten", "layer": "flatten", "values": values}
            else:
                told |= {"topic": f"run_{part}", "slug": f"run-{part}", "parameters": _count(getattr(self.network, part))}
                yield node, told

    def _built(self, node: ast.Assign, part: str) -> Iterator[tuple[ast.AST, dict[str, Any]]]:
        """The line that makes a part of the network, and the lines of the layers in it."""
        if _called(node.value) != "Sequential":
            yield node, self._layer(part)
            return
        before, after = self.shapes[part]
        children = [f"{part}.{number}" for number in range(len(node.value.args))]
        told = {"topic": f"part_{part}", "slug": part, "before": before, "after": after, "shows": self.names[children[-1]]}
        own, total = _count(getattr(self.network, part)), _count(self.network)
        yield node, told | {"parameters": own, "values": {"count": len(children), "share": own / total}}
        for path, argument in zip(children, node.value.args, strict=True):
            yield argument, self._layer(path)

    def _layer(self, path: str) -> dict[str, Any]:
        module, name, (before, after) = self.network.get_submodule(path), self.names[path], self.shapes[path]
        topic, values = _kind(module)[0], {}
        if topic == "conv":
            values = {
                "kernels": module.out_channels, "half": module.out_channels // 2, "channels": module.weight.shape[1],
                "size": module.kernel_size[0], "stride": module.stride[0], "padding": module.padding[0],
            }  # fmt: skip
            parted = any(isinstance(other, nn.Conv2d) and other.groups > 1 for other in self.network.modules())
            topic = "conv_photo" if before[1] == 3 else "conv_own" if module.groups > 1 else "conv_both" if parted else "conv"
        elif topic == "pool":
            values = {"size": module.kernel_size, "stride": module.stride}
        elif topic == "lrn":
            values = {"n": module.size, "alpha": module.alpha, "beta": module.beta, "k": module.k}
        elif topic == "average":
            values = {"rows": after[-1], "side": self.statements[min(self.statements)][0][-1]}
        elif topic == "dropout":
            values = {"p": module.p}
        elif topic == "dense":
            values = {"inputs": module.in_features, "units": module.out_features}
            topic = "dense_last" if after == tuple(self.known["scores"].shape) else "dense"
        told = {"topic": topic, "slug": name, "layer": name, "shows": name, "before": before, "after": after}
        return told | {"parameters": _count(module), "values": values}

    def _own_layer(self, node: ast.ClassDef) -> Iterator[tuple[ast.AST, dict[str, Any]]]:
        """A class for a layer that PyTorch has not got; its lines are told by what they call."""
        yield node, {"topic": "own_class", "slug": f"class-{node.name}"}
        forward = _methods(node)["forward"]
        yield forward, {"topic": "own_forward", "slug": f"forward-{node.name}"}
        for inner in forward.body:
            topic = _called(inner.value) or "inherited"
            yield inner, {"topic": topic, "slug": f"{topic}-{node.name}"}

    def _main(self) -> Iterator[tuple[ast.AST, dict[str, Any]]]:
        total, last = _count(self.network), list(self.names.values())[-1]
        photo, scores = (tuple(value.shape) for value in self.known.values() if isinstance(value, Tensor))
        told = {
            "main": {},
            "network": {"parameters": total},
            "photo": {"after": photo},
            "scores": {"before": photo, "after": scores, "shows": last},
            "check": {"after": scores, "shows": last},
            "print_shapes": {"shows": last},
            "count": {"parameters": total},
            "print_count": {},
        }
        values = {"side": photo[-1], "classes": scores[-1], "parameters": total}
        for node in [self.main, *self.main.body]:
            topic = self._topic(node, photo)
            yield node, {"topic": topic, "slug": topic, "values": values} | told[topic]

    def _topic(self, node: ast.stmt, photo: Shape) -> str:
        """What a line under `if __name__ == "__main__":` is for."""
        if isinstance(node, ast.Assign):
            value = self.known[node.targets[0].id]
            if not isinstance(value, Tensor):
                return "network" if isinstance(value, nn.Module) else "count"
            return "photo" if tuple(value.shape) == photo else "scores"
        if isinstance(node, ast.Expr):
            names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
            return "print_shapes" if any(isinstance(self.known.get(name), Tensor) for name in names) else "print_count"
        return "check" if isinstance(node, ast.Assert) else "main"


def _methods(node: ast.ClassDef) -> dict[str, ast.FunctionDef]:
    return {inner.name: inner for inner in node.body if isinstance(inner, ast.FunctionDef)}


def _called(node: ast.AST) -> str:
    """The last name of what is called: "Conv2d" of `nn.Conv2d(3, 64)`."""
    return getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""


def _kind(module: nn.Module) -> tuple[str, str]:
    return next(told for kind, told in LAYERS.items() if isinstance(module, kind))


def _count(module: nn.Module) -> int:
    return sum(values.numel() for values in module.parameters())


def _without_super() -> str:
    """What PyTorch says to a network that keeps a layer before it has set itself up."""

    class Forgetful(nn.Module):
        def __init__(self) -> None:
            self.features = nn.Sequential()

    try:
        Forgetful()
    except AttributeError as error:
        return str(error)
    return ""
