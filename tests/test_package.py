"""`pip install .` brings the library, its command line and its assets; the requirements are what the code imports."""

import runpy
import sys
import tomllib
from importlib.metadata import EntryPoint, packages_distributions
from pathlib import Path

import pytest
import setuptools
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from alexnet.__main__ import main
from tests.test_layout import ROOT, imported, sources

OPTIONAL = {"onnx", "onnxscript", "torchcam"}  # the library asks for them, and does without


def requirements(name: str) -> dict[str, Requirement]:
    """What a requirements file asks for, by package, with the files that it takes in."""
    found: dict[str, Requirement] = {}
    for line in (ROOT / name).read_text("utf-8").splitlines():
        if line.startswith("-r "):
            found |= requirements(line.removeprefix("-r "))
        elif line and not line.startswith("#"):
            wanted = Requirement(line)
            found[canonicalize_name(wanted.name)] = wanted
    return found


@pytest.fixture(scope="module")
def distribution() -> setuptools.Distribution:
    """What setuptools makes of the project; nothing is built."""
    told: dict[str, object] = {"script_name": "setup.py"}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setattr(setuptools, "setup", told.update)
        runpy.run_path("setup.py")
        distribution = setuptools.Distribution(told)
        distribution.parse_config_files()
    return distribution


@pytest.fixture(scope="module")
def wheel(distribution: setuptools.Distribution) -> set[str]:
    """Every file of the wheel."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        build = distribution.get_command_obj("build_py")
        build.ensure_finalized()
        return {Path(path).relative_to(build.build_lib).as_posix() for path in build.get_outputs(include_bytecode=False)}


def test_wheel_holds_the_library(wheel: set[str]) -> None:
    assert {name for name in wheel if name.endswith(".py")} == {path.relative_to(ROOT).as_posix() for path in sources("alexnet")}
    assert "alexnet/py.typed" in wheel


@pytest.mark.parametrize("folder", ["history", "labels", "photos", "runs", "text", "weights"])
def test_wheel_holds_the_assets(wheel: set[str], folder: str) -> None:
    files = [path for path in (ROOT / "assets" / folder).rglob("*") if path.is_file() and "own" not in path.parts]
    there = {f"alexnet/assets/{path.relative_to(ROOT / 'assets').as_posix()}" for path in files if path.suffix != ".partial"}
    assert there == {name for name in wheel if name.startswith(f"alexnet/assets/{folder}/")}


def test_wheel_holds_nothing_else(wheel: set[str]) -> None:
    assert all(name.startswith("alexnet/") and "/own/" not in name for name in wheel)


def test_wheel_asks_for_what_the_library_needs(distribution: setuptools.Distribution) -> None:
    assert {Requirement(line).name for line in distribution.install_requires} == requirements("requirements-library.txt").keys()
    assert {Requirement(line).name for line in distribution.extras_require["onnx"]} == {"onnx", "onnxscript"}


@pytest.mark.parametrize(
    ("file", "folders"), [("requirements-library.txt", ["alexnet"]), ("requirements.txt", ["alexnet", "app", "pages"])]
)
def test_requirements_are_what_is_imported(file: str, folders: list[str]) -> None:
    modules = {name.split(".")[0] for folder in folders for path in sources(folder) for name in imported(path)}
    packages = packages_distributions()
    needed = {packages.get(name, [name])[0] for name in modules - set(sys.stdlib_module_names) - {"alexnet", "app"}}
    assert {canonicalize_name(name) for name in needed} - OPTIONAL == requirements(file).keys()


def test_command_is_the_command_line() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert EntryPoint("alexnet", scripts["alexnet"], "console_scripts").load() is main


def test_tested_versions_are_allowed_ones() -> None:
    tested, wanted = requirements("constraints.txt"), requirements("requirements-dev.txt")
    assert wanted.keys() <= tested.keys()
    for name, requirement in wanted.items():
        (exact,) = tested[name].specifier
        assert exact.operator == "==" and "+" not in exact.version
        assert exact.version in requirement.specifier, name
