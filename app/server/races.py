"""What all readers share on the page ReLU: the votes of the class and the race that runs."""

import threading
from collections import OrderedDict
from functools import cache

import torch

from alexnet.data.shapes import textures
from alexnet.lessons.relu_race import ACTIVATIONS, SIDE, STARTS, Lap, race
from app.server.jobs import Job, Question, Report
from app.server.queues import ask
from app.server.records import recorded

VOTERS = 500  # of whom the newest are counted
MOST = 400  # steps after which a live racer is given up
PHOTOS = 1500


class Votes:
    """One vote a session; who votes again changes his vote.

    Attributes:
        round: counts up when all votes are forgotten; a vote that was cast before then no longer stands.
    """

    def __init__(self) -> None:
        self.round = 0
        self._votes: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def cast(self, voter: str, choice: str) -> None:
        with self._lock:
            self._votes[voter] = choice
            while len(self._votes) > VOTERS:
                self._votes.popitem(last=False)

    def of(self, choice: str) -> int:
        """How many chose it."""
        with self._lock:
            return list(self._votes.values()).count(choice)

    @property
    def total(self) -> int:
        return len(self._votes)

    def forget(self) -> None:
        """Begins anew: for the next class."""
        with self._lock:
            self.round += 1
            self._votes.clear()


class LiveRace:
    """One race at a time: the racers take turns in one job, and anybody may look at their laps."""

    def __init__(self) -> None:
        self._laps: dict[str, list[Lap]] = {kind: [] for kind in ACTIVATIONS}
        self._job: Job[None] | None = None
        self._number = 0
        self._watchers: set[str] = set()
        self._lock = threading.Lock()

    @property
    def running(self) -> bool:
        return self._job is not None and not self._job.done

    def laps(self, kind: str) -> list[Lap]:
        """Of one racer, so far."""
        return self._laps[kind]

    def stride(self, kind: str) -> int:
        """Every how many laps to draw, so that a chart has at most 150 points a line."""
        return max(1, len(self._laps[kind]) // 150)

    def start(self, rates: dict[str, float]) -> None:
        """Starts a new race unless one runs. `rates`: the learning rate of each racer."""
        with self._lock:
            if not self.running:
                self._number += 1
                self._laps = {kind: [] for kind in ACTIVATIONS}
                self._job = ask(self._race(self._number, self._laps, rates))

    @staticmethod
    def _race(number: int, laps: dict[str, list[Lap]], rates: dict[str, float]) -> Question[None]:
        def work(report: Report) -> None:
            pixels, classes = (torch.from_numpy(part) for part in textures(PHOTOS, 1))
            pixels = torch.nn.functional.avg_pool2d(pixels.float(), pixels.shape[-1] // SIDE).to(torch.uint8)
            racers = {kind: race(pixels, classes, kind, rate, number, MOST) for kind, rate in rates.items()}
            while racers:
                for kind, racer in list(racers.items()):
                    lap = next(racer, None)
                    if lap is None:
                        del racers[kind]
                    else:
                        laps[kind].append(lap)
                report(max(len(found) for found in laps.values()) / MOST)

        return Question(("race", number), work, slow=True, queue="races")

    def join(self, reader: str) -> None:
        """`reader` looks on."""
        if self._job is not None and not self._job.done:
            self._watchers.add(reader)
            self._job.join(reader)

    def ended(self, reader: str) -> bool:
        """True once for each who watched a race that is over by now."""
        if self.running or reader not in self._watchers:
            return False
        self._watchers.discard(reader)
        return True

    def stop(self) -> None:
        """Ends the race for all."""
        if self._job is not None:
            for reader in list(self._watchers):
                self._job.leave(reader)


@cache
def votes() -> Votes:
    """What the readers of this server have voted."""
    return Votes()


@cache
def live_race() -> LiveRace:
    """The one race that all readers watch."""
    return LiveRace()


def tuned_rates() -> dict[str, float]:
    """The learning rate of each racer, as tuned for the recorded race. Raises Problem "record.damaged"."""
    runs = recorded("relu_race")["runs"]
    return {run["activation"]: run["rate"] for run in runs if run["start"] == STARTS[0]}
