"""What is English is read, and what is another language is told by its name."""

from pathlib import Path

import pytest

from kg.language.english import is_english, other_language

OTHERS = [line.split("\t") for line in (Path(__file__).parent / "other_languages.tsv").read_text("utf8").splitlines()]

ENGLISH = [
    *("", " ", "12345", "!!!", "BREAKING", "Yes.", "Norway condemned Denmark.", "“Nein,” he said."),
    *("Merkel warns Putin", "Rio de Janeiro mayor quits", "Le Pen loses", "El Niño returns, La Niña fades"),
    *("Sinn Féin wins Dublin Bay", "Die Linke and Podemos merge lists", "Lula da Silva meets Maduro in Caracas"),
    *("IRAN DEAL COLLAPSES AS TALKS STALL", "MR. SMITH: No.\nMS. RUIZ: Why?", "1. Russia 2. China 3. Iran 4. Syria"),
    *("Oslo, Bergen, Trondheim", "San Francisco, Los Angeles, San Jose, Santa Fe", "https://example.org/a-b-c"),
    "Angela Merkel, Emmanuel Macron, Giuseppe Conte, Pedro Sánchez",
    "Mette Frederiksen, Ulf Kristersson, Jonas Gahr Støre, Petteri Orpo",
    "Real Madrid 3, Bayern Munich 1; Ajax 0, Porto 2",
    "The paper wrote: “Die Regierung ist nicht bereit, darüber zu reden.” The chancellor did not comment on that.",
]


@pytest.mark.parametrize(("code", "text"), OTHERS)
def test_another_language_is_told_by_its_code(code, text):
    """Eight languages and more, a sentence or two of each."""
    assert other_language(text) == code
    assert other_language(text.upper()) is not None


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_never_taken_for_another(text):
    """Headlines, capitals, names from anywhere, lists, next to nothing, a foreign sentence in an English text."""
    assert other_language(text) is None


def test_a_long_text_takes_no_longer():
    """What an article is in stands at its beginning."""
    german = OTHERS[1][1]
    assert other_language(german * 10_000) == "de"


@pytest.mark.parametrize("declared", ["en", "en-US", "en_GB", "EN", "eng", "English"])
def test_english_is_declared_in_many_ways(declared):
    """As web pages, databases and people do."""
    assert is_english(declared)


@pytest.mark.parametrize("declared", ["de", "fr-CA", "enm", "Deutsch", "zh-Hans"])
def test_other_declarations_are_not_english(declared):
    """Middle English included."""
    assert not is_english(declared)
