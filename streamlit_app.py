"""The app's launcher: `streamlit run` finds it here, and everything that it starts can import alexnet and app."""

import os
import sys

import click
import streamlit as st
from starlette.formparsers import MultiPartParser
from streamlit import config
from streamlit.net_util import get_internal_ip
from streamlit.web.server.server_util import get_url

PORT = 8501  # where a class looks for the app


def told(error: Exception) -> bool:
    """Tells in one sentence what went wrong outside a lesson."""
    from app.frame import guard  # not above: the server answers before torch has come in

    return guard.told(error)


def welcome() -> None:
    """Says where the app is; ends the start where the usual port is in use, for Streamlit has taken the next one by itself."""
    if st.get_option("server.port") != PORT and not config.is_manually_set("server.port"):
        sys.exit(f"Port {PORT} is in use, perhaps by this app: stop what uses it, or choose another: --server.port {PORT + 1}")
    there = get_internal_ip()
    others = f" and, for others on this network, at {get_url(there)}" if there and there != "127.0.0.1" else ""
    click.echo(f"The app is at {get_url('localhost')}{others}")


welcome()
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy comes in: its threads wait awake, 70 ms after each call
MultiPartParser.spool_max_size = st.get_option("server.maxUploadSize") << 20  # uploads stay in memory, no disk sees them
app = st.App("app/main.py", on_script_error=told)
