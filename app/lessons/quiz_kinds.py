"""Predict, then reveal: questions drawn from real photos and networks. A kind is one function with `@register`."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageOps

from alexnet.lessons.filters import COLOURED, colourfulness
from alexnet.photo.augment import SQUARE, picture, square
from alexnet.registry import Registered, register
from app.charts.maps import map_sheet
from app.charts.pictures import enlarged, kernel
from app.frame.photo import sample, samples
from app.frame.text import language, number, t
from app.server import network_questions, questions
from app.server.networks import loaded
from app.server.photos import Photo
from app.server.queues import answer
from app.widgets import answers

KINDS: dict[str, Registered] = {}
SIDE = 260  # px of a picture
TWO, ONE = "two-gpu", "built-in"


@dataclass(frozen=True)
class Question:
    """What is asked: the words, pictures with a word under each, the options, which one is right, why, and their pictures."""

    words: str
    pictures: list[tuple[Image.Image, str]]
    options: list[str]
    right: int
    why: str
    choices: Sequence[Image.Image] = ()


def question(seed: int, number: int) -> Question:
    """The question `number`, from 0, of the quiz `seed`: the same for everybody who has the same seed."""
    return _question(seed, number, language())


@lru_cache(maxsize=60)  # at most 1 MB each
def _question(seed: int, number: int, _lang: str) -> Question:
    chance = random.Random(f"{seed}-{number}")
    kinds = list(KINDS)
    random.Random(seed).shuffle(kinds)
    return KINDS[kinds[number % len(kinds)]].run(chance)


def _photos(chance: random.Random, count: int) -> list[Photo]:
    """So many of the app's photos."""
    return [sample(slug) for slug in chance.sample(list(samples()), count)]


def _square(image: Image.Image) -> Image.Image:
    return picture(square(image))


def _yes_no(right: bool) -> tuple[list[str], int]:
    return [t("quiz.yes"), t("quiz.no")], 0 if right else 1


@register(KINDS, "flip")
def flip(chance: random.Random) -> Question:
    """Does the mirror image get the same answer?"""
    (photo,) = _photos(chance, 1)
    both = [_square(photo.image), ImageOps.mirror(_square(photo.image))]
    network = loaded(ONE)
    scores = answer(network_questions.batch_scores((photo.id, "flip"), both, network))
    (first, share), (second, other) = (answers.best(one, network) for one in scores)
    options, right = _yes_no(first == second)
    return Question(
        t("quiz.flip", name=first), [(both[0], photo.name), (both[1], t("quiz.mirror"))], options, right,
        t("quiz.flip_why", first=first, share=share, second=second, other=other),
    )  # fmt: skip


@register(KINDS, "gpu")
def gpu(chance: random.Random) -> Question:
    """Which GPU learned this filter?"""
    kernels = loaded(TWO).network.kernels
    scores, strengths = colourfulness(kernels).numpy(), np.abs(kernels.numpy()).max((1, 2, 3))
    number = chance.choice([n for n in range(len(kernels)) if strengths[n] > np.median(strengths)])
    half = len(kernels) // 2
    coloured = [int((scores[half * n : half * n + half] > COLOURED).sum()) for n in (0, 1)]
    return Question(
        t("quiz.gpu"), [(enlarged(kernel(kernels[number].numpy()), SIDE), t("quiz.filter", number=number + 1))],
        ["GPU 1", "GPU 2"], number // half,
        t(
            "quiz.gpu_why", number=number // half + 1, score=float(scores[number]), first=coloured[0], second=coloured[1],
            all=half,
        ),
    )  # fmt: skip


@register(KINDS, "map")
def feature_map(chance: random.Random) -> Question:
    """Which photo did this map come from?"""
    found = _photos(chance, 3)
    right, layer = chance.randrange(3), chance.choice(["relu1", "relu2", "relu5"])
    maps = answer(questions.activations(found[right], loaded(ONE)))[layer].astype(np.float32)
    best = int(np.argsort(maps.std((1, 2)))[-chance.randint(1, 4)])
    drawn = enlarged(map_sheet(maps[best : best + 1], False, 1).convert("RGB"), SIDE)
    pictures = [(drawn, t("quiz.one_map", number=best + 1, layer=layer.replace("relu", "conv")))]
    options = [photo.name for photo in found]
    why = t("quiz.map_why", name=found[right].name)
    return Question(t("quiz.map"), pictures, options, right, why, [_square(photo.image) for photo in found])


@register(KINDS, "crop")
def crop(chance: random.Random) -> Question:
    """To which crop does the network give the photo's class the highest share?"""
    (photo,) = _photos(chance, 1)
    pixels, far = square(photo.image), SQUARE - 150
    places = [(chance.randint(0, far), chance.randint(0, far)) for _ in range(3)]
    crops = [picture(pixels[y : y + 150, x : x + 150]) for x, y in places]
    network = loaded(ONE)
    scores = answer(network_questions.batch_scores((photo.id, "crop", *places), [_square(photo.image), *crops], network)).softmax(
        1
    )
    first = int(scores[0].argmax())
    name, _ = answers.best(scores[0].log(), network)
    shares = scores[1:, first].tolist()
    options = [t("quiz.crop_name", number=n + 1) for n in range(3)]
    each = ", ".join(f"{option}: {number(share, '.1%')}" for option, share in zip(options, shares, strict=True))
    why = t("quiz.crop_why", each=each)
    return Question(t("quiz.crop", name=name), [], options, int(np.argmax(shares)), why, crops)


@register(KINDS, "layers")
def layers(chance: random.Random) -> Question:
    """Which of two layers has more parameters?"""
    facts = answer(network_questions.facts(loaded(chance.choice([ONE, TWO]))))
    weighty = [layer for layer in facts.values() if layer.kind in ("conv", "dense")]
    two = chance.sample(weighty, 2)
    counts = [layer.parameters for layer in two]
    each = ", ".join(f"{layer.name}: {number(layer.parameters, ',')}" for layer in two)
    return Question(t("quiz.layers"), [], [layer.name for layer in two], int(np.argmax(counts)), t("quiz.layers_why", each=each))


@register(KINDS, "off")
def off(chance: random.Random) -> Question:
    """Is the answer still the same with a GPU switched off?"""
    (photo,) = _photos(chance, 1)
    number, network = chance.choice([1, 2]), loaded(TWO)
    before, _ = answers.best(answer(questions.scores(photo, network))[0], network)
    after, share = answers.best(answer(questions.cut_scores(photo, network, frozenset([f"gpu{number}"])))[0], network)
    options, right = _yes_no(before == after)
    words = t("quiz.off", name=before, number=number)
    return Question(
        words, [(_square(photo.image), photo.name)], options, right, t("quiz.off_why", name=after, share=share, number=number)
    )
