"""The syntax of a listing: its imports, its classes, its main part, and what a statement names, calls and works out."""

import ast
from dataclasses import dataclass


@dataclass(frozen=True)
class Syntax:
    """The parts of a listing.

    Attributes:
        own_layers: classes for layers that PyTorch has not got.
        network: the class that builds the network in `__init__`.
        main: what stands below `if __name__ == "__main__":`.
    """

    imports: list[ast.Import | ast.ImportFrom]
    own_layers: list[ast.ClassDef]
    network: ast.ClassDef
    main: ast.If


def parse(source: str) -> Syntax:
    """The parts of a listing by its text. Raises SyntaxError, and StopIteration where a part is missing."""
    body = ast.parse(source).body
    classes = [node for node in body if isinstance(node, ast.ClassDef)]
    network = next(node for node in classes if "__init__" in methods(node))
    return Syntax(
        [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)],
        [node for node in classes if node is not network],
        network,
        next(node for node in body if isinstance(node, ast.If)),
    )


def methods(node: ast.ClassDef) -> dict[str, ast.FunctionDef]:
    """The methods of a class by name."""
    return {inner.name: inner for inner in node.body if isinstance(inner, ast.FunctionDef)}


def target(node: ast.Assign) -> str:
    """The name on the left of the = sign, without its `self`.

    >>> target(ast.parse("self.features = 1").body[0])
    'features'
    """
    left = node.targets[0]
    return left.attr if isinstance(left, ast.Attribute) else ast.unparse(left)


def value(node: ast.stmt) -> ast.expr:
    """What a statement works out: what stands behind its = sign or its `return`, or all of it."""
    if isinstance(node, ast.Assign | ast.Return | ast.Expr) and node.value is not None:
        return node.value
    raise SyntaxError(f"line {node.lineno} works nothing out")


def call(node: ast.stmt | ast.expr) -> str:
    """The last name of what is called, or "" for no call.

    >>> call(ast.parse("conv = nn.Conv2d(3, 64)").body[0])
    'Conv2d'
    """
    called = node if isinstance(node, ast.expr) else value(node)
    if not isinstance(called, ast.Call):
        return ""
    function = called.func
    return function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)
