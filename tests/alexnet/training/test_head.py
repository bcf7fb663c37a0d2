"""Training the dense layers on frozen convolutions, from zips to the file that the app loads."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import nn

from alexnet.__main__ import cli
from alexnet.network import AlexNet, fresh
from alexnet.photo.crops import Preprocessing, centre_crop, to_tensor
from alexnet.photo.image import decode
from alexnet.training.features import pool5_features, random_view
from alexnet.training.head import HeadRecipe, make
from alexnet.weights.entry import Weights
from alexnet.weights.files import described, load
from tests.bad_photos import jpeg
from tests.conftest import problem

pytestmark = pytest.mark.slow

HUES = {"n00000001": "red", "n00000002": "green", "n00000003": "blue"}
RECIPE = HeadRecipe(views=(1, 0.6), passes=20, rate=5e-3, batch=15, width=32, average=0.5)


@pytest.fixture(scope="module")
def convolutions(tmp_path_factory):
    file = tmp_path_factory.mktemp("conv") / "conv.safetensors"
    state = fresh(AlexNet(2, (8, 8))).features.state_dict(prefix="features.")
    save_file({name: value.contiguous() for name, value in state.items()}, file)
    return file


@pytest.fixture(scope="module")
def photos(tmp_path_factory):
    folder = tmp_path_factory.mktemp("photos")
    rng = np.random.default_rng(0)
    for wnid, hue in HUES.items():
        (folder / wnid).mkdir()
        for number in range(10):
            pixels = np.asarray(Image.new("RGB", (64, 64), hue)) * 0.7 + rng.uniform(0, 70, (64, 64, 3))
            (folder / wnid / f"{number}.jpg").write_bytes(jpeg(Image.fromarray(pixels.astype(np.uint8))))
    return folder


def train(photos, convolutions, folder, recipe=RECIPE):
    entry = Weights("tiny", folder / "tiny.safetensors", origin="a test", licence="CC0-1.0")
    lines = list(make((photos,), convolutions, photos, "the same photos", folder / "cache", entry, recipe))
    return lines, entry.path


def test_a_head_learns_and_its_file_tells_how(photos, convolutions, tmp_path):
    lines, path = train(photos, convolutions, tmp_path)
    assert "30 photos of 3 classes" in lines[0] and any(line.startswith("pass 20 of 20") for line in lines)
    with safe_open(path, "pt") as file:
        told = json.loads(file.metadata()["alexnet"])
    assert told["wnids"] == list(HUES) and told["origin"] == "a test" and told["how"]["views"] == [1, 0.6]
    assert told["accuracy"]["measured_on"] == "the same photos" and told["accuracy"]["photos"] == 30
    assert told["accuracy"]["top1"] > 0.9  # chance is 1/3
    network, wnids = load(described("tiny", path))
    assert (network.classes, network.hidden, wnids) == (3, (32, 32), tuple(HUES)) or list(wnids) == [
        f"class {n}" for n in range(3)
    ]
    with safe_open(convolutions, "pt") as file:
        kept = file.get_tensor("features.0.weight").half().float()
    assert torch.equal(network.layer("conv1").weight, kept)  # the convolutions stay as they were


def test_training_again_gives_the_same_network_and_computes_no_features(photos, convolutions, tmp_path, monkeypatch):
    _, path = train(photos, convolutions, tmp_path)
    before, times = load_file(path), [file.stat().st_mtime_ns for file in (tmp_path / "cache").iterdir()]
    _, path = train(photos, convolutions, tmp_path)
    after = load_file(path)
    assert after.keys() == before.keys() and all(torch.equal(after[name], before[name]) for name in before)
    assert [file.stat().st_mtime_ns for file in (tmp_path / "cache").iterdir()] == times and len(times) == 2


def test_a_stopped_view_leaves_no_half_file(tmp_path):
    network = fresh(AlexNet(2, (8, 8)))
    network.features = nn.Sequential(nn.AdaptiveAvgPool2d(6), nn.Conv2d(3, 256, 1))  # quick, for 600 photos
    file = tmp_path / "view.npy"
    steps = pool5_features(network, [jpeg(Image.new("RGB", (64, 64)))] * 600, file, Preprocessing(), 0)
    next(steps)
    steps.close()
    assert not file.exists()


def test_features_are_pool5_of_the_centre_crop(tmp_path):
    network, settings = fresh(AlexNet(2, (8, 8))), Preprocessing()
    photo = Image.effect_noise((80, 64), 60).convert("RGB")
    file = tmp_path / "view.npy"
    assert list(pool5_features(network, [jpeg(photo)], file, settings, 0, smallest=1)) == [1.0]
    expected = network.features(to_tensor(centre_crop(decode(jpeg(photo)), settings), settings))
    found = torch.from_numpy(np.load(file)).float().reshape(expected.shape)
    assert torch.allclose(found, expected, atol=0.02 * expected.abs().max().item())
    assert next(network.parameters()).dtype == torch.float32


def test_random_views_differ_by_the_generator_alone():
    photo = Image.effect_noise((80, 64), 60).convert("RGB")
    views = [random_view(photo, np.random.default_rng(seed), 63) for seed in (0, 0, 1)]
    assert views[0].size == (63, 63) and views[0].tobytes() == views[1].tobytes() != views[2].tobytes()


def test_recipes_are_read_from_text_and_mistakes_are_told():
    assert HeadRecipe.of({"passes": "3", "views": "1,0.5", "rate": "0.01"}) == HeadRecipe(passes=3, views=(1, 0.5), rate=0.01)
    for wrong in ({"speed": "3"}, {"passes": "many"}):
        with pytest.raises(ValueError, match=r"speed|many"):
            HeadRecipe.of(wrong)


def test_convolutions_of_another_network_are_told(photos, tmp_path):
    other = tmp_path / "other.safetensors"
    save_file({"conv.weight": torch.zeros(2)}, other)
    with problem("weights.other_network"):
        train(photos, other, tmp_path)


def test_the_command_trains(photos, convolutions, tmp_path):
    from click.testing import CliRunner

    out = tmp_path / "mine.safetensors"
    arguments = ["train-head", photos, "--convolutions", convolutions, "--val", photos, "--cache", tmp_path / "cache"]
    settings = ["--set", "passes=2", "--set", "views=1", "--set", "batch=15", "--set", "width=16"]
    result = CliRunner().invoke(cli, [*map(str, arguments), "--out", str(out), *settings])
    assert result.exit_code == 0, result.output
    assert "top-1" in result.output.splitlines()[-1] and out.is_file()
    assert CliRunner().invoke(cli, [*map(str, arguments), "--out", str(out), "--set", "passes"]).exit_code == 2


def test_a_broken_photo_is_named_and_passed_over(photos, convolutions, tmp_path):
    copy = tmp_path / "photos"
    shutil.copytree(photos, copy)
    for name in ("n00000001/zz.jpg", "n00000002/zz.png"):  # the last of their classes
        (copy / name).write_bytes(b"no photo")
    recipe = replace(RECIPE, batch=30, passes=1)
    lines, path = train(copy, convolutions, tmp_path / "broken", recipe)
    assert [line for line in lines if line.startswith("skipped")] == [
        f"skipped, not readable: {name}" for name in ("n00000001/zz.jpg", "n00000002/zz.png") * 2
    ]  # to learn from, and to measure on
    assert lines[-1].endswith("of 30 photos; 2 and 2 not readable")
    assert all(value.isfinite().all() for value in load_file(path).values())


def test_features_of_other_photos_or_another_preprocessing_are_not_taken(photos, convolutions, tmp_path):
    recipe = replace(RECIPE, passes=1)
    train(photos, convolutions, tmp_path, recipe)
    train(photos, convolutions, tmp_path, replace(recipe, resize=256))
    train(photos / next(iter(HUES)), convolutions, tmp_path, recipe)
    assert len(list((tmp_path / "cache").iterdir())) == 3 * len(RECIPE.views)


def test_the_folder_of_the_result_is_made_and_few_photos_make_one_batch(photos, convolutions, tmp_path):
    _, path = train(photos, convolutions, tmp_path / "new" / "folder", replace(RECIPE, batch=512, passes=1))
    assert path.is_file()


def test_what_is_no_photo_or_no_convolution_is_told(convolutions, tmp_path):
    folder = tmp_path / "photos" / next(iter(HUES))
    folder.mkdir(parents=True)
    (folder / "a.jpg").write_bytes(b"text")
    with problem("dataset.broken"):
        train(folder.parent, convolutions, tmp_path)
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(convolutions.read_bytes()[:1000])
    with problem("weights.cut"):
        train(folder.parent, broken, tmp_path)
    state = {name: value[:1].clone() for name, value in load_file(convolutions).items()}
    save_file(state, broken)
    with problem("weights.shape"):
        train(folder.parent, broken, tmp_path)
