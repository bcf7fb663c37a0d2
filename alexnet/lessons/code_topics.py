"""What each line of a listing is about, from its syntax and a trace of its run."""

import ast
from collections.abc import Iterator

from torch import Tensor, nn

from alexnet.lessons.code_layers import FLATTEN, kind, numbers, parameters
from alexnet.lessons.code_line import Line, Shape
from alexnet.lessons.code_syntax import Syntax, call, methods, target
from alexnet.lessons.code_trace import Trace


def topics(syntax: Syntax, trace: Trace) -> Iterator[Line]:
    """Every line that does something, as yet without its text."""
    for node in syntax.imports:
        name = node.names[0].name
        yield Line(node.lineno, topic=f"import_{name}", slug=f"import-{name}")
    for layer in syntax.own_layers:
        yield from _own_layer(layer)
    yield from _builder(syntax.network, trace)
    yield from _forward(methods(syntax.network)["forward"], trace)
    yield from _main(syntax.main, trace)


def _own_layer(node: ast.ClassDef) -> Iterator[Line]:
    """A class for a layer that PyTorch has not got; its lines go by what they call."""
    forward = methods(node)["forward"]
    yield Line(node.lineno, topic="own_class", slug=f"class-{node.name}")
    yield Line(forward.lineno, topic="own_forward", slug=f"forward-{node.name}")
    for inner in forward.body:
        topic = call(inner) or "inherited"
        yield Line(inner.lineno, topic=topic, slug=f"{topic}-{node.name}")


def _builder(node: ast.ClassDef, trace: Trace) -> Iterator[Line]:
    """The network's class and the lines of its `__init__`."""
    init, total = methods(node)["__init__"], parameters(trace.network)
    yield Line(node.lineno, topic="class", slug="class", parameters=total, values={"parameters": total})
    yield Line(init.lineno, topic="init", slug="init", values={"classes": trace.variables["scores"].shape[1]})
    for statement in init.body:
        if isinstance(statement, ast.Assign):
            yield from _part(statement, target(statement), trace)
        elif call(statement) == "__init__":
            yield Line(statement.lineno, topic="super", slug="super", values={"error": _error_without_super()})


def _part(node: ast.Assign, part: str, trace: Trace) -> Iterator[Line]:
    """The line that makes a part of the network, and the lines of the layers in it."""
    built = node.value
    if not isinstance(built, ast.Call) or call(built) != "Sequential":
        yield _layer(node.lineno, part, trace)
        return
    (before, after), own = trace.shapes[part], parameters(trace.network.get_submodule(part))
    paths = [f"{part}.{number}" for number in range(len(built.args))]
    yield Line(
        node.lineno, topic=f"part_{part}", slug=part, before=before, after=after, shows=trace.names[paths[-1]], parameters=own,
        values={"count": len(paths), "share": own / parameters(trace.network)},
    )  # fmt: skip
    for path, argument in zip(paths, built.args, strict=True):
        yield _layer(argument.lineno, path, trace)


def _layer(line: int, path: str, trace: Trace) -> Line:
    """The line of a layer with a module."""
    module, name, (before, after) = trace.network.get_submodule(path), trace.names[path], trace.shapes[path]
    topic, values = kind(module), numbers(module)
    if isinstance(module, nn.Conv2d):
        grouped = any(isinstance(other, nn.Conv2d) and other.groups > 1 for other in trace.network.modules())
        topic = "conv_photo" if before[1] == 3 else "conv_own" if module.groups > 1 else "conv_both" if grouped else "conv"
    elif topic == "average":
        values = {"rows": after[-1], "side": trace.steps[min(trace.steps)].before[-1]}
    elif topic == "dense" and after == tuple(trace.variables["scores"].shape):
        topic = "dense_last"
    return Line(
        line, topic=topic, slug=name, layer=name, shows=name, before=before, after=after, parameters=parameters(module),
        values=values,
    )  # fmt: skip


def _forward(node: ast.FunctionDef, trace: Trace) -> Iterator[Line]:
    """`forward` and its lines."""
    yield Line(node.lineno, topic="forward", slug="forward")
    for statement in node.body:
        step, part = trace.steps[statement.lineno], call(statement)
        before, after, shows = step.before, step.after, trace.names[step.last]
        if part == "flatten":
            values = dict(zip(("maps", "rows", "columns"), before[1:], strict=True)) | {"units": after[1]}
            yield Line(statement.lineno, "", FLATTEN, FLATTEN, FLATTEN, shows, before, after, values=values)
        else:
            own = parameters(trace.network.get_submodule(part))
            yield Line(statement.lineno, "", f"run_{part}", f"run-{part}", "", shows, before, after, own)


def _main(node: ast.If, trace: Trace) -> Iterator[Line]:
    """The lines below `if __name__ == "__main__":`."""
    total, last = parameters(trace.network), list(trace.names.values())[-1]
    photo, scores = (tuple(made.shape) for made in trace.variables.values() if isinstance(made, Tensor))
    values = {"side": photo[-1], "classes": scores[-1], "parameters": total}
    for statement in (node, *node.body):
        topic = _topic(statement, photo, trace)
        yield Line(
            statement.lineno, topic=topic, slug=topic, values=values,
            shows=last if topic in ("scores", "check", "print_shapes") else "",
            before=photo if topic == "scores" else (),
            after=photo if topic == "photo" else scores if topic in ("scores", "check") else (),
            parameters=total if topic in ("network", "count") else 0,
        )  # fmt: skip


def _topic(node: ast.stmt, photo: Shape, trace: Trace) -> str:
    """What a line of the main part is for."""
    if isinstance(node, ast.Assign):
        made = trace.variables[target(node)]
        if not isinstance(made, Tensor):
            return "network" if isinstance(made, nn.Module) else "count"
        return "photo" if tuple(made.shape) == photo else "scores"
    if isinstance(node, ast.Expr):
        names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
        return "print_shapes" if any(isinstance(trace.variables.get(name), Tensor) for name in names) else "print_count"
    return "check" if isinstance(node, ast.Assert) else "main"


def _error_without_super() -> str:
    """What PyTorch says to a network that keeps a layer before it has set itself up."""

    class Forgetful(nn.Module):
        def __init__(self) -> None:
            self.features = nn.Sequential()

    try:
        Forgetful()
    except AttributeError as error:
        return str(error)
    return ""
