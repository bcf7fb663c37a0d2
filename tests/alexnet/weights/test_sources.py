"""Where networks are found: by name, by file, in the folder of people's own."""

from dataclasses import replace

import pytest

from alexnet.weights.files import load
from alexnet.weights.sources import WEIGHTS, fetch, find, menu
from tests.conftest import problem


@pytest.mark.parametrize("name", WEIGHTS)
def test_registered(name: str) -> None:
    entry = WEIGHTS[name]()
    assert entry.name == name and entry == find(name) == menu()[name]
    assert entry.origin and entry.licence
    assert len(set(entry.wnids)) == len(entry.wnids) > 0
    assert 0 < entry.accuracy.top1 <= entry.accuracy.top5 <= 1
    assert entry.accuracy.photos > 0 and entry.accuracy.measured_on
    assert entry.ready or (entry.url.startswith("https://") and entry.size > 0)
    assert entry.ready or len(entry.digest) >= 8 or entry.path.suffix == ".net"  # its decoder checks every length


def test_built_in_is_here_and_small() -> None:
    entry = find("built-in")
    assert entry.ready and entry.path.stat().st_size < 30_000_000
    network, wnids = load(entry)
    assert wnids == entry.wnids and len(wnids) == network.classes == 200


def test_own_files_are_on_the_menu(own, small) -> None:
    assert set(menu()) == set(WEIGHTS)
    (own / "mine.safetensors").write_bytes(small.path.read_bytes())
    (own / "README.md").write_text("no network")
    assert set(menu()) == {*WEIGHTS, "mine"}
    assert find("mine") == replace(small, name="mine", path=own / "mine.safetensors")


def test_menu_without_a_folder_of_own_files(own) -> None:
    own.rmdir()
    assert set(menu()) == set(WEIGHTS)


def test_unknown_name(own) -> None:
    for name in ("nonsense", "nowhere/x.pth"):
        with problem("weights.unknown") as caught:
            find(name)
        assert all(known in str(caught.value) for known in (name, *WEIGHTS))


def test_what_is_here_is_not_fetched(small) -> None:
    fetch(replace(small, url="http://256.0.0.0/never"))
