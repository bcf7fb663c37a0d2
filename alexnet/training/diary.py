"""Trains into a run's folder: checkpoints, the record and the kept network, so that others can watch, stop and resume."""

import json
import time
from collections.abc import Generator
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from lightning_fabric import Fabric

from alexnet.data.sets import Photos, left_out
from alexnet.device import describe
from alexnet.errors import Problem
from alexnet.files import whole
from alexnet.network import TwoGpuAlexNet, freeze
from alexnet.photo.crops import Preprocessing
from alexnet.training.alone import alone, obeying
from alexnet.training.answers import Answers, shown, small
from alexnet.training.batch_norm import first_kernels
from alexnet.training.plan import Plan, build, preprocessing
from alexnet.training.record import Record
from alexnet.training.run import Run, read_checkpoint, room, save_checkpoint
from alexnet.training.trainer import Step, Trainer
from alexnet.weights.entry import Accuracy, Weights
from alexnet.weights.files import save

MOMENTS = 48  # at which conv1 is recorded; dense at first, when it changes most
SAVE_EVERY = 200  # steps between two checkpoints
SHARE = 0.05  # of the time that measuring on the way may take
MOST = 15  # seconds between two checkpoints; a kill costs no more
FRESH = 5  # seconds between two copies of the network on its way


def train_run(
    run: Run, plan: Plan, train: Photos, val: Photos, fabric: Fabric, workers: int = 0, save_every: int = SAVE_EVERY,
    towers: tuple[str, str] | None = None,
) -> Generator[Step, None, None]:  # fmt: skip
    """Trains in the folder of `run`, going on from its checkpoint if there is one, and yields each step.

    A `stop` file, SIGINT or SIGTERM ends it after the step that it is at; then, and at its end, everything is saved.

    A run that is finished already is left as it is. A checkpoint is made every `save_every` steps and every `MOST` seconds.

    Raises:
        Problem: "run.busy" where the device trains already; "run.other" for the checkpoint of another network or of other
            classes; "run.checkpoint", "run.no_room"; "run.not_finite" where the loss or a weight is no number any more, and
            then the last good checkpoint stays.
    """
    first = fabric.is_global_zero
    network = build(plan, len(train.names))
    if towers:
        cast(TwoGpuAlexNet, network).place(towers)
    trainer = Trainer(network, train, plan.recipe, fabric, workers)
    view = preprocessing(plan.recipe, train.side)
    with room(run.folder), alone(run, fabric), obeying(run):
        (run.folder / "stop").unlink(missing_ok=True)
        (run.folder / "problem.json").unlink(missing_ok=True)
        diary = _Diary(run, plan, trainer, val, view, fabric)
        if not diary.begin():
            return
        try:
            for step in trainer.steps():
                stopping, due = fabric.broadcast((run.stopping, diary.due))
                stopping = stopping and step.number < step.total
                diary.note(step)
                if step.number % save_every == 0 or due or stopping:
                    diary.save()
                yield step
                if stopping:
                    break
            diary.close()
        except Problem:
            if first:
                run.on_its_way.unlink(missing_ok=True)
            raise


