"""The app's launcher: `streamlit run` finds it here, and everything that it starts can import alexnet and app."""

import streamlit as st

app = st.App("app/main.py")
