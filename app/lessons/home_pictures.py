"""The pictures on the home page's doors, made by the app's own networks; they come with the app, so that nobody waits for them.

python -m app.lessons.home_pictures
"""

import tomllib
from collections.abc import Callable
from functools import cache

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageOps

from alexnet.ask.classify import crop_scores
from alexnet.ask.overlay import overlay
from alexnet.ask.saliency import explain
from alexnet.data.shapes import textures
from alexnet.files import ASSETS
from alexnet.network import Network
from alexnet.network.trace import top, trace
from alexnet.photo.crops import centre_crop, to_tensor
from alexnet.photo.image import decode
from alexnet.weights.entry import Weights
from alexnet.weights.files import load
from alexnet.weights.sources import find
from app.charts.maps import map_sheet
from app.charts.pictures import OUTLINE, kernel_sheet, sheet

FOLDER, PHOTOS = ASSETS / "doors", ASSETS / "photos"
SIZE = 360, 216  # pixels of a picture
GREY, TRACK = (120, 113, 108), (231, 228, 223)


@cache
def network(name: str) -> tuple[Weights, Network]:
    entry = find(name)
    return entry, load(entry, torch.device("cpu"))[0]


def sample(slug: str) -> Image.Image:
    """A sample photo."""
    return decode((PHOTOS / tomllib.loads((PHOTOS / "photos.toml").read_text("utf-8"))[slug]["file"]).read_bytes())


def filters() -> Image.Image:
    """Sixty kernels of conv1."""
    return kernel_sheet(network("built-in")[1].kernels[:60].numpy(), across=10)


def deep() -> Image.Image:
    """The strongest of conv5's maps for the honey bee."""
    entry, alexnet = network("built-in")
    x = to_tensor(centre_crop(sample("honey-bee"), entry.preprocessing), entry.preprocessing)
    values = trace(alexnet, x, "relu5")["relu5"][0].numpy()
    return map_sheet(values[np.argsort(-values.sum((1, 2)))[:15]], signed=False, across=5).convert("RGB")


def gpus() -> Image.Image:
    """The kernels of both towers, side by side."""
    kernels = network("two-gpu")[1].kernels.numpy()
    both = Image.new("RGB", SIZE, (255, 255, 255))
    for left, half in ((0, kernels[:42]), (186, kernels[48:90])):
        both.paste(kernel_sheet(half, across=7).resize((174, SIZE[1]), Image.Resampling.NEAREST), (left, 0))
    return both


def classify() -> Image.Image:
    """The honey bee, and the bars of its answer."""
    entry, alexnet = network("built-in")
    width, height = SIZE
    picture = ImageOps.fit(sample("honey-bee"), SIZE)
    pen, left, line = ImageDraw.Draw(picture), 0.06 * width, 0.12 * height
    pen.rectangle((0, height - 4 * line, width, height), fill=(255, 253, 250))
    for number, guess in enumerate(top(crop_scores(alexnet, sample("honey-bee"), entry.preprocessing), 3)):
        y = height - (3.5 - 1.1 * number) * line
        for share, colour in ((1.0, TRACK), (guess.probability, GREY if number else OUTLINE)):
            pen.rectangle((left, y, left + share * (width - 2 * left), y + 0.8 * line), fill=colour)
    return picture


def saliency() -> Image.Image:
    """Where Grad-CAM sees the red panda."""
    entry, alexnet = network("built-in")
    crop = centre_crop(sample("red-panda"), entry.preprocessing)
    x = to_tensor(crop, entry.preprocessing)
    with torch.no_grad():
        target = int(alexnet(x).argmax())
    return overlay(crop, explain(alexnet, x, "grad-cam", target, lambda share: None).numpy(), signed=False)


def train() -> Image.Image:
    """The shapes that one learns there."""
    squares, _ = textures(15, seed=7)
    return sheet([Image.fromarray(one.transpose(1, 2, 0)) for one in squares], across=5)


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "overview": deep, "filters": filters, "gpus": gpus, "classify": classify, "saliency": saliency, "train": train,
}  # fmt: skip


def picture(slug: str) -> Image.Image:
    """The picture of the door to a lesson, in the size in which it is shown."""
    made = PICTURES[slug]()
    way = Image.Resampling.NEAREST if slug in ("filters", "overview") else Image.Resampling.LANCZOS
    return ImageOps.fit(made, SIZE, way)


def main() -> None:
    """Writes assets/doors/<lesson>.jpg."""
    FOLDER.mkdir(exist_ok=True)
    for slug in PICTURES:
        picture(slug).save(FOLDER / f"{slug}.jpg", quality=76, subsampling=0, optimize=True)
        print(FOLDER / f"{slug}.jpg")


if __name__ == "__main__":
    main()
