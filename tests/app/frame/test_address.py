"""A link opens the view that it was copied from, in any language."""

from streamlit.testing.v1 import AppTest

from tests.app.session import at_page, start


def script() -> None:
    import streamlit as st

    from app.frame import address

    words = {"en": {"a": "Apple", "b": "Pear"}, "zh": {"a": "苹果", "b": "梨"}}[st.query_params.get("lang", "en")]
    st.text(address.choose(st.selectbox, "fruit", words, "fruit", "a"))


def run(**query: str) -> AppTest:
    app = AppTest.from_function(script)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def test_choice_stands_in_the_address_as_its_slug() -> None:
    app = run(lang="zh")
    app.selectbox[0].set_value("b").run()
    assert app.query_params["fruit"] == "b"
    assert app.text[0].value == "b"


def test_link_from_one_language_opens_in_another() -> None:
    for language, shown in (("en", "Pear"), ("zh", "梨")):
        app = run(lang=language, fruit="b")
        assert app.selectbox[0].value == "b"
        assert shown in app.selectbox[0].options


def test_default_leaves_the_address_and_nonsense_falls_back() -> None:
    for wrong in ("苹果", "", "<script>"):
        app = run(fruit=wrong)
        assert app.text[0].value == "a"
        assert "fruit" not in app.query_params


def test_what_was_chosen_is_still_chosen_after_another_lesson_and_a_link_has_the_say() -> None:
    app = start(page="maps")
    app.segmented_control(key="layer").set_value("conv4").run()
    at_page(app, "filters")
    app.query_params.pop("layer", None)  # as the menu does
    at_page(app, "maps")
    assert app.segmented_control(key="layer").value == "conv4"
    assert app.query_params["layer"] == "conv4"
    at_page(app, "filters")
    app.query_params["layer"] = "conv2"  # as the link of a teacher does
    at_page(app, "maps")
    assert app.segmented_control(key="layer").value == "conv2"
    app.segmented_control(key="layer").set_value("conv3").run()  # on the page the reader has the say
    assert app.segmented_control(key="layer").value == "conv3"


def test_numbers_that_were_picked_are_kept_and_a_link_has_the_say() -> None:
    app = AppTest.from_function(pick)
    app.query_params["place"] = "3-4"
    assert app.run().text[0].value == "(2, 3)"
    app.session_state["to"] = (5, 6)
    assert app.run().text[0].value == "(5, 6)"
    assert app.query_params["place"] == "6-7"
    app.session_state["lesson"] = "another"
    app.query_params["place"] = "2-2"
    assert app.run().text[0].value == "(1, 1)"


def pick() -> None:
    import streamlit as st

    from app.frame import address

    address.arrive("maps")
    if "to" in st.session_state:
        address.keep("place", "conv1", *st.session_state.pop("to"))
    st.text(address.kept("place", "conv1", (13, 13)))
