"""The tree of ImageNet's classes: a branch as tiles in tiles, the photos that hang on it, and the branch in words."""

from math import isnan
from typing import Any

import streamlit as st

from alexnet.classes.confusion import Confusion
from alexnet.classes.tree import Tree, imagenet
from app.charts.encoded import jpeg_uri
from app.charts.imagenet import colours, scale
from app.components.imagenet_tree import tree as tree_view
from app.frame import address, networks
from app.frame.photo import sample, samples
from app.frame.shelf import square
from app.frame.text import language, number, t
from app.lessons.imagenet_branch import choose, confusion, go, origin, recorded, stays

PHOTO = 160  # px of a photo on the tree
HUNG = 11  # photos of a branch that are shown above it, at most: a row


def tree() -> None:
    """All classes as tiles in tiles, coloured by how often the network is right."""
    network = networks.current()
    name, answers, known = recorded(network)
    picture, words = st.columns([8, 4], gap="medium")
    with words:
        kinds = {key: t(f"imagenet.{key}", n=len(answers.classes)) for key in ("known", "every")}
        which = address.choose(
            st.segmented_control, t("imagenet.which"), kinds, "classes", "known", required=True, label_visibility="collapsed"
        )
        shown = known if which == "known" else imagenet()
        branch = choose(shown)
        classes = shown.classes[branch]
        own = [wnid for wnid in classes if wnid in answers.place]
        facts = {"name": shown.name(branch, language()), "n": len(classes), "known": len(own)}
        if own:
            st.markdown(t(f"imagenet.right_{which}", right=answers.right(own), **facts))
        else:
            st.markdown(t("imagenet.none_known", **facts))
        if branch == shown.root:
            stays(answers.stays(known.smallest()), "stay_smallest")
        elif len(own) > 1:
            stays(answers.stays(dict.fromkeys(own, own)), "stay_branch")
        st.html(scale(t("imagenet.all_wrong"), t("imagenet.all_right"), t("imagenet.unknown") if which == "every" else None))
        origin(name, network)
    with picture:
        tree_view(branch_tiles(name, which, language(), branch), "tree", go)


@st.cache_resource(max_entries=256, show_spinner=False)  # at most 150 kB each
def branch_tiles(name: str, which: str, lang: str, branch: str) -> dict[str, Any]:
    """What the page gets of a branch: the way to it, photos on it, its children and theirs, with the answers of a network."""
    answers, known = confusion(name)
    shown = known if which == "known" else imagenet()
    photos: dict[str, str] = {}  # slugs, by class; of several photos of a class the first
    for slug, told in samples().items():
        if (wnid := told.get("wnid", "")) in shown.classes[branch]:
            photos.setdefault(wnid, slug)
    hung = [
        {"id": shown.parents[wnid], "name": samples()[slug][lang], "picture": _picture(slug)}
        for wnid, slug in list(photos.items())[:HUNG]
    ]
    tiles = []
    for child in shown.children[branch]:
        below = [_tile(shown, one, answers, lang, photos, child) for one in shown.children.get(child, ())]
        tiles.append(_tile(shown, child, answers, lang, photos, "") | {"inner": below})
    words = {word: t(f"imagenet.{word}") for word in ("way", "photos", "hint")}
    words["tiles"] = t("imagenet.tree_alt", name=shown.name(branch, lang))
    way = [{"id": step, "name": shown.name(step, lang)} for step in reversed([branch, *shown.above(branch)])]
    return {"way": way, "photos": hung, "tiles": tiles, "words": words}


def _tile(shown: Tree, wnid: str, answers: Confusion, lang: str, photos: dict[str, str], above: str) -> dict[str, Any]:
    """A tile; a class opens the branch around it, `above`, "" where that is the one shown."""
    right, leaf = answers.right(shown.classes[wnid]), wnid not in shown.names
    return {
        "id": wnid, "name": shown.name(wnid, lang), "share": "" if isnan(right) else number(right, ".0%"),
        "size": len(shown.classes[wnid]), "colours": colours(right), "told": _told(shown, wnid, answers, right, lang),
        "opens": above if leaf else wnid, "picture": _picture(photos[wnid]) if wnid in photos else "",
    }  # fmt: skip


def _told(shown: Tree, wnid: str, answers: Confusion, right: float, lang: str) -> str:
    """What is said below the tiles where the pointer rests."""
    told = [shown.name(wnid, lang), t("imagenet.unknown") if isnan(right) else t("imagenet.hover_right", right=right)]
    if wnid in shown.names:
        told.append(t("imagenet.hover_classes", n=len(shown.classes[wnid])))
    elif best := answers.mixups([wnid], 1):
        told.append(t("imagenet.hover_mixup", guess=shown.name(best[0].guess, lang), n=best[0].count))
    return " · ".join(told)


def _picture(slug: str) -> str:
    return jpeg_uri(square(sample(slug).image, PHOTO), PHOTO)
