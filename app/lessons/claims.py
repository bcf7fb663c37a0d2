"""The lesson in checking: sentences that are true and slips, to be told apart first, then the table of all numbers."""

import re

import streamlit as st

from alexnet.lessons.claims import claims, ours
from app.charts.claims import Cell, claim_table
from app.frame.text import labels, language, number, prose, t

SLIPS = {"neurons": "false", "work": "true", "share": "false", "winner": "false", "days": "true", "kernels": "false"}
VERDICTS = ("true", "false")
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?%?")


def slips() -> None:
    """Sentences as they are often read: true or not? The answer comes after the reader's."""
    found = 0
    for column, (slip, verdict) in zip(st.columns(2, gap="large") * 3, SLIPS.items(), strict=True):
        with column.container(border=True):
            st.markdown(prose("claims", f"slip_{slip}"))
            names = {one: t(f"claims.{one}") for one in VERDICTS}
            guess = st.pills(
                t("claims.guess"), VERDICTS, format_func=names.__getitem__, key=f"slip_{slip}", label_visibility="collapsed"
            )
            if guess:
                found += guess == verdict
                st.markdown(f"**{t('claims.right' if guess == verdict else 'claims.wrong')}** {prose('claims', f'why_{slip}')}")
    if all(st.session_state.get(f"slip_{slip}") for slip in SLIPS):
        st.success(t("claims.score", found=found, all=len(SLIPS)), icon=":material/task_alt:")


def table() -> None:
    """Every number, its origin on a badge."""
    rows, known = [], labels(language())
    for claim in claims():
        own = ours(claim)
        paper = Cell("paper", _place(claim.section), known.get(f"claim_paper.{claim.key}", claim.paper)) if claim.paper else None
        notes = Cell("notes", t("claims.notes"), claim.notes) if claim.notes else None
        cell = Cell(own.kind, t(f"claims.{own.kind}"), _written(own.value), t(f"claim_note.{claim.key}")) if own else None
        rows.append((t(f"claim.{claim.key}"), [paper, notes, cell]))
    st.html(claim_table(rows))
    st.caption(t("claims.source"))


def _place(section: str) -> str:
    """Where the paper says it."""
    return t("claims.abstract") if section == "abstract" else t("claims.paper", section=section)


def _written(value: str) -> str:
    """Our own number, which the library writes as English does, as the reader's language does."""
    return NUMBER.sub(lambda match: _number(match[0]), value)


def _number(english: str) -> str:
    digits = english.rstrip("%").replace(",", "")
    share, grouped, decimals = english.endswith("%"), "," * ("," in english), len(digits.partition(".")[2])
    return number(float(digits) / (100 if share else 1), f"{grouped}.{decimals}{'%' if share else 'f'}")