class _Diary:
    """What is written down on the way; of several processes only the first writes."""

    def __init__(self, run: Run, plan: Plan, trainer: Trainer, val: Photos, view: Preprocessing, fabric: Fabric) -> None:
        self.run, self.plan, self.trainer, self.val, self.view = run, plan, trainer, val, view
        self.writes = fabric.is_global_zero
        self.moments = {round(trainer.total * (number / MOMENTS) ** 1.6) for number in range(1, MOMENTS + 1)} - {0}
        self.rows: list[tuple[int, float, float, float]] = []  # step, loss, top-1, top-5
        self.kernels: list[torch.Tensor] = []
        self.losses: list[float] = []
        self.began, self.before, self.measuring, self.once = time.monotonic(), 0.0, 0.0, 0.0
        self.pixels, self.classes = shown(val)
        self.copied = float("-inf")
        self.saved, self.cost = time.monotonic(), 0.0  # when the last checkpoint was made, and the seconds that it took
        self.how = asdict(plan) | {
            "seed": plan.recipe.seed,
            "photos": len(trainer.data), "held back": len(val), "classes": list(trainer.data.names), "side": trainer.data.side,
            "left out": left_out(trainer.data, val),
            "total": trainer.total, "device": describe(fabric.device), "torch": torch.__version__, "preprocessing": asdict(view),
        }  # fmt: skip

    @property
    def seconds(self) -> float:
        """Time spent in this training, resumed parts added up."""
        return self.before + time.monotonic() - self.began

    @property
    def due(self) -> bool:
        """Whether the last checkpoint is old; writing may not take more than a fifth of the time."""
        return time.monotonic() - self.saved > max(MOST, 5 * self.cost)

    def begin(self) -> bool:
        """Begins, or goes on from the checkpoint; False where nothing is left to do."""
        # From the first process to all: the others may be on machines without that folder.
        kept = self.trainer.fabric.broadcast(_kept(self.run) if self.writes else {})
        if kept["problem"]:
            raise Problem.of(kept["problem"])
        if kept["checkpoint"]:
            self.take_up(kept["checkpoint"], kept["classes"])
        if kept["done"] and self.trainer.done >= self.trainer.total:
            return False
        if self.writes:
            (self.run.folder / "done").unlink(missing_ok=True)
            self.forget()
            self.run.write("settings.json", self.how | {"began": time.time()})
        if not self.rows:
            self.moment()
        return True

    def take_up(self, state: dict[str, Any], classes: list[str] | None) -> None:
        """Goes on from a checkpoint. Raises Problem "run.other" for one of another network, or of other `classes`."""
        if classes not in (None, self.how["classes"]):
            raise Problem("run.other", name=self.run.name)
        try:
            self.trainer.restore(state["trainer"])
        except (KeyError, RuntimeError, ValueError, TypeError) as error:
            raise Problem("run.other", name=self.run.name) from error
        self.before = state["seconds"]
        record = _record(self.run) if self.writes else None
        if record:
            kept = int((record.steps <= self.trainer.done).sum())
            columns = (record.steps, record.loss, record.top1, record.top5)
            self.rows = list(zip(*(column[:kept].tolist() for column in columns), strict=True))
            self.kernels = list(record.kernels[:kept])
            last = self.rows[-1][0] if self.rows else 0
            self.losses = [step["loss"] for step in self.run.steps() if last < step["step"] <= self.trainer.done]

    def forget(self) -> None:
        """Takes away the steps that were written down after where the training stands, and half a line of a killed process."""
        path = self.run.folder / "steps.jsonl"
        if path.is_file():
            lines = [json.dumps(step) + "\n" for step in self.run.steps() if step["step"] <= self.trainer.done]
            with whole(path) as unfinished:
                unfinished.write_text("".join(lines), "utf-8")

    def note(self, step: Step) -> None:
        """One step; and, now and then, conv1 and the accuracy."""
        self.losses.append(step.loss)
        if self.writes:
            row = {
                "step": step.number, "total": step.total, "loss": round(step.loss, 5), "accuracy": round(step.accuracy, 4),
                "rate": step.rate, "speed": round(step.images_a_second, 1), "seconds": round(self.seconds, 2),
            }  # fmt: skip
            with (self.run.folder / "steps.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")
        if step.number in self.moments:
            self.moment(last=step.number == step.total)

    def moment(self, last: bool = False) -> None:
        """Records conv1, and the accuracy where there is time for it."""
        self.trainer.check()
        done, started = self.trainer.done, time.monotonic()
        top1 = top5 = float("nan")
        # Of several processes all measure or none does: the decision is one of steps, not of time.
        if last or done == 0 or self.measuring + self.once < SHARE * self.seconds or self.trainer.fabric.world_size > 1:
            top1, top5 = self.trainer.measure(self.val, self.view.resize, self.view.crop)
            self.once = time.monotonic() - started
            self.measuring += self.once if done else 0.0
        self.rows.append((done, float(np.mean(self.losses)) if self.losses else float("nan"), top1, top5))
        self.losses.clear()
        self.kernels.append(first_kernels(self.trainer.network).half())
        shares, answers = self.trainer.shares(self.pixels, self.view.resize, self.view.crop).max(1)
        if self.writes:
            self._record().save(self.run.folder / "record.safetensors")
            said = (small(self.pixels), self.classes, answers, shares)
            Answers(done, *(part.contiguous().numpy() for part in said)).save(self.run.answers)
            if not last and time.monotonic() - self.copied > FRESH:
                self.copy(self.run.on_its_way, top1, top5)
                self.copied = time.monotonic()

    def save(self) -> None:
        """A checkpoint, never of weights that are no numbers."""
        self.trainer.check()
        if self.writes:
            started = time.monotonic()
            save_checkpoint({"trainer": self.trainer.state(), "seconds": self.seconds}, self.run.folder / "checkpoint.pt")
            self.saved = time.monotonic()
            self.cost = self.saved - started

    def close(self) -> None:
        """The network as it is now; `done` where nothing is left to do."""
        step, _, top1, top5 = self.rows[-1]
        if step != self.trainer.done or np.isnan(top1):
            top1, top5 = self.trainer.measure(self.val, self.view.resize, self.view.crop)
        self.save()
        if not self.writes:
            return
        self.copy(self.run.network, top1, top5)
        self.run.on_its_way.unlink(missing_ok=True)
        if self.trainer.done == self.trainer.total:
            (self.run.folder / "done").touch()

    def copy(self, path: Path, top1: float, top5: float) -> None:
        """The network as it is now, in the form that the app loads, with its accuracy if that is known."""
        known = None if np.isnan(top1) else Accuracy(top1, top5, len(self.val), self.plan.data)
        names, origin = tuple(self.trainer.data.names), f"trained here on {self.plan.data}"
        entry = Weights(self.run.name, path, names, known, self.view, origin=origin, licence="")
        save(freeze(self.trainer.plain()), entry, self.how | {"step": self.trainer.done, "seconds": round(self.seconds)})

    def _record(self) -> Record:
        steps, *curves = zip(*self.rows, strict=True)
        loss, top1, top5 = (np.array(values, np.float32) for values in curves)
        return Record(np.array(steps, np.int64), loss, top1, top5, torch.stack(self.kernels), self.how)


def _kept(run: Run) -> dict[str, Any]:
    """What an earlier process has left, or the Problem with it."""
    path = run.folder / "checkpoint.pt"
    kept: dict[str, Any] = {"checkpoint": None, "problem": None, "classes": run.settings.get("classes")}
    try:
        kept["checkpoint"] = read_checkpoint(path) if path.is_file() else None
    except Problem as problem:
        kept["problem"] = problem.told
    return kept | {"done": (run.folder / "done").exists() and run.network.is_file()}


def _record(run: Run) -> Record | None:
    """What was recorded so far; nothing where a power cut has damaged it."""
    try:
        return run.record()
    except Problem:
        return None
