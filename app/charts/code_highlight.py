"""Python as HTML in a few colours: keywords, names that are called, numbers, texts and comments."""

import io
import keyword
import tokenize
from collections.abc import Collection, Sequence
from html import escape

Piece = tuple[str, str]  # CSS class or "", and the characters
OPENERS = ("class", "def")
TEXTS = {tokenize.STRING} | {getattr(tokenize, name, -1) for name in ("FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END")}


def pieces(source: str) -> list[list[Piece]]:
    """Each line of a source file in pieces of one colour, which together are the line."""
    lines = source.splitlines()
    found: list[list[Piece]] = [[] for _ in lines]
    at = [0] * len(lines)  # how far each line is told
    tokens = [t for t in tokenize.generate_tokens(io.StringIO(source).readline) if t.start != t.end and t.string.strip()]
    for number, token in enumerate(tokens):
        before, after = (tokens[other].string if 0 <= other < len(tokens) else "" for other in (number - 1, number + 1))
        kind = _kind(token, before, after)
        for row in range(token.start[0] - 1, token.end[0]):
            begin = token.start[1] if row == token.start[0] - 1 else 0
            end = token.end[1] if row == token.end[0] - 1 else len(lines[row])
            found[row] += [("", lines[row][at[row] : begin]), (kind, lines[row][begin:end])]
            at[row] = end
    return [[piece for piece in (*told, ("", line[end:])) if piece[1]] for told, line, end in zip(found, lines, at, strict=True)]


def markup(line: Sequence[Piece], marked: Collection[int] = ()) -> str:
    """A line's pieces as HTML, what it is indented by among them; those whose index is in `marked` are marked."""
    spans = [_span("indent" if text.isspace() and not number else kind, text) for number, (kind, text) in enumerate(line)]
    return "".join(f"<mark>{span}</mark>" if number in marked else span for number, span in enumerate(spans))


def _span(kind: str, text: str) -> str:
    return f'<span class="{kind}">{escape(text)}</span>' if kind else escape(text)


def _kind(token: tokenize.TokenInfo, before: str, after: str) -> str:
    if token.type == tokenize.NAME:
        if keyword.iskeyword(token.string):
            return "keyword"
        return "name" if before in OPENERS or (after == "(" and token.string[0].isupper()) else ""
    if token.type == tokenize.NUMBER:
        return "number"
    return "text" if token.type in TEXTS else "comment" if token.type == tokenize.COMMENT else ""
