"""The IRIs of documents and of what stands in them, and the way back to their ids.

A document's IRI is also the name of its graph. Everything inside a document is a fragment of it
(``…/document/d1#stance-s9``), so dropping the graph of a document drops all that it gave.
"""

from urllib.parse import unquote

from kg.edges import actor_key
from kg.iris import ACTOR, DOCUMENT, GRAPH, ISSUE, PREFIXES, RUN, local, slug
from kg.records import Actor, Issue

#: The graphs that are not documents.
ONTOLOGY = f"{GRAPH}ontology"  # what the words of the graph mean
REFERENCE = f"{GRAPH}reference"  # who is who, from the reference files
META = f"{GRAPH}meta"  # the runs that read the documents
NAMES = f"{GRAPH}names"  # derived: actors and issues that no reference file knows
STATED = f"{GRAPH}edges-stated"  # derived: what holders said or did
ASCRIBED = f"{GRAPH}edges-ascribed"  # derived: what only others say of them
STORIES = f"{GRAPH}stories"  # derived: which documents print the same text

#: What has the text of a document, where there is no file beside the quads that has it.
BODY = f"{PREFIXES['schema']}articleBody"


def document(name: str) -> str:
    """Return the IRI of a document and of its graph.

    >>> document("news/2023 07.txt")
    'https://w3id.org/newsstance/document/news%2F2023%2007.txt'
    """
    return f"{DOCUMENT}{local(name)}"


def document_id(node: str) -> str:
    """Return the id of the document that a node is, or stands in.

    >>> document_id(part(document("news/07.txt"), "stance", "s9"))
    'news/07.txt'
    """
    return unquote(node.removeprefix(DOCUMENT).partition("#")[0])


def part(owner: str, kind: str, name: str) -> str:
    """Return the IRI of a stance, an attribution, an actor or an issue as it stands in a document."""
    return f"{owner}#{kind}-{local(name)}"


def span(owner: str, start: int, end: int) -> str:
    """Return the IRI of a stretch of a document's text."""
    return f"{owner}#span-{start}-{end}"


def part_id(node: str) -> str:
    """Return the id that a part has in its record."""
    return unquote(node.partition("#")[2].partition("-")[2])


def actor(found: Actor, *, within: str, known: frozenset[str]) -> str:
    """Return the IRI of an actor; a nameless one stays with the document ``within``."""
    return f"{ACTOR}{local(actor_key(found, within, known=known))}"


def issue(found: Issue) -> str:
    """Return the IRI of an issue."""
    return issue_named(found.id)


def issue_named(name: str) -> str:
    """Return the IRI of the issue of that id."""
    return f"{ISSUE}{slug(name)}"


def is_issue(node: str) -> bool:
    """Whether a node is an issue, and not an actor."""
    return node.startswith(ISSUE)


def actor_named(key: str) -> str:
    """Return the IRI of the actor of that id."""
    return f"{ACTOR}{local(key)}"


def run(name: str) -> str:
    """Return the IRI of a run."""
    return f"{RUN}{local(name)}"
