"""Labelled photos out of folders and zips, however people pack them."""

import os
import random
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from alexnet.data.entries import Reader, entries, labelled_photos
from alexnet.errors import Problem
from alexnet.photo.image import MAX_BYTES
from tests.conftest import problem

CAT, FISH = "n02123045", "n01443537"
PACKED = {  # what people put into such a folder, and whether it is a photo of a class
    f"{CAT}/b.JPG": True,
    f"{CAT}/a.png": True,
    f"{FISH}/images/deep/c.jpeg": True,
    f"{CAT}/{FISH}/d.webp": True,
    f"{CAT}/g.jfif": True,
    f"{CAT}/z.heic": True,
    f"{CAT}/.hidden.jpg": False,
    f"{CAT}/Thumbs.db": False,
    f"__MACOSX/{CAT}/._a.png": False,
    f"{CAT}/notes.txt": False,
    f"{CAT}/jpg": False,
    f"n123/{CAT}.jpg": False,
    "cats/e.jpg": False,
    "f.jpg": False,
}
EXPECTED = [(FISH, b"c.jpeg"), (CAT, b"a.png"), (CAT, b"b.JPG"), (CAT, b"g.jfif"), (FISH, b"d.webp"), (CAT, b"z.heic")]


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


@pytest.mark.parametrize("above", ["", "./", "val/", "data/val/"])
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


@pytest.mark.parametrize("name", ["nowhere", "nowhere" * 1000, "nowhere\0"])
def test_nothing_there(tmp_path, name: str) -> None:
    with problem("data.missing") as caught:
        labelled_photos(tmp_path / name)
    assert "nowhere" in str(caught.value)


def test_a_zip_that_may_not_be_read(tmp_path, monkeypatch) -> None:
    def refused(*args: object, **kwargs: object) -> None:
        raise PermissionError

    file = zipped(tmp_path / "photos.zip", PACKED)
    monkeypatch.setattr(zipfile, "ZipFile", refused)
    with problem("photo.unreadable"):
        entries(file)


def test_linked_folders_are_followed_but_not_in_circles(tmp_path) -> None:
    home = folder(tmp_path / "home", {"cat/a.jpg": True})
    folder(tmp_path / "far", {"b.jpg": True, "more/c.jpg": True})
    (home / "dog").symlink_to(tmp_path / "far")
    (home / "hen").symlink_to(tmp_path / "far")
    (home / "cat" / "home").symlink_to(home)
    (tmp_path / "far" / "more" / "round").symlink_to(tmp_path / "far")
    (home / "cat" / "gone.jpg").symlink_to(tmp_path / "nowhere")
    os.mkfifo(home / "cat" / "pipe.jpg")  # to open it would wait for ever
    names = ["cat/a.jpg", "dog/b.jpg", "dog/more/c.jpg", "hen/b.jpg", "hen/more/c.jpg"]
    assert [entry.name for entry in entries(home)] == names


def test_folder_and_zip_have_one_order(tmp_path) -> None:
    names = {f"{name}/1.jpg": True for name in ("a", "a b", "a-b", "A", "猫")}
    found = [entry.name for entry in entries(folder(tmp_path / "folder", names))]
    assert found == [entry.name for entry in entries(zipped(tmp_path / "photos.zip", names))] and len(found) == 5


@pytest.mark.parametrize("make", [folder, zipped])
@pytest.mark.parametrize("junk", [True, False])
def test_no_classes(tmp_path, make, junk: bool) -> None:
    names = {name: kept for name, kept in PACKED.items() if junk and not kept}
    with problem("data.no_classes"):
        labelled_photos(make(tmp_path / "photos", names))


def test_a_damaged_or_locked_zip_is_told(tmp_path):
    file = tmp_path / "photos.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{CAT}/a.jpg", b"pixels")
    whole = file.read_bytes()
    locked = bytearray(whole)
    for header, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        locked[locked.index(header) + flags] |= 1  # the bit that says "encrypted"
    for broken, kind in ((whole.replace(b"pixels", b"pixelz"), "data.damaged"), (bytes(locked), "data.locked")):
        file.write_bytes(broken)
        with problem(kind):
            labelled_photos(file)


