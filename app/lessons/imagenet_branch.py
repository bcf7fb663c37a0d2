"""What the tree and the mix-ups of ImageNet share: the recorded answers, the chosen branch, how far mistakes go."""

import streamlit as st

from alexnet.classes.confusion import NAME, Confusion, Stay
from alexnet.classes.tree import Tree
from alexnet.errors import Problem
from app.frame import address
from app.frame.networks import DEFAULT, title
from app.frame.text import language, plain, t
from app.server import records
from app.server.networks import Loaded


def recorded(network: Loaded) -> tuple[str, Confusion, Tree]:
    """The network that the lesson speaks of, its answers, and the tree above its classes."""
    name = network.weights.name if records.confusion(network.weights.name) else DEFAULT
    return (name, *confusion(name))


def confusion(name: str) -> tuple[Confusion, Tree]:
    """The answers of the network called `name`. Raises Problem "record.damaged" where there are none."""
    record = records.confusion(name)
    if record is None:
        raise Problem("record.damaged", name=f"{NAME}.json")
    return record


def choose(tree: Tree) -> str:
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


def go(branch: str) -> None:
    """The reader has picked a branch elsewhere than in the menu; before the menu is drawn."""
    st.session_state.branch = branch


def stays(stay: Stay, key: str) -> None:
    """How many mistakes stay in the branch."""
    st.markdown(t(f"imagenet.{key}", mistakes=stay.mistakes, share=stay.share, blind=stay.blind))


def origin(name: str, network: Loaded) -> None:
    """Which network has answered, and what."""
    settings = records.recorded("confusion")["settings"]
    words = t("imagenet.answers", network=plain(title(name)), photos=settings["photos"])
    st.caption(words if name == network.weights.name else t("imagenet.not_recorded", words=words))
