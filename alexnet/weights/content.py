"""What is in a weights file, whatever its name ends with: its content decides, and nothing in it is ever run."""

import os
import re
import zipfile
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import Any

import safetensors.torch
import torch

from alexnet.errors import Problem
from alexnet.files import shown
from alexnet.weights import caffe

LARGEST = (
    2_000_000_000  # bytes of a weights file; AlexNet in fp32 has 244 million, with an average and Adam's state four times that
)
START = 512  # bytes that tell what a file is
ZIP, SAFETENSORS = re.compile(rb"PK\x03\x04"), re.compile(rb".{8}\s*\{", re.DOTALL)
PICKLE = re.compile(rb"\x80[\x01-\x05]")
OTHERS = {  # what people take for weights, by the sentence that helps
    "weights.lfs": re.compile(rb"version https://git-lfs"),
    "weights.web_page": re.compile(rb"(\xef\xbb\xbf)?\s*<(!|\?|html|head|body|script)", re.I),
    "weights.packed": re.compile(rb"\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|Rar!|\x28\xb5\x2f\xfd|.{257}ustar", re.DOTALL),
}
PROGRAMS = {  # whose files they are
    "Keras (HDF5)": re.compile(rb"\x89HDF"),
    "NumPy": re.compile(rb"\x93NUMPY"),
    "GGUF": re.compile(rb"GGUF"),
    "ONNX": re.compile(rb"\x08[\x01-\x20].{0,4}\x12.(pytorch|onnx|tf2onnx|keras|skl2onnx|paddle)", re.DOTALL),
}
FORBIDDEN = re.compile(  # what torch says of a pickle that it does not run, or has not written; of a broken one it says else
    r"unsupported global|is blocked|can only|trying to call|persistent_load|operand 149|magic number", re.I
)
_reading = Lock()  # which names the unpickler passes over is kept by torch for the whole process


class Passed:
    """Stands for whatever a pickle names that is no number: it is made of nothing and does nothing.

    Attributes:
        network: it was a whole `torch.nn.Module`.
    """

    network = False

    def __new__(cls, *_arguments: object, **_more: object) -> "Passed":
        return super().__new__(cls)

    def __init__(self, *arguments: object, **more: object) -> None:
        """Takes anything."""

    def __setstate__(self, state: object) -> None:
        self.network = isinstance(state, dict) and "_modules" in state


class PassedDict:
    """The same for a dictionary of somebody's own make, whose entries follow: an empty one."""

    def __new__(cls, *_arguments: object, **_more: object) -> Any:
        return OrderedDict()


def content(path: Path) -> object:
    """Everything in the file at `path`, tensors mapped from the disk where they can be.

    Raises:
        Problem: what it is instead of weights: "weights.missing", "weights.folder", "weights.unreadable", "weights.empty",
            "weights.lfs", "weights.web_page", "weights.packed", "weights.program", "weights.torchscript", "weights.no_weights",
            "weights.too_big"; "weights.cut" where it is not whole, "weights.unsafe" for a pickle that cannot be read
            without running it.
    """
    name = shown(path.name)
    start = _start(path, name)
    if path.suffix.lower() == ".net" or caffe.fits(start, path.stat().st_size):
        return caffe.decode(path.read_bytes(), name)
    readers = {SAFETENSORS: _safetensors, ZIP: _zipped, PICKLE: _pickled}
    read = next((read for begins, read in readers.items() if begins.match(start)), None)
    if read is None:
        raise _what_else(start, name)
    try:
        return read(path)
    except (Problem, MemoryError):
        raise
    except Exception as error:  # a broken file raises one of many: EOFError, RuntimeError, KeyError, SafetensorError ...
        raise Problem("weights.unsafe" if FORBIDDEN.search(str(error)) else "weights.cut", name=name) from error


def _what_else(start: bytes, name: str) -> Problem:
    """What a file is that begins with `start` and is no weights file."""
    if kind := next((kind for kind, begins in OTHERS.items() if begins.match(start)), None):
        return Problem(kind, name=name)
    if program := next((program for program, begins in PROGRAMS.items() if begins.match(start)), None):
        return Problem("weights.program", name=name, program=program)
    return Problem("weights.no_weights", name=name)


def looks_like_weights(path: Path) -> bool:
    """Whether the file at `path` begins as one of a kind that `content` reads."""
    try:
        start = _start(path, path.name)
    except Problem:
        return False
    if ZIP.match(start):
        return _is_checkpoint(path)
    return any(begins.match(start) for begins in (SAFETENSORS, PICKLE)) or caffe.fits(start, path.stat().st_size)


def _start(path: Path, name: str) -> bytes:
    if path.is_dir():
        raise Problem("weights.folder", name=name)
    if not os.path.lexists(path):
        raise Problem("weights.missing", name=name)
    try:
        size = path.stat().st_size
        if not path.is_file():  # a device or a pipe: reading might never end
            raise Problem("weights.unreadable", name=name)
        with path.open("rb") as file:
            start = file.read(START)
    except OSError as error:
        raise Problem("weights.unreadable", name=name) from error
    if not size:
        raise Problem("weights.empty", name=name)
    if size > LARGEST:
        raise Problem("weights.too_big", name=name, limit=LARGEST // 10**6)
    return start


def _is_checkpoint(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(member.endswith("/data.pkl") for member in archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def _zipped(path: Path) -> object:
    """What `torch.save` has written, as a zip."""
    with zipfile.ZipFile(path) as archive:
        members = archive.namelist()
    if any(re.search(r"/code/|/constants\.pkl$|/archive_format$|^archive_format$", member) for member in members):
        raise Problem("weights.torchscript", name=shown(path.name))
    if not any(member.endswith("/data.pkl") for member in members):
        raise Problem("weights.packed", name=shown(path.name))
    unknown = torch.serialization.get_unsafe_globals_in_checkpoint(path)
    stand_ins: list[Any] = [(PassedDict if "dict" in word.lower() else Passed, word) for word in unknown]
    with _reading, torch.serialization.safe_globals(stand_ins):
        if _is_utf8(path) and path.suffix != ".safetensors":  # torch.load goes by the name there
            return torch.load(path, map_location="cpu", weights_only=True, mmap=True)
        with path.open("rb") as file:
            return torch.load(file, map_location="cpu", weights_only=True)


def _pickled(path: Path) -> object:
    """What `torch.save` wrote before PyTorch 1.6."""
    with path.open("rb") as file:
        return torch.load(file, map_location="cpu", weights_only=True)


def _safetensors(path: Path) -> object:
    return safetensors.torch.load_file(path) if _is_utf8(path) else safetensors.torch.load(path.read_bytes())


def _is_utf8(path: Path) -> bool:
    """Whether libraries that take a path for UTF-8 find it."""
    return "\N{REPLACEMENT CHARACTER}" not in shown(str(path))
