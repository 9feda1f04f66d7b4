"""Which stances a selection keeps."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks_edges import actor, edge, many_edges

from kg.edges import Source
from kg.errors import NetworkError, NotADate, UnknownChoice, UnknownNode, UnknownRelation
from kg.networks import Selection, emptied, select

COD = edge("oslo", "supports", "cod", date="2023-03-15", confidence=0.8)
DAM = edge("cork", "opposes", "dam", date="2023-04", confidence=0.5, voice="thirdParty", stated=False)
SLUR = edge("cork", "criticizes", "sao-tome", date="2023", about=("cod",), certainty="possible")
TALK = edge("oslo", "engages", "cork")
SHY = edge("bonn", "criticizes", "oslo", negated=True)
ALL = [COD, DAM, SLUR, TALK, SHY]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({}, [COD, DAM, SLUR, TALK]),
        ({"relations": ["opposes", "engages"]}, [DAM, TALK]),
        ({"relations": "opposes"}, [DAM]),
        ({"families": ["evaluation"]}, [SLUR]),
        ({"signs": [-1]}, [DAM, SLUR]),
        ({"signs": 0}, [TALK]),
        ({"issues": ["issue/cod"]}, [COD, SLUR]),
        ({"issues": ["cod"]}, [COD, SLUR]),
        ({"issues": "THE DAM"}, [DAM]),
        ({"actors": ["cork"]}, [DAM, SLUR, TALK]),
        ({"actors": ["Sao Tome"]}, [SLUR]),
        ({"actors": ["the dam"]}, []),
        ({"since": "2023-03"}, [COD, DAM]),
        ({"until": "2023-03"}, [COD, SLUR]),
        ({"since": "2023-03-15", "until": "2023-03-15"}, [COD]),
        ({"until": "2023"}, [COD, DAM, SLUR]),
        ({"since": "2023-03-16"}, [DAM]),
        ({"confidence": 0.8}, [COD, SLUR, TALK]),
        ({"voices": ["thirdParty"]}, [DAM]),
        ({"stated": False}, [DAM]),
        ({"stated": True, "signs": [-1]}, [SLUR]),
        ({"certainties": ["possible"]}, [SLUR]),
        ({"publishers": ["the lamp"], "relations": ["engages"]}, [TALK]),
        ({"publishers": ["The Ledger"]}, []),
        ({"negated": None}, ALL),
        ({"negated": True}, [SHY]),
    ],
)
def test_a_selection_keeps_what_is_asked_for(asked, kept):
    """Each field narrows, in its own way; several must all be met."""
    assert select(ALL, Selection(**asked)) == kept


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ({"relations": ["oposes"]}, UnknownRelation, "did you mean 'opposes'"),
        ({"voices": ["third-party"]}, UnknownChoice, "is not a voice: did you mean 'thirdParty'"),
        ({"families": ["deeds"]}, UnknownChoice, "is not a family: did you mean 'deed'"),
        ({"certainties": ["zzz"]}, UnknownChoice, "choose from certain, probable, possible, underspecified"),
        ({"signs": [2]}, UnknownChoice, "'2' is not a sign"),
        ({"confidence": 80}, NetworkError, r"from 0 to 1, not 80, did you mean 0\.8\?"),
        ({"since": "March"}, NotADate, "'March' is not a date: write it as 2023"),
        ({"until": "2023-13"}, NotADate, "'2023-13'"),
        ({"until": "2023-W03-1"}, NotADate, "'2023-W03-1'"),
        ({"since": "2024", "until": "2023-05"}, NetworkError, "swap the two"),
    ],
)
def test_a_name_that_does_not_exist_is_not_an_empty_answer(asked, error, message):
    """The error says what was probably meant."""
    with pytest.raises(error, match=message):
        Selection(**asked)


def test_since_and_until_may_be_the_same_month():
    """A year that holds the day, or a day in the month, is no contradiction."""
    assert select(ALL, Selection(since="2023-03-10", until="2023-03")) == [COD]
    assert select(ALL, Selection(since="2023", until="2023-03-15")) == [COD, SLUR]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"issues": ["the dan"]}, "no issue 'the dan' is in these stances: did you mean 'the dam'"),
        ({"actors": ["Osslo"]}, "no actor 'Osslo' is in these stances: did you mean 'oslo'"),
        ({"publishers": ["Lamp"]}, "no publisher 'Lamp'"),
        ({"actors": ["the dam"]}, "no actor 'the dam'"),
    ],
)
def test_whom_nobody_mentions_can_be_checked(asked, message):
    """A misspelt name of somebody can only be seen from the stances."""
    with pytest.raises(UnknownNode, match=message):
        Selection(**asked).check(ALL)
    Selection(issues=["dam"], actors=["São Tomé"], publishers=["THE LAMP"]).check(ALL)


def test_a_selection_is_a_value():
    """Equal to what asks for the same, and changed by making another."""
    asked = Selection(actors="Oslo", signs=[1, -1])
    assert asked == Selection(signs=(-1, 1), actors=["Oslo"])
    assert len({asked, Selection(signs={-1, 1}, actors=("Oslo",))}) == 1
    assert select(ALL, replace(asked, actors=["cork"])) == [DAM, SLUR]


def test_names_in_other_scripts_match_whatever_their_case():
    """Folding is not reduction to ASCII."""
    stance = replace(COD, holder=replace(actor("x"), label="Жуков"), source=Source("d", publisher="Ведомости"))
    assert select([stance], Selection(actors="жуков", publishers="ВЕДОМОСТИ")) == [stance]
    assert select([stance], Selection(actors="жукоф")) == []


@given(many_edges(), st.data())
def test_asking_for_less_keeps_no_less(edges, data):
    """Dropping any one condition from a selection keeps all that was kept."""
    asked = {
        "relations": ["opposes", "supports", "engages"],
        "signs": [1, -1],
        "issues": ["cod"],
        "since": "2023",
        "confidence": 0.5,
        "stated": True,
    }
    given_ = data.draw(st.lists(st.sampled_from(sorted(asked)), unique=True, min_size=1))
    narrow = select(edges, Selection(**{name: asked[name] for name in given_}))
    wide = select(edges, Selection(**{name: asked[name] for name in given_[1:]}))
    assert [one for one in wide if one in narrow] == narrow
    assert all(one in edges for one in wide)


def test_the_field_that_left_nothing_is_named():
    """With what those before it had left; none is named where something is left."""
    said = [
        edge("oslo", "opposes", "dam", date="2023-01-01"),
        edge("cork", "supports", "dam", id="s2", date="2024-01-01"),
    ]
    assert emptied(said, Selection(relations="opposes", since="2024")) == (
        "since 2024 leaves none of the 1 stances that everything before it left."
    )
    assert emptied(said, Selection(relations="opposes")) is None
    assert emptied(said, Selection(signs=[0], actors=["oslo"])) == (
        "signs 0 leaves none of the 2 stances that everything before it left."
    )
    assert "negated" in emptied([edge("oslo", "opposes", "dam", negated=True)], Selection())
