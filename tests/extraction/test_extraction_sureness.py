"""Confidence is a share that can be read off a table."""

import pytest

from kg.extraction.lexicon import table
from kg.extraction.stances.sureness import ALWAYS, seen, shipped, sureness
from kg.records import ActorKind, Span, Stance
from kg.relations import Family

TEXT = "Oslo criticized Cork on Monday, and she may oppose the dam that was planned for a very long time in the far north of Bonn."
KINDS = {"oslo": ActorKind.STATE, "cork": ActorKind.STATE, "ruiz": ActorKind.PERSON}


def span(words):
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def stance(holder="oslo", target="cork", holder_words="Oslo", target_words="Cork", **changes):
    made = {
        "id": "s1", "holder": holder, "relation": "criticizes", "voice": "narrator", "evidence": span(TEXT),
        "target": {"issue": target} if target == "dam" else {"actor": target},
        "holder_mention": span(holder_words), "target_mention": span(target_words),
    }  # fmt: skip
    return Stance.model_validate(made | changes)


def test_what_is_seen_of_a_plain_stance():
    """Family, voice, and who the two are."""
    assert list(seen(stance(), KINDS, in_codebook=False)) == [
        ALWAYS, "stated, and the encoder reads nothing", "family evaluation", "voice narrator", "holder a state",
        "target a state",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "shown"),
    [
        ({"holder": "ruiz", "holder_words": "she"}, "holder a pronoun"),
        ({"target": "dam", "target_words": "the dam"}, "target issue in the text's words"),
        ({"target_words": "Bonn", "target": "ruiz"}, "far apart"),
        ({"holder": "cork", "target": "oslo", "holder_words": "Cork", "target_words": "Oslo"}, "target before holder"),
        ({"certainty": "possible"}, "hedged"),
        ({"tense": "future"}, "still to come"),
        ({"intensity": 3}, "strong words"),
        ({"evidence": span("Cork on Monday")}, "holder outside the words"),
    ],
)
def test_what_makes_a_stance_less_plain_is_seen(changed, shown):
    """Pronouns, hedges, distance: each by the name that it has in the table."""
    assert shown in set(seen(stance(**changed), KINDS, in_codebook=False))
    assert shown not in set(seen(stance(), KINDS, in_codebook=False))


def test_an_issue_of_a_codebook_is_told_from_one_in_the_texts_words():
    """The codebook's is surer to be one."""
    dam = stance(target="dam", target_words="the dam")
    assert "target issue of a codebook" in set(seen(dam, KINDS, in_codebook=True))


def test_weights_add_up_to_odds():
    """Nothing seen is one in two; a weight of log 3 is three in four; what the table does not have changes nothing."""
    weights = {ALWAYS: 0.0, "hedged": -1.0986, "strong words": 1.0986}
    assert sureness(iter([ALWAYS]), weights) == 0.5
    assert sureness(iter([ALWAYS, "strong words", "unheard of"]), weights) == 0.75
    assert sureness(iter([ALWAYS, "hedged"]), weights) == 0.25
    assert sureness(iter([ALWAYS]), {ALWAYS: 50.0}) == 0.95


def test_the_table_has_only_what_can_be_seen():
    """Every row is one of the names that a stance can show, with the sentences that vouch for its weight."""
    ends = [f"{role} a {kind}" for role in ("holder", "target") for kind in (*ActorKind, "pronoun")]
    known = {
        ALWAYS, "hedged", "still to come", "strong words", "holder outside the words", "target before holder", "far apart",
        "target issue of a codebook", "target issue in the text's words", *ends, *(f"family {one}" for one in Family),
        *(f"voice {voice}" for voice in ("self", "representative", "thirdParty", "narrator")),
    }  # fmt: skip
    steps = {f"it, {step} or more" for step in (0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)} | {"nothing", "the other sign"}
    known |= {f"{who} reads {what}" for who in ("stated, and the encoder", "the encoder alone") for what in steps}
    assert set(shipped()) <= known
    assert ALWAYS in shipped()
    assert all(int(row["stances"]) >= 12 for _, row in table("sureness", "seen", "weight", "stances"))
