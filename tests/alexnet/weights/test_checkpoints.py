"""Checkpoints as people's trainers write them: loaded under any name and wrapper, or refused for the true reason."""

import argparse
import gzip
import os
import pickle
import tarfile
import zipfile
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torchvision.models import resnet18, vgg11

from alexnet.errors import Problem
from alexnet.network import AlexNet, TwoGpuAlexNet, fresh
from alexnet.weights.content import content
from alexnet.weights.files import described, load
from alexnet.weights.sources import WEIGHTS, find, menu
from tests.conftest import problem

State = dict[str, Tensor]


@pytest.fixture(scope="module", params=[AlexNet, TwoGpuAlexNet], ids=["one tower", "two"])
def trained(request) -> nn.Module:
    return fresh(request.param(3, (8, 8)), seed=5)


@pytest.fixture(scope="module")
def narrow() -> nn.Module:
    return fresh(AlexNet(3, (8, 8)), seed=5)


def loaded(path: Path) -> nn.Module:
    return load(find(str(path)))[0]


def same(network: nn.Module, state: State) -> bool:
    return all(torch.equal(value, state[name].float()) for name, value in network.state_dict().items())


def prefixed(state: State, prefix: str) -> State:
    return {f"{prefix}{key}": value for key, value in state.items()}


def inside(state: State) -> State:
    """As pytorch/examples writes it: only the convolutions are spread over GPUs."""
    return {key.replace("features.", "features.module.").replace("towers.", "towers.module."): v for key, v in state.items()}


class AttributeDict(dict):
    """As Lightning keeps hyperparameters."""


WRAPS: dict[str, Callable[[State], object]] = {
    "bare": lambda state: state,
    "ordered": OrderedDict,
    **{key: lambda state, key=key: {"epoch": 3, key: state, "loss": 0.5} for key in (
        "state_dict", "model", "net", "model_state_dict", "params", "weights", "network", "ema", "model_ema", "student",
    )},
    "two deep": lambda state: {"checkpoint": {"model": state}},
    "in a list": lambda state: [state, {"state": {}, "param_groups": [{"lr": 0.1}]}],
    "parameters": lambda state: {key: nn.Parameter(value) for key, value in state.items()},
    "beside numbers": lambda state: {**state, "epoch": 3, "n_averaged": torch.tensor(7), "best": 0.5},
    "examples": lambda state: {"state_dict": inside(state), "best_acc1": torch.tensor(56.5), "optimizer": {}},
    **{prefix: lambda state, prefix=prefix: {"state_dict": prefixed(state, prefix)} for prefix in (
        "module.", "model.", "net.", "backbone.", "_orig_mod.", "module._orig_mod.", "_orig_mod.module.model.", "encoder.net.",
        "_fsdp_wrapped_module.",
    )},
    "compiled inside": lambda state: {key.replace("features.", "features._orig_mod."): value for key, value in state.items()},
    "lightning": lambda state: {
        "state_dict": {**prefixed(state, "model."), "criterion.weight": torch.ones(3), "accuracy.seen": torch.zeros(3, 3)},
        "hyper_parameters": AttributeDict(rate=0.1), "pytorch-lightning_version": "2.5", "callbacks": {"best": {"step": 7}},
    },
    "loss beside": lambda state: {**state, "criterion.weight": torch.ones(3)},
    "namespace": lambda state: {"model": state, "args": argparse.Namespace(lr=0.1, out=PurePosixPath("x"))},
    "numpy": lambda state: {"model": state, "best": np.float64(0.5), "history": np.arange(3.0), "seen": defaultdict(int, a=1)},
    "half": lambda state: {key: value.half() for key, value in state.items()},
    "bfloat16": lambda state: {key: value.bfloat16() for key, value in state.items()},
    "double": lambda state: {key: value.double() for key, value in state.items()},
}  # fmt: skip


