"""The overview on the page: what is told of a picked map is what the library computes, and a wrong address falls back."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
import torch
from PIL import Image
from streamlit.testing.v1 import AppTest

from alexnet.ask.ablation import ablated
from alexnet.ask.contributions import PHOTO, active, columns, contributions
from alexnet.network import AlexNet, TwoGpuAlexNet, fresh
from alexnet.network.trace import trace
from alexnet.photo.crops import Preprocessing, centre_crop, to_tensor
from alexnet.photo.image import decode, png_bytes
from alexnet.weights import files, sources
from app.frame.photo import FOLDER, samples
from app.frame.text import labels
from app.server.networks import loaded
from tests.app.session import sound, start, upload, words

pytestmark = pytest.mark.slow

EN = labels("en")
NEAR = 2e-3  # of a share or a probability: what is kept is in half precision


def data(app: AppTest, component: str) -> dict:
    """What a component of the page was given."""
    (proto,) = [one.proto for one in app.get("bidi_component") if one.proto.component_name == component]
    return json.loads(proto.mixed.json if proto.WhichOneof("data") == "mixed" else proto.json)


def told(app: AppTest) -> dict:
    return data(app, "alexnet_overview_told")


def kept(photo: str, weights: str = "built-in") -> dict[str, torch.Tensor]:
    """All activations, computed past the page's caches."""
    network = loaded(weights)
    image = decode((FOLDER / samples()[photo]["file"]).read_bytes())
    x = to_tensor(centre_crop(image, network.weights.preprocessing), network.weights.preprocessing)
    return {PHOTO: x, **trace(network.network, x)}


@pytest.mark.parametrize("weights", ["built-in", "two-gpu"])
def test_at_first_the_answer_is_picked_and_its_way_leads_to_the_photo(weights: str) -> None:
    app, answers, network = (
        start(page="overview", photo="red-panda", weights=weights),
        kept("red-panda", weights),
        loaded(weights),
    )
    best, seen = int(answers["fc8"].argmax()), told(app)
    assert seen["pick"] == f"fc8-{best + 1}" and "pick" not in app.query_params
    assert {link[0] for link in seen["links"]} == set(columns(network.network))
    shares = contributions(network.network, answers, "fc8", best).shares
    for _, _, before, origin, share, _ in (link for link in seen["links"] if link[0] == "fc8"):
        assert before == "fc7" and share == pytest.approx(float(shares[origin]), abs=NEAR)
    assert [one["index"] for one in seen["classes"]] == answers["fc8"][0].topk(5).indices.tolist()
    drawn = data(app, "alexnet_overview")["columns"]
    assert [one["name"] for one in drawn] == columns(network.network)[:-1]
    for one in (drawn[0], drawn[6], drawn[-1]):
        total = answers[active(one["name"])][0].flatten(1 if one["name"].startswith("conv") else 0)
        total = total.sum(1) if total.ndim > 1 else total
        first = one["orders"][-1][0]
        assert float(total[first]) == pytest.approx(float(total[one["orders"][-1]].max()), rel=NEAR)
        assert sorted(index for order in one["orders"] for index in order) == list(range(len(total)))
        assert len(one["orders"]) == (2 if weights == "two-gpu" else 1)


def test_a_map_that_is_off_changes_the_answers_by_as_much_as_it_does() -> None:
    answers, network = kept("cat"), loaded("built-in")
    app = start(page="overview", photo="cat", pick="conv5-131", off="conv5-131.fc6-39")
    both = ablated(network.network, answers, {"conv5": [130], "fc6": [38]})["fc8"].softmax(1)[0]
    alone = ablated(network.network, answers, {"fc6": [38]})["fc8"].softmax(1)[0]
    seen = told(app)
    assert seen["off"] == ["conv5-131", "fc6-39"] and app.query_params["off"] == "conv5-131.fc6-39"
    for one in seen["classes"]:
        assert one["share"] == pytest.approx(float(both[one["index"]]), abs=NEAR)
        assert one["before"] == pytest.approx(float(answers["fc8"].softmax(1)[0, one["index"]]), abs=1e-5)
    assert seen["moves"] and all(by == pytest.approx(float(alone[at] - both[at]), abs=NEAR) for at, by in seen["moves"])
    assert not any(link[0] == "conv5" for link in seen["links"])  # nothing comes through it any more
    assert EN["overview.is_off"] in words(app)
    button = next(one for one in app.button if one.label == EN["overview.on"])
    button.click().run()
    assert told(sound(app))["off"] == ["fc6-39"]
    next(one for one in app.button if one.label == EN["overview.all_on"]).click().run()
    assert told(sound(app))["off"] == [] and "off" not in app.query_params


@pytest.mark.parametrize("pick", ["conv9-1", "conv5-257", "conv5-0", "fc8-²", "conv5", "-"])
def test_a_wrong_address_falls_back(pick: str) -> None:
    app = start(page="overview", photo="cat", pick=pick, off=f"conv5-1.{pick}")
    assert told(app)["pick"].startswith("fc8-") and told(app)["off"] == []
    assert not {"pick", "off"} & set(app.query_params)


def test_a_cut_cable_is_cut_here_too() -> None:
    whole, app = (start(page="overview", photo="cat", weights="two-gpu", **cut) for cut in ({}, {"cut": "conv3"}))
    assert data(app, "alexnet_overview")["cut"] == ["conv3"] and told(app)["classes"] != told(whole)["classes"]
    for layer, index, _, origin, *_ in told(app)["links"]:
        if layer == "conv3":
            assert (index < 192) == (origin < 128)


def test_a_picked_map_opens_in_its_lesson() -> None:
    def links(**address: str) -> list[str]:
        found = start(page="overview", photo="cat", **address).get("page_link")
        return [f"{one.proto.page.split('/')[-1]}?{one.proto.query_string}" for one in found]

    assert any("convolution" in one and "kernel=7" in one for one in links(pick="conv1-7"))
    assert any("maps" in one and "layer=conv5" in one and "map=9" in one and "stage=pool" in one for one in links(pick="pool5-9"))
    assert any("saliency" in one and f"target={loaded('built-in').wnids[30]}" in one for one in links(pick="fc8-31"))


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Networks of one's own with two classes and few units, which answer to nothing."""
    monkeypatch.setattr("alexnet.files.OWN_WEIGHTS", tmp_path)
    for name, network in (("one", AlexNet(2, (5, 5))), ("two", TwoGpuAlexNet(2, (6, 6)))):
        fresh(network)
        with torch.no_grad():
            for bias in (parameter for key, parameter in network.named_parameters() if key.endswith("bias")):
                bias.fill_(-1000)
        entry = sources.Weights(name, tmp_path / f"{name}.safetensors", preprocessing=Preprocessing(67, 67))
        files.save(network, entry, {}, half=False)
    yield
    st.cache_data.clear()


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("name", ["one", "two"])
def test_two_classes_and_silence_are_told(name: str) -> None:
    app = start(page="overview", weights=name)
    assert len(told(app)["classes"]) == 2 and not told(app)["links"]
    assert any("conv5" in info.value for info in app.info)
    app = start(page="overview", weights=name, pick="conv3-5")
    assert EN["overview.is_silent"] in words(app) and EN["overview.still"] in words(app)


def test_a_photo_of_one_colour() -> None:
    app = upload(start(page="overview"), "black", png_bytes(Image.new("RGB", (300, 300))))
    assert told(app)["links"]
