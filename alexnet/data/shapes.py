"""The built-in photos: ten kinds of textures and shapes, drawn by code, for lessons that need no download."""

import numpy as np

SIDE = 64
KINDS = (
    "horizontal-stripes", "vertical-stripes", "rising-stripes", "checkerboard", "red-on-green", "green-on-red",
    "rings", "disc", "triangle", "cross",
)  # fmt: skip


def textures(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """`count` squares and their classes: (count, 3, 64, 64) uint8 and (count,) int64, places in `KINDS`.

    Colours, size, place, phase, angle, light and noise are random; the kinds come in turn. Two kinds differ in
    nothing but which colour lies on which.

    Example:
        >>> squares, classes = textures(3, seed=0)
        >>> squares.shape, [KINDS[kind] for kind in classes]
        ((3, 3, 64, 64), ['horizontal-stripes', 'vertical-stripes', 'rising-stripes'])
    """
    rng = np.random.default_rng(seed)
    classes = np.arange(count) % len(KINDS)
    squares = np.stack([_square(KINDS[kind], rng) for kind in classes])
    return squares, classes.astype(np.int64)


def _square(kind: str, rng: np.random.Generator) -> np.ndarray:
    y, x = np.mgrid[-1 : 1 : SIDE * 1j, -1 : 1 : SIDE * 1j]
    x, y = x - rng.uniform(-0.3, 0.3), y - rng.uniform(-0.3, 0.3)
    turn = rng.uniform(-0.26, 0.26)  # 15 degrees at most, so that directions stay apart
    x, y = x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)
    inside = _soft(DRAWN.get(kind, _dots)(x, y, rng))
    front, back = _two_colours(kind, rng)
    picture = back[:, None, None] * (1 - inside) + front[:, None, None] * inside
    light = 1 + rng.uniform(-0.35, 0.35) * x + rng.uniform(-0.35, 0.35) * y
    picture = picture * light * rng.uniform(0.7, 1.2) + rng.normal(0, rng.uniform(4, 26), picture.shape)
    return picture.clip(0, 255).astype(np.uint8)


def _soft(level: np.ndarray) -> np.ndarray:
    """1 inside, where `level` is above 0, 0 outside, with an edge that is not jagged."""
    return 1 / (1 + np.exp(-np.clip(18 * level, -30, 30)))


def _two_colours(kind: str, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Colour of the figure and of what is behind it, RGB, 0 ... 255; different enough to be seen."""
    red = np.array([rng.uniform(170, 255), rng.uniform(10, 90), rng.uniform(10, 90)])
    green = np.array([rng.uniform(10, 90), rng.uniform(120, 220), rng.uniform(10, 90)])
    if kind in ("red-on-green", "green-on-red"):
        return (red, green) if kind == "red-on-green" else (green, red)
    while True:
        front, back = rng.uniform(0, 255, (2, 3))
        if np.abs(front - back).sum() > 180:
            return front, back


def _stripes(across: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return np.sin(rng.uniform(6, 16) * across + rng.uniform(0, 2 * np.pi))


def _checkerboard(x: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    fine = rng.uniform(6, 13)
    return np.sin(fine * x + rng.uniform(0, 6)) * np.sin(fine * y + rng.uniform(0, 6))


def _dots(x: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    fine = rng.uniform(6, 13)
    return np.cos(fine * x + rng.uniform(0, 6)) + np.cos(fine * y + rng.uniform(0, 6)) - rng.uniform(0.6, 1.0)


def _rings(x: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return np.sin(rng.uniform(11, 19) * np.hypot(x, y) + rng.uniform(0, 2 * np.pi))


def _disc(x: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return rng.uniform(0.35, 0.6) - np.hypot(x, y * rng.uniform(0.85, 1.15))


def _triangle(x: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    size = rng.uniform(0.3, 0.45)
    slope = np.abs(x) * 3**0.5
    return np.minimum(size - y, size * 2 - slope + y - size)


def _cross(x: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    arm, width = rng.uniform(0.5, 0.8), rng.uniform(0.1, 0.2)
    upright = np.minimum(width - np.abs(x), arm - np.abs(y))
    level = np.minimum(width - np.abs(y), arm - np.abs(x))
    return np.maximum(upright, level)


DRAWN = {
    "horizontal-stripes": lambda x, y, rng: _stripes(y, rng),
    "vertical-stripes": lambda x, y, rng: _stripes(x, rng),
    "rising-stripes": lambda x, y, rng: _stripes((x + y) / 2**0.5, rng),
    "checkerboard": _checkerboard,
    "rings": _rings,
    "disc": _disc,
    "triangle": _triangle,
    "cross": _cross,
}
