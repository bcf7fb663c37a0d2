"""The principal axes of the colours of many photos (section 4.1).

python -m alexnet.experiments.colours photos.zip
"""

import io
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from alexnet.data.entries import labelled_photos
from alexnet.photo.augment import principal
from alexnet.recorded import write

EVERY, PIXELS = 5, 400  # of the photos one in five, of its pixels so many, drawn at random


def main(source: Path) -> None:
    """Writes assets/runs/colours.json."""
    rng = np.random.default_rng(0)
    photos = labelled_photos(source)[::EVERY]
    colours = []
    for _, data in photos:
        pixels = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), np.float64).reshape(-1, 3) / 255
        colours.append(rng.choice(pixels, PIXELS))
    values, vectors = principal(np.concatenate(colours))
    run = {"seed": 0, "values": values.tolist(), "vectors": vectors.tolist()}
    print(write("colours", {"photos": len(photos), "pixels": PIXELS * len(photos), "units": "RGB in [0, 1]"}, [run]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
