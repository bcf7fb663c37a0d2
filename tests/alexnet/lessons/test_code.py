"""The listings are the networks that they say, each line is tied to what it builds wherever it stands, and the page tells it."""

import ast
import importlib
import re
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest
import torch
from torchvision.models import alexnet as torchvisions

from alexnet.errors import Problem
from alexnet.language import languages
from alexnet.lessons import code, code_run
from alexnet.lessons.code import LISTINGS, listing, path, read
from alexnet.lessons.code_run import run
from alexnet.network import AlexNet
from alexnet.network.anatomy import anatomy
from alexnet.network.two_towers import TwoGpuAlexNet, paper_init
from app.charts.code_drawing import BOTH, OWN, aligned, differing, pair, program, source, towers
from app.charts.code_highlight import markup, pieces
from app.charts.maps import map_sheet
from app.frame.text import LANGUAGES, labels, plain
from app.lessons import code_pictures
from app.lessons.code import arithmetic
from app.server.job_queue import Queue
from app.server.queues import QUEUES
from tests.app.session import html, start, words
from tests.conftest import problem

pytestmark = pytest.mark.slow

OURS = {"one_tower": AlexNet, "two_towers": TwoGpuAlexNet}
PARAMETERS = {"one_tower": 61_100_840, "two_towers": 60_965_224}
SOURCES = {name: path(name).read_text("utf-8") for name in LISTINGS}


def test_a_class_that_opens_the_lesson_at_once_runs_a_listing_once(monkeypatch) -> None:
    read_so_far = []

    def slow(text: str) -> tuple[str, ...]:
        read_so_far.append(text)
        time.sleep(0.05)
        return ("lines",)

    monkeypatch.setattr(code, "read", slow)
    code._listing.cache_clear()
    try:
        with ThreadPoolExecutor(8) as readers:
            assert set(readers.map(code.listing, ["one_tower"] * 8)) == {("lines",)}
    finally:
        code._listing.cache_clear()
    assert read_so_far == [SOURCES["one_tower"]]


def network(name: str) -> torch.nn.Module:
    return importlib.import_module(f"alexnet.lessons.code_listings.{name}").AlexNet().eval()


def by_slug(lines) -> dict:
    return {line.slug: line for line in lines if line.slug}


@torch.no_grad()
def test_one_tower_is_torchvisions() -> None:
    theirs, ours = torchvisions(weights=None).eval(), network("one_tower")
    ours.load_state_dict(theirs.state_dict())
    x = torch.randn(2, 3, 224, 224, generator=torch.Generator().manual_seed(0))
    assert torch.equal(ours(x), theirs(x))
    assert sum(values.numel() for values in ours.parameters()) == PARAMETERS["one_tower"]


@torch.no_grad()
def test_two_towers_are_the_papers() -> None:
    """groups=2 and a normalisation of each half give what two towers give that meet where the paper says."""
    theirs, ours = TwoGpuAlexNet().eval(), network("two_towers")
    paper_init(theirs, torch.Generator().manual_seed(0))
    for tower in theirs.towers:
        tower.conv1.weight.mul_(300)  # answers so loud that the normalisation has something to do
    weighty = [layer for layer in (*ours.features, *ours.classifier) if len(list(layer.parameters()))]
    for name, layer in zip(("conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7"), weighty, strict=False):
        for key in ("weight", "bias"):
            getattr(layer, key).copy_(torch.cat([getattr(getattr(tower, name), key) for tower in theirs.towers]))
    weighty[-1].load_state_dict(theirs.fc8.state_dict())
    x = torch.randn(2, 3, 227, 227, generator=torch.Generator().manual_seed(1))
    wanted = theirs(x)
    assert torch.allclose(ours(x), wanted, atol=1e-5 * wanted.abs().max().item())
    assert sum(values.numel() for values in ours.parameters()) == PARAMETERS["two_towers"]


def test_no_map_sees_the_other_tower() -> None:
    """Only the maps beside the seam differ from a normalisation of all maps together."""
    maps = torch.full((1, 96, 1, 1), 100.0)
    parted = network("two_towers").features[2](maps)
    joined = torch.nn.LocalResponseNorm(5, 1e-4, 0.75, 2)(maps)
    assert (parted - joined).abs().flatten().gt(1e-3).nonzero().flatten().tolist() == [46, 47, 48, 49]


