"""Issues are counted, and a codebook is proposed of those that no codebook has."""

import pytest
from networks_edges import actor, edge, issue

from kg.codebook import census, suggest, to_turtle
from kg.codebook.claims import Claim, claims
from kg.edges import ISSUE, End, Source
from kg.iris import slug
from kg.known import Known, KnownIssue
from kg.records import Record, Span, fingerprint
from kg.reference.joining import read

KNOWN = Known(
    issues={
        "water": KnownIssue("water", "water", ("water",), theme=True),
        "dam": KnownIssue("dam", "the dam", ("the dam",), broader=("water",)),
        "chip-controls": KnownIssue("chip-controls", "chip controls", ("controls on semiconductors",)),
    }
)


def on(holder, relation, label, document="d1", **changes):
    """A stance on a proposed issue."""
    made = edge(holder, relation, "cod", document=document, **changes)
    target = End(f"{ISSUE}/{slug(label)}", label, ISSUE)
    return type(made)(
        **{name: getattr(made, name) for name in made.__slots__}
        | {"target": target, "id": f"{document}#{holder}-{label}"}
    )


EDGES = [
    on("oslo", "supports", "chip export curbs", "d1"),
    on("cork", "opposes", "restrictions on semiconductor exports", "d2"),
    on(
        "bonn",
        "opposes",
        "restrictions on semiconductor exports",
        "d3",
        source=Source("d3", None, "The Lamp", story="d2"),
    ),
    on("oslo", "worriesAbout", "Riga", "d1"),
    on("riga", "opposes", "curbs", "d1"),
    edge("oslo", "opposes", "dam"),
]


def test_phrases_that_mean_the_same_are_one_issue():
    """Both sides stand on it, and two papers with one story are two publishers at most, and one story."""
    first, *rest = suggest(EDGES, [], KNOWN)
    assert (first.label, first.labels) == ("restrictions on semiconductor exports", ("chip export curbs",))
    assert (first.supporters, first.opponents) == (("Oslo",), ("Bonn", "Cork"))
    assert (first.stances, first.stories, first.publishers) == (3, 2, 1)
    assert first.short == ("curbs",)
    assert {one.label: (one.theme, one.vague) for one in rest} == {"Riga": (True, False), "curbs": (False, True)}


def test_what_the_codebook_has_is_not_proposed():
    """The dam is known; what is like a known issue says so."""
    made = suggest([*EDGES, on("oslo", "opposes", "semiconductor controls")], [], KNOWN)
    assert "dam" not in {one.id for one in made}
    assert {one.label: one.near for one in made}["semiconductor controls"] == "chip-controls"


def test_rare_issues_can_be_left_out():
    """Only what has as many stances as asked for."""
    assert [one.stances for one in suggest(EDGES, [], KNOWN, at_least=2)] == [3]


def test_the_order_of_the_stances_does_not_matter():
    """The same graph gives the same file, byte for byte."""
    turned = [EDGES[start:] + EDGES[:start] for start in range(len(EDGES))]
    made = {to_turtle(suggest(edges, [], KNOWN)) for edges in (EDGES[::-1], *turned)}
    assert len(made) == 1


def test_a_proposed_codebook_can_be_loaded(tmp_path):
    """As it is: every issue and theme that is not vague comes back with its phrases."""
    odd = on("oslo", "opposes", 'the "new" toll \\ charge')
    suggestions = suggest([*EDGES, odd], [], KNOWN)
    file = tmp_path / "codebook.ttl"
    file.write_text(to_turtle(suggestions), encoding="utf-8")
    known = read([file], beneath=Known())
    wanted = {one.id: ({one.label, *one.labels}, one.theme) for one in suggestions if not one.vague}
    assert {issue.id: (set(issue.labels), issue.theme) for issue in known.issues.values()} == wanted


def said(content, speaker="Ana Ruiz"):
    """The record of a text in which somebody says something."""
    text = f"{content}, {speaker} said."
    return Record.model_validate(
        {
            "document": {"id": "d9", "sha256": fingerprint(text)},
            "actors": [{"id": "ruiz", "name": speaker, "kind": "person"}],
            "attributions": [
                {
                    "id": "a1",
                    "kind": "indirect",
                    "speaker": "ruiz",
                    "content": [Span.of(text, 0, len(content)).model_dump()],
                }
            ],
        }
    )


@pytest.mark.parametrize(
    ("content", "label", "sign"),
    [
        ("The sanctions on Oslo should be lifted", "lifting sanctions on Oslo", 1),
        ("deep-sea mining must not be banned", "banning deep-sea mining", -1),
        ("that all fees have to be reduced at once", "reducing fees", 1),
    ],
)
def test_what_should_be_done_is_an_issue(content, label, sign):
    """The deed and what it is done to; who says that it should not be done is against it."""
    (claim,) = claims(said(content))
    assert (claim.label, claim.sign, claim.speaker, claim.document) == (label, sign, "Ana Ruiz", "d9")


@pytest.mark.parametrize(
    "content",
    ["It should be lifted", "Those who are late must be banned", "The bridge should be painted", "Fees were reduced"],
)
def test_what_names_no_deed_or_no_thing_is_none(content):
    """A pronoun, a clause, a deed that turns no issue, a plain fact."""
    assert list(claims(said(content))) == []


def test_a_claim_counts_with_the_stances_on_its_issue():
    """Whoever says it should be done stands for it."""
    claim = Claim("lifting sanctions on Oslo", 1, "Ana Ruiz", "d9", "sanctions on Oslo should be lifted")
    (made,) = suggest([on("cork", "opposes", "the end of sanctions on Oslo")], [claim], Known())
    assert (made.supporters, made.opponents) == (("Ana Ruiz",), ("Cork",))


def test_issues_are_counted_with_what_is_narrower():
    """A theme is there for what belongs to it; sides are taken on the issue itself alone."""
    counts = {count.id: count for count in census([*EDGES, edge("cork", "supports", "dam")], KNOWN.issues)}
    assert (counts["dam"].origin, counts["dam"].supporters, counts["dam"].opponents) == (
        "codebook",
        ("Cork",),
        ("Oslo",),
    )
    assert (counts["water"].origin, counts["water"].stances, counts["water"].with_narrower) == ("theme", 0, 2)
    assert counts["water"].supporters == ()
    assert counts["chip-export-curbs"].origin == "proposed"


def test_a_stance_about_an_issue_takes_no_side_on_it():
    """It is spoken of; and what is denied, or ascribed by others, takes no side either."""
    about = edge("oslo", "criticizes", "cork", about=("dam",))
    denied = edge("bonn", "supports", "dam", negated=True)
    ascribed = edge("riga", "supports", "dam", stated=False)
    (dam, water) = census([about, denied, ascribed], KNOWN.issues)
    assert (dam.id, dam.stances, dam.supporters, dam.opponents) == ("dam", 3, (), ())
    assert water.id == "water"
    assert (actor("oslo").kind, issue("dam").kind) == ("state", ISSUE)
