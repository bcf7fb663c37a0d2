"""What Classify says beside the answer: is it among the classes, was it right, how sure, and of which crop."""

import re

import pytest

from alexnet.classes.labels import class_name
from app.frame.text import labels
from tests.app.session import start, words


@pytest.mark.parametrize(
    ("language", "asked", "there"), [("en", "狗", "n02106662"), ("zh", "dogs", "n02106662"), ("en", "bee", "n02206856")]
)
def test_search_names_the_classes_in_the_readers_language(language: str, asked: str, there: str) -> None:
    app = start(language, "classify")
    app.text_input(key="class_asked").set_value(asked).run()
    assert class_name(there, language) in words(app)


def test_search_says_plainly_that_it_is_not_there() -> None:
    app = start(page="classify")
    app.text_input(key="class_asked").set_value("**smart** [phone](x)").run()
    told = re.escape(labels("en")["doubt.none"].split("“")[0].format(count=200))
    assert re.search(told + "“smart phone x”", words(app)) and not app.error


@pytest.mark.parametrize(("photo", "unsure"), [("honey-bee", False), ("astronaut", True)])
def test_an_unsure_answer_is_said_to_be_so(photo: str, unsure: bool) -> None:
    assert (labels("en")["doubt.unsure"][:20] in words(start(page="classify", photo=photo))) is unsure


def say(app, word: str | None):
    (control,) = [one for one in app.segmented_control if one.key.startswith("right-")]
    return control.set_value(word).run()


def test_verdicts_are_counted_by_photo_and_can_be_taken_back() -> None:
    app = say(start(page="classify"), "yes")
    assert "Right on **1** of 1 photo" in words(app)
    app.pills(key="photo").set_value("cat").run()
    say(app, "no")
    assert "Right on **1** of 2 photos" in words(app)
    app.pills(key="photo").set_value("honey-bee").run()
    (control,) = [one for one in app.segmented_control if one.key.startswith("right-")]
    assert control.value == "yes"
    say(app, "no")
    assert "Right on **0** of 2 photos" in words(app)
    say(app, None)
    assert "Right on **0** of 1 photo" in words(app)


def test_ten_crops_say_which_crop_the_table_is_of() -> None:
    told = labels("en")["softmax.centre"].format(crops=10)
    assert told in words(start(page="classify", crops="10")) and told not in words(start(page="classify"))
