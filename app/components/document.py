"""What Streamlit leaves wrong for those who listen to the page: its language, and the menu that opens on a phone."""

import streamlit as st

from alexnet.language import languages

# With chapters that menu puts a div between a list and its items; without the lists it is a plain row of links.
_document = st.components.v2.component(
    "alexnet_document",
    js="""export default ({ data }) => {
      document.documentElement.lang = data;
      const menu = '[data-testid="stSidebarNavItems"]';
      const mend = () => document.querySelectorAll(`${menu}:not([role]), ${menu} > div:not([role]), ${menu} li:not([role])`)
        .forEach((part) => part.setAttribute("role", "none"));
      mend();
      if (window.alexnetMenu) return;  // watched already, and for as long as the page is open
      window.alexnetMenu = new MutationObserver(mend);
      window.alexnetMenu.observe(document.body, { childList: true, subtree: true });
    }""",
)


def document_language(language: str) -> None:
    """Sets the page's `lang`, and mends the menu for as long as the page is open."""
    _document(data=languages()[language].html, key="document_language", height=1)
