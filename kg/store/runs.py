"""Who read a document, with what, when; and what adding it changed."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Self

from kg.iris import PREFIXES
from kg.store import nodes
from kg.store.clock import now
from kg.store.terms import Statement, iri, moment, string
from kg.store.writing import A, kg


class Change(StrEnum):
    """What putting a document did to the graph."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One go of an extractor over some documents: a ``prov:Activity`` in the graph.

    ``configuration`` is whatever tells two settings apart, usually a hash; ``started`` an ISO date and
    time. Equal runs are one run.

    >>> Run(extractor="kg", version="0.1.0", started="2026-11-23T10:00:00+00:00").id
    '6ae0d21f6e7c'
    """

    extractor: str
    version: str
    started: str
    configuration: str | None = None
    model: str | None = None

    @classmethod
    def now(cls, extractor: str, version: str, *, configuration: str | None = None, model: str | None = None) -> Self:
        """Return a run that starts now."""
        return cls(extractor=extractor, version=version, started=now(), configuration=configuration, model=model)

    @property
    def id(self) -> str:
        """A hash of all the rest."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:12]

    def to_json(self) -> str:
        """Return the run as JSON, the same for the same run."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, line: str) -> Self:
        """Return the run that `to_json` wrote."""
        return cls(**json.loads(line))

    def statements(self) -> Iterator[Statement]:
        """Yield what the graph says of the run."""
        node = iri(nodes.run(self.id))
        yield node, A, iri(f"{PREFIXES['prov']}Activity")
        yield node, iri(f"{PREFIXES['prov']}startedAtTime"), moment(self.started)
        yield node, kg("extractor"), string(self.extractor)
        yield node, kg("version"), string(self.version)
        if self.configuration is not None:
            yield node, kg("configuration"), string(self.configuration)
        if self.model is not None:
            yield node, kg("model"), string(self.model)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a graph that contradicts itself, its text or the ontology.

    ``what`` is the part that is wrong: ``archive``, ``text``, ``record``, ``words``, ``own``, ``index``, ``shape`` or ``edge``.
    ``document`` is None where the problem belongs to no single document.
    """

    document: str | None
    what: str
    message: str
