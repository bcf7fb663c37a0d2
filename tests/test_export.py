"""What leaves the project is read by others as it was written."""

import json
from dataclasses import replace

import onnx
import onnxruntime
import pytest
import torch
import torchvision

from alexnet.crops import Preprocessing
from alexnet.export import FORMATS, export
from alexnet.network import AlexNet, fresh
from alexnet.two_gpu import TwoGpuAlexNet
from alexnet.weights import Weights, described, load, read
from tests.conftest import problem

SIDE = 99


@pytest.fixture(scope="module", params=[AlexNet, TwoGpuAlexNet])
def network(request):
    network = fresh(request.param(3, (16, 12)))
    for parameter in network.parameters():
        parameter.mul_(3)
    return network


@pytest.fixture
def weights(tmp_path) -> Weights:
    return Weights(
        "mine", tmp_path / "mine", ("cat", "dog", "rose"), preprocessing=Preprocessing(SIDE, SIDE, via=64), origin="here"
    )


def test_onnx_gives_the_same_scores(network, weights, tmp_path) -> None:
    path = export(network, weights, tmp_path / "network.onnx")
    session = onnxruntime.InferenceSession(path)
    assert [node.name for node in session.get_inputs() + session.get_outputs()] == ["photo", "scores"]
    for count in (1, 3):
        photos = torch.randn(count, 3, SIDE, SIDE)
        (scores,) = session.run(None, {"photo": photos.numpy()})
        expected = network(photos)
        assert expected.std() > 1e-3 and torch.allclose(torch.from_numpy(scores), expected, atol=1e-4)


def test_onnx_explains_itself(network, weights, tmp_path) -> None:
    model = onnx.load(export(network, weights, tmp_path / "network.onnx"))
    onnx.checker.check_model(model, full_check=True)
    told = {entry.key: json.loads(entry.value) for entry in model.metadata_props}
    assert told["classes"] == ["cat", "dog", "rose"] and told["preprocessing"]["crop"] == SIDE
    assert list(tmp_path.iterdir()) == [tmp_path / "network.onnx"]  # one file, nothing half-done


def test_safetensors_come_back_exactly(network, weights, tmp_path) -> None:
    path = export(network, weights, tmp_path / "network.safetensors")
    entry = described("again", path)
    assert (entry.wnids, entry.preprocessing, entry.origin) == (weights.wnids, weights.preprocessing, weights.origin)
    again, wnids = load(entry)
    assert wnids == weights.wnids and type(again) is type(network)
    assert all(torch.equal(a, b) for a, b in zip(network.parameters(), again.parameters(), strict=True))


def test_one_tower_of_full_width_loads_into_torchvision(weights, tmp_path) -> None:
    network = fresh(AlexNet(3))
    path = export(network, weights, tmp_path / "full.safetensors")
    with torch.device("meta"):
        theirs = torchvision.models.alexnet(num_classes=3)
    theirs.load_state_dict(read(Weights("full", path)), strict=True, assign=True)
    photo = torch.randn(1, 3, 224, 224)
    with torch.no_grad():
        assert torch.allclose(theirs.eval()(photo), network(photo), atol=1e-5)


@pytest.mark.parametrize("format", FORMATS)
def test_a_full_disk_leaves_what_was_there(network, weights, tmp_path, monkeypatch, format: str) -> None:
    path = tmp_path / f"network.{format}"
    path.write_bytes(b"before")

    def full(*args: object) -> None:
        args[2].write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(FORMATS, format, full)
    with problem("export.no_room"):
        export(network, weights, path)
    assert path.read_bytes() == b"before" and list(tmp_path.iterdir()) == [path]


def test_other_formats_are_told(network, weights, tmp_path) -> None:
    with problem("export.format"):
        export(network, weights, tmp_path / "network.doc")


def test_missing_packages_are_told(network, weights, tmp_path, monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "onnxscript", None)
    with problem("export.missing"):
        export(network, replace(weights), tmp_path / "network.onnx")
    assert list(tmp_path.iterdir()) == []
