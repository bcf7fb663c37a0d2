"""The ILSVRC challenge, year by year, as bars."""

import tomllib
from functools import cache
from typing import Any

from alexnet.files import ASSETS
from app.charts.bars import Bar, bars
from app.frame.text import t

FILE = ASSETS / "history" / "ilsvrc.toml"
FULL = 30.0  # percent: the length of the longest bar


@cache
def entries() -> list[dict[str, Any]]:
    """The winners and the runner-up of 2012: year, name, top-5 error in percent, whether features were made by hand."""
    return tomllib.loads(FILE.read_text("utf-8"))["entry"]


def error_bar(name: str, error: float, accent: bool = False) -> Bar:
    """The bar of one top-5 error, in percent."""
    return Bar(name, error / FULL, t("after.error_unit", value=error), accent)


def error_rows() -> list[Bar]:
    """The top-5 errors, year by year, AlexNet's marked."""
    return [error_bar(f"{e['year']} {e['name']}", e["error"], e["name"] == "AlexNet") for e in entries()]


def error_bars() -> str:
    """Top-5 errors as HTML bars."""
    return bars(error_rows(), t("home.bars"))
