"""The paper's claims: slips to find, and every number beside the run notes' and our own."""

import streamlit as st

from alexnet.errors import Problem
from app.frame import navigation
from app.frame.text import language, opening, reading, t
from app.lessons import claims

opening("claims")
st.fragment(claims.slips)()
st.subheader(t("claims.all"), anchor=False)
try:
    claims.table()
except Problem as problem:
    st.error(problem.sentence(language()), icon=":material/error:")
reading("claims")
navigation.onward("claims")
