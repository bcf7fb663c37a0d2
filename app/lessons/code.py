"""The lesson on the code: a listing of which the reader picks a line, what that line does, and the listing's run."""

from html import escape

import streamlit as st

from alexnet.errors import Problem
from alexnet.lessons.code import Line, listing
from alexnet.lessons.code_run import PATIENCE, run
from app.charts.code_drawing import aligned, differing, pair, program, source
from app.charts.style import GPU
from app.components.code_listing import listing as listing_view
from app.components.code_listing import side_by_side
from app.frame import address, photo
from app.frame.guard import fragment, tell
from app.frame.text import t
from app.frame.waiting import QUICK, TICK
from app.lessons import code_pictures
from app.server.jobs import Job, Question
from app.server.networks import Loaded, loaded
from app.server.photos import Photo
from app.server.queues import QUEUES, ask

FIRST = "conv1"  # the line that the page opens with
NETWORKS = {"one_tower": "built-in", "two_towers": "two-gpu"}  # of the same build and trained: it draws the pictures
TERMINAL = """<style>.terminal { background: #1c1917; color: #f5f1ea; border-radius: 0.5rem; padding: 0.6rem 0.9rem; margin: 0;
font-size: 0.92rem; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; } .terminal b { color: #fdba74; }</style>
<pre class="terminal" role="status" tabindex="0"><b>$ python %s.py</b>
%s</pre>"""
LEGEND = """<style>.code-legend {{ font-size: 0.95rem; display: flex; flex-wrap: wrap; gap: 0.2rem 1.4rem; }}
.code-legend i {{ display: inline-block; width: 0.75em; height: 1em; margin-right: 0.5em; vertical-align: -0.1em; }}</style>
<div class="code-legend"><span><i style="background: linear-gradient(90deg, {0} 36%, transparent 36% 64%, {1} 64%)"></i>{own}
</span><span><i style="background: linear-gradient(90deg, {0} 25%, {1} 75%)"></i>{both}</span></div>"""
SHAPE = """<style>.code-shape code { background: none; color: inherit; padding: 0; font-size: 1.02rem; font-weight: 600;
white-space: nowrap; }</style><div class="code-shape">%s</div>"""


def explore() -> None:
    """One listing, of which the reader picks a line, or both side by side."""
    name = choose()
    if name == "both":
        both()
    else:
        show(name, photo.current())


def choose() -> str:
    """Draws the choice of the listing, the buttons to run and to download it; gives the listing's name, or "both"."""
    with st.container(horizontal=True, vertical_alignment="center"):
        names = {name: t(f"code.{name}") for name in (*NETWORKS, "both")}
        chosen = address.choose(
            st.segmented_control, t("code.which"), names, "listing", "one_tower", required=True, label_visibility="collapsed"
        )
        if chosen in NETWORKS:
            st.button(t("code.run"), icon=":material/play_arrow:", key="run_listing", on_click=_run, args=(chosen,))
            st.download_button(
                t("code.keep"), source(listing(chosen)), f"{chosen}.py", "text/x-python", icon=":material/download:",
                on_click="ignore", key="keep_listing",
            )  # fmt: skip
    return chosen


def show(name: str, seen: Photo) -> None:
    """The listing called `name` with its run, and beside it what the picked line does."""
    lines = listing(name)
    known = {line.slug: line for line in lines if line.slug}
    picked = st.session_state.get("code_line", st.query_params.get("line", FIRST))
    picked = picked if picked in known else FIRST
    if picked == FIRST:
        st.query_params.pop("line", None)
    elif st.query_params.get("line") != picked:
        st.query_params["line"] = picked
    left, right = st.columns([13, 8], gap="medium")
    with left:
        _ran(name)
        html = program(lines, [_name(line) for line in lines], name == "two_towers")
        words = {word: t(f"code.{word}") for word in ("title", "copy", "copied")} | {"file": f"{name}.py"}
        listing_view(html, source(lines), picked, words, f"listing_{name}", _pick)
        if name == "two_towers":
            st.html(LEGEND.format(*GPU, own=t("code.own_gpu"), both=t("code.both_gpus")))
    with right, st.container(gap="small"):
        _told(known[picked], loaded(NETWORKS[name]), seen)


