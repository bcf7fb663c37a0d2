"""What holds the parts apart: imports run one way, pages stay short, caches stay in one file, files stay small."""

import ast
from pathlib import Path

import pytest

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


def test_charts_know_of_the_app_only_other_charts() -> None:
    for path in sources("app/charts"):
        known = {name for name in imported(path) if name.split(".")[0] == "app"}
        assert all(name.startswith("app.charts") for name in known), path


def test_search_sees_what_is_imported() -> None:
    names = imported(ROOT / "alexnet" / "ask" / "saliency.py")
    assert {"torch", "alexnet.network", "captum.attr"} <= names  # the last one inside a function
    assert "streamlit" in imported(ROOT / "app" / "server" / "shared.py")


@pytest.mark.parametrize("path", sources("pages"), ids=lambda path: path.name)
def test_page_is_short_and_defines_no_class(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") < LONGEST_PAGE
    assert not any(isinstance(node, ast.ClassDef) for node in ast.walk(ast.parse(text)))


def test_caches_are_in_one_file_and_bounded() -> None:
    def uses(path: Path) -> set[str]:
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        return {getattr(node, "attr", getattr(node, "id", getattr(node, "name", None))) for node in nodes} & CACHES

    files = [path for folder in ("alexnet", "app", "pages") for path in sources(folder)] + [ROOT / "streamlit_app.py"]
    assert [path.relative_to(ROOT).as_posix() for path in files if uses(path)] == ["app/server/shared.py"]

    for node in ast.walk(ast.parse((ROOT / "app" / "server" / "shared.py").read_text("utf-8"))):
        for decorator in getattr(node, "decorator_list", ()):
            if strategy := CACHES & {part.attr for part in ast.walk(decorator) if isinstance(part, ast.Attribute)}:
                bounded = {keyword.arg for keyword in getattr(decorator, "keywords", ())} & {"max_entries", "max_size"}
                assert bounded or not (node.args.args or node.args.kwonlyargs), f"{node.name}: {strategy} has no bound"


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
