"""What came after AlexNet: errors, depth, parameters and work, year by year, and the road to today."""

import streamlit as st

from app.frame.guard import fragment
from app.frame.text import prose
from app.lessons import after

fragment(after.measures)()
after.changes()
st.markdown(prose("after", "today"))
