"""What holds the parts apart: imports run one way, a room knows its place, pages stay short, caches have bounds."""

import ast
from pathlib import Path

import pytest

from app.frame.navigation import LESSONS

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 30_000_000  # bytes of a file under assets
LONGEST_PAGE = 80  # lines
CACHES = {"cache_data", "cache_resource"}
FORBIDDEN = {  # folder: what nothing in it may import
    "alexnet": {"streamlit", "plotly", "app", "pages", "tests"},
    "app": {"pages", "tests"},
    "app/charts": {"streamlit"},
    "pages": {"torch", "torchvision", "captum", "pages", "tests"},
}
ROOMS = {  # from the top: a room imports only rooms below it; the root's modules count as rooms
    "alexnet": (
        "__main__", "commands", "experiments", "lessons", "training", "ask", "weights", "data", "classes", "network", "photo",
        "recorded", "registry", "device", "outputs", "errors", "language", "files",
    ),
    "app": ("main", "lessons", "widgets", "frame", "server", "components", "charts"),
}  # fmt: skip
FRAMES = {"st.fragment", "navigation.onward"}  # the frame does it for every lesson


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Every module that a source file names in an import, wherever it stands in the file: "app.frame.text", "torch" ..."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_imports_run_one_way(folder: str) -> None:
    assert sources(folder)
    for path in sources(folder):
        packages = {name.split(".")[0] for name in imported(path)}
        assert packages & FORBIDDEN[folder] == set(), path


@pytest.mark.parametrize("top", ROOMS)
def test_a_room_imports_only_rooms_below_it(top: str) -> None:
    there = {path.relative_to(ROOT / top).parts[0].removesuffix(".py") for path in sources(top)} - {"__init__"}
    assert there == set(ROOMS[top])
    for path in sources(top):
        room = path.relative_to(ROOT / top).parts[0].removesuffix(".py")
        used = {name.split(".")[1] for name in imported(path) if name.startswith(f"{top}.")} & there
        above = set(ROOMS[top][: ROOMS[top].index(room)]) if room in there else set()
        assert used & above == set(), path


def test_no_lesson_imports_another() -> None:
    for path in sources("app/lessons"):
        used = {name.split(".")[2] for name in imported(path) if name.startswith("app.lessons.") and name.count(".") >= 2}
        assert {name.split("_")[0] for name in used} <= {path.stem.split("_")[0]}, path


def test_a_lesson_has_one_name_everywhere() -> None:
    slugs = set(LESSONS)
    assert {path.stem for path in sources("pages")} == slugs
    assert {path.stem.split("_")[0] for path in sources("app/lessons")} - {"", *slugs} == set()
    assert {path.stem.split("_")[0] for path in sources("alexnet/lessons")} - {"", "one", "two", *slugs} == set()


@pytest.mark.parametrize("path", sources("pages") + sources("app/lessons"), ids=lambda path: path.name)
def test_a_lesson_leaves_to_the_frame_what_every_page_has(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    used = {ast.unparse(node) for node in nodes if isinstance(node, ast.Attribute | ast.Name)}
    assert used & FRAMES == set()


def test_search_sees_what_is_imported() -> None:
    names = imported(ROOT / "alexnet" / "ask" / "saliency.py")
    assert {"torch", "alexnet.network", "captum.attr"} <= names  # the last one inside a function
    assert "streamlit" in imported(ROOT / "app" / "server" / "records.py")


@pytest.mark.parametrize("path", sources("pages"), ids=lambda path: path.name)
def test_page_is_short_and_defines_no_class(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") < LONGEST_PAGE
    assert not any(isinstance(node, ast.ClassDef) for node in ast.walk(ast.parse(text)))


def test_every_cache_has_a_bound() -> None:
    found = []
    for path in (path for folder in ("alexnet", "app", "pages") for path in sources(folder)):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for decorator in getattr(node, "decorator_list", ()):
                if CACHES & {part.attr for part in ast.walk(decorator) if isinstance(part, ast.Attribute)}:
                    found.append(node.name)
                    bounded = {keyword.arg for keyword in getattr(decorator, "keywords", ())} & {"max_entries", "max_size"}
                    assert bounded or not (node.args.args or node.args.kwonlyargs), f"{path}: {node.name} has no bound"
    assert len(found) > 5


def test_no_file_is_large() -> None:
    assets = [path for path in (ROOT / "assets").rglob("*") if path.is_file() and "own" not in path.parts]
    assert assets
    assert [path for path in assets if path.stat().st_size > LARGEST] == []


def test_every_folder_of_data_tells_its_origin() -> None:
    folders = [folder for folder in (ROOT / "assets").iterdir() if folder.is_dir() and folder.name != "text"]
    assert folders
    assert [folder.name for folder in folders if not (folder / "README.md").exists()] == []


def test_no_file_is_named_after_what_it_is_not() -> None:
    names = {path.stem for folder in ("alexnet", "app", "pages") for path in sources(folder)}
    assert names & {"utils", "helpers", "common", "misc"} == set()
