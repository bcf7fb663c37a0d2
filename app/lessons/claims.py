"""The lesson in checking: sentences that are true and slips, to be told apart first, then the table of all numbers."""

import re
from typing import Any

import streamlit as st

from alexnet.lessons.claims import Claim, claims, ours
from app.charts.claims import Cell, claim_table
from app.components.claims_slips import slips as slips_view
from app.frame import address
from app.frame.text import labels, language, number, prose, t

SLIPS = {"neurons": "false", "work": "true", "share": "false", "winner": "false", "days": "true", "kernels": "false"}
VERDICTS = ("true", "false")
GROUPS = ("computed", "measured", "notes")  # what stands beside the paper's number
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?%?")


def slips() -> None:
    """Sentences as they are often read: true or not? The answer comes after the reader's."""
    guesses = st.session_state.setdefault("claims_guesses", {})
    slips_view(told(guesses), "slips", guesses.setdefault, guesses.clear)


def told(guesses: dict[str, str]) -> dict[str, Any]:
    """What the page gets of the sentences, of the reader's guesses by slug, and the score."""
    found = sum(SLIPS[slip] == guess for slip, guess in guesses.items())
    score = t("claims.score" if len(guesses) == len(SLIPS) else "claims.so_far", found=found, all=len(guesses))
    slips = [
        {
            "slug": slip, "words": prose("claims", f"slip_{slip}"), "verdict": verdict, "guess": guesses.get(slip, ""),
            "why": prose("claims", f"why_{slip}"),
        }
        for slip, verdict in SLIPS.items()
    ]  # fmt: skip
    words = {word: t(f"claims.{word}") for word in ("right", "wrong", "again", "stop")}
    verdicts = {one: t(f"claims.{one}") for one in VERDICTS}
    return {"slips": slips, "verdicts": verdicts, "score": score if guesses else "", **words}


def table() -> None:
    """The numbers of one origin, each beside the paper's."""
    groups = {group: [claim for claim in claims() if _group(claim) == group] for group in GROUPS}
    names = {group: t(f"claims.group_{group}", n=len(rows)) for group, rows in groups.items()}
    chosen = address.choose(
        st.segmented_control, t("claims.all"), names, "claims_from", GROUPS[0], required=True, label_visibility="collapsed"
    )
    st.html(claim_table([(t(f"claim.{claim.key}"), _cells(claim)) for claim in groups[chosen]]))
    st.caption(t("claims.source"))


def _group(claim: Claim) -> str:
    own = ours(claim)
    return own.kind if own else "notes"


def _cells(claim: Claim) -> list[Cell]:
    """The claim's numbers, each with its origin on a badge."""
    known, cells = labels(language()), []
    if claim.paper:
        cells.append(Cell("paper", _place(claim.section), known.get(f"claim_paper.{claim.key}", claim.paper)))
    if claim.notes:
        cells.append(Cell("notes", t("claims.notes"), claim.notes))
    if own := ours(claim):
        cells.append(Cell(own.kind, t(f"claims.{own.kind}"), _written(own.value), t(f"claim_note.{claim.key}")))
    return cells


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
