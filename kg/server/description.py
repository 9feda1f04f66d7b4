"""What the endpoint says of itself: its SPARQL 1.1 Service Description, and its named queries."""

from typing import Any

from kg.server import negotiation
from kg.store import NamedQuery
from kg.store.terms import iri

_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)

#: What can be had at the endpoint without a query; people get the page.
OFFERED = {**negotiation.TRIPLES, "page": ("text/html", "application/xhtml+xml")}


def query(address: str, *, writable: bool = False) -> str:
    """Return the query whose answer describes the endpoint at an address; so it comes in any format."""
    formats = ", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in _FORMATS)
    endpoint = iri("".join(char for char in address if char.isprintable() and char not in '<>"{}|^`\\ '))
    languages = "sd:SPARQL11Query, sd:SPARQL11Update" if writable else "sd:SPARQL11Query"
    return f"""
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
CONSTRUCT {{
  [] a sd:Service ;
     sd:endpoint {endpoint} ;
     sd:supportedLanguage {languages} ;
     sd:feature sd:UnionDefaultGraph ;
     sd:resultFormat {formats} ;
     sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
}} WHERE {{}}"""


def named(found: NamedQuery) -> dict[str, Any]:
    """Return a named query as JSON has it."""
    parameters = [
        {"name": one.name, "type": str(one.type), "default": one.default, "help": one.help} for one in found.parameters
    ]
    return {"name": found.name, "question": found.question, "parameters": parameters, "sparql": found.sparql}
