"""Edges made by hand, for the tests of networks."""

from hypothesis import strategies as st

from kg.edges import ISSUE, Edge, End, Source
from kg.records import Span
from kg.relations import RELATIONS

LABELS = {"oslo": "Oslo", "cork": "Cork", "bonn": "Bonn", "riga": "Riga", "sao-tome": "São Tomé"}


def actor(name, kind="state"):
    return End(name, LABELS.get(name, name), kind)


def issue(name):
    return End(f"issue/{name}", f"the {name}", ISSUE)


def edge(holder, relation, target, **changes):
    """A stance; a target that is not an actor of `LABELS` is an issue. Its words are made of its fields."""
    negated = changes.get("negated", False)
    document = changes.pop("document", "d1")
    evidence = changes.pop("evidence", f"{holder} {relation} {target}")
    made = {
        "id": f"{document}#{holder}-{relation}-{target}",
        "holder": actor(holder),
        "relation": relation,
        "target": actor(target) if target in LABELS else issue(target),
        "sign": 0 if negated else RELATIONS[relation].sign,
        "voice": "self",
        "stated": True,
        "evidence": Span(start=10, end=10 + len(evidence), text=evidence),
        "passage": f"She said: {evidence}.",
        "passage_start": 0,
        "source": Source(document, f"Title of {document}", "The Lamp"),
    }
    made |= changes
    made["about"] = tuple(issue(name) for name in changes.get("about", ()))
    return Edge(**made)


TO_ISSUES = sorted(name for name, known in RELATIONS.items() if known.to_issue)


@st.composite
def many_edges(draw, *, to_issues_only=False):
    """A few stances among few, so that they meet; ids are numbers."""
    made = []
    for number in range(draw(st.integers(0, 12))):
        holder, other = draw(st.permutations(sorted(LABELS)))[:2]
        towards_issue = to_issues_only or draw(st.booleans())
        made.append(
            edge(
                holder,
                draw(st.sampled_from(TO_ISSUES if towards_issue else sorted(RELATIONS))),
                draw(st.sampled_from(["cod", "dam", "oil"])) if towards_issue else other,
                id=f"s{number}",
                document=draw(st.sampled_from(["d1", "d2", "d3"])),
                about=draw(st.sampled_from([(), ("cod",), ("cod", "dam")])),
                date=draw(st.sampled_from([None, "2022", "2023-04", "2023-04-11", "2024-01-01"])),
                confidence=draw(st.sampled_from([0.3, 0.6, 1.0])),
                voice=draw(st.sampled_from(["self", "thirdParty", "narrator"])),
                stated=draw(st.booleans()),
                negated=draw(st.booleans()) and draw(st.booleans()),
            )
        )
    return made
