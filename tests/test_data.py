"""Labelled photos out of folders and zips, however people pack them."""

import zipfile
from pathlib import Path

import pytest

from alexnet.data import labelled_photos
from tests.conftest import problem

CAT, FISH = "n02123045", "n01443537"
PACKED = {  # what people put into such a folder, and whether it is a photo of a class
    f"{CAT}/b.JPG": True,
    f"{CAT}/a.png": True,
    f"{FISH}/images/deep/c.jpeg": True,
    f"{CAT}/{FISH}/d.webp": True,
    f"{CAT}/.hidden.jpg": False,
    f"__MACOSX/{CAT}/._a.png": False,
    f"{CAT}/notes.txt": False,
    f"{CAT}/jpg": False,
    f"n123/{CAT}.jpg": False,
    "cats/e.jpg": False,
    "f.jpg": False,
}
EXPECTED = [(FISH, b"c.jpeg"), (CAT, b"a.png"), (CAT, b"b.JPG"), (FISH, b"d.webp")]


def folder(path: Path, names: dict[str, bool]) -> Path:
    """A folder of files that each hold their own name."""
    path.mkdir(exist_ok=True)
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(Path(name).name.encode())
    return path


def zipped(path: Path, names: dict[str, bool]) -> Path:
    """The same as a zip, its entries in another order."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{CAT}/", b"")
        for name in reversed(names):
            archive.writestr(name, Path(name).name.encode())
    return path


@pytest.mark.parametrize("above", ["", "val/", "data/val/"])
def test_folder_and_zip_hold_the_same(tmp_path, above: str) -> None:
    names = {above + name: kept for name, kept in PACKED.items()}
    from_folder = labelled_photos(folder(tmp_path / "folder", names))
    assert from_folder == EXPECTED
    assert labelled_photos(zipped(tmp_path / "photos.zip", names)) == from_folder
    assert len(EXPECTED) == sum(PACKED.values())


def test_path_may_be_a_string_and_a_zip_may_be_called_anything(tmp_path) -> None:
    assert labelled_photos(str(zipped(tmp_path / "photos.bin", PACKED))) == EXPECTED


def test_class_folder_itself(tmp_path) -> None:
    assert labelled_photos(folder(tmp_path / CAT, {"a.jpg": True})) == [(CAT, b"a.jpg")]


def test_nothing_there(tmp_path) -> None:
    with problem("data.missing") as caught:
        labelled_photos(tmp_path / "nowhere")
    assert "nowhere" in str(caught.value)


@pytest.mark.parametrize("make", [folder, zipped])
@pytest.mark.parametrize("junk", [True, False])
def test_no_classes(tmp_path, make, junk: bool) -> None:
    names = {name: kept for name, kept in PACKED.items() if junk and not kept}
    with problem("data.no_classes"):
        labelled_photos(make(tmp_path / "photos", names))


def test_file_that_is_no_zip(tmp_path) -> None:
    (tmp_path / "photos.zip").write_bytes(b"PK\3\4 and then nothing")
    with problem("data.damaged"):
        labelled_photos(tmp_path / "photos.zip")


def test_a_damaged_or_locked_zip_is_told(tmp_path):
    file = tmp_path / "photos.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{CAT}/a.jpg", b"pixels")
    whole = file.read_bytes()
    locked = bytearray(whole)
    for header, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        locked[locked.index(header) + flags] |= 1  # the bit that says "encrypted"
    for broken in (whole.replace(b"pixels", b"pixelz"), bytes(locked)):
        file.write_bytes(broken)
        with problem("data.damaged"):
            labelled_photos(file)
