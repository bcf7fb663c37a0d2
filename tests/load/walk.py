"""Where a class goes: every page and every part, from the pages themselves, so that a new lesson is in it by itself."""

import ast
import importlib
import pkgutil

from app import lessons
from app.frame import navigation


def parts(slug: str) -> list[dict[str, str]]:
    """The addresses of a lesson's parts, {key: part} each; one empty address for a lesson without parts."""
    tree = ast.parse(navigation.path(slug).read_text("utf-8"))
    call = next((node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "parts"), None)
    if call is None:
        return [{}]
    known = {one.name: importlib.import_module(f"app.lessons.{one.name}") for one in pkgutil.iter_modules(lessons.__path__)}
    key, menu = ast.literal_eval(call.args[0]), eval(ast.unparse(call.args[1]), known)
    return [{key: part} for part in menu]


def walk(number: int) -> list[tuple[str, dict[str, str]]]:
    """Lesson and address of each step of the reader `number`.

    First the class opens every lesson as it begins, then those with several parts again, each reader at another part.
    """
    places = {slug: parts(slug) for slug in navigation.LESSONS}
    others = {slug: rest for slug, (_, *rest) in places.items() if rest}
    return [(slug, first) for slug, (first, *_) in places.items()] + [
        (slug, rest[number % len(rest)]) for slug, rest in others.items()
    ]


def everything() -> list[tuple[str, dict[str, str]]]:
    """Every part of every lesson, one after the other."""
    return [(slug, place) for slug in navigation.LESSONS for place in parts(slug)]
