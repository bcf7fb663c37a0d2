"""The lessons in their order. A published address never changes, for teachers link to it."""

from copy import copy
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.frame.text import t

FRAME = ("lang", "photo", "frame", "weights", "tour", "projector")  # parameters of the address that every page shares
PAGES = Path(__file__).resolve().parent.parent.parent / "pages"
CHAPTERS = {  # chapter: its lessons as slug, which is file name and address: icon
    "story": {
        "home": ":material/flag:",
        "imagenet": ":material/account_tree:",
        "after": ":material/trending_up:",
        "claims": ":material/fact_check:",
    },
    "inside": {
        "overview": ":material/schema:",
        "architecture": ":material/view_week:",
        "filters": ":material/grid_on:",
        "convolution": ":material/grid_goldenratio:",
        "maps": ":material/layers:",
        "code": ":material/code:",
    },
    "ideas": {
        "relu": ":material/show_chart:",
        "gpus": ":material/memory:",
        "normalisation": ":material/equalizer:",
        "dropout": ":material/blur_on:",
        "augmentation": ":material/auto_awesome_motion:",
    },
    "ask": {
        "classify": ":material/image_search:",
        "saliency": ":material/lightbulb:",
        "neighbours": ":material/hub:",
        "quiz": ":material/quiz:",
    },
    "make": {
        "train": ":material/model_training:",
    },
}
LESSONS = {slug: icon for lessons in CHAPTERS.values() for slug, icon in lessons.items()}


def path(slug: str) -> Path:
    """The file of a lesson."""
    return PAGES / f"{slug}.py"


def pages() -> dict[str, list[StreamlitPage]]:
    """Every lesson as Streamlit's pages by chapter, titled in the reader's language; the first is the home page."""
    return {
        t(f"chapter.{chapter}"): [copy(_page(slug, t(f"nav.{slug}"))) for slug in lessons]
        for chapter, lessons in CHAPTERS.items()
    }


@cache
def _page(slug: str, title: str) -> StreamlitPage:
    """Made once, for it looks at the disk; a run marks the one that it shows, so each has copies of its own."""
    return st.Page(path(slug), title=title, icon=LESSONS[slug], url_path=slug, default=slug == "home")


def place(slug: str) -> None:
    """Where the lesson `slug` stands in the story, with the way to the one before and the one after."""
    slugs = list(LESSONS)
    number = slugs.index(slug)
    with st.container(horizontal=True, vertical_alignment="center", gap=None, key="place"):
        _step("back", slugs[number - 1] if number else None)
        st.markdown(t("nav.place", title=t(f"nav.{slug}"), number=number + 1, count=len(slugs)))
        _step("next", slugs[number + 1] if number + 1 < len(slugs) else None)


def _step(way: str, slug: str | None) -> None:
    """An arrow to a lesson; without one, the room for it."""
    if slug:
        link(slug, t(f"nav.{way}", title=t(f"nav.{slug}")), f":material/chevron_{'left' if way == 'back' else 'right'}:")
    else:
        st.space(1)


def onward(slug: str) -> None:
    """A link to the lesson after `slug`, with the same view in its address; nothing after the last one."""
    slugs = list(LESSONS)
    if after := slugs[slugs.index(slug) + 1 :]:
        link(after[0], t("nav.next", title=t(f"nav.{after[0]}")))


def go(slug: str, **changes: str) -> None:
    """Turns to a lesson, with the address that `link` gives; what comes after it on the page is not run."""
    st.switch_page(str(path(slug)), query_params=_view(changes))


def link(slug: str, label: str, icon: str | None = None, **changes: str) -> None:
    """A link to a lesson that takes language, photo, network and tour along, but for `changes` to the address."""
    st.page_link(str(path(slug)), label=label, icon=icon or LESSONS[slug], query_params=_view(changes))


def _view(changes: dict[str, str]) -> dict[str, str]:
    view = {key: value for key, value in st.query_params.to_dict().items() if key in FRAME} | changes
    return {key: value.encode("utf-8", "replace").decode() for key, value in view.items()}  # a class's name may be no text
