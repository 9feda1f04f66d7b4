"""The projections are those of Discourse Network Analyzer, held against what it answered."""

import json
import sqlite3

import pytest

from kg.edges import ISSUE, Edge, End, Source
from kg.networks import conflict, congruence, stance_network, subtract
from kg.records import Span

PROJECT = {"congruence": congruence, "conflict": conflict, "subtract": subtract}
COUNT = {"include": "stances", "document": "documents"}
_STATEMENTS = """
SELECT statements.ID, DocumentId,
       max(CASE WHEN Variable = 'organization' THEN entities.Value END),
       max(CASE WHEN Variable = 'concept' THEN entities.Value END),
       (SELECT Value FROM DATABOOLEAN WHERE StatementId = statements.ID)
FROM STATEMENTS statements
JOIN STATEMENTTYPES types ON types.ID = statements.StatementTypeId AND types.Label = 'DNA Statement'
JOIN DATASHORTTEXT texts ON texts.StatementId = statements.ID
JOIN VARIABLES variables ON variables.ID = texts.VariableId
JOIN ENTITIES entities ON entities.ID = texts.Entity
GROUP BY statements.ID ORDER BY statements.ID
"""


@pytest.fixture(scope="module")
def affiliation(shared):
    """The statements of the synthetic database as an affiliation network."""
    database = sqlite3.connect(f"file:{shared / 'dna/synthetic.dna'}?mode=ro&immutable=1", uri=True)
    rows = database.execute(_STATEMENTS).fetchall()
    database.close()
    said = [
        Edge(
            id=f"s{number}",
            holder=End(organization, organization, "organization"),
            relation="supports" if agreement else "opposes",
            target=End(f"issue/{concept}", concept, ISSUE),
            sign=1 if agreement else -1,
            voice="self",
            stated=True,
            evidence=Span(start=0, end=0, text=""),
            passage="",
            passage_start=0,
            source=Source(f"d{document}"),
        )
        for number, document, organization, concept, agreement in rows
        if organization and concept
    ]
    return stance_network(said, kind="issues")


def _cases(shared):
    for case in json.loads((shared / "dna/core_synthetic.json").read_text(encoding="utf-8")):
        asked = case["options"]
        if (
            case["group"] == "onemode"
            and asked["qualifier"] == "agreement"
            and asked["qualifierAggregation"] in PROJECT
            and asked["normalization"] in {"no", "average"}
        ):
            yield case


@pytest.mark.shared
def test_every_boolean_projection_is_that_of_dna(shared, affiliation):
    """Congruence, conflict and subtract; all statements and once a document; plain and averaged: to 1e-9."""
    cases = list(_cases(shared))
    assert len(cases) == 12
    for case in cases:
        asked = case["options"]
        project = PROJECT[asked["qualifierAggregation"]]
        made = project(affiliation, count=COUNT[asked["duplicates"]], normalisation=asked["normalization"])
        assert sorted(made) == case["rows"], case["id"]
        found = [[made.get_edge_data(a, b, {}).get("weight", 0) for b in case["cols"]] for a in case["rows"]]
        for mine, theirs in zip(found, case["values"], strict=True):
            assert mine == pytest.approx(theirs, abs=1e-9), case["id"]
