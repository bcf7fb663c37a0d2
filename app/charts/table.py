"""A table in Markdown, which every theme and every screen reader knows."""

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: int | None = None) -> str:
    """The table: `head` over `rows`; the last `numbers` columns, all but the first if None, stand to the right.

    Example:
        >>> print(table(["layer", "parameters"], [["conv1", "23,296"]]))
        | layer | parameters |
        | :-- | --: |
        | conv1 | 23,296 |
        <BLANKLINE>
    """
    right = len(head) - 1 if numbers is None else numbers
    ruler = [":--"] * (len(head) - right) + ["--:"] * right
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, ruler, *rows))
