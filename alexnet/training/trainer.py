"""Trains a network, step by step: a generator that anyone may watch, stop and take up again where it stopped."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import torch
from lightning_fabric import Fabric
from torch import Tensor, nn
from torch.utils.data import DataLoader

from alexnet.data.sets import Photos
from alexnet.errors import Problem
from alexnet.network import Network
from alexnet.training.batch_norm import folded, normalised
from alexnet.training.batches import Augmented, centre_crops, random_boxes, random_crops
from alexnet.training.recipe import Recipe

Batch = TypeVar("Batch")


@dataclass(frozen=True)
class Step:
    """What one step of the training did.

    Attributes:
        number: steps done so far, from 1.
        total: steps of the whole training.
        loss: mean over the batch, with label smoothing as the recipe has it.
        accuracy: share of the batch that was named right, in [0, 1].
        rate: the learning rate of this step.
        images_a_second: photos a second, over the steps since the training was begun or resumed.
    """

    number: int
    total: int
    loss: float
    accuracy: float
    rate: float
    images_a_second: float


class Trainer:
    """A network on its way: `steps` goes on until the recipe is done; `state` and `restore` stop and resume it.

    All that is random is drawn from (seed, pass, step) or (seed, pass, photo), so a training that was stopped goes on
    exactly as if it had not been, and it does not matter over how many processes a batch is spread.

    Args:
        network: an untrained network; it is trained in place.
        data: photos as in `data.squares`: `len` and `__getitems__(rows)` to (N, 3, side, side) uint8 and (N,) classes.
        recipe: how.
        fabric: Lightning Fabric knows the devices, the precision and, on several machines, who talks to whom.
        workers: processes that read photos ahead; 0 reads them here, which is best for photos in memory.
    """

    def __init__(self, network: Network, data: Photos, recipe: Recipe, fabric: Fabric, workers: int = 0) -> None:
        self.network = normalised(network) if recipe.normalise else network
        self.data, self.recipe, self.fabric, self.workers = data, recipe, fabric, workers
        self.done = 0
        self.steps_a_pass = max(1, len(data) // recipe.batch)
        self.total = self.steps_a_pass * recipe.passes
        spread = len({parameter.device for parameter in network.parameters()}) > 1  # towers on two devices stay there
        self.network.to(memory_format=torch.channels_last)
        self._model, self._optimizer = fabric.setup(
            self.network, recipe.optimizer_for(self.network), move_to_device=not spread
        )  # fmt: skip
        self._loss = nn.CrossEntropyLoss(label_smoothing=recipe.smoothing)

    def steps(self) -> Iterator[Step]:
        """Trains, yielding after each step. Raises Problem "run.not_finite" for a loss that is no number."""
        began, first, crops = time.perf_counter(), self.done, None
        for pixels, classes, boxes, seed in self._batches():
            share = self.done / max(1, self.total - 1)
            rate = self.recipe.rate_at(share)
            for group in self._optimizer.param_groups:
                group["lr"] = rate
            crops = random_crops(pixels, boxes, self.recipe.size_at(share), crops)
            means = self.fabric.all_reduce(torch.stack(self._step(crops, classes, seed)), reduce_op="mean")
            self.done += 1
            loss, right = means.tolist()  # type: ignore[union-attr]  # of a tensor it makes a tensor
            if not math.isfinite(loss):
                raise Problem("run.not_finite", step=self.done)
            speed = (self.done - first) * self.recipe.batch / (time.perf_counter() - began)
            yield Step(self.done, self.total, loss, right, rate, speed)

    def _step(self, x: Tensor, y: Tensor, seed: int) -> tuple[Tensor, Tensor]:
        """One step of the optimizer: the batch's loss and the share that was named right."""
        self._model.train()
        torch.manual_seed(seed)  # dropout
        scores = self._model(x)
        y = y.to(scores.device)
        loss = self._loss(scores, y)
        self._optimizer.zero_grad()
        self.fabric.backward(loss)
        self._optimizer.step()
        return loss.detach(), (scores.detach().argmax(1) == y).float().mean()

    def _batches(self) -> Iterator[tuple[Tensor, Tensor, Tensor, int]]:
        """This process's share of each batch to come: photos, classes, crop boxes and a seed."""
        recipe, fabric, size = self.recipe, self.fabric, min(self.recipe.batch, len(self.data))
        mine = slice(fabric.global_rank, None, fabric.world_size)
        while self.done < self.total:
            number, place = divmod(self.done, self.steps_a_pass)
            order = np.random.default_rng((recipe.seed, number)).permutation(len(self.data))
            rows = [order[at * size : (at + 1) * size] for at in range(place, self.steps_a_pass)]
            loader = DataLoader(
                Augmented(self.data, recipe.augment, recipe.seed, number) if recipe.augment else self.data,
                batch_sampler=[part[mine].tolist() for part in rows], collate_fn=_as_it_is,
                num_workers=self.workers, pin_memory=fabric.device.type == "cuda",
            )  # fmt: skip
            for at, (pixels, classes) in enumerate(loader, place):
                rng = np.random.default_rng((recipe.seed, number, at))
                boxes = random_boxes(size, recipe.smallest, recipe.largest, recipe.ratio, recipe.flip, rng)[mine]
                seed = int(rng.integers(2**62)) + fabric.global_rank
                yield fabric.to_device(pixels), fabric.to_device(classes), boxes, seed

    @torch.no_grad()
    def measure(self, data: Photos, resize: int, crop: int) -> tuple[float, float]:
        """Top-1 and top-5 in [0, 1] on `data`: the centre of `crop` px of squares brought to `resize` px."""
        self.network.eval()
        hits = torch.zeros(2)
        rows = np.array_split(np.arange(len(data)), -(-len(data) // 250))
        for pixels, classes in DataLoader(data, batch_sampler=[part.tolist() for part in rows], collate_fn=_as_it_is):
            scores = self._model(centre_crops(self.fabric.to_device(pixels), resize, crop)).float().cpu()
            right = scores.topk(min(5, scores.shape[1])).indices == classes[:, None]
            hits += torch.stack([right[:, 0].sum(), right.any(1).sum()])
        top1, top5 = (hits / len(data)).tolist()
        return top1, top5

    @torch.no_grad()
    def shares(self, pixels: Tensor, resize: int, crop: int) -> Tensor:
        """(n, classes) probabilities on the CPU for (n, 3, side, side) uint8 squares, seen as by `measure`."""
        self.network.eval()
        scores = self._model(centre_crops(self.fabric.to_device(pixels), resize, crop))
        return scores.float().softmax(1).cpu()

    def check(self) -> None:
        """Raises Problem "run.not_finite" where a weight is no number: it may be one step ahead of the loss."""
        if not all(bool(values.isfinite().all()) for values in self.network.state_dict().values()):
            raise Problem("run.not_finite", step=self.done)

    def plain(self) -> Network:
        """The network as it stands, to be looked at or kept: a copy in eval mode, without normalisation layers."""
        return folded(self.network)

    def state(self) -> dict[str, Any]:
        """All that `restore` needs."""
        return {"network": self.network.state_dict(), "optimizer": self._optimizer.state_dict(), "step": self.done}

    def restore(self, state: dict[str, Any]) -> None:
        """Takes the training up where `state` was taken. Raises KeyError or RuntimeError for another network's."""
        self.network.load_state_dict(state["network"])
        self._optimizer.load_state_dict(state["optimizer"])
        self.done = state["step"]


def _as_it_is(batch: Batch) -> Batch:
    return batch
