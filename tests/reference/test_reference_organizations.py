"""The shipped organizations: who belongs to whom, and who speaks for a state."""

import pytest

from kg.known import NameUse
from kg.records import ActorKind
from kg.reference import shipped, shipped_files, turtle, words


@pytest.mark.parametrize(
    ("bloc", "count", "one", "none"),
    [
        ("united-nations", 193, "south-sudan", "taiwan"),
        ("european-union", 27, "croatia", "united-kingdom"),
        ("nato", 32, "sweden", "austria"),
        ("g7", 8, "european-union", "russia"),
        ("g20", 21, "african-union", "spain"),
        ("brics", 10, "ethiopia", "argentina"),
        ("asean", 11, "east-timor", "papua-new-guinea"),
        ("african-union", 55, "sahrawi-republic", "yemen"),
        ("arab-league", 22, "comoros", "iran"),
        ("council-of-europe", 46, "turkey", "russia"),
        ("ecowas", 12, "ghana", "mali"),
        ("un-security-council", 5, "france", "germany"),
    ],
)
def test_blocs_have_their_members(bloc, count, one, none):
    """As many as there are, one that belongs to it and one that does not."""
    members = shipped().actors[bloc].members
    assert len(members) == count
    assert one in members
    assert none not in members


@pytest.mark.parametrize(
    ("actor", "state"),
    [
        ("state-department", "united-states"),
        ("pentagon", "united-states"),
        ("foreign-office", "united-kingdom"),
        ("chinese-foreign-ministry", "china"),
        ("russian-defense-ministry", "russia"),
        ("european-commission", "european-union"),
        ("palestinian-authority", "palestine"),
    ],
)
def test_ministries_speak_for_their_state(actor, state):
    """What the executive says is the position of the state."""
    assert shipped().speaks_for(actor) == state


@pytest.mark.parametrize(
    "actor",
    [
        "us-congress",
        "house-of-representatives",
        "us-supreme-court",
        "federal-reserve",
        "fbi",
        "knesset",
        "bundestag",
        "state-duma",
        "israel-defense-forces",
        "peoples-liberation-army",
        "chinese-communist-party",
        "democratic-party",
        "labour-party",
        "xinhua",
        "hamas",
        "gazprom",
    ],
)
def test_lawmakers_courts_parties_and_armies_do_not(actor):
    """Rule 9: they are actors of their own, and no state is bound by their words."""
    known = shipped().actors[actor]
    assert known.kind is ActorKind.ORGANIZATION
    assert shipped().speaks_for(actor) is None


def test_whoever_speaks_for_a_state_belongs_to_it():
    """A ministry that spoke for one state and belonged to another would be a slip of the pen."""
    for actor in shipped().actors.values():
        if actor.kind is ActorKind.ORGANIZATION and actor.speaks_for is not None:
            assert actor.speaks_for == actor.part_of, actor.id


def test_nobody_belongs_to_itself_in_the_end():
    """From any actor, partOf leads to a top in a few steps."""
    actors = shipped().actors
    for actor in actors.values():
        above, steps = actor, 0
        while above.part_of is not None:
            above, steps = actors[above.part_of], steps + 1
            assert steps < 5, actor.id


def test_members_of_a_party_are_the_party():
    """“Republicans” are the party as an actor; “Republican” is its adjective."""
    uses = {name.text: name.use for name in shipped().actors["republican-party"].names}
    assert (uses["Republicans"], uses["Republican"], uses["GOP"]) == (NameUse.NAME, NameUse.DEMONYM, NameUse.ACRONYM)


def test_news_agencies_are_there_to_relay():
    """Reuters, AP, AFP, Xinhua and TASS can stand in an attribution as `via`."""
    for agency in ("reuters", "associated-press", "agence-france-presse", "xinhua", "tass"):
        assert shipped().actors[agency].kind is ActorKind.ORGANIZATION


def test_a_name_in_capitals_is_looked_for_in_capitals():
    """NATO is shown by its acronym, and an acronym is what it is."""
    first = shipped().actors["nato"].names[0]
    assert (first.text, first.use) == ("NATO", NameUse.ACRONYM)


def test_no_two_files_tell_of_the_same_actor():
    """What the second said would silently replace what the first did."""
    seen = {}
    for path in shipped_files():
        for subject in turtle.read(path):
            if words.sort(subject) is words.Sort.ACTOR:
                assert seen.setdefault(subject.term, path) == path, subject.term


def test_a_wikidata_item_is_one_actors():
    """Two actors with one item would be one actor."""
    items = [actor.wikidata for actor in shipped().actors.values() if actor.wikidata]
    assert len(items) == len(set(items))
    assert shipped().actors["nato"].wikidata == "Q7184"
