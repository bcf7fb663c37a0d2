"""Who is taken for whom in a branch of ImageNet's tree, and how many mistakes stay near."""

import streamlit as st

from alexnet.classes.tree import Tree
from app.charts.bars import Bar, bars
from app.charts.imagenet_mixups import grid
from app.frame import networks
from app.frame.text import language, number, t
from app.lessons.imagenet_branch import choose, origin, recorded, stays

GROUPS, PAIRS = 8, 6  # children with a row of their own, mix-ups told in words


def mixups() -> None:
    """The children of a branch against each other, the pairs mixed up most often, and how many mistakes stay near."""
    network = networks.current()
    name, answers, known = recorded(network)
    picture, words = st.columns([7, 5], gap="large")
    with picture:
        branch = choose(known)
    classes = known.classes[branch]
    with words:
        if branch == known.root:
            near, far = answers.stays(known.smallest()), answers.stays(known.largest())
            rows = [
                Bar(t(f"imagenet.{who}_{where}"), share, number(share, ".0%"), who == "network")
                for where, stay in (("near", near), ("far", far))
                for who, share in (("network", stay.share), ("blind", stay.blind))
            ]
            st.markdown(t("imagenet.stay_lead", mistakes=near.mistakes, times=near.share / near.blind))
            st.html(bars(rows, t("imagenet.stay_alt")))
        else:
            stay = answers.stays(dict.fromkeys(classes, classes))
            stays(stay, "stay_branch")
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
        names = [_head(known, child) for child in own]
        if rest:
            groups.append(frozenset().union(*(known.classes[child] for child in rest)))
            names.append((t("imagenet.rest", n=len(rest)), ""))
        outside = None if branch == known.root else t("imagenet.outside")
        heading = t("imagenet.grid_alt", name=known.name(branch, language()))
        st.html(grid(names, answers.grid(groups), t("imagenet.corner"), outside, heading))
        st.caption(t("imagenet.grid"))
        origin(name, network)


def _head(tree: Tree, wnid: str) -> tuple[str, str]:
    """The name of a row, and beside it of a branch the number of its classes."""
    return tree.name(wnid, language()), str(len(tree.classes[wnid])) if wnid in tree.names else ""
