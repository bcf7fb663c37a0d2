"""Trained networks in and out of files, and every wrong file that a class may bring."""

import os
import pickle
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor
from torchvision.models import alexnet

from alexnet.errors import Problem
from alexnet.network import AlexNet, fresh
from alexnet.weights import content
from alexnet.weights.download import sha256
from alexnet.weights.entry import Weights
from alexnet.weights.files import described, load, save
from alexnet.weights.sources import WEIGHTS, find, menu
from tests.alexnet.weights.conftest import WNIDS
from tests.conftest import problem

State = dict[str, Tensor]


def kind_of(path: Path) -> tuple[str, str]:
    """The kind of Problem that loading `path` raises, and its sentence."""
    with pytest.raises(Problem) as caught:
        load(described("theirs", path))
    return caught.value.kind, str(caught.value)


# Our own files


def test_saved_network_comes_back(small, network, photos) -> None:
    assert described("small", small.path) == small
    again, wnids = load(small)
    assert wnids == WNIDS
    for name, value in again.state_dict().items():
        assert value.dtype == torch.float32
        assert torch.equal(value, network.state_dict()[name].half().float()), name
    assert not any(p.requires_grad for p in again.parameters()) and not again.training
    torch.testing.assert_close(again(photos[0]), network(photos[0]), rtol=0, atol=1e-3)


def test_file_is_half_precision_and_leaves_nothing_beside_it(small) -> None:
    parameters = sum(value.numel() for value in load(small)[0].parameters())
    assert 2 * parameters < small.path.stat().st_size < 2 * parameters + 20_000
    assert list(small.path.parent.iterdir()) == [small.path]


def test_without_accuracy(small, network) -> None:
    save(network, replace(small, accuracy=None), {})
    assert described("small", small.path).accuracy is None


@pytest.mark.parametrize("header", ["", "{", "[]", "3", '{"accuracy": {"a": 1}}', '{"preprocessing": {"crop": 999}}'])
def test_header_of_another_make_is_passed_over(own, network, header: str) -> None:
    save_file(network.state_dict(), own / "theirs.safetensors", {"alexnet": header})
    assert menu()["theirs"] == Weights("theirs", own / "theirs.safetensors")
    assert load(menu()["theirs"])[0].classes == 20


def test_classes_without_names_are_numbered(tmp_path, network) -> None:
    save_file(network.state_dict(), tmp_path / "bare.safetensors")
    assert load(find(str(tmp_path / "bare.safetensors")))[1] == tuple(f"class {number}" for number in range(20))


def test_names_for_another_number_of_classes_are_not_believed(small, network) -> None:
    save(network, replace(small, wnids=WNIDS[:-1]), {})
    assert load(described("small", small.path))[1][:2] == ("class 0", "class 1")


def test_thousand_classes_without_names_are_imagenets(tmp_path) -> None:
    save(fresh(AlexNet(1000, (8, 8))), Weights("thousand", tmp_path / "thousand.safetensors"), {})
    wnids = load(find(str(tmp_path / "thousand.safetensors")))[1]
    assert (wnids[0], wnids[999], len(wnids)) == ("n01440764", "n15075141", 1000)


def test_missing(tmp_path) -> None:
    with problem("weights.missing"):
        load(Weights("gone", tmp_path / "gone.pth"))


# Checksums


def test_checksum(small) -> None:
    checked = replace(small, digest=sha256(small.path)[:8])
    assert load(checked)[0].classes == 20
    data = bytearray(small.path.read_bytes())
    data[-1000] ^= 1  # safetensors itself does not notice
    small.path.write_bytes(data)
    assert load(small)[0].classes == 20
    with problem("weights.cut"):
        load(checked)
    assert not small.path.exists()


def test_damaged_download_of_the_imagenet_network(tmp_path) -> None:
    entry = replace(WEIGHTS["imagenet"](), path=tmp_path / "alexnet.pth")
    entry.path.write_bytes(b"half of it")
    with problem("weights.cut"):
        load(entry)
    assert not entry.path.exists()


# Files from elsewhere


@pytest.fixture(scope="module")
def theirs() -> torch.nn.Module:
    """torchvision's network for seven classes, in half precision to keep its files small."""
    return alexnet(num_classes=7).half().eval()


@pytest.mark.parametrize("wrap", [lambda state: state, lambda state: {"state_dict": state, "epoch": 3}])
def test_torchvisions_network(tmp_path, theirs, photos, wrap: Callable) -> None:
    path = tmp_path / "seven.pth"
    torch.save(wrap(theirs.state_dict()), path)
    ours, wnids = load(find(str(path)))
    path.unlink()  # 114 MB
    with torch.no_grad():
        torch.testing.assert_close(ours(photos[0]), theirs.float()(photos[0]), rtol=0, atol=1e-5)
    theirs.half()
    assert wnids == tuple(f"class {number}" for number in range(7))


@pytest.mark.parametrize("share", [0, 0.0001, 0.5, 0.99])
@pytest.mark.parametrize("name", ["cut.safetensors", "cut.pth", "old.pth"])
def test_cut_file(tmp_path, network, name: str, share: float) -> None:
    path = tmp_path / name
    if name == "cut.safetensors":
        save_file(network.state_dict(), path)
    else:
        torch.save(network.state_dict(), path, _use_new_zipfile_serialization=name == "cut.pth")
    assert load(described("whole", path))[0].classes == 20
    os.truncate(path, int(path.stat().st_size * share))
    assert kind_of(path)[0] == ("weights.cut" if share else "weights.empty")


