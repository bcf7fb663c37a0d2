"""The paper's claims: slips to find, and every number beside the run notes' and our own."""

import streamlit as st

from app.frame.guard import fragment
from app.frame.text import t
from app.lessons import claims

fragment(claims.slips)()
st.subheader(t("claims.all"), anchor=False)
fragment(claims.table)()
