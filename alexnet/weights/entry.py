"""What is known of one trained network: where its file is, what its classes are, how good it is and on what terms."""

from dataclasses import dataclass, field
from pathlib import Path

from alexnet.photo.crops import Preprocessing


@dataclass(frozen=True)
class Accuracy:
    """How often a network is right: fractions of the photos whose class is its first, or among its first five, answers."""

    top1: float
    top5: float
    photos: int
    measured_on: str


@dataclass(frozen=True)
class Weights:
    """One source of a trained AlexNet, of one tower or of the paper's two.

    Attributes:
        name: how menus, addresses and the command line call it.
        path: the file, whether it is there yet or not.
        wnids: WordNet id of each class in the order of the last layer; empty while the file is unread.
        accuracy: as measured by whom `measured_on` says; None if nobody did.
        preprocessing: what a photo must go through; these weights were trained with it.
        k: of the local response normalisation, where the network has it.
        origin, licence: where the weights come from and on what terms.
        url, size, digest: where to download the file, its rough size in bytes, the first hex digits of its SHA-256.
    """

    name: str
    path: Path
    wnids: tuple[str, ...] = ()
    accuracy: Accuracy | None = None
    preprocessing: Preprocessing = field(default_factory=Preprocessing)
    k: float = 2.0
    origin: str = ""
    licence: str = ""
    url: str = ""
    size: int = 0
    digest: str = ""

    @property
    def ready(self) -> bool:
        """Whether the file is here."""
        return self.path.is_file()

    @property
    def version(self) -> tuple[str, str, int, int]:
        """(name, path, bytes, time of change in ns): another one once the file is replaced; 0, 0 while there is none."""
        try:
            status = self.path.stat()
        except OSError:
            return self.name, str(self.path), 0, 0
        return self.name, str(self.path), status.st_size, status.st_mtime_ns
