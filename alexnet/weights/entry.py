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
        wnids: WordNet id, or name, of each class in the order of the last layer; empty where nobody has said.
        accuracy: as measured by whom `measured_on` says; None if nobody did.
        preprocessing: what a photo must go through; these weights were trained with it.
        k: of the local response normalisation, where the network has it.
        origin, licence: where the weights come from and on what terms.
        url, size, digest: where to download the file, its rough size in bytes, the first hex digits of its SHA-256.
        names: a text file with the names of the classes, one a line; it goes before what the weights' own file says.
        classes: how many outputs the network has; 0 while the file is unread.
        taken, others: where in the file the network lies ("" for the whole of it), and where others do that were not taken.
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
    names: Path | None = None
    classes: int = field(default=0, compare=False)
    taken: str = ""
    others: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether the file is here."""
        return self.path.is_file()

    @property
    def version(self) -> tuple[str | int, ...]:
        """Name, path, bytes and time of change in ns: another one once the file, or that of its names, is replaced."""
        return self.name, str(self.path), *_state(self.path), *(_state(self.names) if self.names else ())


def _state(path: Path) -> tuple[int, int]:
    """Bytes and time of change in ns; 0, 0 while there is no file."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns
