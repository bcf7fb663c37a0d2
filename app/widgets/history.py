"""The ILSVRC challenge, year by year, as bars."""

import tomllib
from functools import cache

from alexnet.files import ASSETS
from app.charts.bars import Bar, bars
from app.frame.text import t

FILE = ASSETS / "history" / "ilsvrc.toml"
FULL = 30.0  # percent: the length of the longest bar


@cache
def entries() -> list[dict]:
    """The winners and the runner-up of 2012: year, name, top-5 error in percent, whether features were made by hand."""
    return tomllib.loads(FILE.read_text("utf-8"))["entry"]


def error_bars() -> str:
    """Top-5 errors as HTML bars, AlexNet's marked."""
    rows = [
        Bar(f"{e['year']} {e['name']}", e["error"] / FULL, f"{e['error']:g} %", accent=e["name"] == "AlexNet") for e in entries()
    ]
    return bars(rows, t("home.bars"))
