"""What was made is kept by key, for all readers, within a bound of bytes; those asked for last stay.

A look at it takes a microsecond; one at Streamlit's caches, which take every argument's fingerprint, a fifth of a millisecond.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Kept(Generic[Thing]):
    """Things of one kind.

    Args:
        most: bytes of all that is kept.
        size: bytes of one.

    Attributes:
        bytes: size of what is kept now.

    Example:
        >>> squares = Kept[str](1_000_000, len)
        >>> squares("nine", lambda: "9" * 9), squares("nine", lambda: "not made again"), len(squares)
        ('999999999', '999999999', 1)
    """

    def __init__(self, most: int, size: Callable[[Thing], int]) -> None:
        self.most, self.size, self.bytes = most, size, 0
        self._things: OrderedDict[Hashable, tuple[Thing, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._things)

    def __call__(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """The thing with this key; `make` makes it where it is not there, twice if two come at the same moment."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return self._things[key][0]
        thing = make()
        needs = self.size(thing)
        with self._lock:
            if key not in self._things:
                self._things[key] = thing, needs
                self.bytes += needs
            while self.bytes > self.most:
                self.bytes -= self._things.popitem(last=False)[1][1]
        return thing