@pytest.mark.parametrize("name", LISTINGS)
def test_every_layer_has_one_line_with_its_shape(name: str) -> None:
    lines = [line for line in listing(name) if line.layer]
    with torch.device("meta"):
        facts = {layer.name: layer for layer in anatomy(OURS[name]())}
    assert len({line.layer for line in lines}) == len(lines)
    assert {line.layer for line in lines} == facts.keys() - ({"avgpool"} if name == "two_towers" else set())
    for line in lines:
        assert (line.after[1:], line.parameters) == (facts[line.layer].shape, facts[line.layer].parameters), line
    built = [line for line in lines if line.layer != "flatten"]
    calls = [node for node in ast.walk(ast.parse(SOURCES[name])) if isinstance(node, ast.Call)]
    modules = {call.lineno for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) in BUILDERS}
    assert {line.number for line in built} == modules
    assert by_slug(listing(name))["class"].parameters == PARAMETERS[name] == by_slug(listing(name))["count"].parameters


BUILDERS = {"Conv2d", "ReLU", "MaxPool2d", "TowerNorm", "AdaptiveAvgPool2d", "Dropout", "Linear"}


@pytest.mark.parametrize("name", LISTINGS)
def test_shapes_follow_from_line_to_line(name: str) -> None:
    known = by_slug(listing(name))
    layers = [line for line in listing(name) if line.layer and line.layer != "flatten"]
    for before, after in pairwise(layers):
        assert after.before in (before.after, known["flatten"].after)
    assert known["photo"].after == known["run-features"].before == layers[0].before
    assert known["run-classifier"].after == known["scores"].after == known["check"].after == (1, 1000)


@pytest.mark.parametrize("name", LISTINGS)
def test_a_line_may_stand_anywhere(name: str) -> None:
    shifted = "# a remark\n\n" + SOURCES[name].replace(
        "            nn.ReLU(),\n", "            # remark\n            nn.ReLU(),\n"
    )
    before, after = by_slug(listing(name)), by_slug(read(shifted))
    assert before.keys() == after.keys()
    for slug, line in before.items():
        assert (after[slug].text, after[slug].after, after[slug].values) == (line.text, line.after, line.values)
        assert after[slug].number >= line.number + 2


def test_a_new_layer_renames_those_behind_it() -> None:
    more = "            nn.Conv2d(256, 128, kernel_size=3, padding=1),\n            nn.ReLU(),\n"
    changed = SOURCES["one_tower"].replace("            nn.MaxPool2d(kernel_size=3, stride=2),\n        )", more + "        )")
    changed = changed.replace("256 * 6 * 6", "128 * 6 * 6")
    known = by_slug(read(changed))
    assert known["conv6"].after == (1, 128, 13, 13) and "128" in known["conv6"].text
    assert known["avgpool"].before == (1, 128, 13, 13) and known["avgpool"].after == (1, 128, 6, 6)
    assert known["dropout7"].shows == "dropout7" and known["fc9"].after == (1, 1000)


