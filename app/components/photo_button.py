"""The small picture of the photo in use: it opens the shelf on which a photo is chosen, or leads there."""

import streamlit as st

from app.components.scripts import script

_button = st.components.v2.component(
    "alexnet_photo_button",
    html='<button type="button"><img alt=""><span></span></button>',
    css="""
    button { display: flex; align-items: center; gap: 0.5rem; height: 2.6rem; padding: 0.2rem 0.8rem 0.2rem 0.2rem;
      border: 1px solid var(--st-border-color); border-radius: 0.5rem; background: var(--st-background-color);
      color: var(--st-text-color); font: 1rem/1 var(--st-font); white-space: nowrap; cursor: pointer; }
    button:hover, button[aria-expanded="true"] { border-color: var(--st-primary-color); color: var(--st-primary-color); }
    button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
    img { width: 2.1rem; height: 2.1rem; border-radius: 0.35rem; display: block; }
    """,
    js=script("photo_button.js"),
)


def photo_button(picture: str, label: str, name: str, slug: str, here: bool, lost: bool, own: str, key: str) -> None:
    """Draws the button.

    Args:
        picture: address of the small picture.
        label: what the button says; with `name`, of the photo, what those hear who listen to the page.
        slug: of the photo in use.
        here: the shelf stands on the page, in sight or not.
        lost: this server does not have the reader's own photo: the tab sends the copy that it may have kept.
        own: address of the small picture of the reader's own photo; "" for none.
    """
    data = {"picture": picture, "label": label, "name": name, "slug": slug, "here": here, "lost": lost, "own": own}
    _button(key=key, data=data, width="content")