@pytest.mark.parametrize("wrap", WRAPS)
def test_a_state_dict_is_found(tmp_path, trained, wrap: str) -> None:
    state = dict(trained.state_dict())
    torch.save(WRAPS[wrap](state), tmp_path / "any.pth")
    if wrap in ("half", "bfloat16"):
        state = WRAPS[wrap](state)
    entry = find(str(tmp_path / "any.pth"))
    network, classes = load(entry)
    assert type(network) is type(trained) and same(network, state)
    assert (entry.classes, entry.others, len(classes)) == (3, (), 3)


NAMES = (
    "a.pth", "a.PTH", "a.pt", "a.bin", "a.ckpt", "model_best.pth.tar", "a.tar", "a.safetensors", "a.weights", "a", "a.net.pth",
    "模型.pth", "B\udce4r.pth", "-5.pth",
)  # fmt: skip


@pytest.mark.parametrize("write", ["torch", "old torch", "safetensors"])
@pytest.mark.parametrize("name", NAMES)
def test_the_ending_of_a_name_says_nothing(own, narrow, name: str, write: str) -> None:
    state, path = narrow.state_dict(), own / name
    if write == "safetensors":
        save_file(state, own / "written")
    else:
        torch.save(state, own / "written", _use_new_zipfile_serialization=write == "torch")
    try:
        (own / "written").rename(path)
    except OSError:
        pytest.skip("no such names on this disk")
    assert same(loaded(path), state)
    (entry,) = [entry for key, entry in menu().items() if key not in WEIGHTS]
    assert entry.path == path and same(load(entry)[0], state)
    entry.name.encode()  # any page can show it


def test_files_whose_names_differ_in_their_endings_are_all_on_the_menu(own, narrow) -> None:
    for name in ("a.pth", "a.PT", "a.pth.tar", "built-in.pth", "b.ckpt"):
        torch.save(narrow.state_dict(), own / name)
    (own / "b.txt").write_text("cat\ndog\nrose\n")
    (own / "notes.md").write_text("PK")
    (own / ".hidden.pth").write_bytes(b"")
    assert menu().keys() - WEIGHTS.keys() == {"a.pth", "a.PT", "a.pth.tar", "built-in.pth", "b"}
    assert all(find(name).path.is_file() for name in menu().keys() - WEIGHTS.keys())


