"""Who asks: the session of the browser tab whose script runs in this thread."""

from streamlit.runtime.scriptrunner import get_script_run_ctx


def reader() -> str:
    """The id of the session that runs. Raises RuntimeError outside a page, above all in a worker."""
    context = get_script_run_ctx()
    if context is None:
        raise RuntimeError("no reader here: only a page has one")
    return context.session_id
