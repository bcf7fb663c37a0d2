"""The scripts of the components: each passes the linter, and what reaches the browser is one module that stands alone."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.components import scripts

ROOT = scripts.HERE.parent.parent
OXLINT = shutil.which("oxlint", path=Path(sys.executable).parent) or shutil.which("oxlint")
FILES = sorted(path.name for path in scripts.HERE.glob("*.js"))
ENTRIES = sorted(
    name for path in scripts.HERE.glob("*.py") for name in re.findall(r'\bscript\("(\w+\.js)"\)', path.read_text("utf-8"))
)
lints = pytest.mark.skipif(not OXLINT, reason="no oxlint: pip install -r requirements-dev.txt")


def lint(*arguments: str | Path) -> str:
    """What the linter has to say; empty if all is well."""
    done = subprocess.run([OXLINT, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr if done.returncode else ""


@lints
def test_scripts_pass_the_linter() -> None:
    assert not lint()


@lints
def test_linter_reads_every_script_and_finds_faults(tmp_path: Path) -> None:
    for name in FILES:
        shutil.copy(scripts.HERE / name, tmp_path)
        (tmp_path / name).write_text((tmp_path / name).read_text("utf-8") + "\nexport const x = nowhere == 1;\n", "utf-8")
        complaint = lint("--config", ".oxlintrc.json", tmp_path / name)
        assert "eqeqeq" in complaint and "no-undef" in complaint, name


@lints
@pytest.mark.parametrize("name", ENTRIES)
def test_joined_script_parses_and_knows_every_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(scripts.script(name), "utf-8")
    config = tmp_path / "oxlint.json"
    config.write_text('{"env": {"browser": true, "es2022": true}}')
    assert not lint("--config", config, "-A", "all", "-D", "no-undef", "-D", "no-redeclare", tmp_path / name)


@pytest.mark.parametrize("name", ENTRIES)
def test_joined_script_has_one_export_and_no_import(name: str) -> None:
    statements = re.findall(r"^\s*((?:import|export)\b.*)", scripts.script(name), re.MULTILINE)
    assert len(statements) == 1 and statements[0].startswith("export default function ({")


def test_every_script_reaches_a_browser() -> None:
    joined = "\n".join(scripts.script(name) for name in ENTRIES)
    assert len(ENTRIES) == len(set(ENTRIES)) >= 11
    for name in set(FILES) - set(ENTRIES):
        assert f"const {name.removesuffix('.js')}_js = " in joined, name


def test_no_script_hides_in_python() -> None:
    for path in scripts.HERE.glob("*.py"):
        assert not re.search(r'\bjs=(?!script\("\w+\.js"\))', path.read_text("utf-8")), path.name


RETURNS = "export default function () { return one() + two(); }\n"


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(scripts, "HERE", tmp_path)
    return lambda name, text: (tmp_path / name).write_text(text, "utf-8")


def test_modules_keep_their_own_names_and_are_there_once(write) -> None:
    write("one.js", "const same = 1;\nexport const one = () => same;\n")
    write("two.js", 'import { one } from "./one.js";\nconst same = 2;\nexport function two() { return one() + same; }\n')
    write("main.js", 'import { one } from "./one.js";\nimport { two } from "./two.js";\n' + RETURNS)
    text = scripts.script("main.js")
    assert re.findall(r"const (\w+_js) = ", text) == ["one_js", "two_js"]
    if node := shutil.which("node"):
        run = text.replace("export default function", "const main = function") + "\nconsole.log(main());"
        done = subprocess.run([node, "--input-type=module"], input=run, capture_output=True, text=True, timeout=60)
        assert done.stdout == "4\n", done.stderr


MAIN = "export default function () {}\n"


@pytest.mark.parametrize(
    ("main", "other", "complaint"),
    [
        ('import { gone } from "./other.js";\n' + MAIN, "export const there = 1;\n", "other.js exports no gone"),
        ('import all from "./other.js";\n' + MAIN, "export const all = 1;\n", "one `export default"),
        ('import { there } from "./other.js";\n' + MAIN, "export const there = 1;\nexport { there };\n", "other.js: an import"),
        ('import { a } from "./other.js";\n' + MAIN, 'import { b } from "./main.js";\nexport const a = 1;\n', "imports main.js"),
        (MAIN + "export const more = 1;\n", "", "no other export"),
        ("const lonely = 1;\n", "", "one `export default"),
    ],
)  # fmt: skip
def test_other_ways_to_import_and_export_are_refused(write, main: str, other: str, complaint: str) -> None:
    write("main.js", main)
    write("other.js", other)
    with pytest.raises(ValueError, match=re.escape(complaint)):
        scripts.script("main.js")
