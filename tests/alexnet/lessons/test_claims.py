"""The paper's numbers: what we count is right, each claim has its words, and what came after is counted as the field does."""

import pytest
from torchvision.models import AlexNet_Weights, GoogLeNet_Weights, ResNet50_Weights, ResNet152_Weights, VGG16_Weights

from alexnet.language import languages
from alexnet.lessons.after import NAMES, size
from alexnet.lessons.claims import OURS, claims, layers, ours, passes_to_half
from alexnet.recorded import read
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
        assert all(f"{one} %" in sections(language, "claims")["why_work"] for one in written)


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_slips_are_revealed_after_the_guess(language: str) -> None:
    app = start(language, "claims")
    assert sections(language, "claims")["why_share"] not in words(app)
    app.get_by_key("slip_share").set_value("false").run()
    assert sections(language, "claims")["why_share"] in words(app)
    assert languages()[language].number(60_965_224, ",") in html(app)
    for slip, verdict in lesson.SLIPS.items():
        app.get_by_key(f"slip_{slip}").set_value(verdict).run()
    assert labels(language)["claims.score"].format(found=len(lesson.SLIPS), all=len(lesson.SLIPS)) in app.success[0].value


@pytest.mark.parametrize("language", LANGUAGES)
def test_measures_follow_the_choice(language: str) -> None:
    app = start(language, "after")
    best_of_2010 = languages()[language].fill(labels(language)["after.error_unit"], value=28.2)
    assert best_of_2010 in html(app)
    app.segmented_control(key="measure").set_value("depth").run()
    assert "152" in html(app) and best_of_2010 not in html(app)
