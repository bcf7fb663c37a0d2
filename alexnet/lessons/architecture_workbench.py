"""Change the drawing of AlexNet's layers and see shapes, parameters and work follow, by arithmetic alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from alexnet.errors import Problem

POOL = (3, 2)  # kernel and stride of the poolings


@dataclass(frozen=True)
class Conv:
    """One convolution: kernel side, stride, padding, number of maps, over how many towers it is split, pooled or not.

    A convolution of two groups sees only its own half of the maps in front.
    """

    name: str
    kernel: int
    stride: int
    padding: int
    maps: int
    groups: int = 1
    pooled: bool = False


@dataclass(frozen=True)
class Row:
    """A layer worked out.

    Attributes:
        side: rows and columns of its maps, before pooling; 1 for a dense layer.
        maps: how many maps or units.
        parameters, multiply_adds: for one photo.
        after: rows and columns that go on, after pooling.
    """

    name: str
    side: int
    maps: int
    parameters: int
    multiply_adds: int
    after: int


ONE_TOWER = (
    Conv("conv1", 11, 4, 2, 64, 1, True), Conv("conv2", 5, 1, 2, 192, 1, True), Conv("conv3", 3, 1, 1, 384),
    Conv("conv4", 3, 1, 1, 256), Conv("conv5", 3, 1, 1, 256, 1, True),
)  # fmt: skip
TWO_TOWERS = (
    Conv("conv1", 11, 4, 0, 96, 1, True), Conv("conv2", 5, 1, 2, 256, 2, True), Conv("conv3", 3, 1, 1, 384),
    Conv("conv4", 3, 1, 1, 384, 2), Conv("conv5", 3, 1, 1, 256, 2, True),
)  # fmt: skip


def slid(side: int, kernel: int, stride: int, padding: int) -> int:
    """How many places a window has along a side: (side - kernel + 2 padding) / stride + 1, rounded down.

    Raises Problem, "workbench.too_small", where not even one fits.

    >>> slid(227, kernel=11, stride=4, padding=0)
    55
    """
    places = (side - kernel + 2 * padding) // stride + 1
    if places < 1:
        raise Problem("workbench.too_small", kernel=kernel, side=side + 2 * padding)
    return places


def worked_out(side: int, convs: Sequence[Conv], dense: Sequence[int]) -> list[Row]:
    """Every layer for a photo of `side` px, 3 colours. `dense`: widths of fc6, fc7, fc8.

    >>> rows = worked_out(227, TWO_TOWERS, (4096, 4096, 1000))
    >>> rows[0], sum(row.parameters for row in rows)
    (Row(name='conv1', side=55, maps=96, parameters=34944, multiply_adds=105415200, after=27), 60965224)
    """
    rows, maps = [], 3
    for conv in convs:
        out = slid(side, conv.kernel, conv.stride, conv.padding)
        weights = conv.kernel**2 * (maps // conv.groups) * conv.maps
        side = slid(out, *POOL, 0) if conv.pooled else out
        rows.append(Row(conv.name, out, conv.maps, weights + conv.maps, weights * out**2, side))
        maps = conv.maps
    units = maps * side**2
    for number, width in enumerate(dense, 6):
        rows.append(Row(f"fc{number}", 1, width, units * width + width, units * width, 1))
        units = width
    return rows


@dataclass(frozen=True)
class Reading:
    """One way to get from a photo to conv1's maps: its name, the photo's side, padding, whether the division is rounded up."""

    name: str
    side: int
    padding: int
    up: bool

    @property
    def rows(self) -> int:
        """Rows of conv1's maps."""
        share = (self.side - 11 + 2 * self.padding) / 4
        return 1 + (ceil(share) if self.up else int(share))

    @property
    def dense_input(self) -> int:
        """Numbers that reach fc6, with 256 maps of conv5."""
        side = self.rows
        for _ in range(3):
            side = slid(side, *POOL, 0)
        return 256 * side**2


READINGS = (
    Reading("authors", 224, 0, True), Reading("larger", 227, 0, False), Reading("torchvision", 224, 2, False),
    Reading("d2l", 224, 1, False), Reading("plain", 224, 0, False),
)  # fmt: skip