@pytest.mark.parametrize("name", ["noise.safetensors", "noise.pth"])
def test_any_bytes(tmp_path, name: str) -> None:
    rng = random.Random(0)
    for _ in range(30):
        (tmp_path / name).write_bytes(rng.randbytes(200))
        assert kind_of(tmp_path / name)[0] in ("weights.no_weights", "weights.cut")


class Trap:
    """Calls `function` when it is unpickled without care."""

    def __init__(self, function: Callable, *arguments: object) -> None:
        self.call = function, arguments

    def __reduce__(self) -> tuple:
        return self.call


def leave_marker(path: str) -> None:
    Path(path).touch()


@pytest.mark.parametrize("old", [False, True], ids=["zip", "old"])
@pytest.mark.parametrize("trap", ["os.system", "eval", "function"])
def test_pickle_with_code_in_it(tmp_path, trap: str, old: bool) -> None:
    marker, path = tmp_path / "marker", tmp_path / "trap.pth"
    code = {
        "os.system": Trap(os.system, f"touch {marker}"),
        "eval": Trap(eval, f"open({str(marker)!r}, 'w').close()"),
        "function": Trap(leave_marker, str(marker)),
    }
    torch.save({"features.0.weight": code[trap]}, path, _use_new_zipfile_serialization=not old)
    kind, sentence = kind_of(path)
    assert kind == "weights.unsafe" and "trap.pth" in sentence
    assert not marker.exists()
    torch.load(path, weights_only=False)
    assert marker.exists()  # the trap was live


@pytest.mark.filterwarnings("ignore:Detected pickle protocol:UserWarning")
def test_bare_pickle_is_not_run_either(tmp_path) -> None:
    marker, path = tmp_path / "marker", tmp_path / "trap.pth"
    path.write_bytes(pickle.dumps(Trap(leave_marker, str(marker))))
    assert kind_of(path)[0] in ("weights.unsafe", "weights.cut")
    assert not marker.exists()


def test_whole_network_instead_of_its_numbers(tmp_path, network) -> None:
    torch.save(network, tmp_path / "network.pth")
    kind, sentence = kind_of(tmp_path / "network.pth")
    assert kind == "weights.whole_network" and "torch.save(network.state_dict()" in sentence


@pytest.mark.parametrize("held", [[1, 2], {"epoch": 3}, {"state_dict": {"a": 1}}, torch.zeros(3), {}])
def test_no_state_dict(tmp_path, held: object) -> None:
    torch.save(held, tmp_path / "odd.pth")
    assert kind_of(tmp_path / "odd.pth")[0] == "weights.no_state_dict"


def test_too_big(tmp_path, network, monkeypatch) -> None:
    torch.save(network.state_dict(), tmp_path / "big.pth")
    monkeypatch.setattr(content, "LARGEST", 2_000_000)
    kind, sentence = kind_of(tmp_path / "big.pth")
    assert kind == "weights.too_big" and "2 MB" in sentence


def without(key: str) -> Callable[[State], object]:
    return lambda state: state.pop(key)


def with_shape(key: str, *shape: int) -> Callable[[State], object]:
    return lambda state: state.update({key: torch.zeros(shape)})


@pytest.mark.parametrize(
    ("change", "kind", "words"),
    [
        (without("features.0.bias"), "weights.lacks", ["features.0.bias"]),
        (without("classifier.6.weight"), "weights.lacks", ["classifier.6.weight"]),
        (without("features.0.weight"), "weights.other_network", ["has no features.0.weight", "15 tensors"]),
        (with_shape("features.1.weight", 64), "weights.extra", ["features.1.weight"]),
        (with_shape("features.0.weight", 96, 3, 11, 11), "weights.shape", ["(96, 3, 11, 11)", "(64, 3, 11, 11)"]),
        (with_shape("classifier.1.weight", 64, 12544), "weights.shape", ["classifier.1.weight", "(64, 12544)"]),
        (with_shape("classifier.4.weight", 32, 64), "weights.shape", ["classifier.4.bias"]),
        (with_shape("classifier.1.weight"), "weights.shape", ["classifier.1.weight", "()"]),
        (with_shape("classifier.6.weight", 0, 64), "weights.shape", ["classifier.6.weight", "(0, 64)"]),
    ],
)
@pytest.mark.parametrize("suffix", [".pth", ".safetensors"])
def test_another_network(tmp_path, network, suffix: str, change: Callable, kind: str, words: list[str]) -> None:
    state = dict(network.state_dict())
    change(state)
    path = tmp_path / f"other{suffix}"
    torch.save(state, path) if suffix == ".pth" else save_file(state, path)
    found, sentence = kind_of(path)
    assert found == kind
    assert all(word in sentence for word in words), sentence


def test_keys_that_are_no_words(tmp_path, network) -> None:
    torch.save({**network.state_dict(), 3: torch.zeros(1), "more": torch.zeros(1)}, tmp_path / "odd.pth")
    assert kind_of(tmp_path / "odd.pth")[0] == "weights.extra"
