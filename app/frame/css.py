"""What Streamlit's theme cannot say: the frame's spacing, the HTML bars, and words of Streamlit's own in every language."""

from functools import cache
from pathlib import Path

import streamlit as st

from app.frame.text import labels, language

FRAME = f"<style>{(Path(__file__).parent / 'frame.css').read_text('utf-8')}</style>"
STYLE = """
<style>
.stMainBlockContainer { padding-top: 2.6rem; padding-bottom: 3rem; max-width: max(1320px, 80vw); }
.stMainBlockContainer > [data-testid="stVerticalBlock"] { gap: 0.7rem; }
[data-testid="stBaseButton-primary"] { color: light-dark(#ffffff, #161412); }
h2 { padding-top: 0.2rem; letter-spacing: -0.01em; line-height: 1.15; text-wrap: balance; }
h2:lang(zh) { text-wrap: wrap; word-break: auto-phrase; }
[data-testid="stImage"] img { border-radius: 6px; width: 100%%; }
[data-testid="stLayoutWrapper"]:has(> .st-key-tour) { position: sticky; top: 3.5rem; z-index: 99; margin: -0.7rem 0;
  padding: 0.35rem 0 0.2rem; background: light-dark(#fffdfa, #161412); }
.stMain:has(.st-key-tour) { scroll-padding-top: 8.5rem; }
.st-key-tour [data-testid="stPageLink"] a, .st-key-tour button { white-space: nowrap; }
.st-key-tour_next { border: 1px solid; border-radius: 0.5rem; }
ol.bars { list-style: none; margin: 0.2rem 0 0.4rem; padding: 0; container-type: inline-size; }
ol.bars li { display: grid; grid-template-columns: minmax(0, 11rem) minmax(0, 1fr) 4.2rem; column-gap: 0.7rem;
  align-items: center; margin: 0 0 0.45rem; padding: 0; font-size: 1rem; line-height: 1.25; }
ol.bars .track { background: rgba(128, 120, 110, 0.18); border-radius: 4px; height: 1.3rem; overflow: hidden; }
ol.bars .fill { display: block; height: 100%%; background: #78716c; border-radius: 4px; }
ol.bars .accent .fill { background: #d9560f; }
ol.bars .accent .name, ol.bars .accent .value { font-weight: 700; }
ol.bars .value { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
@container (max-width: 25rem) {
  ol.bars li { grid-template-columns: minmax(0, 1fr) 4.2rem; }
  ol.bars .track { grid-area: 2 / 1 / 3 / 3; height: 0.8rem; }
}
@media (max-width: 640px) {
  h2 { font-size: 1.6rem !important; }
  .st-key-tour [data-testid="stHorizontalBlock"] { row-gap: 0; }
  .st-key-tour [data-testid="stHorizontalBlock"] > :first-child { flex-basis: 100%%; }
}
[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[data-testid="stFileUploaderDropzone"] button p { font-size: 0; }
[data-testid="stFileUploaderDropzone"] button p::after { content: "%(browse)s"; font-size: 1rem; }
[data-testid="stFileUploaderFileErrorMessage"] { font-size: 0; }
[data-testid="stFileUploaderFileErrorMessage"]::after { content: "%(refused)s"; font-size: 0.9rem; }
[data-testid="stExpandSidebarButton"]::after { content: "%(menu)s"; font-size: 1rem; }
[data-testid="stCameraInputButton"] { font-size: 0; }
[data-testid="stCameraInputButton"]:not(:has(svg))::after { content: "%(take)s"; font-size: 1rem; }
[data-testid="stCameraInputButton"]:has(svg)::after { content: "%(again)s"; font-size: 1rem; }
html.dropping::after { content: "%(drop)s"; position: fixed; inset: 0.7rem; z-index: 9999999; display: grid; place-items: center;
  border: 4px dashed #d9560f; border-radius: 1rem; background: light-dark(#fffdfaee, #161412ee); font-size: 2rem;
  text-align: center; }
</style>
"""


def style() -> None:
    """Puts the style into the page; the frame calls it once a run."""
    st.html(_style(language()))


@cache
def _style(lang: str) -> str:
    words = {word: labels(lang)[f"photo.{word}"] for word in ("browse", "refused", "take", "again", "drop")}
    words["menu"] = labels(lang)["nav.menu"]
    return STYLE % words + FRAME
