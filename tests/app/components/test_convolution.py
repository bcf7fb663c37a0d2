"""The convolution's modules that touch no page, run by node against the library: arithmetic, places and what is read off them."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import torch

from alexnet.lessons.convolution import first_convolution, padded, products
from alexnet.network import AlexNet, fresh
from alexnet.network.trace import trace
from app.components.convolution import packed
from app.components.scripts import HERE

NODE = shutil.which("node")
SCRIPT = """
import { readFileSync } from "node:fs";
import * as numbers from "./convolution_numbers.js";
import * as states from "./convolution_state.js";
const data = JSON.parse(readFileSync(0, "utf-8")), begin = states.choose(states.begin(data), 3);
const at = ({ row, column, shown }) => [row, column, shown === Infinity ? null : shown];
const corner = states.move(begin, 99, 99), terms = numbers.terms(begin);
console.log(JSON.stringify({
  map: [...begin.map], pooled: [...begin.pooled], products: terms.channels.map(({ products }) => [...products]), terms,
  pool: numbers.pooling(corner), begin: at(begin), corner: at(corner), round: at(states.advance(corner)),
  second: at(states.advance(states.rewind(corner))), reach: at(states.reach(states.rewind(begin), -1, 2)),
  kept: at(states.choose(corner, 4)), row: at(states.advance(states.rewind(corner), 24)),
  last: at(states.advance(begin, 1e6)), asked: at(states.choose(states.begin({ ...data, place: [2, 5] }), 3)),
  looks: [1, -1, -11].map((step) => states.lookOn(states.lookOn(begin, 1), step).cell),
  look: states.look(begin, 1, 99, -2).cell, untouched: at(begin),
}));
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """What node gives for one small photo, the photo's layer and input, and the true map and pooled map of filter 3."""
    folder: Path = tmp_path_factory.mktemp("scripts")
    for path in HERE.glob("convolution_*.js"):
        shutil.copy(path, folder)
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "run.js").write_text(SCRIPT)
    network = fresh(AlexNet(20, (64, 64)))
    x = torch.randn(1, 3, 99, 99, generator=torch.Generator().manual_seed(2))
    layer, found = first_convolution(network), trace(network, x, "pool1")
    photo = padded(x, layer)
    data = json.dumps(packed(layer, photo) | {"of": "test"})
    done = subprocess.run([NODE, folder / "run.js"], input=data, capture_output=True, text=True, timeout=60)
    assert not done.stderr
    return json.loads(done.stdout), layer, photo, found["conv1"][0, 3].numpy(), found["pool1"][0, 3].numpy()


pytestmark = pytest.mark.skipif(not NODE, reason="no node; the browser's test checks the same numbers")


def test_arithmetic_is_torchs(answers) -> None:
    got, layer, photo, answer, pooled = answers
    assert np.allclose(got["map"], answer.ravel(), atol=1e-5)
    assert np.allclose(got["pooled"], pooled.ravel(), atol=1e-5)
    row, column, shown = got["begin"]
    inner = answer[2:-2, 2:-2]  # a tenth of 24 places at each edge
    assert (row - 2, column - 2) == divmod(int(inner.argmax()), len(inner)) and shown is None
    expected = products(layer, photo, 3, row, column).reshape(3, -1)
    assert np.allclose(got["products"], expected, atol=1e-6)
    cell = got["terms"]["cell"]
    assert (cell["channel"], cell["place"]) == divmod(int(np.abs(expected).argmax()), expected.shape[1])
    assert cell["pixel"] * cell["weight"] == pytest.approx(expected.ravel()[np.abs(expected).argmax()])
    assert got["terms"]["total"] == pytest.approx(inner.max(), abs=1e-5)
    assert got["pool"]["value"] == pytest.approx(pooled[-1, -1], abs=1e-5)
    assert [cell["relu"] for cell in got["pool"]["cells"]] == [max(0, cell["value"]) for cell in got["pool"]["cells"]]


def test_places_stay_on_the_map(answers) -> None:
    got, last = answers[0], len(answers[3]) - 1
    assert got["corner"] == got["kept"] == [last, last, None]
    assert got["round"] == [0, 0, None]
    assert got["second"] == [0, 1, 2]
    assert got["reach"] == [0, 2, None]
    assert got["untouched"] == got["begin"]
    assert got["row"] == [1, 0, len(answers[3]) + 1] and got["last"] == [last, last, None]
    assert got["asked"] == [2, 5, None]


def test_looks_go_from_channel_to_channel(answers) -> None:
    got = answers[0]
    assert got["looks"] == [{"channel": 0, "place": 1}, {"channel": 2, "place": 120}, {"channel": 2, "place": 110}]
    assert got["look"] == {"channel": 1, "place": 110}
