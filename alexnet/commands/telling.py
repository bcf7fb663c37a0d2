"""How commands speak: answers go to stdout, as words or as JSON lines; whatever else people should know goes to stderr."""

import json
import math
import sys
from collections.abc import Callable, Mapping
from typing import Any, TextIO, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])
JSON_FLAG = "--json"


def json_option(words: str) -> Callable[[Function], Function]:
    """`--json`; `words` are its help."""
    return click.option(JSON_FLAG, "as_json", is_flag=True, help=words)


def say(text: str) -> None:
    """Words of the answer."""
    _write(text, sys.stdout)


def note(text: str) -> None:
    """What is to be known besides the answer, be it words or JSON."""
    _write(text, sys.stderr)


def row(values: Mapping[str, object]) -> None:
    """One line of JSON; a number that is none is null."""
    text = json.dumps(finite(values), ensure_ascii=False, allow_nan=False)
    shown = _fit(text, sys.stdout) == text and len(text.splitlines()) == 1
    _write(text if shown else json.dumps(finite(values), allow_nan=False), sys.stdout)


def finite(value: object) -> object:
    """`value` with None for NaN and infinity, which JSON has not.

    >>> finite({"loss": float("nan"), "shares": (0.5, float("inf"))})
    {'loss': None, 'shares': [0.5, None]}
    """
    if isinstance(value, Mapping):
        return {str(key): finite(inside) for key, inside in value.items()}
    if isinstance(value, list | tuple):
        return [finite(inside) for inside in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _write(text: str, stream: TextIO) -> None:
    click.echo(_fit(text, stream), file=stream)


def _fit(text: str, stream: TextIO) -> str:
    """`text` with a substitute for what the stream's encoding lacks: GBK on Windows, or a name that is no UTF-8."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
