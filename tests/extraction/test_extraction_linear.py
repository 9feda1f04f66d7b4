"""Time grows with the length of a text, not with its square, whatever the text is made of."""

import time

import pytest

from kg.records import Document

LINEAR = 8  # times the time for four times the text: a square would take sixteen
SENTENCE = "Norway said that Denmark opposes the carbon tax. “We will not sign,” Ana Ruiz told reporters on Monday. "


def seconds(extractor, text):
    """The processor time that a text takes."""
    began = time.process_time()
    list(extractor.extract([Document(id="long", text=text)]))
    return time.process_time() - began


def growth(extractor, text):
    """How many times longer four times the text takes."""
    list(extractor.extract([Document(id="warm", text=SENTENCE)]))
    return seconds(extractor, text * 4) / min(seconds(extractor, text) for _ in range(2))


TEXTS = {
    "quotation marks": "“" * 700,
    "quotation marks with words between": '"word ' * 500,
    "pairs of quotation marks": "“a” ‘b’ " * 200,
    "spaces": "word" + " " * 20_000,
    "empty lines": "word\n\n" * 300,
    "no punctuation": "norway said that denmark opposes the tax and " * 60,
    "capitals": SENTENCE.upper() * 25,
    "one word": "a" * 20_000,
    "names": "Ana Ruiz met Omar Okafor and " * 80,
    "pronouns": "Ana Ruiz left. " + "She said that he told her that it was hers. " * 60,
    "brackets": "(" * 400 + ")" * 400,
    "an article": SENTENCE * 30,
}


@pytest.mark.parametrize("name", TEXTS)
def test_time_grows_with_the_length(extractor, name):
    """Four times the text takes less than eight times as long."""
    assert growth(extractor, TEXTS[name]) < LINEAR


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“word ” " * 1_250, id="10,000 quotation marks, in four times the text"),
        pytest.param(
            "norway and denmark talked about fish " * 6_750, id="a million characters in a line, in four times the text"
        ),
    ],
)
def test_time_grows_with_the_length_of_very_long_texts(extractor, text):
    """Texts longer than any article show a square that shorter ones hide."""
    assert growth(extractor, text) < LINEAR
