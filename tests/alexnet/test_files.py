"""A file is written whole or not at all, whatever happens in between."""

import os
import runpy
import shutil
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from alexnet import files
from alexnet.files import ASSETS, FORGOTTEN, whole


def test_assets_are_found() -> None:
    assert (ASSETS / "labels" / "imagenet.tsv").is_file()


@pytest.mark.parametrize("installed", [True, False])
def test_what_people_make_is_not_kept_in_an_installed_package(tmp_path, monkeypatch, installed: bool) -> None:
    monkeypatch.delenv("ALEXNET_HOME", raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "me")
    assets = tmp_path / "alexnet" / "assets" if installed else tmp_path / "assets"
    assets.mkdir(parents=True)
    (tmp_path / "alexnet").mkdir(exist_ok=True)
    shutil.copy(files.__file__, tmp_path / "alexnet")
    there = runpy.run_path(str(tmp_path / "alexnet" / "files.py"))
    assert there["ASSETS"] == assets
    assert there["HOME"] == (tmp_path / "me" / ".alexnet" if installed else assets)


def test_what_was_there_stays_until_the_new_one_is_whole(tmp_path) -> None:
    path = tmp_path / "kept.txt"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt), whole(path) as unfinished:
        unfinished.write_text("half")
        assert path.read_text() == "old"
        raise KeyboardInterrupt
    assert [one.name for one in tmp_path.iterdir()] == ["kept.txt"] and path.read_text() == "old"
    with whole(path) as unfinished:
        unfinished.write_text("new")
    assert [one.name for one in tmp_path.iterdir()] == ["kept.txt"] and path.read_text() == "new"


def test_others_may_read_it_as_any_new_file(tmp_path) -> None:
    (tmp_path / "usual").write_text("")
    with whole(tmp_path / "ours") as unfinished:
        unfinished.write_text("")
    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) == stat.S_IMODE((tmp_path / "usual").stat().st_mode)


def test_two_writers_do_not_meet(tmp_path) -> None:
    def write(letter: str) -> None:
        with whole(tmp_path / "one.txt") as unfinished:
            unfinished.write_text(letter * 100_000)

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write, "abcdabcdabcd"))
    assert len(set((tmp_path / "one.txt").read_text())) == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_what_a_killed_writer_left_is_taken_away_later(tmp_path) -> None:
    for name, age in ((".a.txt.1.partial", FORGOTTEN + 60), (".a.txt.2.partial", 60), (".b.txt.3.partial", FORGOTTEN + 60)):
        (tmp_path / name).write_text("")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    with whole(tmp_path / "a.txt", durable=True):
        pass
    assert {one.name for one in tmp_path.iterdir()} == {"a.txt", ".a.txt.2.partial", ".b.txt.3.partial"}


def test_a_folder_that_is_not_there_is_told(tmp_path) -> None:
    with pytest.raises(OSError), whole(tmp_path / "nowhere" / "a.txt"):
        pass
