"""A link opens the view that it was copied from, in any language."""

from streamlit.testing.v1 import AppTest


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
