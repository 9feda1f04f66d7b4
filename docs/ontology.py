"""Write docs/ontology.md and ontology/context.jsonld from the Turtle files of the ontology.

python docs/ontology.py
"""

import json
import sys
from pathlib import Path

import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, XSD

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from kg.iris import KG, PREFIXES, RELATION  # noqa: E402 -- so that it runs from a checkout

PAGE, CONTEXT = ROOT / "docs" / "ontology.md", ROOT / "ontology" / "context.jsonld"
_HEAD = """# The words of a graph

Every class, property and value that kg writes, with what it means and an example; then the twenty relations, and how all of
it relates to other vocabularies. This page is made by `python docs/ontology.py` from `ontology/kg.ttl`,
`ontology/relations.ttl`, `ontology/align-standards.ttl` and `ontology/align.ttl`; edit those. JSON-LD has its names in
`ontology/context.jsonld`.

"""
_MAPPINGS = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch, RDFS.subClassOf, RDFS.subPropertyOf)  # fmt: skip


def read(*names: str) -> rdflib.Graph:
    """Return the triples of files of the ontology."""
    graph = rdflib.Graph(bind_namespaces="none")
    for name in names:
        graph.parse(ROOT / "ontology" / f"{name}.ttl")
    return graph


def page() -> str:
    """Return the page."""
    words, relations, aligned = read("kg"), read("relations"), read("align-standards", "align")
    parts = [_HEAD]
    for heading, kinds in (
        ("Classes", {OWL.Class}),
        ("Properties", {OWL.ObjectProperty, OWL.DatatypeProperty}),
        ("Values", {SKOS.Concept, SKOS.ConceptScheme, RDFS.Datatype}),
    ):
        parts.append(f"## {heading}\n\n")
        terms = {term for kind in kinds for term in words.subjects(RDF.type, kind) if str(term).startswith(KG)}
        parts += [_term(words, term) for term in sorted(terms, key=lambda term: str(term).casefold())]
    parts.append("## Relations\n\n| relation | sign | what it means | an example |\n|---|---|---|---|\n")
    parts += [
        f"| `{_short(words, one)}` | {relations.value(one, rdflib.URIRef(f'{KG}sign'))} | {_cell(relations.value(one, SKOS.definition))} "
        f"| {_cell(relations.value(one, SKOS.example))} |\n"
        for one in sorted(relations.subjects(RDF.type, OWL.ObjectProperty))
    ]
    parts.append("\n## Beside other vocabularies\n\n| ours | how | theirs |\n|---|---|---|\n")
    rows = {
        (_short(aligned, ours), _short(aligned, how), _short(aligned, theirs))
        for ours, how, theirs in aligned
        if how in _MAPPINGS
    }
    parts += [f"| `{ours}` | `{how}` | `{theirs}` |\n" for ours, how, theirs in sorted(rows)]
    return "".join(parts)


def _term(words: rdflib.Graph, term: rdflib.term.Node) -> str:
    lines = [f"### `{_short(words, term)}`\n\n{words.value(term, SKOS.definition)}\n\n"]
    for label, predicate in (("is a kind of", RDFS.subClassOf), ("says more than", RDFS.subPropertyOf), ("of", RDFS.domain), ("leads to", RDFS.range)):  # fmt: skip
        others = sorted(_short(words, other) for other in words.objects(term, predicate))
        if others:
            lines.append(f"- {label} {', '.join(f'`{other}`' for other in others)}\n")
    lines.append(f"- example: `{str(words.value(term, SKOS.example)).strip()}`\n\n")
    return "".join(lines)


def _cell(text: rdflib.term.Node | None) -> str:
    return str(text).replace("|", "\\|")


def _short(graph: rdflib.Graph, term: rdflib.term.Node) -> str:
    known = {str(base): prefix for prefix, base in graph.namespaces()} | {base: name for name, base in PREFIXES.items()}
    base = max((base for base in known if str(term).startswith(base)), key=len, default="")
    return f"{known[base]}:{str(term)[len(base) :]}" if base else str(term)


def context() -> str:
    """Return the JSON-LD context: prefixes, and our words by their names; what is no word of ours is a relation."""
    words = read("kg")
    names: dict[str, object] = dict(PREFIXES)
    for term in sorted(words.subjects(RDF.type, OWL.ObjectProperty)):
        names[str(term).removeprefix(KG)] = {"@id": str(term), "@type": "@vocab"}
    for term in sorted(words.subjects(RDF.type, OWL.DatatypeProperty)):
        datatype = words.value(term, RDFS.range)
        typed = {} if datatype in {None, XSD.string} else {"@type": str(datatype)}
        names[str(term).removeprefix(KG)] = {"@id": str(term), **typed}
    for term in sorted({*words.subjects(RDF.type, OWL.Class), *words.subjects(RDF.type, SKOS.Concept)}):
        names[str(term).removeprefix(KG)] = str(term)
    return json.dumps({"@context": {"@vocab": RELATION, **names}}, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    CONTEXT.write_text(context(), encoding="utf-8")
