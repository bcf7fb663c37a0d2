"""Photos of their own for a class, and what the library says to each: nobody may get another's answer."""

import io

import numpy as np
from PIL import Image

from alexnet.ask.classify import crop_scores
from alexnet.classes.labels import class_name
from alexnet.language import languages
from alexnet.network.trace import top
from alexnet.photo.image import decode
from alexnet.weights.files import load
from alexnet.weights.sources import find
from app.frame.photo import FOLDER, samples

SIDE = 1600  # px, as phones send them


def photos(count: int, wave: int = 0) -> list[bytes]:
    """`count` JPEG files, all different: parts of the photos that come with the app, enlarged; another `wave`, others."""
    rng, found = np.random.default_rng(wave), []
    files = [FOLDER / one["file"] for one in samples().values()]
    for number in range(count):
        image = Image.open(files[number % len(files)]).convert("RGB")
        side = int(min(image.size) * rng.uniform(0.6, 0.95))
        left, top_ = (int(rng.uniform(0, length - side)) for length in image.size)
        kept = io.BytesIO()
        image.crop((left, top_, left + side, top_ + side)).resize((SIDE, SIDE)).save(kept, "JPEG", quality=88)
        found.append(kept.getvalue())
    return found


def expected(files: list[bytes], network: str = "built-in") -> list[list[str]]:
    """The five likeliest classes of each file with their percentages, "tabby cat 60.7%", as the command line has them."""
    entry = find(network)
    model, wnids = load(entry)
    return [
        [
            f"{class_name(wnids[one.index])} {languages()['en'].number(one.probability, '.1%')}"
            for one in top(crop_scores(model, decode(data), entry.preprocessing))
        ]
        for data in files
    ]
