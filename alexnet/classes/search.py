"""Finds classes by what people call them: by their own names and by those of the branches above them, in every language."""

import re
from collections.abc import Collection
from functools import cache

from alexnet.classes.labels import names
from alexnet.classes.tree import imagenet

WORD = re.compile(r"[a-z0-9]+|[^\x00-\x7f]+")  # what is not Latin has no gaps between its words
LEAST = 3  # letters of the beginning of a word that stand for it


def found(asked: str, classes: Collection[str]) -> list[str]:
    """The ids out of `classes` that `asked` may mean, in their order.

    A name or branch counts that has the words as they are, or in the plural; only if there is none, one with a word that
    begins so. What is not Latin may stand anywhere in a name.

    >>> from alexnet.classes.labels import class_name
    >>> dogs_and_cats = ("n02085620", "n02099601", "n02123045", "n02206856")
    >>> [class_name(wnid) for wnid in found("Dogs", dogs_and_cats)]
    ['Chihuahua', 'golden retriever']
    >>> found("狗", dogs_and_cats) == found("dog", dogs_and_cats), found("pizza", dogs_and_cats), found(" ", dogs_and_cats)
    (True, [], [])
    """
    words = _words(asked)
    if not words:
        return []
    exact = [wnid for wnid in classes if any(_holds(name, words, False) for name in _called(wnid))]
    return exact or [wnid for wnid in classes if any(_holds(name, words, True) for name in _called(wnid))]


@cache
def _called(wnid: str) -> tuple[tuple[str, ...], ...]:
    """The words of each name of a class, and of the branches above it but for the root, in every language."""
    tree = imagenet()
    branches = tree.above(wnid)[:-1] if wnid in tree.parents else []
    own = names("classes").get(wnid) or names("shapes").get(wnid) or {"": wnid}
    every = [own, *(tree.names[branch] for branch in branches if branch in tree.names)]
    return tuple(_words(name) for one in every for name in one.values())


def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.lower()))


def _holds(name: tuple[str, ...], words: tuple[str, ...], begins: bool) -> bool:
    """Whether `words` stand one behind the other in `name`; `begins`: each may be the beginning of a word there."""
    places = range(len(name) - len(words) + 1)
    return any(all(_is(name[at + n], word, begins) for n, word in enumerate(words)) for at in places)


def _is(there: str, word: str, begins: bool) -> bool:
    if not word.isascii():
        return word in there
    forms = {word, word.removesuffix("s"), word.removesuffix("es")}
    return there in forms or (begins and len(word) >= LEAST and there.startswith(word))
