"""W3C's SPARQL 1.1 query tests, put to `kg serve` over HTTP and to the engine itself, side by side.

    python -m benchmarks.w3c SUITE [--readme]      # and the table written into the README

SUITE is a folder with the manifests of the suite (``…/sparql11``), as it lies in W3C's repository rdf-tests or in the
source distribution of rdflib; kg has no copy of it. Every data file becomes a graph of the user's own, and each test
names the graphs that it asks as the protocol has it. Left out are tests of entailment, of federation, of CSV, of
updates, and those whose result is a set of solutions written as RDF.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

import pyoxigraph as ox
import rdflib
import requests

from benchmarks import readme
from benchmarks.hostile import serving
from kg.store import Store
from kg.store.guard import verb

COLUMNS = ("tests", "passed by the engine", "passed by kg serve")
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
LEFT_OUT = {"entailment", "service", "syntax-fed", "protocol", "http-rdf-update", "service-description"}

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
_EVALUATED = {MF.QueryEvaluationTest}
_SYNTAX = {
    MF.PositiveSyntaxTest11: True,
    MF.PositiveSyntaxTest: True,
    MF.NegativeSyntaxTest11: False,
    MF.NegativeSyntaxTest: False,
}
_RESULTS = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}
_GRAPHS = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".rdf": ox.RdfFormat.RDF_XML}


@dataclass(frozen=True)
class Case:
    """A query with the graphs that it is put to, and what it should give: a file, or whether it parses."""

    name: str
    query: str
    base: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    result: Path | None = None
    parses: bool = True

    @property
    def sparql(self) -> str:
        """The query with its base."""
        return f"BASE <{self.base}>\n{self.query}"


def cases(suite: Path) -> Iterator[Case]:
    """Yield the tests of a suite that can be run."""
    for manifest in sorted(suite.rglob("manifest.ttl")):
        folder = manifest.parent
        if folder.name in LEFT_OUT:
            continue
        base = f"{BASE}{folder.name}/"
        graph = rdflib.Graph().parse(manifest, format="turtle", publicID=base)
        for test in sorted(graph.subjects(rdflib.RDF.type, None)):
            kinds = set(graph.objects(test, rdflib.RDF.type))
            action = graph.value(test, MF.action)
            if kinds & _SYNTAX.keys():
                (kind,) = kinds & _SYNTAX.keys()
                file = _file(action, base, folder)
                yield Case(str(test), file.read_text(encoding="utf-8"), str(action), parses=_SYNTAX[kind])
            elif kinds & _EVALUATED:
                query, result = graph.value(action, QT.query), _file(graph.value(test, MF.result), base, folder)
                if not _file(query, base, folder).is_file() or not result.is_file():  # some copies are not complete
                    continue
                text = _file(query, base, folder).read_text(encoding="utf-8")
                rows = verb(text) not in {"CONSTRUCT", "DESCRIBE"}
                if result.suffix not in (_RESULTS if rows else _GRAPHS):
                    continue
                default = tuple(sorted(map(str, graph.objects(action, QT.data))))
                named = tuple(sorted(map(str, graph.objects(action, QT.graphData))))
                yield Case(str(test), text, str(query), default, named, result)


def _file(iri: Any, base: str, folder: Path) -> Path:
    return folder / unquote(str(iri).removeprefix(base))


def data(suite: Path, graph: str) -> list[ox.Triple]:
    """Return the triples of a data file, by its IRI."""
    path = suite / unquote(urlsplit(graph).path.removeprefix(urlsplit(BASE).path))
    return [quad.triple for quad in ox.parse(path=str(path), format=_GRAPHS[path.suffix], base_iri=graph)]


# ── answers, so that they can be compared


def comparable(found: Any) -> Any:
    """Return an answer as something that equals another of the same meaning, whatever its blank nodes are called."""
    if isinstance(found, bool):
        return found
    if isinstance(found, list):  # triples
        whole = ox.Dataset(ox.Quad(one.subject, one.predicate, _normal(one.object)) for one in found)
        whole.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        return whole
    columns, rows = found
    cells = [{name: _normal(term) for name, term in zip(columns, row, strict=True) if term is not None} for row in rows]
    blank = any(isinstance(term, ox.BlankNode) for row in cells for term in row.values())
    if not blank:
        return sorted(columns), Counter(tuple(sorted((name, str(term)) for name, term in row.items())) for row in cells)
    quads = []
    for row in cells:
        node = ox.BlankNode()
        quads.append(ox.Quad(node, ox.NamedNode("urn:row"), ox.Literal("row")))
        quads += [ox.Quad(node, ox.NamedNode(f"urn:{name}"), term) for name, term in row.items()]
    whole = ox.Dataset(quads)
    whole.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return sorted(columns), whole


def _normal(term: Any) -> Any:
    """Return a literal as the engine keeps it: 1.10 is 1.1 to it."""
    if not isinstance(term, ox.Literal):
        return term
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), term))
    return next(iter(store)).object


def _of_engine(found: Any) -> Any:
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QuerySolutions):
        columns = [variable.value for variable in found.variables]
        return columns, [tuple(row[name] for name in columns) for row in found]
    return list(found)


def expected(test: Case) -> Any:
    """Return what a test should give."""
    if test.result is None:
        raise ValueError(test.name)
    if test.result.suffix in _RESULTS:
        return _of_engine(ox.parse_query_results(test.result.read_bytes(), format=_RESULTS[test.result.suffix]))
    form = _GRAPHS[test.result.suffix]
    return [quad.triple for quad in ox.parse(path=str(test.result), format=form, base_iri=test.base)]


# ── the two that answer


def by_engine(suite: Path, test: Case) -> Any:
    """Return what the engine answers; raises SyntaxError."""
    store = ox.Store()
    for graph in test.default:
        store.extend(ox.Quad(one.subject, one.predicate, one.object) for one in data(suite, graph))
    for graph in test.named:
        name = ox.NamedNode(graph)
        store.extend(ox.Quad(one.subject, one.predicate, one.object, name) for one in data(suite, graph))
    return _of_engine(store.query(test.sparql))


def by_server(port: int, test: Case) -> Any:
    """Return what the server answers; raises SyntaxError where it says that this is no query."""
    fields = [("query", test.sparql)]
    fields += [("default-graph-uri", graph) for graph in test.default or ("urn:kg:nothing",)]
    fields += [("named-graph-uri", graph) for graph in test.named]
    accept = "application/sparql-results+json, application/n-triples"
    headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
    got = requests.post(f"http://127.0.0.1:{port}/sparql", urlencode(fields), headers=headers, timeout=60)
    if got.status_code == 400:
        raise SyntaxError(got.text)
    got.raise_for_status()
    if got.headers["Content-Type"].startswith("application/n-triples"):
        return [quad.triple for quad in ox.parse(got.content, ox.RdfFormat.N_TRIPLES)]
    return _of_engine(ox.parse_query_results(got.content, format=ox.QueryResultsFormat.JSON))


def passes(test: Case, answer: Any) -> bool:
    """Whether an answer, got by calling ``answer``, is what the test wants."""
    try:
        found = answer()
    except SyntaxError:
        return not test.parses
    except (requests.RequestException, OSError, ValueError, RuntimeError):
        return False
    if test.result is None:
        return test.parses
    return bool(comparable(found) == comparable(expected(test)))


def main() -> None:
    """Print both pass rates and where they differ; exit 1 where the server fails what the engine passes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", type=Path)
    parser.add_argument("--readme", action="store_true")
    given = parser.parse_args()
    suite: Path = given.suite
    every = list(cases(suite))
    if not every:
        raise SystemExit(f"{suite}: there is no manifest.ttl with query tests below this folder")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "graph"
        with Store.open(folder, create=True, write=True) as store:
            for graph in sorted({graph for test in every for graph in (*test.default, *test.named)}):
                triples = " ".join(f"{triple} ." for triple in data(suite, graph))
                if triples:
                    store.update(f"INSERT DATA {{ GRAPH <{graph}> {{ {triples} }} }}")
        with serving(folder, 30) as (port, _):
            rows = [
                (
                    test,
                    passes(test, lambda test=test: by_engine(suite, test)),
                    passes(test, lambda test=test: by_server(port, test)),
                )
                for test in every
            ]
    for test, engine, server in rows:
        if engine is not server:
            print(f"{'lost' if engine else 'won'}: {test.name}")
    engine, server = (sum(row[at] for row in rows) for at in (1, 2))
    table = readme.table(COLUMNS, [dict(zip(COLUMNS, map(str, (len(rows), engine, server)), strict=True))])
    print(table)
    if given.readme:
        readme.write("w3c", table)
    sys.exit(any(engine and not server for _, engine, server in rows))


if __name__ == "__main__":
    main()