# Zips from anywhere


def written(path: Path, names: list[str], encoding: str) -> Path:
    """A zip whose names are in `encoding`, which it does not say."""

    class Old(zipfile.ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:
            return self.filename.encode(encoding), 0

    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(Old(name), name)
    return path


ALL_OVER_THE_WORLD = {  # encodings, and names of classes that people may have packed in them
    "utf-8": ["猫 狗", "Bär Kuh", "кот пёс", "고양이 개"],
    "cp437": ["café thé", "niño niña", "Bär Hündin Kuh"],
    "cp850": ["Bär Hündin Kuh", "blåbær kød", "leão gato", "Äpfel Möhren", "pão maçã", "Straße Weg"],
    "cp852": ["pająk kot", "kočka želva"],
    "cp1252": ["Bär Kuh", "café forêt", "niño niña"],
    "cp866": ["Кошка Собака", "кот пёс", "Ёж Лиса", "КОТ ПЕС", "новая_папка/кот новая_папка/пёс"],
    "cp1251": ["Кошка Собака", "кот пёс"],
    "gbk": ["猫 狗", "熊猫", "苹果 香蕉 橘子", "玫瑰 郁金香", "T恤 裤子", "X光片 正常", "联通", "新建文件夹/桃子 新建文件夹/梨"],
    "big5": ["貓 狗", "蘋果 香蕉", "老虎 獅子", "訓練 測試"],
    "cp932": ["猫 犬", "ネコ イヌ", "ねこ いぬ", "りんご バナナ 桜", "表面 裏面"],  # 表 ends in a backslash
    "cp949": ["고양이 개", "사과 바나나", "장미 튤립", "정상 폐렴", "호랑이 사자"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "classes"), [(encoding, names) for encoding, all_names in ALL_OVER_THE_WORLD.items() for names in all_names]
)
def test_names_in_other_letters(tmp_path, encoding: str, classes: str) -> None:
    names = [f"{name}/{number}.jpg" for name in classes.split() for number in range(2)]
    found = entries(written(tmp_path / "x.zip", names, encoding))
    assert sorted(entry.name for entry in found) == sorted(names)
    assert all(Reader().read(entry) == entry.name.encode() for entry in found)


class Named(zipfile.ZipInfo):
    """A member whose name is written in cp866, and once more in an extra field."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("cp866"), 0


@pytest.mark.parametrize(("belongs", "expected"), [(True, "Ведьма"), (False, "Кошка")])
def test_a_name_in_the_extra_field_is_taken_if_it_belongs_to_the_name(tmp_path, belongs: bool, expected: str) -> None:
    info = Named("Кошка/1.jpg")
    told, crc = "Ведьма/1.jpg".encode(), zlib.crc32(info.filename.encode("cp866") if belongs else b"another")
    info.extra = struct.pack("<HHH", 0x5455, 2, 0) + struct.pack("<HHBL", 0x7075, 5 + len(told), 1, crc) + told
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(info, b"photo")
    (found,) = entries(tmp_path / "x.zip")
    assert found.folders == (expected,) and Reader().read(found) == b"photo"


def test_names_of_which_nobody_can_tell_how_they_are_written_are_no_mixture(tmp_path) -> None:
    class Mixed(zipfile.ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:
            return self.filename.encode("cp866" if "К" in self.filename else "utf-8"), 0

    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for name in ("Кошка/1.jpg", "猫咪/1.jpg"):
            archive.writestr(Mixed(name), name)
    with problem("data.names"):
        entries(tmp_path / "x.zip")


NO_ZIPS = {  # what people take for a zip, and what it is
    "photos.tgz": (b"\x1f\x8b\x08\0", "data.tar"),
    "photos.tar": (bytes(257) + b"ustar\x0000", "data.tar"),
    "photos.tar.xz": (b"\xfd7zXZ\0\0", "data.tar"),
    "photos.tar.bz2": (b"BZh91AY", "data.tar"),
    "photos.tar.zst": (b"\x28\xb5\x2f\xfd", "data.tar"),
    "photos.7z": (b"7z\xbc\xaf\x27\x1c\0\4", "data.seven"),
    "photos.rar": (b"Rar!\x1a\x07\1\0", "data.rar"),
    "cat.jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "data.photo"),
    "cat.png": (b"\x89PNG\r\n", "data.photo"),
    "cat.webp": (b"RIFF\0\0\0\0WEBPVP8 ", "data.photo"),
    "cat.heic": (b"\0\0\0\x18ftypheic", "data.photo"),
    "lfs.zip": (b"version https://git-lfs.github.com/spec/v1\noid sha256:00", "data.lfs"),
    "nothing.zip": (b"", "data.empty"),
    "page.zip": (b"<!DOCTYPE html><html>", "data.no_zip"),
    "half.zip": (b"PK\3\4 and then nothing", "data.damaged"),
}


@pytest.mark.parametrize("name", NO_ZIPS)
@pytest.mark.parametrize("ending", ["", ".zip"])
def test_what_is_no_zip_is_called_what_it_is(tmp_path, name: str, ending: str) -> None:
    data, kind = NO_ZIPS[name]
    (tmp_path / f"{name}{ending}").write_bytes(data)
    with problem(kind):
        entries(tmp_path / f"{name}{ending}")


def test_backslashes(tmp_path) -> None:
    found = entries(written(tmp_path / "x.zip", ["deep\\cat\\1.jpg", "deep\\cat\\", "deep\\.hidden\\2.jpg"], "utf-8"))
    assert [entry.folders for entry in found] == [("deep", "cat")]
    assert Reader().read(found[0]) == b"deep\\cat\\1.jpg"


@pytest.mark.parametrize("name", ["../evil.png", "a/../../evil.png", "/etc/evil.png", "C:/evil.png", "..\\evil.png", "../evil/"])
def test_paths_that_climb_out_are_refused(tmp_path, name: str) -> None:
    with problem("data.unsafe") as caught:
        entries(written(tmp_path / "x.zip", ["cat/1.png", name], "utf-8"))
    assert "evil" in str(caught.value)


def test_links_are_refused(tmp_path) -> None:
    link = zipfile.ZipInfo("cat/link.png")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with problem("data.unsafe"):
        entries(tmp_path / "x.zip")


def bomb(path: Path, method: int = zipfile.ZIP_DEFLATED, size: int = 60_000_000, count: int = 1) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for number in range(count):
            archive.writestr(f"cat/{number}.bmp", bytes(size))
    return path


def test_bombs_are_refused_and_never_unpacked(tmp_path) -> None:
    (found,) = entries(bomb(tmp_path / "one.zip"))
    assert len(Reader().read(found)) == MAX_BYTES + 1
    with problem("data.bomb"):
        entries(bomb(tmp_path / "two.zip", count=2))


@pytest.mark.parametrize("said", [5000, MAX_BYTES])
def test_a_bomb_that_lies_is_not_unpacked_either(tmp_path, said: int) -> None:
    file = bomb(tmp_path / "x.zip", size=120_000_000)
    data = bytearray(file.read_bytes())
    for header, size in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        struct.pack_into("<I", data, data.index(header) + size, said)
    file.write_bytes(data)
    (found,) = entries(file)
    tracemalloc.start()
    with problem("data.damaged"):
        Reader().read(found)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * MAX_BYTES


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_unpack_without_a_limit_are_refused(tmp_path, method: int) -> None:
    with problem("data.packing"):
        entries(bomb(tmp_path / "x.zip", method, 1000))


def test_whatever_is_broken_in_a_zip_is_told(tmp_path) -> None:
    whole, file, rng, told = zipped(tmp_path / "whole.zip", PACKED).read_bytes(), tmp_path / "x.zip", random.Random(0), 0
    for _ in range(2000):
        data = bytearray(whole)
        for _ in range(rng.choice((1, 2, 5))):
            data[rng.randrange(whole.index(b"PK\1\2") if rng.random() < 0.9 else 0, len(data))] = rng.randrange(256)
        file.write_bytes(data[: rng.randrange(len(data))] if rng.random() < 0.1 else data)
        try:
            for entry in entries(file):
                Reader().read(entry)
        except Problem:
            told += 1
    assert 200 < told < 2000