def both() -> None:
    """Both listings side by side."""
    one, two = (listing(name) for name in NETWORKS)
    first, second = ({line.topic: line for line in lines} for lines in (one, two))
    told = {
        "count": differing(aligned(one, two)),
        "one": first["class"].parameters, "one_side": first["photo"].after[-1],
        "two": second["class"].parameters, "two_side": second["photo"].after[-1],
    }  # fmt: skip
    st.markdown(t("code.differ", **told))
    side_by_side(pair(one, two, (t("code.one_tower"), t("code.two_towers"))), "listing_pair")


def _pick(slug: str) -> None:
    st.session_state.code_line = slug


def _name(line: Line) -> str:
    return t("code.line_of" if line.layer else "code.line", number=line.number, layer=line.layer, text=line.text.strip())


def _told(line: Line, network: Loaded, photo: Photo) -> None:
    """What a line does in words, to the shape, in parameters, and to the reader's photo."""
    silent = code_pictures.silent(photo, network, line.shows) if line.topic == "relu" else 0.0
    head = f"**{line.layer or t('code.at', number=line.number)}**"
    st.markdown(f"{head}  \n{t(f'code.say_{line.topic}', silent=silent, **line.values)}")
    if line.after:
        shapes = " → ".join(f"<code>{shape}</code>" for shape in (line.before, line.after) if shape)
        st.html(SHAPE % shapes)
    if told := arithmetic(line):
        st.markdown("  \n".join(rf"**{t(f'code.{label}')}** ${formula}$" for label, formula in told))
    if line.shows:
        code_pictures.draw(line, photo, network)


def arithmetic(line: Line) -> list[tuple[str, str]]:
    """(label, LaTeX) of how many rows come out of a line's layer, and how many parameters the line stands for."""
    told, of = [], line.values
    if "stride" in of:  # a window that slides
        padding = rf" + 2 \cdot {of['padding']}" if of.get("padding") else ""
        stride = f"/ {of['stride']}" if of["stride"] > 1 else ""
        told.append(("sum", rf"\lfloor ({line.before[-1]} - {of['size']}{padding}) {stride} \rfloor + 1 = {line.after[-1]}"))
    if "kernels" in of:
        weights = rf"{of['kernels']} \times {of['size']} \times {of['size']} \times {of['channels']} + {of['kernels']} = "
    else:
        weights = rf"{of['inputs']:,} \times {of['units']:,} + {of['units']:,} = " if "inputs" in of else ""
    return [*told, ("parameters", f"{weights}{line.parameters:,}")] if line.parameters else told


def _runs() -> dict[str, Job]:
    """The runs that this reader has asked for, by listing."""
    return st.session_state.setdefault("listing_runs", {})


def _run(name: str) -> None:
    """Asks for a run of the listing called `name`; the one there has been will do."""
    _runs()[name] = ask(Question(name, lambda report: run(name, lambda seconds: report(seconds / PATIENCE)), queue="listings"))


def _ran(name: str) -> None:
    """What the listing printed, once the reader has asked for it."""
    if name not in _runs():
        return
    try:
        output = _runs()[name].result(QUICK)
    except TimeoutError:
        fragment(_watch, run_every=TICK)(name, _runs()[name])
    except Problem as problem:
        del _runs()[name]
        tell(problem, ":material/terminal:")
    else:
        st.html(TERMINAL % (name, escape(output.text)))
        st.caption(t("code.took", seconds=output.seconds))


def _watch(name: str, job: Job) -> None:
    """The run while it goes on."""
    if job.done:
        st.rerun()
    waiting = t("job.waiting", number=QUEUES["listings"].ahead(job) + 1)
    st.html(TERMINAL % (name, escape(t("code.elapsed", seconds=job.share * PATIENCE) if job.started else waiting)))
