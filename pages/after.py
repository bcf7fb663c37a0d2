"""What came after AlexNet: errors, depth, parameters and work, year by year, and the road to today."""

import streamlit as st

from app.frame import navigation
from app.frame.text import opening, prose, reading
from app.lessons import after

opening("after")
st.fragment(after.measures)()
after.changes()
st.markdown(prose("after", "today"))
reading("after")
navigation.onward("after")
