"""The photos that come with the app: readable, small, with their terms, and several of classes the network knows."""

import pytest

from alexnet.classes.labels import labels
from alexnet.photo.image import decode
from alexnet.weights.sources import find
from app.frame.photo import FOLDER, samples


def test_there_are_enough() -> None:
    known = find("built-in").wnids
    assert 8 <= len(samples()) <= 12
    assert sum(photo.get("wnid") in known for photo in samples().values()) >= 5
    assert {photo["file"] for photo in samples().values()} == {path.name for path in FOLDER.glob("*.jpg")}


@pytest.mark.parametrize("slug", samples())
def test_sample(slug: str) -> None:
    photo = samples()[slug]
    image = decode((FOLDER / photo["file"]).read_bytes())
    assert max(image.size) <= 640
    assert min(image.size) >= 224
    assert all(photo[key] for key in ("en", "zh", "author", "licence", "source"))
    assert photo.get("wnid", "n02123045") in labels()
    assert photo["author"] in (FOLDER / "README.md").read_text("utf-8")
