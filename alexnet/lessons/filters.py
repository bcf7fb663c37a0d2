"""What a first-layer kernel looks for, in numbers: its colours, its direction, how fine it is."""

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

FINE = 64  # points a side of the padded Fourier transform: 1/64 cycle a pixel
SLOWEST = 0.06  # cycles a pixel; slower than this an 11 px kernel shows less than one wave: a blob
FASTEST_EDGE = 0.14  # cycles a pixel; up to here one dark and one light side, above it stripes
ORIENTED = 0.43  # least share of the power within 22.5 degrees of the strongest wave; a round blob has 0.25
COLOURED = 0.2  # least share of energy off the grey axis for which colours are named
HUES = ("red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink")
HUE_ANGLES = np.array([0, 30, 60, 120, 180, 230, 275, 320])  # degrees, as on the colour wheel of HSV


@dataclass(frozen=True)
class Filter:
    """One kernel in words and numbers.

    Attributes:
        index: its place in conv1.
        colourfulness: share of its energy off the grey axis, in [0, 1]: 0 for a grey kernel.
        colours: the hue (one of `HUES`) that excites it and the hue that inhibits it; None for a grey kernel.
        pattern: "edge" (one light and one dark side), "stripes" or "blob" (no direction).
        angle: direction of its edge or stripes in degrees, counter-clockwise from horizontal, in [0, 180);
            for a blob that of its strongest wave all the same, which means little.
        wavelength: of its strongest wave, in pixels of the photo.
    """

    index: int
    colourfulness: float
    colours: tuple[str, str] | None
    pattern: str
    angle: float
    wavelength: float


def colourfulness(kernels: Tensor) -> Tensor:
    """(K, 3, h, w) kernels to the (K,) share of each one's energy off the grey axis, in [0, 1].

    >>> grey, red = torch.ones(3, 1, 1), torch.tensor([1.0, 0.0, 0.0]).reshape(3, 1, 1)
    >>> [round(share, 3) for share in colourfulness(torch.stack([grey, red])).tolist()]
    [0.0, 0.667]
    """
    off_grey = kernels - kernels.mean(1, keepdim=True)
    return off_grey.square().sum((1, 2, 3)) / kernels.square().sum((1, 2, 3)).clamp_min(1e-12)


def describe(kernels: Tensor) -> list[Filter]:
    """Each of the (K, 3, h, w) kernels in words and numbers."""
    kernels = kernels.detach().float().cpu()
    shares = colourfulness(kernels).tolist()
    return [_describe(index, kernel, share) for index, (kernel, share) in enumerate(zip(kernels, shares, strict=True))]


def _describe(index: int, kernel: Tensor, share: float) -> Filter:
    # The strongest singular vectors split the kernel into one colour axis and one pattern in space.
    axes, _, patterns = torch.linalg.svd(kernel.flatten(1), full_matrices=False)
    axis, pattern = axes[:, 0], patterns[0].view(kernel.shape[1:])
    if pattern.flatten()[pattern.abs().argmax()] < 0:  # the sign of a singular vector is arbitrary: strongest = positive
        axis, pattern = -axis, -pattern
    angle, frequency, oriented = _wave(pattern.numpy())
    kind = "blob" if frequency < SLOWEST or oriented < ORIENTED else "edge" if frequency <= FASTEST_EDGE else "stripes"
    colours = (hue(axis.numpy()), hue(-axis.numpy())) if share >= COLOURED else None
    return Filter(index, share, colours, kind, angle, 1 / max(frequency, 1 / FINE))


def hue(axis: np.ndarray) -> str:
    """The hue, one of `HUES`, of a direction (3,) in RGB space, whatever its lightness.

    >>> hue(np.array([1.0, 0.0, 0.0])), hue(np.array([-1.0, 0.0, 0.0]))
    ('red', 'cyan')
    """
    red, green, blue = axis
    angle = math.degrees(math.atan2(3**0.5 * (green - blue), 2 * red - green - blue)) % 360
    distance = np.abs((HUE_ANGLES - angle + 180) % 360 - 180)
    return HUES[int(distance.argmin())]


def _wave(pattern: np.ndarray) -> tuple[float, float, float]:
    """The strongest wave in (h, w): angle of its crests in degrees, cycles a pixel, share of the power that runs its way."""
    power = np.abs(np.fft.fft2(pattern - pattern.mean(), (FINE, FINE))) ** 2
    up = -np.fft.fftfreq(FINE)[:, None]  # rows count downwards
    right = np.fft.fftfreq(FINE)[None, :]
    row, column = np.unravel_index(power.argmax(), power.shape)
    travel = math.atan2(up[row, 0], right[0, column])  # the wave travels across its crests
    apart = np.abs((np.arctan2(up, right) - travel + np.pi / 2) % np.pi - np.pi / 2)
    oriented = power[apart <= np.pi / 8].sum() / max(power.sum(), 1e-12)
    return (math.degrees(travel) + 90) % 180, math.hypot(up[row, 0], right[0, column]), float(oriented)
