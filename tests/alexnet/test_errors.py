"""Every Problem has its sentence in every language, and every sentence gets the values that it names."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from alexnet.errors import Problem, sentences
from alexnet.language import languages

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = [path for folder in ("alexnet", "app", "pages") for path in sorted((ROOT / folder).rglob("*.py"))]


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def strings(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def raised(path: Path) -> Iterator[tuple[set[str], set[str]]]:
    """Each `Problem(...)` in a source file: the kinds that its first argument may be, and the values that it gets."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
            yield strings(node.args[0]), {keyword.arg for keyword in node.keywords}


RAISED = [(path.name, kind, values) for path in SOURCES for kinds, values in raised(path) for kind in sorted(kinds)]


@pytest.mark.parametrize("language", languages())
def test_languages_agree(language: str) -> None:
    ours, theirs = sentences("en"), sentences(language)
    assert ours.keys() == theirs.keys()
    for kind, sentence in ours.items():
        assert placeholders(sentence) == placeholders(theirs[kind]), kind
        assert theirs[kind].strip() == theirs[kind] != ""


def test_search_finds_the_problems() -> None:
    kinds = {kind for _, kind, _ in RAISED}
    assert {"photo.empty", "weights.unsafe", "weights.cut", "download.damaged", "data.missing", "job.failed"} <= kinds


@pytest.mark.parametrize(("file", "kind", "values"), RAISED, ids=[f"{file}-{kind}" for file, kind, _ in RAISED])
def test_problem_has_its_sentence_and_its_values(file: str, kind: str, values: set[str]) -> None:
    assert placeholders(sentences("en")[kind]) <= values


def test_no_sentence_is_left_over() -> None:
    known = set().union(*(strings(ast.parse(path.read_text("utf-8"))) for path in SOURCES))
    assert sentences("en").keys() - known == set()


def test_problem_speaks_english_to_programmers_and_every_language_to_readers() -> None:
    problem = Problem("weights.missing", name="{big}")
    assert isinstance(problem, ValueError)
    assert (problem.kind, problem.values) == ("weights.missing", {"name": "{big}"})
    assert str(problem) == problem.sentence("en") == sentences("en")["weights.missing"].replace("{name}", "{big}")
    assert "{big}" in problem.sentence("zh") != str(problem)


def test_mistakes_in_the_code_do_not_hide() -> None:
    with pytest.raises(KeyError):
        Problem("photo.nonsense")
    with pytest.raises(KeyError):
        Problem("weights.missing")
    with pytest.raises(FileNotFoundError):
        sentences("xx")
