"""The lesson on ImageNet: its tree with a network's answers, who is taken for whom, why so many photos, how it was made."""

import tomllib
from functools import cache as kept
from math import isnan, log10
from statistics import mean

import streamlit as st
from plotly.graph_objects import Figure

from alexnet.classes.confusion import Confusion, Stay
from alexnet.classes.tree import Tree, imagenet
from app.charts.bars import Bar, bars
from app.charts.imagenet import Tile, growth, scale, sizes, treemap
from app.charts.imagenet_mixups import grid
from app.charts.style import PLOTLY
from app.frame import address, networks
from app.frame.networks import DEFAULT, title
from app.frame.text import language, prose, t
from app.server import records
from app.server.networks import Loaded
from app.widgets.history import FILE

DEEP, GROUPS, PAIRS = 4, 8, 6  # levels of the tree at once, children with a row of their own, mix-ups told in words
SHORTEST, LONGEST = 3.0, 7.2  # powers of ten at the ends of the bars for the data sets


@kept
def datasets() -> list[dict]:
    """Data sets of labelled photos: name, year, photos, categories, source; whether it is about, and AlexNet's."""
    return tomllib.loads((FILE.parent / "datasets.toml").read_text("utf-8"))["entry"]


def _recorded(network: Loaded) -> tuple[str, Confusion, Tree]:
    """The network that the lesson speaks of, its answers, and the tree above its classes."""
    name = network.weights.name
    found = records.confusion(name)
    return (name, *found) if found else (DEFAULT, *records.confusion(DEFAULT))


def _branch(tree: Tree) -> str:
    """The choice of a branch, children below their parents."""
    names: dict[str, str] = {}

    def walk(branch: str, deep: int) -> None:
        names[branch] = "\u2002" * deep + t(
            "imagenet.branch_name", name=tree.name(branch, language()), n=len(tree.classes[branch])
        )
        for child in tree.children[branch]:
            if child in tree.names:
                walk(child, deep + 1)

    walk(tree.root, 0)
    return address.choose(st.selectbox, t("imagenet.branch"), names, "branch", tree.root)


def _stays(stay: Stay, key: str) -> None:
    st.markdown(t(f"imagenet.{key}", mistakes=f"{stay.mistakes:,}", share=stay.share, blind=stay.blind))


def _origin(name: str, network: Loaded) -> None:
    """Which network has answered, and what."""
    settings = records.recorded("confusion")["settings"]
    words = t("imagenet.answers", network=title(name), photos=f"{settings['photos']:,}")
    st.caption(words if name == network.weights.name else t("imagenet.not_recorded", words=words))


def _told(tree: Tree, wnid: str, answers: Confusion, right: float) -> str:
    """What is told of a tile under the pointer."""
    name, n = tree.name(wnid, language()), len(tree.classes[wnid])
    lines = [f"<b>{name}</b>", t("imagenet.hover_unknown") if isnan(right) else t("imagenet.hover_right", right=right)]
    if wnid in tree.names:
        lines.append(t("imagenet.hover_classes", n=n))
    elif best := answers.mixups([wnid], 1):
        lines.append(t("imagenet.hover_mixup", guess=tree.name(best[0].guess, language()), n=best[0].count))
    return "<br>".join(lines)


def _tiles(tree: Tree, answers: Confusion) -> list[Tile]:
    found = []
    for wnid, parent in tree.parents.items():
        right, branch = answers.right(tree.classes[wnid]), wnid in tree.names
        share = "" if isnan(right) else f"{' ' if branch else '<br>'}{right:.0%}"
        words = tree.name(wnid, language()) + share
        found.append(Tile(wnid, parent, words, len(tree.classes[wnid]), right, _told(tree, wnid, answers, right)))
    return found


@st.cache_resource(max_entries=32, show_spinner=False)  # at most 1 MB each
def _figure(name: str, classes: str, language: str, branch: str) -> Figure:
    """The tiles of the answers of the network called `name`, in one language, opened at a branch."""
    answers, known = records.confusion(name)
    return treemap(_tiles(known if classes == "known" else imagenet(), answers), branch, DEEP)


def tree() -> None:
    """All classes as tiles in tiles, coloured by how often the network is right."""
    network = networks.current()
    name, answers, known = _recorded(network)
    picture, words = st.columns([8, 4], gap="medium")
    with words:
        kinds = {key: t(f"imagenet.{key}", n=len(answers.classes)) for key in ("known", "every")}
        which = address.choose(
            st.segmented_control, t("imagenet.which"), kinds, "classes", "known", required=True, label_visibility="collapsed"
        )
        shown = known if which == "known" else imagenet()
        branch = _branch(shown)
        classes = shown.classes[branch]
        own = [wnid for wnid in classes if wnid in answers.place]
        told = {"name": shown.name(branch, language()), "n": len(classes), "known": len(own)}
        if own:
            st.markdown(t(f"imagenet.right_{which}", right=answers.right(own), **told))
        else:
            st.markdown(t("imagenet.none_known", **told))
        if branch == shown.root:
            _stays(answers.stays(known.smallest()), "stay_smallest")
        elif len(own) > 1:
            _stays(answers.stays(dict.fromkeys(own, own)), "stay_branch")
        _origin(name, network)
    with picture:
        figure = _figure(name, which, language(), branch)
        st.plotly_chart(figure, theme=None, config=PLOTLY, alt=t("imagenet.tree_alt"), key=f"tree-{which}-{branch}")
        unknown = t("imagenet.unknown") if which == "every" else None
        st.html(scale(t("imagenet.all_wrong"), t("imagenet.all_right"), unknown))
        st.caption(t("imagenet.click"))


