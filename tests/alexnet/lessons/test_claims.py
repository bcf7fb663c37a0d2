"""The paper's numbers: what we count is right, each claim has its words, and what came after is counted as the field does."""

import re
from html import escape

import pytest
import torch
from torch import nn
from torchvision.models import (
    AlexNet_Weights,
    GoogLeNet_Weights,
    ResNet50_Weights,
    ResNet152_Weights,
    VGG16_Weights,
    googlenet,
    resnet152,
)  # fmt: skip

from alexnet.language import languages
from alexnet.lessons.after import NAMES, size
from alexnet.lessons.claims import OURS, claims, layers, ours, passes_to_half
from alexnet.recorded import read
from app.charts.after_networks import IDEAS, Silhouette, silhouettes
from app.frame.text import LANGUAGES, labels, sections
from app.lessons import claims as lesson
from tests.app.session import html, start, words

PUBLISHED = {
    "alexnet": AlexNet_Weights, "vgg16": VGG16_Weights, "googlenet": GoogLeNet_Weights, "resnet50": ResNet50_Weights,
    "resnet152": ResNet152_Weights,
}  # fmt: skip


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("parameters", "60,965,224"),
        ("neurons", "659,272"),
        ("first_layer", "55 x 55 x 96 = 290,400"),
        ("convs", "conv3 1.45%, conv4 1.09%"),
        ("rows", "224 -> 54, 227 -> 55"),
        ("crops", "33 x 33 x 2 = 2,178"),
    ],
)
def test_counted_numbers(key: str, wanted: str) -> None:
    claim = next(claim for claim in claims() if claim.key == key)
    assert ours(claim).kind == "computed" and wanted in ours(claim).value


def test_every_claim_has_words_and_every_own_number_a_claim() -> None:
    assert {claim.ours for claim in claims()} - {""} == set(OURS)
    for language in LANGUAGES:
        for claim in claims():
            assert labels(language)[f"claim.{claim.key}"]
            assert not claim.ours or labels(language)[f"claim_note.{claim.key}"]
        for slip in lesson.SLIPS:
            assert {f"slip_{slip}", f"why_{slip}"} <= sections(language, "claims").keys()


def test_figures_in_the_answers_are_what_is_counted() -> None:
    convs = [layer for layer in layers().values() if layer.kind == "conv"]
    shares = [
        sum(getattr(layer, key) for layer in convs) / sum(getattr(layer, key) for layer in layers().values())
        for key in ("parameters", "multiply_adds")
    ]
    for language in LANGUAGES:
        written = [languages()[language].number(100 * share, ".1f") for share in shares]
        assert all(f"{one}%" in sections(language, "claims")["why_work"] for one in written)


def test_passes_to_half_are_counted_by_kind() -> None:
    runs = [{"dropout": p, "train_error": errors} for p, errors in ((0.0, [0.9, 0.5]), (0.5, [0.9, 0.6, 0.51, 0.4]))]
    assert passes_to_half(runs) == (1, 3)


@pytest.mark.parametrize("name", NAMES)
def test_sizes_are_those_that_torchvision_publishes(name: str) -> None:
    recorded = next(run for run in read("descendants")["runs"] if run["name"] == name)
    meta = next(iter(PUBLISHED[name])).meta
    assert recorded["parameters"] == meta["num_params"]
    assert recorded["multiply_adds"] / 1e9 == pytest.approx(meta["_ops"], abs=0.002)


def test_depth_is_what_the_names_say() -> None:
    depths = {run["name"]: run["depth"] for run in read("descendants")["runs"]}
    assert depths == {"alexnet": 8, "vgg16": 16, "googlenet": 22, "resnet50": 50, "resnet152": 152}
    assert size("alexnet").depth == 8
    for run in read("descendants")["runs"]:
        assert len(run["sides"]) == run["depth"] and run["sides"][-1] == 1
    for name in ("alexnet", "googlenet", "resnet50"):
        assert size(name).sides == tuple(next(run["sides"] for run in read("descendants")["runs"] if run["name"] == name))


def test_silhouettes_have_a_block_a_layer_of_one_width() -> None:
    drawn = silhouettes([Silhouette("a<b", [4, 2, 1], "3", True), Silhouette("c", [4], "1", False)], "t")
    assert drawn.count("<i") == 4 and drawn.count("class=dense") == 1 and "a&lt;b" in drawn
    assert len(set(re.findall(r"width:calc\([0-9.]+% - 1px\)", drawn))) == 1
    assert re.findall(r"height:([0-9.]+)%", drawn) == ["100.0", "50.0", "25.0", "100.0"]


def test_blocks_are_torchvisions() -> None:
    """The kernels of a block by path; GoogLeNet's 5x5 is a 3x3 in torchvision, which says so itself."""
    with torch.device("meta"):
        inception = googlenet(init_weights=False, aux_logits=False).inception3a
        bottleneck = resnet152().layer1[1]
    kernels = [
        ["pool" if isinstance(part, nn.MaxPool2d) else f"{part.kernel_size[0]}×{part.kernel_size[0]}" for part in branch.modules()
         if isinstance(part, nn.Conv2d | nn.MaxPool2d)]
        for branch in inception.children()
    ]  # fmt: skip
    assert [["1×1", "3×3"] if path[-1] == "5×5" else path for path in IDEAS["googlenet"][0]] == kernels
    convs = [part for part in bottleneck.children() if isinstance(part, nn.Conv2d)]
    assert [[f"{part.kernel_size[0]}×{part.kernel_size[0]}" for part in convs]] == IDEAS["resnet152"][0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_size_is_told_in_words(language: str) -> None:
    app, known = start(language, "after"), labels(language)
    assert known["after.part_9"] in words(app) and known["after.same"] in words(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_score_counts_what_was_judged(language: str) -> None:
    fill, known = languages()[language].fill, labels(language)
    app = start(language, "claims")
    told = lesson.told({"share": "true", "days": "true"})
    assert [slip["guess"] for slip in told["slips"] if slip["guess"]] == ["true", "true"]
    assert lesson.told({})["score"] == "" and told["score"] == labels("en")["claims.so_far"].format(found=1, all=2)
    assert lesson.told(lesson.SLIPS)["score"] == labels("en")["claims.score"].format(found=6, all=6)
    assert languages()[language].number(60_965_224, ",") in html(app)
    seen = [html(app)]
    for group in lesson.GROUPS[1:]:
        app.segmented_control(key="claims_from").set_value(group).run()
        seen.append(html(app))
    for claim in claims():
        assert sum(escape(known[f"claim.{claim.key}"]) in shown for shown in seen) == 1  # each stands in one group
    assert fill(known["claims.group_notes"], n=8) in str(app.segmented_control(key="claims_from").options)


@pytest.mark.parametrize("language", LANGUAGES)
def test_measures_follow_the_choice(language: str) -> None:
    app = start(language, "after")
    best_of_2010 = languages()[language].fill(labels(language)["after.error_unit"], value=28.2)
    assert best_of_2010 in html(app) and labels(language)["after.person"] in html(app)
    app.segmented_control(key="measure").set_value("depth").run()
    assert "152" in html(app) and best_of_2010 not in html(app)
