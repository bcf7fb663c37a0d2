"""How much memory an answer takes, so that what is kept can be bounded in bytes."""

import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

import numpy as np
from PIL import Image
from torch import Tensor


def size(thing: object) -> int:
    """Bytes of tensors, arrays, pictures, texts, and of all that containers and dataclasses hold; views count in full.

    Example:
        >>> size([np.zeros((10, 10), np.float32)]) >= 400
        True
    """
    own = sys.getsizeof(thing, 64)
    if isinstance(thing, Tensor):
        return own + thing.nbytes
    if isinstance(thing, np.ndarray):
        return own if thing.base is None else own + thing.nbytes
    if isinstance(thing, Image.Image):
        return own + thing.width * thing.height * len(thing.getbands())
    if isinstance(thing, Mapping):
        return own + sum(size(key) + size(value) for key, value in thing.items())
    if isinstance(thing, list | tuple | set | frozenset):
        return own + sum(map(size, thing))
    if is_dataclass(thing):
        return own + sum(size(getattr(thing, field.name)) for field in fields(thing))
    return own
