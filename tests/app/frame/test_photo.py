"""The photos that come with the app: readable, small, with their terms, and several of classes the network knows."""

import pytest

from alexnet.classes.labels import labels
from alexnet.errors import sentences
from alexnet.photo.image import decode
from alexnet.weights.sources import find
from app.frame.photo import FIRST, FOLDER, OWN, samples
from app.frame.shelf import ACROSS, KINDS, gallery
from app.frame.text import LANGUAGES
from tests.app.session import sound, start, upload
from tests.bad_photos import GOOD

OURS = ("file", "kind", "author", "licence", "source")  # of each photo, in photos.toml


def test_every_photo_is_listed_and_most_are_of_known_classes() -> None:
    known, count = find("built-in").wnids, len(samples())
    assert 40 <= count <= 60
    assert count / 2 < sum(photo.get("wnid") in known for photo in samples().values()) < count
    assert sum((FOLDER / photo["file"]).stat().st_size for photo in samples().values()) < 3_000_000
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
    assert photo["kind"] in KINDS
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


def test_links_to_the_first_photos_keep_their_place() -> None:
    assert list(samples())[:FIRST] == [
        "honey-bee", "cat", "red-panda", "german-shepherd", "espresso", "rocket", "stone-bridge", "mountain", "navy-officer",
        "astronaut", "temple", "citrus",
    ]  # fmt: skip


@pytest.mark.parametrize("lesson", ["classify", "filters"])
def test_a_sample_that_is_not_at_hand_is_chosen_by_its_link_and_joins_the_row(lesson: str) -> None:
    app = start(page=lesson, photo="koala")
    assert app.session_state.photo == "koala" and app.query_params["photo"] == "koala"
    row = app.pills(key="photo")
    assert row.options == [samples()[slug]["en"] for slug in ("koala", *list(samples())[:FIRST])]
    sound(row.set_value("rocket").run())
    assert len(app.pills(key="photo").options) == FIRST


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_grid_has_each_sample_once_under_its_kind(lang: str) -> None:
    grid = gallery(lang)
    tiles = [photo for kind in grid["kinds"] for photo in kind["photos"]]
    assert sorted(tile["at"] for tile in tiles) == list(range(len(samples())))
    assert {tile["slug"]: tile["name"] for tile in tiles} == {slug: told[lang] for slug, told in samples().items()}
    assert all(kind["name"] and kind["photos"] for kind in grid["kinds"])
    assert (grid["down"] - 1) * ACROSS < len(tiles) <= grid["down"] * ACROSS
    assert len(grid["sheet"]) < 120_000
