"""The paper's claims: slips to find, and every number beside the run notes' and our own."""

import streamlit as st

from alexnet.errors import Problem
from app import claims, navigation
from app.text import language, opening, reading, t

opening("claims")
st.fragment(claims.slips)()
st.subheader(t("claims.all"), anchor=False)
try:
    claims.table()
except Problem as problem:
    st.error(problem.sentence(language()), icon=":material/error:")
reading("claims")
navigation.onward("claims")
