"""What leaves the project is read by others as it was written."""

import json
import sys
from pathlib import Path

import onnx
import onnxruntime
import pytest
import torch
import torchvision

from alexnet.network import AlexNet, fresh
from alexnet.network.two_towers import TwoGpuAlexNet
from alexnet.photo.crops import Preprocessing
from alexnet.weights.entry import Weights
from alexnet.weights.export import FORMATS, export
from alexnet.weights.files import described, load, read
from tests.conftest import problem

pytestmark = pytest.mark.slow

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
        "mine", tmp_path / "mine", ("n02123045", "n02099601", "rose"), preprocessing=Preprocessing(120, SIDE, via=64),
        origin="here", licence="CC0-1.0",
    )  # fmt: skip


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
    assert Preprocessing(**told["preprocessing"] | {key: tuple(told["preprocessing"][key]) for key in ("mean", "std")}) == (
        weights.preprocessing
    )
    assert (told["classes"], told["names"]) == (["n02123045", "n02099601", "rose"], ["tabby cat", "golden retriever", "rose"])
    assert (told["origin"], told["licence"]) == (weights.origin, weights.licence)
    assert "to 64 pixels" in model.doc_string and f"{SIDE} x {SIDE}" in model.doc_string
    (photo,), (scores,) = model.graph.input, model.graph.output
    batch, *rest = photo.type.tensor_type.shape.dim
    assert batch.dim_param and [size.dim_value for size in rest] == [3, SIDE, SIDE]
    assert scores.type.tensor_type.shape.dim[1].dim_value == 3
    assert list(tmp_path.iterdir()) == [tmp_path / "network.onnx"]  # one file, nothing half-done


def test_onnx_does_not_tell_where_it_was_made(network, weights, tmp_path) -> None:
    data = export(network, weights, tmp_path / "network.onnx").read_bytes()
    for folder in (Path(__file__).parents[3], Path(torch.__file__).parents[1]):
        assert str(folder).encode() not in data


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


@pytest.fixture
def no_room():
    """No file of this process can grow beyond a megabyte, as on a disk that is nearly full."""
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10**6, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("format", FORMATS)
def test_a_full_disk_leaves_what_was_there(weights, tmp_path, no_room, format: str) -> None:
    path = tmp_path / f"network.{format}"
    path.write_bytes(b"before")
    with problem("export.no_room"):
        export(fresh(AlexNet(3, (16, 12))), weights, path)
    assert path.read_bytes() == b"before" and list(tmp_path.iterdir()) == [path]


def test_what_was_there_is_replaced_and_not_written_over(network, weights, tmp_path) -> None:
    path, before = tmp_path / "network.safetensors", tmp_path / "before"
    path.write_bytes(b"before")
    before.hardlink_to(path)  # whoever still reads the old file reads it whole
    export(network, weights, path)
    assert before.read_bytes() == b"before" and path.stat().st_size > 10**6


def test_stopping_leaves_what_was_there(network, weights, tmp_path, monkeypatch) -> None:
    def stopped(network: object, weights: Weights, path: Path) -> None:
        path.write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setitem(FORMATS, "onnx", stopped)
    path = tmp_path / "network.onnx"
    path.write_bytes(b"before")
    with pytest.raises(KeyboardInterrupt):
        export(network, weights, path)
    assert path.read_bytes() == b"before" and list(tmp_path.iterdir()) == [path]


def test_a_place_where_no_file_can_be_is_told(network, weights, tmp_path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with problem("export.place"):
        export(network, weights, tmp_path / "file" / "network.safetensors")
    (tmp_path / "folder.safetensors").mkdir()
    with problem("export.place"):
        export(network, weights, tmp_path / "folder.safetensors")
    assert {path.name for path in tmp_path.iterdir()} == {"file", "folder.safetensors"}


def test_the_networks_own_k_is_kept(weights, tmp_path) -> None:
    network = fresh(TwoGpuAlexNet(3, (16, 12), k=1.0))
    entry = described("again", export(network, weights, tmp_path / "network.safetensors"))
    assert entry.k == 1.0 and load(entry)[0].k == 1.0


def test_other_formats_are_told(network, weights, tmp_path) -> None:
    with problem("export.format"):
        export(network, weights, tmp_path / "network.doc")


def test_missing_packages_are_told(network, weights, tmp_path, monkeypatch) -> None:
    path = tmp_path / "network.onnx"
    with monkeypatch.context() as patch, problem("export.missing"):
        patch.setitem(sys.modules, "onnxscript", None)
        export(network, weights, path)
    with monkeypatch.context() as patch, problem("export.missing"):
        patch.setitem(sys.modules, "onnx", None)
        export(network, weights, path)
    assert list(tmp_path.iterdir()) == []