@pytest.mark.parametrize(
    ("keys", "taken", "others"),
    [
        (("state_dict", "ema"), "ema", ("state_dict",)), (("ema_model", "model"), "ema_model", ("model",)),
        (("student", "teacher"), "student", ("teacher",)), (("model", "swa", "net"), "swa", ("model", "net")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("flat", [False, True])
def test_of_several_networks_an_average_or_the_first_is_taken_and_said(tmp_path, keys, taken, others, flat: bool) -> None:
    states = {key: fresh(AlexNet(3, (8, 8)), seed=number).state_dict() for number, key in enumerate(keys)}
    file = {f"{key}.{name}": value for key, state in states.items() for name, value in state.items()} if flat else states
    torch.save(file, tmp_path / "several.pth")
    entry = find(str(tmp_path / "several.pth"))
    assert (entry.taken, entry.others) == (taken, others)
    assert same(load(entry)[0], states[taken])


def test_a_network_that_is_broken_is_not_taken_while_another_is_fine(tmp_path, narrow) -> None:
    state = narrow.state_dict()
    nan = {key: value * float("nan") for key, value in state.items()}
    other = {**state, "features.0.weight": torch.zeros(64, 1, 11, 11)}
    torch.save({"ema": nan, "averaged": other, "model": state}, tmp_path / "some.pth")
    entry = find(str(tmp_path / "some.pth"))
    assert (entry.taken, entry.others) == ("model", ()) and same(load(entry)[0], state)


# Refused


def changed(key: str, change: Callable[[Tensor], Tensor]) -> Callable[[State], object]:
    return lambda state: {**state, key: change(state[key])}


def with_inf(values: Tensor) -> Tensor:
    return values.double().index_put((torch.tensor(0),), torch.tensor(1e300, dtype=torch.float64))


REFUSED: dict[str, tuple[Callable[[State], object], str, list[str]]] = {
    "nan": (changed("features.3.bias", lambda v: v * float("nan")), "weights.not_finite", ["features.3.bias"]),
    "inf": (changed("classifier.6.bias", lambda v: v / 0), "weights.not_finite", ["classifier.6.bias"]),
    "too large for float32": (changed("features.3.bias", with_inf), "weights.not_finite", ["features.3.bias"]),
    "too large to add": (lambda state: {k: v * 1e36 for k, v in state.items()}, "weights.not_finite", ["conv"]),
    "integers": (changed("features.0.weight", lambda v: v.char()), "weights.numbers", ["features.0.weight", "int8"]),
    "complex": (changed("classifier.1.bias", lambda v: v.cfloat()), "weights.numbers", ["complex64"]),
    "sparse": (changed("classifier.6.weight", lambda v: v.to_sparse()), "weights.numbers", ["classifier.6.weight"]),
    "nowhere": (changed("classifier.6.weight", lambda v: v.to("meta")), "weights.numbers", ["classifier.6.weight"]),
    "quantised": (changed("features.0.weight", lambda v: torch.quantize_per_tensor(v, 0.1, 0, torch.qint8)),
                  "weights.numbers", ["qint8"]),
    "quantised for a phone": (lambda state: {
        **{key: value for key, value in state.items() if not key.startswith("classifier.1")},
        "classifier.1.scale": torch.ones(()), "classifier.1.zero_point": torch.zeros((), dtype=torch.int64),
    }, "weights.numbers", ["classifier.1"]),
    "repeated for ever": (changed("classifier.6.weight", lambda v: v[:1].expand(10**9, 8)),
                          "weights.shape", ["classifier.6.bias"]),
    "as wide as the world": (lambda state: {
        **state, "classifier.6.weight": torch.zeros(1).expand(10**9, 8), "classifier.6.bias": torch.zeros(1).expand(10**9),
    }, "weights.too_big", []),
    "optimiser": (lambda state: {"state": {0: {"exp_avg": state["features.0.weight"]}}, "param_groups": [{"lr": 0.1}]},
                  "weights.optimizer", ["optimiser"]),
    "optimiser in a checkpoint": (lambda state: {"epoch": 3, "optimizer": {"state": {}, "param_groups": [{"lr": 0.1}]}},
                                  "weights.optimizer", []),
    "resnet": (lambda state: resnet18(num_classes=2).half().state_dict(),
               "weights.other_network", ["features.0.weight", "conv1.weight"]),
    "vgg": (lambda state: dict(vgg11().features.state_dict(prefix="features.")),
            "weights.shape", ["(64, 3, 3, 3)", "(64, 3, 11, 11)"]),
    "lpips": (lambda state: {f"lin{n}.model.1.weight": torch.rand(1, 8, 1, 1) for n in range(5)},
              "weights.other_network", ["lin0.model.1.weight", "5 tensors"]),
    "batch normalisation": (lambda state: {**state, "features.1.running_mean": torch.zeros(64)},
                            "weights.extra", ["running_mean"]),
    "attention": (lambda state: {**state, "attention.weight": torch.zeros(64)}, "weights.extra", ["attention.weight"]),
    "other channels": (changed("features.0.weight", lambda v: v[:, :1]), "weights.shape", ["(64, 1, 11, 11)", "(64, 3, 11, 11)"]),
    "without the end": (lambda state: {k: v for k, v in state.items() if "6" not in k}, "weights.lacks", ["features.6.weight"]),
    "words": (lambda state: {"state_dict": {"a": "b"}}, "weights.no_state_dict", []),
    "whole network": (lambda state: fresh(AlexNet(3, (8, 8))), "weights.whole_network", ["torch.save(network.state_dict()"]),
    "whole network in a dictionary": (lambda state: {"epoch": 3, "ema": fresh(AlexNet(3, (8, 8)))}, "weights.whole_network", []),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_network_of_ours_is_called_what_it_is(tmp_path, narrow, case: str) -> None:
    make, kind, words = REFUSED[case]
    torch.save(make(dict(narrow.state_dict())), tmp_path / "odd.pth")
    with problem(kind) as caught:
        loaded(tmp_path / "odd.pth")
    assert all(word in str(caught.value) for word in ["odd.pth", *words]), str(caught.value)
    assert caught.value.sentence("zh") != str(caught.value)


def packed(write: Callable[[Path, Path], None]) -> Callable[[Path], None]:
    """An archive with a file in it."""

    def make(path: Path) -> None:
        inner = path.with_name("inner.pth")
        inner.write_bytes(b"\x80\x02weights")
        write(path, inner)
        inner.unlink()

    return make


def gzipped(path: Path, inner: Path) -> None:
    path.write_bytes(gzip.compress(inner.read_bytes()))


def tarred(path: Path, inner: Path) -> None:
    with tarfile.open(path, "w") as archive:
        archive.add(inner, "inner.pth")


def zipped(path: Path, inner: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inner, "inner.pth")


def script(path: Path) -> None:
    torch.jit.script(nn.Sequential(nn.Linear(2, 2), nn.ReLU())).save(path)


def bytes_of(data: bytes) -> Callable[[Path], None]:
    return lambda path: (path.write_bytes(data), None)[1]


POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 244400000\n"
FILES: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "empty": (bytes_of(b""), "weights.empty", "empty"),
    "pointer": (bytes_of(POINTER), "weights.lfs", "git lfs pull"),
    "page": (bytes_of(b"\n<!DOCTYPE html>\n<html><title>Google Drive</title>"), "weights.web_page", "web page"),
    "page in capitals": (bytes_of(b"\xef\xbb\xbf<HTML><BODY>404"), "weights.web_page", "web page"),
    "error of a cloud": (bytes_of(b'<?xml version="1.0"?><Error><Code>AccessDenied'), "weights.web_page", "web page"),
    "text": (bytes_of(b"Not Found"), "weights.no_weights", "safetensors"),
    "json": (bytes_of(b'{"weight_map": {}}'), "weights.no_weights", "safetensors"),
    "photo": (bytes_of(b"\xff\xd8\xff\xe0" + bytes(600)), "weights.no_weights", "safetensors"),
    "gzip": (packed(gzipped), "weights.packed", "unpack"),
    "tar": (packed(tarred), "weights.packed", "unpack"),
    "zip": (packed(zipped), "weights.packed", "unpack"),
    "7z": (bytes_of(b"7z\xbc\xaf\x27\x1c" + bytes(600)), "weights.packed", "unpack"),
    "rar": (bytes_of(b"Rar!\x1a\x07\x01\x00" + bytes(600)), "weights.packed", "unpack"),
    "keras": (bytes_of(b"\x89HDF\r\n\x1a\n" + bytes(600)), "weights.program", "Keras"),
    "numpy": (lambda path: np.save(path.open("wb"), np.zeros(9)), "weights.program", "NumPy"),
    "onnx": (bytes_of(b"\x08\x08\x12\x07pytorch\x1a\x052.1.0"), "weights.program", "ONNX"),
    "torchscript": (script, "weights.torchscript", "TorchScript"),
    "pickle": (lambda path: path.write_bytes(pickle.dumps({"a": np.zeros(3)})) and None, "weights.unsafe", "state_dict"),
    "pickle of before": (lambda path: path.write_bytes(pickle.dumps({"a": 3}, 2)) and None, "weights.unsafe", "state_dict"),
    "folder": (Path.mkdir, "weights.folder", "folder"),
    "link to nothing": (lambda path: path.symlink_to("nowhere"), "weights.unreadable", "read"),
    "pipe": (lambda path: os.mkfifo(path), "weights.unreadable", "read"),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("ending", [".pth", ".safetensors", ""])
@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_no_weights_is_called_what_it_is(tmp_path, case: str, ending: str) -> None:
    make, kind, word = FILES[case]
    make(tmp_path / f"odd{ending}")
    with problem(kind) as caught:
        loaded(tmp_path / f"odd{ending}")
    assert word in str(caught.value) and f"odd{ending}" in str(caught.value)


def test_code_beside_good_numbers_is_not_run(tmp_path, narrow) -> None:
    marker = tmp_path / "marker"

    class Trap:
        def __reduce__(self) -> tuple:
            return exec, (f"open({str(marker)!r}, 'w').close()",)

    torch.save({"model": narrow.state_dict(), "more": Trap()}, tmp_path / "trap.pth")
    assert same(loaded(tmp_path / "trap.pth"), narrow.state_dict())
    assert not marker.exists()
    torch.load(tmp_path / "trap.pth", weights_only=False)
    assert marker.exists()  # the trap was live


def test_nothing_stays_allowed_after_a_file_is_read(tmp_path, narrow) -> None:
    torch.save({"model": narrow.state_dict(), "args": argparse.Namespace(a=1)}, tmp_path / "a.pth")
    assert content(tmp_path / "a.pth")  # the first time torch allows some more of its own
    before = set(torch.serialization.get_safe_globals())
    assert content(tmp_path / "a.pth")
    assert set(torch.serialization.get_safe_globals()) == before


def test_a_file_that_is_overwritten_does_not_change_the_network_in_use(tmp_path, narrow) -> None:
    for name in ("a.pth", "a.safetensors"):
        path, state = tmp_path / name, {key: value.clone() for key, value in narrow.state_dict().items()}
        torch.save(state, path) if name == "a.pth" else save_file(state, path)
        network = loaded(path)
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.truncate(10)
        assert same(network, state)


# Names of the classes


@pytest.fixture
def mine(tmp_path, narrow) -> Path:
    torch.save(narrow.state_dict(), tmp_path / "mine.pth.tar")
    return tmp_path / "mine.pth.tar"


TEXTS: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "plain": (b"cat\ndog\nrose\n", ("cat", "dog", "rose")),
    "windows": (b"\xef\xbb\xbfcat\r\ndog\r\nrose", ("cat", "dog", "rose")),
    "utf-16": ("猫\n狗\n玫瑰\n".encode("utf-16"), ("猫", "狗", "玫瑰")),
    "empty lines and spaces": (b"\n cat \n\ndog\nrose\n\n", ("cat", "dog", "rose")),
    "as typed": (b"# head\n*star*\n$5 note\n", ("# head", "*star*", "$5 note")),
    "wordnet": (b"n02123045\nn02099601\nrose\n", ("n02123045", "n02099601", "rose")),
}


@pytest.mark.parametrize("case", TEXTS)
def test_names_beside_the_weights_are_theirs(mine, case: str) -> None:
    data, names = TEXTS[case]
    (mine.parent / "mine.txt").write_bytes(data)
    entry = described("mine", mine)
    assert entry.wnids == names == load(entry)[1] and entry.classes == 3


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"cat\ndog\n", "classes.number", ["2 names", "3 classes", "mine.txt"]),
        (b"cat\ndog\nrose\nlily", "classes.number", ["4 names"]), (b"", "classes.number", ["0 names"]),
        (b"one name\n", "classes.number", ["1 name,"]), (b"cat\ndog\ncat\n", "classes.twice", ["cat"]),
        (b"B\xe4r\ndog\ncat\n", "classes.no_text", ["UTF-8"]),
    ],
)  # fmt: skip
def test_names_that_cannot_be_theirs_are_told(mine, data: bytes, kind: str, words: list[str]) -> None:
    (mine.parent / "mine.txt").write_bytes(data)
    entry = described("mine", mine)
    assert entry.classes == 3  # the menu says the right number all the same
    with problem(kind) as caught:
        load(entry)
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_a_changed_file_of_names_is_another_version(mine) -> None:
    versions = []
    for text in (None, "cat\ndog\nrose", "cat\ndog\ntulip"):
        if text:
            (mine.parent / "mine.txt").write_text(text)
        entry = described("mine", mine)
        versions.append(entry.version)
        assert load(entry)[1][2] == (text.split()[2] if text else "class 2")
    assert len(set(versions)) == 3


def test_the_number_of_classes_is_known_before_the_network_is_used(own, narrow) -> None:
    torch.save({"model": narrow.state_dict()}, own / "mine.pth")
    (own / "broken.pth").write_bytes(b"PK\x03\x04")
    found = menu()
    assert (found["mine"].classes, found["broken"].classes) == (3, 0)
    with pytest.raises(Problem):
        load(found["broken"])
