"""The doors of the home page: a picture for each, as the networks make it today, and a link to where it opens."""

from urllib.parse import parse_qs

import numpy as np
import pytest
from PIL import Image

from app.lessons import home, home_pictures
from tests.app.session import start

FAINT = 12  # grey levels that JPEG and another build of the libraries may be off, on average


@pytest.mark.parametrize("slug", home.DOORS)
def test_picture_is_what_the_networks_make(slug: str) -> None:
    shipped = np.asarray(Image.open(home_pictures.FOLDER / f"{slug}.jpg"), float)
    made = np.asarray(home_pictures.picture(slug).convert("RGB"), float)
    assert shipped.shape == made.shape and made.std() > 20
    assert np.abs(shipped - made).mean() < FAINT
    assert np.abs(shipped - made[:, ::-1]).mean() > FAINT  # so it is told


def test_a_door_for_each_picture_and_each_opens_its_place() -> None:
    assert home.DOORS.keys() == home_pictures.PICTURES.keys()
    links = {one.proto.page: parse_qs(one.proto.query_string) for one in start("zh", photo="rocket").get("page_link")}
    for slug, place in home.DOORS.items():
        (query,) = [query for page, query in links.items() if page.split("/")[-1] == slug]
        assert query == {"lang": ["zh"], "photo": ["rocket"]} | {key: [value] for key, value in place.items()}