def mixups() -> None:
    """The children of a branch against each other, the pairs mixed up most often, and how many mistakes stay near."""
    network = networks.current()
    name, answers, known = _recorded(network)
    picture, words = st.columns([7, 5], gap="large")
    with picture:
        branch = _branch(known)
    classes = known.classes[branch]
    with words:
        if branch == known.root:
            near, far = answers.stays(known.smallest()), answers.stays(known.largest())
            rows = [
                Bar(t(f"imagenet.{who}_{where}"), share, f"{share:.0%}", who == "network")
                for where, stay in (("near", near), ("far", far))
                for who, share in (("network", stay.share), ("blind", stay.blind))
            ]
            st.markdown(t("imagenet.stay_lead", mistakes=f"{near.mistakes:,}", times=near.share / near.blind))
            st.html(bars(rows, t("imagenet.stay_alt")))
        else:
            stay = answers.stays(dict.fromkeys(classes, classes))
            _stays(stay, "stay_branch")
        pairs = [
            t(
                "imagenet.mixup", true=known.name(one.true, language()), guess=known.name(one.guess, language()),
                n=one.count, photos=one.photos,
            )
            for one in answers.mixups(classes, PAIRS)
        ]  # fmt: skip
        st.markdown("\n".join([t("imagenet.most"), "", *(f"- {pair}" for pair in pairs)]))
    with picture:
        children = known.children[branch]
        own, rest = (children, ()) if len(children) <= GROUPS + 1 else (children[:GROUPS], children[GROUPS:])
        groups = [known.classes[child] for child in own]
        names = [known.name(child, language()) for child in own]
        if rest:
            groups.append(frozenset().union(*(known.classes[child] for child in rest)))
            names.append(t("imagenet.rest", n=len(rest)))
        outside = None if branch == known.root else t("imagenet.outside")
        heading = t("imagenet.grid_alt", name=known.name(branch, language()))
        st.html(grid(names, answers.grid(groups), t("imagenet.corner"), outside, heading))
        st.caption(t("imagenet.grid"))
        _origin(name, network)


def photos() -> None:
    """Error on held-back photos against photos a class, from assets/runs/data_size.json."""
    record = records.recorded("data_size")
    runs, settings = record["runs"], record["settings"]
    ends = [(run["photos_a_class"], run["val_error"][-1]) for run in runs]
    few, many = min(ends)[0], max(ends)[0]
    few_val, many_val = (mean(error for size, error in ends if size == one) for one in (few, many))
    few_train, many_train = (mean(run["train_error"][-1] for run in runs if run["photos_a_class"] == one) for one in (few, many))
    chart, words = st.columns([7, 5], gap="large")
    with chart:
        figure = growth(ends, t("imagenet.photos_a_class"), t("imagenet.error"))
        told = {"few": few, "many": many, "few_val": few_val, "many_val": many_val}
        st.plotly_chart(figure, theme=None, config=PLOTLY, alt=t("imagenet.growth_alt", **told), key="growth")
        seeds = {run["seed"] for run in runs}
        fixed = {"steps": settings["steps"], "held": settings["held_back"], "seeds": len(seeds), "side": settings["side"]}
        st.caption(t("imagenet.growth", classes=len(settings["classes"]), **fixed))
    with words:
        st.markdown(t("imagenet.few", train=few_train, **told))
        st.markdown(t("imagenet.many", train=many_train, **told))
        st.markdown(prose("imagenet", "why"))


def made() -> None:
    """Data sets by size, and the steps in which ImageNet was put together."""
    chart, words = st.columns([6, 6], gap="large")
    with chart:
        true = st.toggle(t("imagenet.true_length"), key="true_length", bind="query-params")
        most = max(entry["photos"] for entry in datasets())
        rows = [
            Bar(
                t("imagenet.dataset", name=one["name"], year=one["year"], n=f"{one['categories']:,}"),
                one["photos"] / most if true else (log10(one["photos"]) - SHORTEST) / (LONGEST - SHORTEST),
                t("imagenet.about", n=f"{one['photos']:,}") if one.get("about") else f"{one['photos']:,}",
                one.get("alexnet", False),
            )
            for one in datasets()
        ]
        st.html(sizes(bars(rows, t("imagenet.sizes_alt"))))
        st.caption(t("imagenet.sizes_true" if true else "imagenet.sizes_log"))
        st.caption(
            t("imagenet.sources", sources="; ".join(f"{one['name']} {one['year']}: {one['source']}" for one in datasets()))
        )
    words.markdown(prose("imagenet", "made"))


PARTS = {"tree": tree, "mixups": mixups, "photos": photos, "made": made}
