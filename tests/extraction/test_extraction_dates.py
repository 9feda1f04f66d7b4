"""When things were said and done: golden sentences, seen from the day of their publication."""

import pytest
from extraction_golden import cases

TUESDAY = "2023-06-20"


def dated(made):
    """The date of the first stance, else of the first attribution, as a line of the golden file has it."""
    first = next(iter(made.stances or made.attributions))
    if first.date is None:
        return "none"
    return "published" if first.date.basis == "publication" else f"{first.date.value} {first.date.precision}"


@pytest.mark.parametrize("golden", cases("dates.tsv"))
def test_golden_dates(golden, record):
    """Each text is dated as its line says, as precisely as it says, and by what it says."""
    (line,) = golden
    published = {"": TUESDAY, "-": None}.get(line["published"], line["published"])
    assert dated(record(line.text, published)) == line["date"]


def test_a_stance_is_dated_by_its_own_words_before_those_of_its_speaker(record):
    """Who is said on Monday to have backed somebody last year backed him last year, and was said to on Monday."""
    made = record("Ana Ruiz said on Monday that Norway supported Denmark last year.", TUESDAY)
    (told,) = made.attributions
    (backing,) = (stance for stance in made.stances if stance.holder == "norway")
    assert (backing.date.value, told.date.value) == ("2022", "2023-06-19")


def test_what_is_feared_for_next_year_is_feared_today(record):
    """A date inside a fear dates what is feared, not the fear."""
    (fear,) = record("Norway fears that Denmark will attack it next year.", TUESDAY).stances
    assert (fear.relation, fear.date.value, str(fear.date.basis)) == ("worriesAbout", TUESDAY, "publication")
