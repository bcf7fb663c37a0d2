"""How a training went, with conv1 itself at many moments: what `assets/runs/` and the page of a running training show."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from alexnet.errors import Problem
from alexnet.files import whole


@dataclass(frozen=True)
class Record:
    """A training at its recorded moments, M of them, in order.

    Attributes:
        steps: (M,) steps done, the first 0.
        loss: (M,) mean training loss of the steps since the moment before, NaN at the first.
        top1, top5: (M,) on the photos held back, in [0, 1].
        kernels: (M, K, 3, 11, 11) conv1, float16; of the two-tower network GPU 1's come first.
        how: recipe, data, seed, versions: everything that is known of how it was made.
    """

    steps: np.ndarray
    loss: np.ndarray
    top1: np.ndarray
    top5: np.ndarray
    kernels: Tensor
    how: dict[str, Any]

    def split(self) -> np.ndarray:
        """(M, 2) `split_index` at each moment."""
        return np.array([split_index(kernels) for kernels in self.kernels])

    def save(self, path: Path) -> None:
        """Writes one .safetensors file."""
        numbers = {name: torch.from_numpy(np.asarray(getattr(self, name))) for name in ("steps", "loss", "top1", "top5")}
        with whole(path) as unfinished:
            save_file(numbers | {"kernels": self.kernels.half().contiguous()}, unfinished, {"alexnet": json.dumps(self.how)})


def read_record(path: Path) -> Record:
    """The record in a file that `Record.save` wrote. Raises Problem "record.damaged"."""
    try:
        with safe_open(path, "pt") as file:
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
            how = json.loads(file.metadata()["alexnet"])
        kernels = tensors.pop("kernels")
        return Record(**{name: values.numpy() for name, values in tensors.items()}, kernels=kernels, how=how)
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise Problem("record.damaged", name=path.name) from error


def split_index(kernels: Tensor) -> tuple[float, float]:
    """How colourful each tower's conv1 is: share of its kernels' energy off the grey axis, GPU 1's and GPU 2's, in [0, 1].

    Weighted by energy, so that kernels which stayed faint hardly count. `kernels`: (K, 3, h, w), GPU 1's first half.

    Example:
        >>> grey, red = torch.ones(1, 3, 2, 2), torch.tensor([1.0, 0.0, 0.0]).reshape(1, 3, 1, 1).expand(1, 3, 2, 2)
        >>> [round(share, 3) for share in split_index(torch.cat([grey, red]))]
        [0.0, 0.667]
    """
    shares: list[float] = []
    for tower in kernels.float().chunk(2):
        off_grey = tower - tower.mean(1, keepdim=True)
        shares.append((off_grey.square().sum() / tower.square().sum().clamp_min(1e-12)).item())
    first, second = shares
    return first, second
