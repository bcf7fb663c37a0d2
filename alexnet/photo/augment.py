"""The paper's augmentations (section 4.1): crops, mirror images and colours along the principal axes, one signature.

An augmentation is called as `run(square, rng, **settings)`:
    square: (side, side, 3) float32 photo, RGB in [0, 1]; not to be written to. On a page its side is 256, as in the paper.
    rng: of NumPy; all chance comes from it.
and gives a photo of the same kind and size; "crop" alone wants 256 and gives 224.

Training takes any of them by the recipe's field `augment`, but for those `on_device`, which it does there in one go.
"""

from collections.abc import Collection, Mapping
from functools import cache

import numpy as np
from PIL import Image

from alexnet.photo.crops import Preprocessing, centre_crop
from alexnet.recorded import read
from alexnet.registry import Parameter, Registered, pick, register

SQUARE, CROP = 256, 224  # pixels (section 2 and 4.1)
COMMUNITY = (0.2175, 0.0188, 0.0045)  # eigenvalues in wide use, RGB in [0, 1]; the paper prints none
AUGMENTATIONS: dict[str, Registered] = {}

Settings = Mapping[str, Mapping[str, float]]  # by augmentation, then by parameter: two may call a parameter alike


def trainable() -> dict[str, Registered]:
    """The augmentations that a training takes by their names: all but those that it does on the device by itself."""
    return {name: entry for name, entry in AUGMENTATIONS.items() if not entry.on_device}


def square(photo: Image.Image) -> np.ndarray:
    """The paper's central 256x256 of a photo, (256, 256, 3) float32 in [0, 1]."""
    return np.asarray(centre_crop(photo, Preprocessing(SQUARE, SQUARE)), np.float32) / 255


def cut(pixels: np.ndarray, left: int, top: int) -> np.ndarray:
    """The 224x224 at (left, top), each 0 ... 32."""
    return pixels[top : top + CROP, left : left + CROP]


@register(AUGMENTATIONS, "crop", on_device=True)
def crop(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A random 224x224 of the 256x256; all 33 x 33 places are equally likely."""
    left, top = rng.integers(0, SQUARE - CROP + 1, 2)
    return cut(pixels, left, top)


@register(AUGMENTATIONS, "flip", on_device=True)
def flip(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The mirror image, every other time."""
    return pixels[:, ::-1] if rng.random() < 0.5 else pixels


@register(AUGMENTATIONS, "colour", Parameter("spread", 0.1, 0.0, 1.0, 0.05), at_first=False)
def colour(pixels: np.ndarray, rng: np.random.Generator, spread: float) -> np.ndarray:
    """A shift along the principal axes of many photos' colours, by the authors' program; `spread`: deviation of the draws."""
    return shifted(pixels, *principal_of_many(), rng.normal(0, spread, 3), by_program=True)


def principal(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Eigenvalues, (3,), largest first, and eigenvectors, (3, 3), a column each, of the covariance of (N, 3) colours.

    The first axis points to brighter colours, the others to more red or, where red does not change, to more green.
    """
    values, vectors = np.linalg.eigh(np.cov(pixels.reshape(-1, 3).astype(np.float64), rowvar=False))
    values, vectors = values[::-1].clip(0), vectors[:, ::-1]
    return values, vectors * np.where(vectors[0] < 0, -1, 1)


@cache
def principal_of_many() -> tuple[np.ndarray, np.ndarray]:
    """`principal` of thousands of photos, as recorded. Raises Problem "record.damaged"."""
    (run,) = read("colours")["runs"]
    return np.array(run["values"]), np.array(run["vectors"])


def shifted(pixels: np.ndarray, values: np.ndarray, vectors: np.ndarray, alphas: np.ndarray, by_program: bool) -> np.ndarray:
    """The photo with one and the same amount added to all its pixels, clamped to [0, 1].

    The paper adds [p1 p2 p3][a1 l1, a2 l2, a3 l3]^T with eigenvalues l. The authors' program multiplies by standard
    deviations, the roots of l, and divides the picture by 1.1.

    Example:
        >>> values, vectors = np.array([0.25, 0.04, 0.01]), np.eye(3)
        >>> shifted(np.full((1, 1, 3), 0.5), values, vectors, np.array([1, 1, 1]), by_program=False)
        array([[[0.75, 0.54, 0.51]]], dtype=float32)
    """
    amount = vectors @ (alphas * (np.sqrt(values) if by_program else values))
    return ((pixels + amount) / (1.1 if by_program else 1)).clip(0, 1).astype(np.float32)


def augmented(
    pixels: np.ndarray, names: Collection[str], rng: np.random.Generator, settings: Settings | None = None
) -> np.ndarray:
    """The photo after the augmentations of `names`, one after the other in the order in which they are registered.

    Args:
        pixels: (side, side, 3) in [0, 1].
        settings: of some of them, such as {"colour": {"spread": 0.2}}; what is not said has its default.

    Raises:
        ValueError: for a name that there is not, which lists those there are, and for a setting out of bounds.
        KeyError: for a parameter that an augmentation has not.

    Example:
        >>> dark = np.zeros((2, 2, 3), np.float32)
        >>> augmented(dark, ["colour"], np.random.default_rng(0), {"colour": {"spread": 0.0}}).max()
        np.float32(0.0)
    """
    chosen = {name: pick(AUGMENTATIONS, name) for name in names}
    for name in sorted(chosen, key=tuple(AUGMENTATIONS).index):
        pixels = chosen[name].run(pixels, rng, **chosen[name].settings((settings or {}).get(name, {})))
    return pixels


def sample(pixels: np.ndarray, names: Collection[str], seed: int, settings: Settings | None = None) -> np.ndarray:
    """(224, 224, 3): a (256, 256, 3) photo `augmented` as `seed` has it; without "crop" the middle is cut out.

    Raises ValueError and KeyError as `augmented` does.
    """
    pixels = augmented(pixels, names, np.random.default_rng(seed), settings)
    edge = (len(pixels) - CROP) // 2
    return pixels[edge : edge + CROP, edge : edge + CROP]


def picture(pixels: np.ndarray) -> Image.Image:
    """[0, 1] to an RGB image."""
    return Image.fromarray(np.rint(pixels * 255).astype(np.uint8))
