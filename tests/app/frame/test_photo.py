"""The photos that come with the app: readable, small, with their terms, and several of classes the network knows."""

import pytest

from alexnet.classes.labels import labels
from alexnet.errors import sentences
from alexnet.photo.image import decode
from alexnet.weights.sources import find
from app.frame.photo import FOLDER, OWN, samples
from app.frame.text import LANGUAGES
from tests.app.session import sound, start, upload
from tests.bad_photos import GOOD

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


def test_an_own_photo_stands_beside_the_samples_and_is_chosen_again() -> None:
    app = upload(start(page="filters"), "own", GOOD["photo.jpg"])
    assert app.session_state.photo == OWN and app.query_params["photo"] == OWN
    mine = app.session_state.own_photo
    app.pills(key="photo").set_value("rocket").run()
    assert app.query_params["photo"] == "rocket"
    sound(app.pills(key="photo").set_value(OWN).run())
    assert app.session_state.own_photo == mine and not app.warning


@pytest.mark.parametrize("lesson", ["home", "filters"])
def test_a_link_carries_no_photo_and_says_so(lesson: str) -> None:
    app = start("zh", lesson, photo=OWN)
    assert [warning.value for warning in app.warning] == [sentences("zh")["page.photo_gone"]]
    assert app.session_state.photo == next(iter(samples()))
    app.pills(key="photo").set_value("rocket").run()
    assert not app.warning