@pytest.mark.parametrize("name", LISTINGS)
def test_a_reader_can_run_it_anywhere(name: str) -> None:
    imports = [node for node in ast.walk(ast.parse(SOURCES[name])) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert {getattr(node, "module", None) or node.names[0].name for node in imports} == {"torch"}
    assert max(map(len, SOURCES[name].splitlines())) <= 70  # so that it can be read in a lecture hall
    side = by_slug(listing(name))["photo"].after[-1]
    output = run(name)
    assert output.text.splitlines() == [f"(1, 3, {side}, {side}) -> (1, 1000)", f"{PARAMETERS[name]:,} parameters"]
    assert output.seconds > 0


def test_what_can_go_wrong_with_a_run(tmp_path, monkeypatch) -> None:
    with problem("listing.failed"):
        run("one_tower", python=str(tmp_path / "no-python"))
    monkeypatch.setattr(code_run, "path", lambda name: tmp_path / f"{name}.py")
    (tmp_path / "broken.py").write_text("import a_module_that_is_not_there\n")
    with problem("listing.failed") as caught:
        run("broken")
    assert "a_module_that_is_not_there" in caught.value.values["why"]
    (tmp_path / "endless.py").write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(code_run, "PATIENCE", 0.3)
    with problem("listing.slow"):
        run("endless")

    class Enough(Exception):
        pass

    def stop(seconds: float) -> None:
        raise Enough

    begin = time.monotonic()
    with pytest.raises(Enough):
        run("endless", stop)
    assert time.monotonic() - begin < 30  # the process did not go on


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LISTINGS)
def test_every_line_has_its_words(name: str, language: str) -> None:
    for line in by_slug(listing(name)).values():
        said = labels(language)[f"code.say_{line.topic}"].format(silent=0.5, **line.values)
        assert said and "{" not in said
    spoken = {f"code.say_{line.topic}" for each in LISTINGS for line in listing(each) if line.topic}
    assert {key for key in labels(language) if key.startswith("code.say_")} == spoken


def test_without_super_the_next_line_fails() -> None:
    told = by_slug(listing("one_tower"))["super"].values["error"]
    changed = SOURCES["one_tower"].replace("        super().__init__()\n", "")
    with pytest.raises(AttributeError, match=re.escape(told)):
        read(changed)


@pytest.mark.parametrize("name", LISTINGS)
def test_every_sum_comes_out(name: str) -> None:
    """What stands left of the last = is what stands right of it, and that is what the line gives."""
    checked = 0
    for line in listing(name):
        for label, formula in arithmetic(line):
            if "=" not in formula:
                assert int(formula.replace(",", "")) == line.parameters
                continue
            plain = formula.replace(",", "").replace(r"\times", "*").replace(r"\cdot", "*")
            left, right = plain.replace(r"\lfloor", "int(").replace(r"\rfloor", ")").split("=")
            assert eval(left) == int(right) == (line.after[-1] if label == "sum" else line.parameters), formula
            checked += 1
    assert checked == 5 * 2 + 3 + 3


def test_colours_lose_no_character() -> None:
    tricky = 'text = f"{a:,} <b>" + """two\n lines"""  # remark\nif x == 1e-4:\n    y = nn.ReLU()\n'
    for text in (*SOURCES.values(), tricky):
        assert ["".join(part for _, part in line) for line in pieces(text)] == text.splitlines()
    told = "".join(markup(line) for line in pieces(tricky))
    assert "&lt;b&gt;" in told and '<span class="number">1e-4</span>' in told and '<span class="keyword">if</span>' in told
    assert '<span class="comment"># remark</span>' in told and '<span class="name">ReLU</span>' in told


@pytest.mark.parametrize("name", LISTINGS)
def test_the_program_is_the_file(name: str) -> None:
    lines = listing(name)
    assert source(lines) == SOURCES[name]
    drawn = program(lines, [line.text for line in lines], name == "two_towers")
    assert drawn.count("<button") == len(by_slug(lines)) and drawn.count('class="line"') == len(lines)


def test_a_line_parts_two_maps_and_hides_nothing_else() -> None:
    maps = np.linspace(-1, 1, 4 * 20 * 20).reshape(4, 20, 20)
    plain = map_sheet(maps, True, 2)
    before, after = (np.asarray(picture.convert("RGB")).astype(int) for picture in (plain, code_pictures._ruled(plain, 2)))
    border = np.zeros((40, 40), bool)
    border[19:22] = border[:, 19:22] = True
    assert (after[border] == code_pictures.LINE).all()
    assert np.abs(after - before)[~border].max() <= 2


def test_the_towers_meet_where_the_paper_says() -> None:
    shared = {line.layer: towers(line, True) for line in listing("two_towers") if line.layer}
    assert {layer for layer, kind in shared.items() if kind == BOTH} == {"conv3", "fc6", "fc7", "fc8"}
    for line in listing("two_towers"):
        if line.layer.startswith("conv") and line.layer != "conv1":
            assert ("groups=2" in line.text) == (shared[line.layer] == OWN)


