"""The runner of W3C's tests tells right answers from wrong ones, on a suite of two queries of our own."""

import pytest

from benchmarks.w3c import BASE, by_engine, cases, passes

MANIFEST = """
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
<#values> a mf:QueryEvaluationTest ; mf:action [ qt:query <q.rq> ; qt:data <d.ttl> ] ; mf:result <r.srj> .
<#syntax> a mf:PositiveSyntaxTest11 ; mf:action <q.rq> .
<#missing> a mf:QueryEvaluationTest ; mf:action [ qt:query <no.rq> ; qt:data <d.ttl> ] ; mf:result <r.srj> .
"""
RESULT = """{"head": {"vars": ["o", "b"]}, "results": {"bindings": [
  {"o": {"type": "literal", "value": "%s", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}, "b": {"type": "bnode", "value": "z"}}
]}}"""


@pytest.mark.parametrize(("value", "right"), [("1.10", True), ("1.2", False)])
def test_right_and_wrong_answers_are_told_apart(tmp_path, value, right):
    """Numbers count by their value, blank nodes by whatever name."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "manifest.ttl").write_text(MANIFEST)
    (folder / "q.rq").write_text("SELECT ?o ?b { <s> <p> ?o ; <q> ?b }")
    (folder / "d.ttl").write_text("<s> <p> 1.1 ; <q> [] .")
    (folder / "r.srj").write_text(RESULT % value)
    syntax, values = cases(tmp_path)
    assert (values.default, values.name) == ((f"{BASE}own/d.ttl",), f"{BASE}own/#values")
    assert passes(values, lambda: by_engine(tmp_path, values)) is right
    assert passes(syntax, lambda: by_engine(tmp_path, syntax))
