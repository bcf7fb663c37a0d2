"""A sheet to pick from, and what is picked beside it; on a phone it stands above the sheet and stays in sight."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

STYLE = """
<style>
@media (max-width: 640px) {
  .st-key-%(key)s > [data-testid="stLayoutWrapper"] > [data-testid="stHorizontalBlock"] { gap: 0.6rem; }
  .st-key-%(key)s > [data-testid="stLayoutWrapper"] > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"]:last-child {
    order: -1; position: sticky; top: 3.6rem; z-index: 9; padding: 0.3rem 0; background: light-dark(#fffdfa, #161412);
    border-bottom: 1px solid rgba(128, 120, 110, 0.3); }
  .stMain:has(.st-key-tour) .st-key-%(key)s [data-testid="stColumn"]:last-child { top: 10.5rem; }
}
</style>
"""


def beside(key: str) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Where the sheet goes, and where that which is picked goes."""
    with st.container(key=key):
        st.html(STYLE % {"key": key})
        sheet, picked = st.columns([6, 5], gap="large")
    return sheet, picked
