"""Takes a network out of this project: for PyTorch and torchvision, and for every tool that reads ONNX."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import torch

from alexnet.classes.labels import class_name
from alexnet.errors import Problem
from alexnet.files import shown, whole
from alexnet.network import Network, twin
from alexnet.outputs import place
from alexnet.weights.entry import Weights
from alexnet.weights.files import save

OPSET = 18


def export(network: Network, weights: Weights, path: Path) -> Path:
    """Writes `network` to `path`, in the format that the name ends with, whole or not at all; a file that is there is replaced.

    Args:
        weights: what is known of it; classes (one WordNet id, or name, each), preprocessing, origin and licence go into the file.

    Raises:
        Problem: those of `outputs.place`; "export.missing" where the packages for ONNX are not installed.
    """
    with place(path, FORMATS) as target, whole(target) as unfinished:
        FORMATS[path.suffix.lower().lstrip(".")](network, weights, unfinished)
    return path


def _safetensors(network: Network, weights: Weights, path: Path) -> None:
    """float32 under torchvision's names for one tower, under ours for two; reads back with `weights.files.load`."""
    save(network, replace(weights, path=path, k=getattr(network, "k", weights.k)), {}, half=False)


def _onnx(network: Network, weights: Weights, path: Path) -> None:
    """Input "photo" (N, 3, side, side), normalised; output "scores" (N, classes); the rest stands in the metadata as JSON."""
    try:
        import onnx
        import onnxscript  # noqa: F401  the exporter needs it
    except ImportError as error:
        raise Problem("export.missing") from error
    prepared, side = weights.preprocessing, weights.preprocessing.crop
    program = torch.onnx.export(
        twin(network).cpu(), (torch.zeros(2, 3, side, side),), input_names=["photo"], output_names=["scores"],
        dynamic_shapes=({0: torch.export.Dim("photos")},), opset_version=OPSET, dynamo=True, verbose=False,
    )  # fmt: skip
    assert program is not None  # only the exporter before dynamo gives none
    model = program.model_proto
    graph = model.graph
    for part in (graph, *graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer):
        part.ClearField("metadata_props")  # the exporter notes there which line, in which folder of this computer, made it
    first = f"{prepared.via} pixels if it is longer, then to " if prepared.via else ""
    model.doc_string = (
        f"AlexNet. photo: its shorter side brought to {first}{prepared.resize} pixels, the central {side} x {side} of it, RGB "
        "in 0 ... 1, minus the mean, divided by the std of each channel. scores: before the softmax, in the order of classes."
    )
    told = {"classes": weights.wnids, "names": [class_name(wnid) for wnid in weights.wnids], "preprocessing": asdict(prepared)}
    told |= {"origin": weights.origin, "licence": weights.licence}
    for key, value in told.items():
        model.metadata_props.add(key=key, value=shown(json.dumps(value, ensure_ascii=False)))
    onnx.checker.check_model(model)
    onnx.save_model(model, path)


FORMATS: dict[str, Callable[[Network, Weights, Path], None]] = {"safetensors": _safetensors, "onnx": _onnx}
