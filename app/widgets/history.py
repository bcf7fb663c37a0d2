"""The ILSVRC challenge, year by year, as bars."""

import tomllib
from functools import cache
from typing import Any

from alexnet.files import ASSETS
from app.charts.bars import Bar, Scale, bars
from app.frame.text import number, t

FILE = ASSETS / "history" / "ilsvrc.toml"
FULL, STEP = 30, 10  # percent: the end of the axis, and from tick to tick


@cache
def entries() -> list[dict[str, Any]]:
    """The winners and the runner-up of 2012: year, name, top-5 error in percent, whether features were made by hand."""
    return tomllib.loads(FILE.read_text("utf-8"))["entry"]


def error_rows() -> list[Bar]:
    """The top-5 errors, year by year, AlexNet's marked."""
    return [
        Bar(f"{e['year']} {e['name']}", e["error"] / FULL, t("after.error_unit", value=e["error"]), e["name"] == "AlexNet")
        for e in entries()
    ]


def error_bars(line: tuple[float, str] | None = None) -> str:
    """Top-5 errors as HTML bars on an axis from 0 to 30 %; `line`: an error in percent to draw across, and its name."""
    ticks = [(at / FULL, number(at / 100, ".0%")) for at in range(0, FULL + 1, STEP)]
    across = (line[0] / FULL, f"{line[1]} {t('after.error_unit', value=line[0])}") if line else None
    return bars(error_rows(), t("home.bars"), Scale(ticks, across))
