"""What an exported file holds, told in VoID and DCAT: for catalogues, and for whoever finds it in a year."""

from pathlib import Path

from kg.iris import BASE, KG, PREFIXES, local
from kg.store import nodes
from kg.store._oxigraph import Reader
from kg.store.clock import now
from kg.store.terms import day, integer, iri, moment, string

_VOID, _DCAT, _DCT = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", PREFIXES["dct"]
_MEDIA = "https://www.iana.org/assignments/media-types/"  # DCAT has types of media as resources
_TYPES = {
    ".trig": "application/trig",
    ".nq": "application/n-quads",
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".jsonld": "application/ld+json",
}
_COUNTS = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) WHERE { ?thing a ?class } GROUP BY ?class ORDER BY ?class"
_RUNS = f"SELECT ?run WHERE {{ GRAPH {iri(nodes.META)} {{ ?run a prov:Activity }} }} ORDER BY ?run"
_DATES = "SELECT (MIN(?date) AS ?first) (MAX(?date) AS ?last) WHERE { ?document schema:datePublished ?date }"


def description(quads: Path, file: Path) -> str:
    """Return the description of a file that the quads were exported to, as Turtle."""
    reader = Reader(quads)
    name = iri(local(file.name))
    dataset = f"{name[:-1]}#dataset>"
    form = (
        f"{iri(f'{_DCAT}downloadURL')} {name} ; {iri(f'{_DCAT}mediaType')} {iri(_MEDIA + _TYPES[file.suffix.lower()])}"
    )
    if file.is_file():
        size_of_it = f'"{file.stat().st_size}"^^{iri(PREFIXES["xsd"] + "nonNegativeInteger")}'
        form += f" ; {iri(f'{_DCAT}byteSize')} {size_of_it}"
    size = _rows(reader, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")[0][0]
    said = [
        f"a {iri(f'{_VOID}Dataset')} , {iri(f'{_DCAT}Dataset')}",
        f"{iri(f'{_DCT}title')} {string('Who says what, and who stands where')}",
        f"{iri(f'{_DCT}issued')} {moment(now())}",
        f"{iri(f'{_DCT}conformsTo')} {iri(KG.rstrip('#'))}",
        f"{iri(f'{_VOID}vocabulary')} "
        + " , ".join(iri(PREFIXES[name]) for name in ("kg", "schema", "skos", "prov", "oa")),
        f"{iri(f'{_VOID}uriSpace')} {string(BASE)}",
        f"{iri(f'{_VOID}triples')} {integer(int(size or 0))}",
        f"{iri(f'{_DCAT}distribution')} [ a {iri(f'{_DCAT}Distribution')} ; {form} ]",
    ]
    for first, last in _rows(reader, _DATES):
        if first is not None:
            days = f"{iri(f'{_DCAT}startDate')} {day(str(first))} ; {iri(f'{_DCAT}endDate')} {day(str(last))}"
            said.append(f"{iri(f'{_DCT}temporal')} [ a {iri(f'{_DCT}PeriodOfTime')} ; {days} ]")
    for kind, number in _rows(reader, _COUNTS):
        if str(kind).startswith(KG):
            part = f"{iri(f'{_VOID}class')} {iri(str(kind))} ; {iri(f'{_VOID}entities')} {integer(int(number or 0))}"
            said.append(f"{iri(f'{_VOID}classPartition')} [ {part} ]")
    said += [f"{iri(PREFIXES['prov'] + 'wasGeneratedBy')} {iri(str(run))}" for (run,) in _rows(reader, _RUNS)]
    return f"{dataset} " + " ;\n    ".join(said) + " .\n"


def _rows(reader: Reader, sparql: str) -> list[tuple[str | None, ...]]:
    _, *batches, _ = reader.answer(sparql, limit=10**6)
    return [tuple(None if cell is None else str(cell) for cell in row) for batch in batches for row in batch]
