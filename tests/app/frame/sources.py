"""Which words the sources look up: by their key, or by one that an f-string makes, such as f"method.{name}"."""

import ast
import re
from functools import cache

from alexnet.files import ASSETS
from app.frame.navigation import PAGES

ROOT = PAGES.parent
BEGINS = re.compile(r"[a-z]+\.([a-z]+_)?")  # what a page gives to `parts`: "dropout.part_", "gpus."


@cache
def sources() -> tuple[frozenset[str], list[re.Pattern]]:
    """Every string, field and keyword in the sources and every word of the records, and the patterns of the f-strings."""
    records = [*(ASSETS / "history").glob("*.toml"), *(ASSETS / "photos").glob("*.toml")]
    names = {word for record in records for word in re.findall(r"[\w-]+", record.read_text("utf-8"))}
    patterns = set()
    for path in (path for folder in ("alexnet", "app", "pages") for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                names.add(node.value)
            elif isinstance(node, ast.keyword) and node.arg:
                names.add(node.arg)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                names.add(node.target.id)
            elif isinstance(node, ast.Attribute | ast.Name) and path.parent.name == "code_listings":  # told line by line
                names.add(getattr(node, "attr", getattr(node, "id", "")))
            elif isinstance(node, ast.JoinedStr):
                patterns.add(tuple(part.value if isinstance(part, ast.Constant) else None for part in node.values))
    patterns |= {(name, None) for name in names if BEGINS.fullmatch(name)}
    return frozenset(names), [
        re.compile("".join(r"([\w-]+)" if part is None else re.escape(part) for part in pattern))
        for pattern in patterns
        if any(part and re.search("[a-z]", part) for part in pattern)
    ]


@cache
def occurs(word: str, deep: bool = True) -> bool:
    """Whether the sources have `word`, or make it.

    What stands in an f-string's placeholder must occur, too: f"method.{name}" makes no key of a method that is gone.
    """
    names, patterns = sources()
    if word in names or word.isdecimal():
        return True
    made = (match for pattern in patterns if deep and (match := pattern.fullmatch(word)))
    return any(all(occurs(name, deep="." in word) for name in match.groups()) for match in made)
