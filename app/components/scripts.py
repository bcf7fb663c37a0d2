"""What the browser gets of this room: its files as they lie here, and modules joined to the one script a component may have.

Streamlit serves a component's modules as files only if the app is an installed package; of an app that is just started it takes
one string. On disk they are ordinary ES modules all the same, so that a linter or node can read each of them.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
IMPORT = re.compile(r'^import \{ (?P<names>\w+(?:, \w+)*) \} from "\./(?P<file>\w+\.js)";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (?P<name>\w+)\b)", re.MULTILINE)
DEFAULT = re.compile(r"^export default function \(", re.MULTILINE)
STATEMENT = re.compile(r"^\s*(?:import|export)\b", re.MULTILINE)


def source(name: str) -> str:
    """The text of a file of this room: HTML, CSS, or a script that imports nothing."""
    return (HERE / name).read_text("utf-8")


def script(name: str) -> str:
    """A module with all that it imports, as one module with nothing but `export default function`.

    Each imported module becomes one `const` with its exports, in a scope of its own: two may use a name for different things.

    Raises:
        ValueError: for an import or export written in another way than the two above, for a name that the other module
            does not export, and for modules that import each other.
    """
    modules: dict[str, str] = {}
    body = _inlined(name, modules, ())
    if len(DEFAULT.findall(body)) != 1 or len(STATEMENT.findall(body)) != 1:
        raise ValueError(f"{name}: needs one `export default function (`, and no other export")
    return "\n".join([*modules.values(), body])


def _inlined(name: str, modules: dict[str, str], above: tuple[str, ...]) -> str:
    """The text of a module whose imports are read off `modules`, to which those that it imports are added before."""
    if name in above:
        raise ValueError(f"{' imports '.join((*above, name))}")
    text = source(name)
    for found in IMPORT.finditer(text):
        if found["file"] not in modules:
            modules[found["file"]] = _wrapped(found["file"], _inlined(found["file"], modules, (*above, name)))
        missing = set(found["names"].split(", ")) - set(EXPORT.findall(source(found["file"])))
        if missing:
            raise ValueError(f"{name}: {found['file']} exports no {', '.join(sorted(missing))}")
    return IMPORT.sub(lambda found: f"const {{ {found['names']} }} = {_constant(found['file'])};", text)


def _wrapped(name: str, text: str) -> str:
    exports = EXPORT.findall(text)
    body = EXPORT.sub("", text)
    if STATEMENT.search(body):
        raise ValueError(f"{name}: an import or export that `script` does not know")
    return f"const {_constant(name)} = (() => {{\n{body}return {{ {', '.join(exports)} }};\n}})();"


def _constant(name: str) -> str:
    return f"{name.removesuffix('.js')}_js"
