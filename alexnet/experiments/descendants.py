"""Counts AlexNet and what came after it, so that no page has to build them: python -m alexnet.experiments.descendants"""

from dataclasses import asdict

import torchvision

from alexnet.lessons.after import NAMES, size
from alexnet.recorded import write


def main() -> None:
    """Writes assets/runs/descendants.json."""
    runs = [{"name": name, **asdict(size(name))} for name in NAMES]
    print(write("descendants", {"side": 224, "classes": 1000, "torchvision": torchvision.__version__}, runs))


if __name__ == "__main__":
    main()
