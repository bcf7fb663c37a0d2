"""The reader's words: short labels by key, lesson prose by section, in the language of this session."""

import re
import tomllib
from functools import cache

import streamlit as st

from alexnet.errors import TEXT

LANGUAGES = {"en": "English", "zh": "中文"}  # a folder each in assets/text, and its name in its own words
SECTION = re.compile(r"^# (\w+)\n", re.MULTILINE)


def language() -> str:
    """The language of the session that asks."""
    return st.session_state.get("lang", "en")


def first_guess() -> str:
    """The language of the address, else the one that the reader's browser prefers, else English."""
    if (asked := st.query_params.get("lang")) in LANGUAGES:
        return asked
    spoken = (st.context.locale or "en").split("-")[0].lower()
    return spoken if spoken in LANGUAGES else "en"


@cache
def labels(lang: str) -> dict[str, str]:
    """Every label of `lang` by its dotted key, such as "saliency.title", from all its TOML files but the errors'."""
    found: dict[str, str] = {}
    for file in sorted((TEXT / lang).glob("*.toml")):
        if file.name != "errors.toml":
            for table, entries in tomllib.loads(file.read_text("utf-8")).items():
                found |= {f"{table}.{key}": label for key, label in entries.items()}
    return found


@cache
def sections(lang: str, lesson: str) -> dict[str, str]:
    """The prose of a lesson by section: the file's parts under `# name` lines."""
    parts = SECTION.split((TEXT / lang / f"{lesson}.md").read_text("utf-8"))
    return {name: prose.strip() for name, prose in zip(parts[1::2], parts[2::2], strict=True)}


def t(key: str, **values: object) -> str:
    """The label `key` in the reader's language, its `{placeholders}` filled. Raises KeyError for an unknown key."""
    return labels(language())[key].format(**values)


def prose(lesson: str, section: str) -> str:
    """One section of a lesson's prose in the reader's language, in Markdown."""
    return sections(language(), lesson)[section]
