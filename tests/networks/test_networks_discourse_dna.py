"""Every network, series, distance, count, score and loss is that of Discourse Network Analyzer, held against what it answered."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from kg.documents.dna import DnaDatabase
from kg.networks.discourse import rdna

DNA = Path(__file__).parents[3] / "shared" / "dna"
TO = {"atol": 1e-9, "rtol": 0.0}


def answers():
    """Each answer as a parameter, by its name; none where the corpora are not beside this checkout."""
    for file in sorted(DNA.glob("core_*.json")):
        for answer in json.loads(file.read_text(encoding="utf-8")):
            yield pytest.param(answer, id=answer["id"])


@cache
def database(name):
    return DnaDatabase.read(DNA / name)


def options_of(answer):
    """The table that an answer is about, and what was asked."""
    asked = dict(answer["options"])
    table = database(answer.get("database", "synthetic.dna")).table(asked.pop("statementType", None))
    return table, asked.pop("fn", "network"), asked


def same(made, rows, columns, values):
    assert (list(made.rows), list(made.columns)) == (rows, columns)
    np.testing.assert_allclose(made.weights, np.array(values, dtype=float).reshape(made.weights.shape), **TO)


def check_network(table, asked, answer):
    (made,) = rdna.dna_network(table, **asked)
    same(made, answer["rows"], answer["cols"], answer["values"])
    assert made.statements == answer["n_statements"]


def check_timewindow(table, asked, answer):
    series = rdna.dna_network(table, **asked)
    assert len(series) == answer["n_matrices"]
    for one in answer["matrices"]:
        made = series[one["slice"]]
        same(made, one["rows"], one["cols"], one["values"])
        times = [f"{when:%Y-%m-%dT%H:%M}" for when in (made.start, made.mid, made.stop)]
        assert times == [one["start"], one["mid"], one["stop"]]


def check_distance(table, asked, answer):
    np.testing.assert_allclose(rdna.dna_distances(table, **asked), answer["distance_matrix"], **TO)
    asked.pop("distanceMethod")
    assert [f"{made.mid:%Y-%m-%dT%H:%M}" for made in rdna.dna_network(table, **asked)] == answer["mids"]


def check_barplot(table, asked, answer):
    made, result = rdna.dna_barplot(table, **asked), answer["result"]
    assert made.variable == result["Variable"]
    assert list(made.values) == result["Values"]
    assert list(made.levels) == result["IntValues"]
    assert made.counts.tolist() == result["Counts"]
    assert [list(one.values()) for one in made.attributes] == result["Attributes"]
    assert all(list(one) == result["AttributeVariables"] for one in made.attributes)


def check_nested(table, asked, answer):
    steps, result = rdna.dna_backbone(table, **asked), answer["result"]
    assert [step.concept for step in steps] == result["Entities"]
    assert [step.iteration for step in steps] == result["Iteration"]
    assert [step.statements for step in steps] == result["NumStatements"]
    np.testing.assert_allclose([step.loss for step in steps], result["BackboneLoss"], **TO)
    np.testing.assert_allclose([step.loss_of_dropped for step in steps], result["RedundantLoss"], **TO)


def check_evalbackbone(table, asked, answer):
    made = rdna.dna_evaluateBackboneSolution(table, asked.pop("backbone"), **asked)
    np.testing.assert_allclose(made, answer["result"], **TO)


def check_quality(table, asked, answer):
    partitions = asked.pop("partitions")
    made = [rdna.dna_quality(table, partition, **asked) for partition in partitions]
    np.testing.assert_allclose(made, answer["result"], **TO)


CHECKS = {name.removeprefix("check_"): check for name, check in globals().items() if name.startswith("check_")}


@pytest.mark.shared
@pytest.mark.parametrize("answer", list(answers()))
def test_every_answer_is_that_of_dna(answer):
    """In mode dna, to 1e-9, whatever was asked."""
    table, asked_for, asked = options_of(answer)
    CHECKS[asked_for](table, asked, answer)


@pytest.mark.shared
def test_there_are_answers():
    """The corpora beside this checkout hold some, so that the test above cannot pass by having nothing to do."""
    assert len(list(answers())) > 300
