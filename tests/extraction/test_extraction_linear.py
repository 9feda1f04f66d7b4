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


def growth(extractor, of_length):
    """How many times longer four times the length takes."""
    list(extractor.extract([Document(id="warm", text=SENTENCE)]))
    short, long = of_length(1), of_length(4)
    return seconds(extractor, long) / min(seconds(extractor, short) for _ in range(2))


def grows_linearly(extractor, of_length):
    """Whether time grows with the length; a busy machine gets a second chance, which a square would not pass either."""
    return any(growth(extractor, of_length) < LINEAR for _ in range(2))


TEXTS = {
    "quotation marks": lambda n: "“" * 700 * n,
    "quotation marks with words between": lambda n: '"word ' * 500 * n,
    "pairs of quotation marks": lambda n: "“a” ‘b’ " * 200 * n,
    "a run of spaces": lambda n: "word" + " " * 200_000 * n + "word",
    "empty lines": lambda n: "word\n\n" * 300 * n,
    "a run of empty lines": lambda n: "word" + "\n" * 100_000 * n + "word",
    "no punctuation": lambda n: "norway said that denmark opposes the tax and " * 60 * n,
    "capitals": lambda n: SENTENCE.upper() * 25 * n,
    "one word": lambda n: "a" * 20_000 * n,
    "names": lambda n: "Ana Ruiz met Omar Okafor and " * 80 * n,
    "namesakes": lambda n: " ".join(
        f"{chr(65 + i % 26)}{'bcdfg'[i // 26 % 5]}a{i} Ruiz spoke. Ruiz left." for i in range(60 * n)
    ),
    "pronouns": lambda n: "Ana Ruiz left. " + "She said that he told her that it was hers. " * 60 * n,
    "brackets": lambda n: "(" * 400 * n + ")" * 400 * n,
    "quotations in quotations": lambda n: "“he said ‘" * 100 * n + "no" + "’ and left”" * 100 * n,
    "marks of all sorts": lambda n: "“a" + '«b ‘c "d (e [f ``g' * 60 * n + SENTENCE,
    "capitals without a mark": lambda n: "NORWAY SAID THAT DENMARK OPPOSES THE TAX AND " * 60 * n,
    "another language": lambda n: "Der Minister sagte, dass sein Land „nicht“ dafür ist. " * 40 * n,
    "an article": lambda n: SENTENCE * 30 * n,
}


@pytest.mark.parametrize("kind", TEXTS)
def test_time_grows_with_the_length(extractor, kind):
    """Four times the text takes less than eight times as long."""
    assert grows_linearly(extractor, TEXTS[kind])


VERY_LONG = {
    "10,000 quotation marks": lambda n: "“word ” " * 1_250 * n,
    "a line of a million characters": lambda n: "norway and denmark talked about fish " * 6_750 * n,
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", VERY_LONG)
def test_time_grows_with_the_length_of_very_long_texts(extractor, kind):
    """Texts longer than any article show a square that shorter ones hide."""
    assert grows_linearly(extractor, VERY_LONG[kind])
