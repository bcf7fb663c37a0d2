"""Random crops lie inside the photo and show what they should."""

import numpy as np
import pytest
import torch
from torch.nn.functional import grid_sample

from alexnet.data.squares import Squares
from alexnet.photo.augment import augmented
from alexnet.training.batches import MEAN, STD, Augmented, centre_crops, random_boxes, random_crops


def picture(side: int = 32) -> torch.Tensor:
    """(1, 3, side, side): red grows to the right, green downwards."""
    ramp = torch.linspace(0, 255, side)
    return torch.stack([ramp.expand(side, side), ramp[:, None].expand(side, side), torch.full((side, side), 9.0)])[None].byte()


def colours(crops: torch.Tensor) -> torch.Tensor:
    mean, std = (torch.tensor(values)[:, None, None] for values in (MEAN, STD))
    return (crops * std + mean) * 255


def boxes(count: int = 2000, **kwargs: object) -> torch.Tensor:
    given = {"smallest": 0.2, "largest": 0.8, "ratio": 2.0, "flip": True} | kwargs
    return random_boxes(count, rng=np.random.default_rng(0), **given)


def test_crops_stay_inside_the_photo() -> None:
    found = boxes()
    for axis in (0, 1):
        half, centre = found[:, axis + 2].abs(), found[:, axis]
        assert (centre.abs() + half <= 1 + 1e-6).all() and (centre.abs() > 0.3).any()


def test_share_and_shape_of_the_crops() -> None:
    found = boxes(smallest=0.2, largest=0.4)  # at most 0.4 * 2 < 1, so that no side is cut
    w, h = found[:, 2].abs(), found[:, 3]
    assert 0.2 <= (w * h).min() < 0.21 and 0.39 < (w * h).max() <= 0.4
    assert 0.5 <= (w / h).min() < 0.52 and 1.9 < (w / h).max() <= 2.0


def test_half_are_mirrored_if_asked() -> None:
    assert 0.45 < (boxes()[:, 2] < 0).float().mean() < 0.55
    assert (boxes(flip=False)[:, 2] > 0).all()


def test_the_whole_photo_is_the_photo_and_its_mirror() -> None:
    photo = picture()
    whole = torch.tensor([[0.0, 0, 1, 1]])
    assert torch.allclose(colours(random_crops(photo, whole, 32)), photo.float(), atol=0.01)
    mirrored = torch.tensor([[0.0, 0, -1, 1]])
    assert torch.allclose(colours(random_crops(photo, mirrored, 32)), photo.flip(3).float(), atol=0.01)


def test_a_crop_shows_its_part() -> None:
    corner = torch.tensor([[0.5, -0.5, 0.5, 0.5]])  # the right upper quarter
    found = colours(random_crops(picture(), corner, 16))
    assert torch.allclose(found, picture()[:, :, :16, 16:].float(), atol=0.01)


def by_grid_sample(pixels: torch.Tensor, boxes: torch.Tensor, size: int) -> torch.Tensor:
    """The oracle: all crops at once, in float64, with the photo mirrored at its edges. In 0 ... 255."""
    x, y, w, h = boxes.double()[:, :, None].unbind(1)
    places = (2 * torch.arange(size, dtype=torch.float64) + 1) / size - 1
    across, down = (x + w * places)[:, None, :], (y + h * places)[:, :, None]
    grid = torch.stack(torch.broadcast_tensors(across, down), 3)
    return grid_sample(pixels.double(), grid, padding_mode="reflection", align_corners=False)


@pytest.mark.parametrize(("side", "size"), [(64, 131), (256, 224), (64, 67)])
@pytest.mark.parametrize("bounds", [(0.35, 1.0, 4 / 3), (0.01, 0.02, 2.0), (1.0, 1.0, 1.0)], ids=["usual", "smallest", "whole"])
def test_crops_are_what_grid_sample_makes_of_them(side: int, size: int, bounds: tuple[float, float, float]) -> None:
    """To a hundredth of a grey level: 19 photos, mirrored or not, of which the last fill no part."""
    pixels = torch.randint(0, 256, (19, 3, side, side), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))
    smallest, largest, ratio = bounds
    found = boxes(19, smallest=smallest, largest=largest, ratio=ratio)
    assert (found[:, 2] < 0).any() and (found[:, 2] > 0).any()
    expected = by_grid_sample(pixels, found, size)
    assert (colours(random_crops(pixels, found, size)) - expected).abs().max() < 0.01


def test_memory_is_used_again() -> None:
    """Larger, smaller or fewer crops than before: they are what they would be in memory of their own."""
    pixels = torch.randint(0, 256, (19, 3, 32, 32), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))
    found, kept = boxes(19), torch.full((3, 3, 9, 9), torch.nan)
    for count, size in ((19, 20), (19, 36), (19, 36), (5, 24)):
        expected, before = random_crops(pixels[:count], found[:count], size), kept.data_ptr()
        fits = kept.untyped_storage().nbytes() >= expected.nbytes
        kept = random_crops(pixels[:count], found[:count], size, kept)
        assert torch.equal(kept, expected) and (kept.data_ptr() == before or not fits)


def test_centre_crops() -> None:
    found = colours(centre_crops(picture(), 32, 16))
    assert torch.allclose(found, picture()[:, :, 8:24, 8:24].float(), atol=0.01)
    assert centre_crops(picture(), 64, 48).shape == (1, 3, 48, 48)


def test_augmented_photos_are_drawn_from_seed_pass_and_photo() -> None:
    """So a photo is the same in whatever batch, process or place it comes."""
    data = Squares(picture().repeat(4, 1, 1, 1), torch.arange(4), tuple("abcd"))
    first, other = Augmented(data, ("colour",), 0, 0), Augmented(data, ("colour",), 0, 1)
    pixels, classes = first.__getitems__([3, 0, 1])
    assert classes.tolist() == [3, 0, 1] and pixels.dtype == torch.uint8 and torch.equal(first.__getitems__([0])[0][0], pixels[1])
    assert not torch.equal(pixels[0], pixels[1]) and not torch.equal(other.__getitems__([3])[0][0], pixels[0])
    square = picture()[0].permute(1, 2, 0).numpy().astype(np.float32) / 255
    expected = augmented(square, ["colour"], np.random.default_rng((0, 0, 3, 1)))
    assert np.abs(pixels[0].permute(1, 2, 0).numpy() - 255 * expected).max() <= 0.5001
    assert torch.equal(data.pixels, picture().repeat(4, 1, 1, 1))
