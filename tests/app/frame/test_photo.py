"""The photos that come with the app: readable, small, with their terms, and several of classes the network knows."""

import pytest

from alexnet.classes.labels import labels
from alexnet.photo.image import decode
from alexnet.weights.sources import find
from app.frame.photo import FOLDER, samples
from app.frame.text import LANGUAGES

OURS = ("file", "author", "licence", "source")  # of each photo, in photos.toml


def test_every_photo_is_listed_and_several_are_of_known_classes() -> None:
    known = find("built-in").wnids
    assert sum(photo.get("wnid") in known for photo in samples().values()) >= 5
    assert sorted(photo["file"] for photo in samples().values()) == sorted(path.name for path in FOLDER.glob("*.jpg"))


@pytest.mark.parametrize("slug", samples())
def test_sample(slug: str) -> None:
    photo = samples()[slug]
    image = decode((FOLDER / photo["file"]).read_bytes())
    assert max(image.size) <= 640
    assert min(image.size) >= 224
    assert [key for key in OURS if not photo.get(key)] == [], "missing in assets/photos/photos.toml"
    assert [lang for lang in LANGUAGES if not photo.get(lang)] == [], f"sample.{slug} is missing in photos.toml of these"
    assert photo.keys() <= {*OURS, "wnid", *LANGUAGES}
    assert photo.get("wnid", "n02123045") in labels()
    assert photo["licence"] == "Public domain" or f"[{photo['licence']}](http" in (FOLDER / "README.md").read_text("utf-8")