def test_side_by_side_marks_what_differs() -> None:
    rows = aligned(*(listing(name) for name in LISTINGS))
    for first, second in rows:
        assert first is None or second is None or first.slug == second.slug
    for place, name in enumerate(LISTINGS):  # nothing is lost
        assert [row[place].text for row in rows if row[place]] == [text for text in SOURCES[name].splitlines() if text]
    assert 10 < differing(rows) < 20
    assert differing(rows) == sum(not (a and b and a.text == b.text) for a, b in rows)
    drawn = pair(*(listing(name) for name in LISTINGS), ("left", "right"))
    conv4 = next(row for row in drawn.split('<div class="row') if ">conv4<" in row)
    assert '<mark><span class="number">256</span></mark>' in conv4 and "<mark>groups</mark>" in conv4
    assert drawn.count('class="row other"') == differing(rows)


@pytest.mark.parametrize(("language", "name"), [("en", "one_tower"), ("zh", "two_towers")])
def test_every_line_is_told_on_the_page(language: str, name: str) -> None:
    app = start(language, "code", listing=name)
    for line in by_slug(listing(name)).values():
        app.session_state.code_line = line.slug
        app.run()
        assert not app.exception and not app.error, line
        said = labels(language)[f"code.say_{line.topic}"].split("{silent")[0].format(**line.values)
        assert said in words(app), line
        assert (str(line.after) in html(app)) == bool(line.after)


def test_the_page_opens_with_the_line_of_the_address() -> None:
    app = start(page="code", line="fc6", listing="two_towers")
    assert r"9,216 \times 4,096 + 4,096 = 37,752,832" in words(app)
    assert "1,024 here, not 4,096" in words(app)  # the network that draws has narrower dense layers
    app = start(page="code", line="avgpool", listing="two_towers")  # a line that this listing has not got
    assert "(1, 3, 227, 227)" in html(app) and "(1, 96, 55, 55)" in html(app)
    assert "39 × 39 here, not 55 × 55" in words(app) and "line" not in app.query_params
    app = start(page="code", line="<b>", listing="'")
    assert "(1, 64, 55, 55)" in html(app) and not app.exception


@pytest.mark.parametrize("language", LANGUAGES)
def test_side_by_side_on_the_page(language: str) -> None:
    app = start(language, "code", listing="both")
    assert all(languages()[language].number(count, ",") in words(app) for count in (61_100_840, 60_965_224))
    assert [button.key for button in app.button] == ["project"]  # of the frame


def test_run_it_on_the_page(monkeypatch) -> None:
    monkeypatch.setitem(QUEUES, "listings", Queue(workers=1, abandoned=None))
    runs = []
    monkeypatch.setattr("app.lessons.code.run", lambda name, report: runs.append(name) or run(name, report))
    app = start("zh", "code")
    assert "$ python" not in html(app)
    app.button(key="run_listing").click().run()
    end = time.monotonic() + 100
    while "61,100,840 parameters" not in html(app):
        assert time.monotonic() < end
        app.run()
    app.button(key="run_listing").click().run()
    assert "(1, 3, 224, 224) -&gt; (1, 1000)" in html(app) and not app.exception
    start("zh", "code").button(key="run_listing").click().run()
    assert runs == ["one_tower"]  # one run for all readers


@pytest.mark.parametrize("seconds", [0, 1.5])  # before the page looks, or while it watches
def test_a_run_that_fails_is_told_once(seconds: float, monkeypatch) -> None:
    monkeypatch.setitem(QUEUES, "listings", Queue(workers=1, abandoned=None))
    runs = []

    def broken(name, report):
        runs.append(name)
        time.sleep(seconds)
        raise Problem("listing.failed", name=f"{name}.py", why="no torch")

    monkeypatch.setattr("app.lessons.code.run", broken)
    app = start("zh", "code")
    app.button(key="run_listing").click().run()
    end = time.monotonic() + 20
    while not app.error:
        assert time.monotonic() < end
        app.run()
    (error,) = app.error
    assert error.value == Problem("listing.failed", name="one_tower.py", why="no torch").sentence("zh", plain)
    app.session_state.code_line = "conv2"
    app.run()
    assert not app.error and len(runs) == 1
    assert "(1, 192, 27, 27)" in html(app)
