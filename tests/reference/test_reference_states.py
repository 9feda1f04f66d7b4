"""The shipped states: all of them, each found by the names that news uses, none taken for another."""

import re
from collections import Counter

import pytest

from kg import iris
from kg.known import NameUse
from kg.records import ActorKind
from kg.reference import shipped, turtle, words
from kg.shipped import ontology

# ISO 3166-1 of the members of the United Nations, from the UN's own list.
_MEMBERS = """
AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB
BRN BTN BWA CAF CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA
ECU EGY ERI ESP EST ETH FIN FJI FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI
HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA
LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM
NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT ROU RUS RWA SAU SDN
SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON TTO
TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
"""
MEMBERS = _MEMBERS.split()


@pytest.fixture(scope="module")
def facts():
    """What states.ttl says of each state, by id: what a `KnownActor` does not carry is there as well."""
    subjects = turtle.read(ontology() / "states.ttl")
    return {subject.term.removeprefix(iris.ACTOR): subject for subject in subjects}


def states():
    return [actor for actor in shipped().actors.values() if actor.kind is ActorKind.STATE]


def owners(text, use):
    """The actors that may be written so."""
    return {
        actor.id for actor in shipped().actors.values() for name in actor.names if name.text == text and name.use is use
    }


def test_every_member_of_the_united_nations_is_there(facts):
    """193 states by their ISO codes, and they are the members that the United Nations has in our file."""
    by_code = {subject.text(words.ISO3): made for made, subject in facts.items() if subject.text(words.ISO3)}
    assert len(MEMBERS) == 193
    assert [code for code in MEMBERS if code not in by_code] == []
    assert {by_code[code] for code in MEMBERS} == set(shipped().actors["united-nations"].members)


def test_the_observers_and_the_others_say_that_they_are_no_members(facts):
    """The Holy See, Palestine, Taiwan and Kosovo are actors, and a note says what they are not."""
    members = set(shipped().actors["united-nations"].members)
    others = facts.keys() - members
    assert {"holy-see", "palestine", "taiwan", "kosovo"} <= others
    note = "http://www.w3.org/2004/02/skos/core#scopeNote"
    assert [made for made in others if not facts[made].texts(note)] == []
    assert [made for made in members if facts[made].texts(note)] == []


def test_no_code_and_no_wikidata_item_is_used_twice(facts):
    """Whoever joins by ISO code or by Wikidata item meets one state."""
    for word in (words.ISO2, words.ISO3, words.SAME):
        values = Counter(value.value for subject in facts.values() for value in subject.facts.get(word, ()))
        assert [value for value, count in values.items() if count > 1] == []


def test_codes_and_items_look_like_codes_and_items(facts):
    """Two capitals, three capitals, a Q and a number; a state has both codes or neither."""
    for made, subject in facts.items():
        two, three = subject.text(words.ISO2), subject.text(words.ISO3)
        assert (two is None) == (three is None), made
        assert two is None or (re.fullmatch("[A-Z]{2}", two) and re.fullmatch("[A-Z]{3}", three)), made
    without = {state.id for state in states() if state.wikidata is None}
    assert without == {"abkhazia", "nagorno-karabakh"}


def test_every_state_has_what_it_takes_to_be_found(facts):
    """A demonym for all but a few that have none in use, and a capital for all but the cities."""
    without = {state.id for state in states() if all(name.use is not NameUse.DEMONYM for name in state.names)}
    assert without == {"holy-see", "serbia-and-montenegro"}
    assert {made for made, subject in facts.items() if not subject.text(words.CAPITAL)} == {"hong-kong", "macau"}


@pytest.mark.parametrize(
    ("text", "use", "owner"),
    [
        ("United States", NameUse.NAME, "united-states"),
        ("America", NameUse.NAME, "united-states"),
        ("U.S.", NameUse.ACRONYM, "united-states"),
        ("US", NameUse.ACRONYM, "united-states"),
        ("White House", NameUse.METONYM, "united-states"),
        ("Washington", NameUse.METONYM, "united-states"),
        ("Beijing", NameUse.METONYM, "china"),
        ("Zhongnanhai", NameUse.METONYM, "china"),
        ("Kremlin", NameUse.METONYM, "russia"),
        ("Downing Street", NameUse.METONYM, "united-kingdom"),
        ("Elysée Palace", NameUse.METONYM, "france"),
        ("Britain", NameUse.NAME, "united-kingdom"),
        ("Briton", NameUse.DEMONYM, "united-kingdom"),
        ("Spaniards", NameUse.DEMONYM, "spain"),
        ("Dutch", NameUse.DEMONYM, "netherlands"),
        ("Nigerien", NameUse.DEMONYM, "niger"),
        ("Nigerian", NameUse.DEMONYM, "nigeria"),
        ("Swaziland", NameUse.NAME, "eswatini"),
        ("Burma", NameUse.NAME, "myanmar"),
        ("Türkiye", NameUse.NAME, "turkey"),
        ("Czechia", NameUse.NAME, "czech-republic"),
        ("Macedonia", NameUse.NAME, "north-macedonia"),
        ("DPRK", NameUse.ACRONYM, "north-korea"),
        ("DRC", NameUse.ACRONYM, "democratic-republic-of-the-congo"),
        ("UAE", NameUse.ACRONYM, "united-arab-emirates"),
        ("Côte d'Ivoire", NameUse.NAME, "ivory-coast"),
        ("Kiev", NameUse.METONYM, "ukraine"),
        ("Brussels", NameUse.METONYM, "european-union"),
    ],
)
def test_a_name_of_the_news_is_one_actors(text, use, owner):
    """Each name means the actor that news means by it, and nobody else."""
    assert owners(text, use) == {owner}


def test_capitals_that_are_also_other_names_do_not_speak():
    """Victoria is a woman, Luxembourg the state itself: neither is a metonym of a government."""
    for capital in ("Victoria", "Luxembourg", "San José", "Nassau", "Singapore", "Monaco", "Sanaa"):
        assert owners(capital, NameUse.METONYM) == set()


def test_names_that_mean_something_else_are_marked():
    """Georgia, Jordan, Chad and the two Congos need a look at the context."""
    for text in ("Georgia", "Jordan", "Chad", "Congo", "Korea"):
        names = [name for actor in shipped().actors.values() for name in actor.names if name.text == text]
        assert names
        assert all(name.ambiguous for name in names)
    assert not any(name.ambiguous for name in shipped().actors["china"].names)


def test_no_two_actors_share_a_name_unless_it_is_marked():
    """A name that is not marked ambiguous has one owner, whatever its capitals."""
    found = {}
    for actor in shipped().actors.values():
        if actor.kind is not ActorKind.PERSON:
            for name in actor.names:
                found.setdefault(name.text.casefold(), []).append((actor.id, name.ambiguous))
    shared = {text: held for text, held in found.items() if len({owner for owner, _ in held}) > 1}
    assert {text: held for text, held in shared.items() if not all(ambiguous for _, ambiguous in held)} == {}
    assert {"congo", "supreme court", "greens"} <= shared.keys()  # the rule has something to rule over


def test_a_phrase_to_leave_alone_contains_a_name_and_is_none():
    """“Latin America” is there because of America, and hides none of the country’s own names."""
    for actor in shipped().actors.values():
        names = [name.text.casefold() for name in actor.names]
        for phrase in actor.not_in:
            assert any(name in phrase.casefold() for name in names), (actor.id, phrase)
            assert not any(phrase.casefold() in name for name in names), (actor.id, phrase)
    assert "Northern Ireland" in shipped().actors["ireland"].not_in
