"""Names in the picture."""

from hypothesis import given
from hypothesis import strategies as st

from kg.explorer.labels import LINE, lines, shortened, width


def test_a_short_name_is_one_line():
    """No break where none is needed."""
    assert lines("Cod quotas") == ("Cod quotas",)


def test_a_long_name_is_two_lines_of_about_the_same_length():
    """Two even lines take least room."""
    first, second = lines("Ministry of Foreign Affairs of Norland")
    assert f"{first} {second}" == "Ministry of Foreign Affairs of Norland"
    assert abs(width(first) - width(second)) < 5


@given(st.text(max_size=400))
def test_no_name_is_wider_than_the_picture_has_room_for(name):
    """Two hundred characters without a space do not cover the network."""
    made = lines(name)
    assert 1 <= len(made) <= 2
    assert all(width(line) <= LINE + 0.7 for line in made)


def test_letters_keep_their_marks():
    """A name is never cut between a letter and its accent, nor inside an emoji."""
    assert shortened("e\u0301" * 50, 5.0).removesuffix("…").endswith("e\u0301")
    family = "👩\u200d👩\u200d👧"
    assert shortened(family * 9, 5.0).removesuffix("…").replace(family, "") == ""


def test_chinese_is_twice_as_wide():
    """Ideographs fill the square."""
    assert width("北京") == 2 * width("北") > width("ab")
