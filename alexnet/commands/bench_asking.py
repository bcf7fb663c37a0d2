"""How fast the common jobs are, each beside something well known that does the same, measured in turns."""

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import torch

from alexnet.ask.classify import crop_scores
from alexnet.ask.saliency import explain
from alexnet.device import best_device, describe
from alexnet.files import ASSETS
from alexnet.network import Network, twin
from alexnet.network.trace import top
from alexnet.photo.crops import centre_crop, to_tensor
from alexnet.photo.image import decode
from alexnet.weights.files import load
from alexnet.weights.sources import find

PHOTO = ASSETS / "photos" / "cat.jpg"
IMPORTS = [sys.executable, "-c", "import torch, torchvision"]
CLASSIFY = [sys.executable, "-m", "alexnet", "classify", str(PHOTO)]


def medians(jobs: dict[str, Callable[[], object]], runs: int, warm_up: int = 3) -> dict[str, float]:
    """The median time of each job in milliseconds.

    The jobs take turns, in another order each round: all see the same machine, and none always follows the same other,
    whose data would be in the processor's cache.
    """
    order = random.Random(0)
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for run in range(warm_up + runs):
        for name, job in order.sample(list(jobs.items()), len(jobs)):
            begin = time.perf_counter()
            job()
            if torch.cuda.is_available():
                torch.cuda.synchronize()
            if run >= warm_up:
                times[name].append((time.perf_counter() - begin) * 1000)
    return {name: round(statistics.median(values), 2) for name, values in times.items()}


def bench(runs: int = 15) -> dict[str, object]:
    """Times in milliseconds, the ratios that matter, and where they were taken.

    `torchcam_grad_cam` and its ratio are there only where torchcam is installed.
    """
    from torchvision.models import alexnet

    device, weights = best_device(), find("built-in")
    network, _ = load(weights, device)
    data = PHOTO.read_bytes()
    photo = decode(data)
    x = to_tensor(centre_crop(photo, weights.preprocessing), weights.preprocessing).to(device)
    bare = alexnet().eval().to(device)
    target = int(network(x).argmax())

    def bare_forward() -> None:
        with torch.no_grad():
            bare(x)

    jobs = {
        "torchvision_forward": bare_forward,
        "photo_to_top_five": lambda: top(crop_scores(network, decode(data), weights.preprocessing)),
        "one_crop": lambda: crop_scores(network, photo, weights.preprocessing),
        "ten_crops": lambda: crop_scores(network, photo, weights.preprocessing, 10),
        "grad_cam": lambda: explain(network, x, "grad-cam", target),
    } | _torchcam(network, x, target)
    with torch.random.fork_rng():
        times = medians(jobs, runs)
    times |= medians({"import_torch_torchvision": _command(IMPORTS), "classify_command": _command(CLASSIFY)}, runs, 1)
    ratios = {
        "photo_to_top_five / torchvision_forward (at most 1.5)": times["photo_to_top_five"] / times["torchvision_forward"],
        "ten_crops / one_crop (at most 7)": times["ten_crops"] / times["one_crop"],
        "classify_command - import_torch_torchvision, s (at most 1.5)": (
            times["classify_command"] - times["import_torch_torchvision"]
        )
        / 1000,
    }
    if "torchcam_grad_cam" in times:
        ratios["grad_cam / torchcam_grad_cam (at most 1)"] = times["grad_cam"] / times["torchcam_grad_cam"]
    return {
        "device": describe(device),
        "threads": torch.get_num_threads(),
        "torch": torch.__version__,
        "runs": runs,
        "median_ms": times,
        "ratios": {name: round(value, 3) for name, value in ratios.items()},
    }


def _torchcam(network: Network, x: torch.Tensor, target: int) -> dict[str, Callable[[], object]]:
    try:
        from torchcam.methods import GradCAM
    except ImportError:
        return {}
    theirs = twin(network)
    extractor = GradCAM(theirs, dict(theirs.layers())["relu5"])

    def grad_cam() -> None:
        extractor(target, theirs(x.detach().requires_grad_()))

    return {"torchcam_grad_cam": grad_cam}


def _command(command: list[str]) -> Callable[[], object]:
    return lambda: subprocess.run(command, check=True, capture_output=True, cwd=PHOTO.parents[2])
