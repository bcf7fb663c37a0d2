"""The reader's words: short labels by key, lesson prose by section, in the language of this session."""

import re
import tomllib
from contextvars import ContextVar
from functools import cache

import streamlit as st

from alexnet.language import FILE, FIRST, TEXT, languages

LANGUAGES = {code: one.name for code, one in languages().items()}  # in their own words
MARKUP = re.compile(  # what Markdown, or Streamlit's with its emoji and colours, reads as more than itself; the last sign of it
    r"[*_`~$<>\[\]\\|&#]|:(?=[A-Za-z])|:(?=[\w+/-]+:)|^[-+=]|^\d+[.)]"
)
SECTION = re.compile(r"^# (\w+)\n", re.MULTILINE)
_spoken: ContextVar[str | None] = ContextVar("language", default=None)  # in the thread of a run


def language() -> str:
    """The language of the session that asks."""
    return _spoken.get() or st.session_state.get("lang", FIRST)


def speak(lang: str) -> None:
    """The run that has begun speaks `lang`: a hundred labels need not ask the session again."""
    _spoken.set(lang)


def first_guess() -> str:
    """The language of the address, else the one that the reader's browser prefers, else English."""
    if (asked := st.query_params.get("lang")) in LANGUAGES:
        return asked
    spoken = (st.context.locale or FIRST).split("-")[0].lower()
    return spoken if spoken in LANGUAGES else FIRST


@cache
def labels(lang: str) -> dict[str, str]:
    """Every label of `lang` by its dotted key, such as "saliency.title", from all its TOML files but the errors'.

    Raises ValueError for a key that stands in two files.
    """
    all_labels: dict[str, str] = {}
    for file in sorted((TEXT / lang).glob("*.toml")):
        if file.name in ("errors.toml", FILE):
            continue
        for table, entries in tomllib.loads(file.read_text("utf-8")).items():
            ours = {f"{table}.{key}": label for key, label in entries.items()}
            if twice := all_labels.keys() & ours.keys():
                raise ValueError(f"{file}: {', '.join(sorted(twice))} stands in another file, too")
            all_labels |= ours
    return all_labels


@cache
def sections(lang: str, lesson: str) -> dict[str, str]:
    """The prose of a lesson by section: the file's parts under `# name` lines."""
    parts = SECTION.split((TEXT / lang / f"{lesson}.md").read_text("utf-8"))
    return {name: prose.strip() for name, prose in zip(parts[1::2], parts[2::2], strict=True)}


def t(key: str, **values: object) -> str:
    """The label `key` in the reader's language, its `{placeholders}` filled, numbers as that language writes them.

    Raises KeyError for an unknown key.
    """
    lang = language()
    return languages()[lang].fill(labels(lang)[key], **values)


def plain(text: str) -> str:
    """Text from outside, the name of a class, a file, a folder or a network, for Markdown: shown as it was typed.

    Example:
        >>> plain("*star*  $5"), plain("caf\\udce9")
        ('&#42;star&#42; &#36;5', 'caf?')
    """
    readable = text.encode("utf-8", "replace").decode()  # a file's name may be no text at all
    return MARKUP.sub(lambda found: f"{found[0][:-1]}&#{ord(found[0][-1])};", " ".join(readable.split()))


def number(value: object, spec: str = "", formula: bool = False) -> str:
    """A number as the reader's language writes it: `number(0.25, ".0%")`; `formula`: inside a LaTeX formula."""
    return languages()[language()].number(value, spec, formula)


def separators() -> str:
    """The decimal mark of the reader's language and what it puts between thousands, as Plotly takes them."""
    words = languages()[language()]
    return words.decimal + words.thousands


def prose(lesson: str, section: str) -> str:
    """One section of a lesson's prose in the reader's language, in Markdown."""
    return sections(language(), lesson)[section]
