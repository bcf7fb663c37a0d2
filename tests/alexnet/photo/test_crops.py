"""The crops against torchvision's, and the way to a tensor and back."""

import numpy as np
import pytest
import torch
from PIL import Image, ImageOps
from torchvision import transforms
from torchvision.transforms import v2

from alexnet.photo.crops import Preprocessing, centre_box, centre_crop, network_input, ten_boxes, ten_crop, to_tensor
from tests.bad_photos import noise

STANDARD = Preprocessing()
SHAPES = [(640, 480), (480, 641), (256, 256), (257, 256), (1024, 683), (224, 300), (97, 211), (31, 17), (5, 3), (1, 1),
          (1024, 64), (63, 1000)]  # fmt: skip


def values(image: Image.Image) -> np.ndarray:
    return np.asarray(image).astype(int)


@pytest.mark.parametrize("size", SHAPES)
@pytest.mark.parametrize("preprocessing", [STANDARD, Preprocessing(resize=227, crop=227), Preprocessing(96, 63)])
def test_centre_crop_is_torchvisions(size, preprocessing):
    photo = noise(*size)
    ours = centre_crop(photo, preprocessing)
    assert ours.mode == "RGB" and ours.size == (preprocessing.crop, preprocessing.crop)
    for library in (transforms, v2):
        crop = library.Compose([library.Resize(preprocessing.resize), library.CenterCrop(preprocessing.crop)])
        assert (values(ours) == values(crop(photo))).all()


@pytest.mark.parametrize("size", [(20, 1000), (1000, 20), (3, 400)])
def test_extreme_shapes_are_within_one_grey_level(size):
    photo = noise(*size)
    theirs = v2.Compose([v2.Resize(256), v2.CenterCrop(224)])(photo)
    assert np.abs(values(centre_crop(photo, STANDARD)) - values(theirs)).max() <= 1


@pytest.mark.parametrize("size", [(1, 20000), (20000, 1), (3, 4000)])
def test_extreme_shapes_need_no_giant_picture(size, monkeypatch):
    def resized(self, size, *rest):
        sizes.append(size)
        return resize(self, size, *rest)

    sizes, resize, photo = [], Image.Image.resize, noise(*size)
    monkeypatch.setattr(Image.Image, "resize", resized)
    assert centre_crop(photo, STANDARD).size == (224, 224) and len(ten_crop(photo, STANDARD)) == 10
    assert sizes == [(224, 224), (256, 256)]


def test_centre_box_is_what_the_network_sees():
    assert centre_box(noise(512, 512), STANDARD) == (32, 32, 480, 480)
    assert centre_box(noise(1024, 512), STANDARD) == (288, 32, 736, 480)
    assert centre_box(noise(128, 256), STANDARD) == (8, 72, 120, 184)


@pytest.mark.parametrize("size", [*SHAPES, (1, 20000), (20, 1000)])
def test_boxes_lie_in_the_photo_and_show_the_crops(size):
    photo = noise(*size)
    boxes, views = ten_boxes(photo, STANDARD), ten_crop(photo, STANDARD)
    assert len(boxes) == 5 and boxes[4] == centre_box(photo, STANDARD)
    for (left, top, right, bottom), view in zip(boxes, views, strict=False):
        assert 0 <= left < right <= photo.width and 0 <= top < bottom <= photo.height
        again = photo.resize((224, 224), Image.Resampling.BILINEAR, (left, top, right, bottom))
        assert np.abs(values(again) - values(view)).max() <= 1


@pytest.mark.parametrize("size", [(256, 256), (300, 300), (77, 77)])
def test_ten_crops_of_a_square_are_torchvisions(size):
    photo = noise(*size)
    theirs = transforms.TenCrop(224)(transforms.Resize(256)(photo))
    ours = [view.tobytes() for view in ten_crop(photo, STANDARD)]
    assert ours[:5] == [view.tobytes() for view in theirs[:5]]
    assert set(ours) == {view.tobytes() for view in theirs}  # torchvision's mirrors come in another order


def test_ten_crops_are_those_of_the_paper():
    photo = noise(700, 400)
    square = transforms.CenterCrop(256)(transforms.Resize(256)(photo))
    views = ten_crop(photo, STANDARD)
    expected = [square.crop((x, y, x + 224, y + 224)) for x, y in [(0, 0), (32, 0), (0, 32), (32, 32), (16, 16)]]
    assert [view.tobytes() for view in views[:5]] == [view.tobytes() for view in expected]
    assert [view.tobytes() for view in views[5:]] == [ImageOps.mirror(view).tobytes() for view in expected]
    assert views[4].tobytes() == centre_crop(photo, STANDARD).tobytes()


def test_preprocessing_is_fixed_and_checked():
    with pytest.raises(AttributeError):
        STANDARD.crop = 100
    with pytest.raises(ValueError, match="crop"):
        Preprocessing(resize=200)


# Tensors


def test_to_tensor_is_torchvisions():
    views = ten_crop(noise(300, 260), STANDARD)
    batch = to_tensor(views, STANDARD)
    theirs = transforms.Compose([transforms.ToTensor(), transforms.Normalize(STANDARD.mean, STANDARD.std)])
    assert batch.dtype == torch.float32 and batch.is_contiguous(memory_format=torch.channels_last)
    assert torch.equal(batch, torch.stack([theirs(view) for view in views]))
    assert torch.equal(to_tensor(views[3], STANDARD), batch[3:4])


def test_to_tensor_refuses_what_is_no_crop():
    for image in (noise(640, 480), noise(224, 224).convert("L")):
        with pytest.raises(ValueError, match="expected RGB, 224 px"):
            to_tensor(image, STANDARD)


def test_network_input_is_the_centre_of_each_photo():
    wide, tall = noise(640, 480), noise(300, 500)
    batch = network_input([wide, tall], STANDARD)
    assert batch.shape == (2, 3, 224, 224)
    assert torch.equal(batch[:1], to_tensor(centre_crop(wide, STANDARD), STANDARD))
    assert torch.equal(batch[1:], network_input(tall, STANDARD))
