"""The graph as one object: what the notebook uses, and what the commands are thin over."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import kg
from kg import intake, language
from kg.documents import count
from kg.edges import ISSUE, Edge
from kg.errors import InputError, KgError, NoGraph, NoRoom, TextMissing, UnknownFormat, did_you_mean
from kg.iris import slug, unaccented
from kg.records import Header, Record, fingerprint
from kg.store import Change, Run, Store
from kg.store.opening import Opened, opened
from kg.store.remote.addresses import is_address

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.census import Open, Person
    from kg.codebook import Count, Suggestion
    from kg.networks import Selection
    from kg.store import Answer, Entry, Hits, NamedQuery, Problem

log = logging.getLogger(__name__)

Progress = Callable[[int, int | None, str], None]
Directed = Literal["stances", "actors", "issues"]
Shared = Literal["congruence", "conflict"]
Kind = Directed | Shared


@dataclass
class Added:
    """What adding did: documents by what became of them, and the problems, each with its place."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    stances: int = 0
    problems: list[KgError] = field(default_factory=list)

    def __str__(self) -> str:
        """Return it as a sentence."""
        told = [f"{self.added} added", f"{self.replaced} replaced", f"{self.unchanged} unchanged"]
        problems = f", {len(self.problems)} with problems" if self.problems else ""
        return f"{', '.join(told)}{problems}; {self.stances} stances"


class Graph:
    """A graph in a folder, made when the first document is added; or on a server, at the address of its SPARQL endpoint.

    >>> graph = Graph(getfixture("tmp_path") / "graph")
    >>> print(graph.add("data/strait/coded.csv", reference=["data/strait/reference.ttl"]))
    1 added, 0 replaced, 0 unchanged; 16 stances
    >>> [row["issue"] for row in graph.query("most-contested-issues", limit=1)]
    ['mining moratorium']
    """

    def __init__(self, path: str | Path = "graph") -> None:
        self.path = str(path) if is_address(path) else Path(path)

    def __repr__(self) -> str:
        return f"kg.open({str(self.path)!r})"

    # ── documents in and out

    def add(
        self,
        *paths: str | Path,
        reference: Sequence[str | Path] = (),
        defaults: Mapping[str, str] | None = None,
        language: str | None = None,
        attributions: str | Path | None = None,
        force: bool = False,
        confidence: float | None = None,
        progress: Progress | None = None,
    ) -> Added:
        """Add documents, records and coded stances; what is there already stays as it is.

        ``reference`` are Turtle files with actors and issues of your own, which the graph remembers.
        ``defaults`` fill what a document does not say of itself (title, published, publisher, url).
        Whatever cannot be read is told in the result and stops nothing; a run that was interrupted can
        be repeated, and goes on where it stopped. Documents in another language than English are not
        read, but with ``force``. Of what only the encoder reads in an article, stances are kept that are given
        ``confidence`` or more, `kg.intake.LEAST` where it is None; all others are kept.
        """
        done = Added()
        with opened(self.path, create=True, write=True) as store:
            adding = _Adding(
                store,
                done,
                language=language,
                attributions=Path(attributions) if attributions else None,
                force=force,
                least=intake.LEAST if confidence is None else confidence,
            )
            adding.refer_to(reference)
            total = count(paths)
            with store.batch():
                for number, name in enumerate(adding.add(paths, defaults), 1):
                    if progress is not None:
                        progress(number, total, name)
        return done

    def remove(self, *documents: str) -> None:
        """Take documents out with all that rests on them; raises `UnknownDocument`."""
        with opened(self.path, write=True) as store:
            for document in documents:
                store.remove(document)

    def documents(self) -> "list[Entry]":
        """Return what is in the graph, by id."""
        with opened(self.path) as store:
            return list(store.documents())

    def records(self) -> list[Record]:
        """Return the record of every document."""
        with opened(self.path) as store:
            return list(store.records())

    def text(self, document: str) -> str:
        """Return the exact text of a document."""
        with opened(self.path) as store:
            return store.text(document)

    # ── who is there

    def actors(self, name: str | None = None) -> "list[Person]":
        """Return the actors, those with the most mentions first; with a name, whoever is called so.

        A name is looked for among all names of an actor, whole or a word of it, whatever its case and accents.
        Raises `UnknownNode` where nobody is called so, with the nearest name.
        """
        from kg import census  # noqa: PLC0415

        with opened(self.path) as store:
            everybody = census.people(store.records(), known=store.known().actors)
        return everybody if name is None else census.called(everybody, name)

    def unresolved(self, name: str | None = None) -> "list[Open]":
        """Return what the texts leave open: who speaks, whose surname it is, which names may mean one person."""
        from kg import census  # noqa: PLC0415

        with opened(self.path) as store:
            found = list(census.unresolved(store.records(), known=store.known().actors))
        return [one for one in found if name is None or unaccented(name) in unaccented(one.name)]

    # ── questions

    def query(self, question: str, *, timeout: float = 60, limit: int = 1_000_000, **parameters: Any) -> "Answer":
        """Answer SPARQL or a named query with its parameters, over the union of all documents.

        Iterating over the answer gives rows as dicts; ``.to_pandas()`` a data frame.
        """
        with opened(self.path) as store:
            return store.query(question, timeout=timeout, limit=limit, **parameters)

    def results(
        self, question: str, *, form: str, timeout: float = 60, limit: int = 1_000_000, **parameters: Any
    ) -> tuple[str, bool]:
        """Answer in a standard format, and say whether the limit cut it; see `kg.store.Store.results`."""
        with opened(self.path) as store:
            return store.results(question, form=form, timeout=timeout, limit=limit, **parameters)

    def sparql(self, question: str, *, timeout: float = 60, **parameters: Any) -> str:
        """Return the SPARQL that `query` would ask: names found, values bound."""
        with opened(self.path) as store:
            return store.sparql(question, timeout=timeout, **parameters)

    def search(self, words: str, **fields: Any) -> "Hits":
        """Return the sentences and claims that have the words; ``fields`` are those of `kg.store.Search`.

        ``words`` may have "phrases", prefixes (semi*), NEAR(a b, 5), AND, OR, NOT and parentheses.
        """
        from kg.store import Search  # noqa: PLC0415

        with opened(self.path) as store:
            return store.search(Search(words=words, **fields))

    def queries(self) -> "Mapping[str, NamedQuery]":
        """Return the queries that have a name, with their questions and parameters."""
        from kg.store import named_queries  # noqa: PLC0415

        return named_queries()

    def issues(self) -> "list[Count]":
        """Return the issues of the graph, of codebooks and proposed, with how much is said of each."""
        from kg.codebook import census  # noqa: PLC0415

        with opened(self.path) as store:
            return census(store.edges(), store.known().issues)

    def suggest_issues(self, *, at_least: int = 1) -> "list[Suggestion]":
        """Return the issues that no codebook knows, grouped; ``kg.codebook.to_turtle`` makes a codebook of them."""
        from kg.codebook import suggest  # noqa: PLC0415
        from kg.codebook.claims import claims  # noqa: PLC0415

        with opened(self.path) as store:
            claimed = [claim for record in store.records() for claim in claims(record)]
            return suggest(store.edges(), claimed, store.known(), at_least=at_least)

    # ── networks

    def edges(self, selection: "Selection | None" = None, **fields: Any) -> list[Edge]:
        """Return the stances as edges with their evidence; ``fields`` are those of `kg.networks.Selection`.

        An issue of the codebook that is asked for stands for all that is narrower, too.
        Raises `UnknownNode` for an actor or issue that nobody mentions, with the nearest name.
        """
        from kg.networks import Selection, select  # noqa: PLC0415

        selection = selection or Selection(**fields)
        with opened(self.path) as store:
            every = list(store.edges())
            selection = _with_narrower(selection, every, store) if selection.issues else selection
        selection.check(every)
        return select(every, selection)

    @overload
    def network(
        self, kind: Directed = "stances", selection: "Selection | None" = None, **fields: Any
    ) -> "nx.MultiDiGraph[str]": ...

    @overload
    def network(self, kind: Shared, selection: "Selection | None" = None, **fields: Any) -> "nx.Graph[str]": ...

    def network(self, kind: Kind = "stances", selection: "Selection | None" = None, **fields: Any) -> "nx.Graph[str]":
        """Return a network of the stances.

        ``stances`` is a ``MultiDiGraph`` of actors and issues with one edge a stance, which carries sign,
        relation, date, confidence and evidence; ``actors`` has only what goes from actor to actor,
        ``issues`` from actor to issue. ``congruence`` and ``conflict`` are undirected graphs of actors who
        take the same side, or opposite sides, on the same issues.
        """
        from kg import networks  # noqa: PLC0415

        edges = self.edges(selection, **fields)
        if kind == "congruence":
            return networks.congruence(networks.stance_network(edges, kind="issues"))
        if kind == "conflict":
            return networks.conflict(networks.stance_network(edges, kind="issues"))
        return networks.stance_network(edges, kind=kind)

    # ── keeping

    def check(self) -> "list[Problem]":
        """Return whatever contradicts itself, its text, the ontology or the index; nothing, in a sound graph."""
        with Store.open(self.path) as store:
            return list(store.check())

    def dataset(self) -> "rdflib.Dataset":
        """Return the graph as it is now as an rdflib Dataset, on the same data; nothing can be written to it."""
        with Store.open(self.path) as store:
            return store.dataset()

    def describe(self, file: str | Path) -> str:
        """Return what a file that the graph was exported to holds, in VoID and DCAT, as Turtle."""
        with Store.open(self.path) as store:
            return store.describe(Path(file))

    def export(self, out: str | Path, *, profile: str = "rdf11") -> None:
        """Write the whole graph as ``.trig``, ``.nq``, ``.ttl``, ``.nt`` or ``.jsonld``, in a profile of `kg.store.export.Profile`.

        As ``.dna``, for Discourse Network Analyzer: the documents, and the stances towards issues as coded statements.
        Raises `UnknownFormat`, also for a profile that the format does not have.
        """
        from kg.store.export import Profile  # noqa: PLC0415

        try:
            chosen = Profile(profile)
        except ValueError:
            names = [str(one) for one in Profile]
            hint = did_you_mean(profile, names, otherwise=f"take one of {', '.join(names)}")
            raise UnknownFormat(f"{profile!r} is no profile: {hint}") from None
        with Store.open(self.path) as store:
            if Path(out).suffix.lower() != ".dna":
                store.export(Path(out), profile=chosen)
                return
            if chosen is not Profile.RDF11:
                raise UnknownFormat(f"the profile {chosen} is one of RDF, and a .dna file is none: leave it out")
            records = [
                record.model_copy(
                    update={"document": record.document.model_copy(update={"text": store.text(record.document.id)})}
                )
                for record in store.records()
            ]
        from kg.documents.dna.making import of_records  # noqa: PLC0415

        of_records(records).write(Path(out))

    def split(self, out: str | Path, *, size: int) -> list[Path]:
        """Write the whole graph with its texts for the bulk loader of another store; see `kg.store.Store.split`."""
        with Store.open(self.path) as store:
            return store.split(Path(out), size=size)


def _with_narrower(selection: "Selection", edges: list[Edge], store: Opened) -> "Selection":
    """Ask for the narrower issues that stances are on as well; and for a theme that none is on, for those alone."""
    known = store.known()
    ends = [end for edge in edges for end in (edge.target, *edge.about)]
    spoken = {end.id for end in ends} | {unaccented(end.label) for end in ends}
    asked: set[str] = set()
    for name in selection.issues:
        below = {f"{ISSUE}/{slug(narrower)}" for narrower in known.narrower(name.removeprefix(f"{ISSUE}/"))} & spoken
        itself = not below or not spoken.isdisjoint({unaccented(name), f"{ISSUE}/{slug(name)}", name})
        asked |= below | ({name} if itself else set())
    return replace(selection, issues=asked)


class _Adding:
    """One go of adding: what the graph has, what comes in, and what becomes of it."""

    def __init__(
        self,
        store: Opened,
        done: Added,
        *,
        language: str | None,
        attributions: Path | None,
        force: bool,
        least: float,
    ) -> None:
        self.least = least
        self.store = store
        self.force = force
        self.done = done
        self.language = language
        self.attributions = attributions
        self._kept: dict[str, tuple[Header, Run] | None] = {}
        self._without_text: list[intake.Read] = []
        self._run: Run | None = None
        self._of_records: Run | None = None
        self._configuration = ""

    def refer_to(self, files: Sequence[str | Path]) -> None:
        """Remember the user's own reference files, and know what they say."""
        new = intake.turtle_files(files)
        kept = {**self.store.reference_files(), **new}
        known = intake.known(kept)  # a file that does not hold together is refused before it is kept
        for name, turtle in new.items():
            self.store.keep_reference_file(name, turtle)
        self.store.know(known)
        self.reader = intake.Reader(
            known, language=self.language, attributions=self.attributions, force=self.force, least=self.least
        )
        self._configuration = intake.configuration(
            kept, language=self.language, attributions=self.attributions, least=self.least
        )

    def add(self, paths: Sequence[str | Path], defaults: Mapping[str, str] | None) -> Iterator[str]:
        """Add what lies at the paths; yield the place of each thing when it is done."""
        for read in self.reader.read(paths, defaults=defaults, unchanged=self._unchanged):
            self._one(read)
            yield read.place
        # A record without its text may belong to a document that came after it, or long before.
        for read in self._without_text:
            self._late(read)

    def _unchanged(self, header: Header) -> bool:
        """Whether a document is kept already, read with the same version and reference."""
        kept = self._before(header.id)
        return kept is not None and kept[0] == header and kept[1].configuration == self._configuration

    def _before(self, document: str) -> "tuple[Header, Run] | None":
        """Return what was kept of a document when it was first met in this go."""
        if document not in self._kept:
            self._kept[document] = self.store.kept(document)
        return self._kept[document]

    def _one(self, read: intake.Read) -> None:
        if read.problem is not None:
            self.done.problems.append(read.problem)
        elif read.record is None:
            self.done.unchanged += 1
        elif read.text is None:
            self._without_text.append(read)
        else:
            self._put(read, read.text)

    def _late(self, read: intake.Read) -> None:
        record = read.record
        if record is None or record.document.id not in self.store:
            missing = TextMissing(
                f"record {read.header.id if read.header else ''!r} came without its text: add its document in the same command, or before",
                place=read.place,
            )
            self.done.problems.append(missing)
            return
        self._put(read, self.store.text(record.document.id))

    def _put(self, read: intake.Read, text: str) -> None:
        record = read.record
        if record is None:
            return
        try:
            self._not_instead_of_an_article(read, record, text)
            change = self.store.put(record, text, run=self._run_of(read))
        except NoRoom:
            raise  # the next document would find no room either
        except KgError as error:
            self.done.problems.append(error.at(read.place))
            return
        self.done.added += change is Change.ADDED
        self.done.replaced += change is Change.REPLACED
        self.done.unchanged += change is Change.UNCHANGED
        self.done.stances += 0 if change is Change.UNCHANGED else len(record.stances)

    def _not_instead_of_an_article(self, read: intake.Read, record: Record, text: str) -> None:
        """Refuse coded stances whose id is an article's: their quotes would silently replace its text."""
        kept = None if read.extracted else self._before(record.document.id)
        if kept is None or kept[1].extractor != "kg":
            return
        if kept[0].sha256 != fingerprint(text):
            raise InputError(
                f"document {record.document.id!r} is in the graph with another text: give these stances another document id, "
                f"or take it out first with `kg remove {record.document.id}`"
            )

    def _run_of(self, read: intake.Read) -> Run:
        if not read.extracted:
            # One activity for all of them, however many seconds they take.
            self._of_records = self._of_records or Run.now("records", kg.__version__)
            return self._of_records
        if self._run is None:
            model = self.language or language.SHIPPED
            model += f" with {self.attributions.name}" if self.attributions else ""
            self._run = Run.now("kg", kg.__version__, configuration=self._configuration, model=model)
        return self._run


def open(path: str | Path = "graph") -> Graph:  # noqa: A001 -- kg.open reads like it does in other libraries
    """Open the graph in a folder; a folder that is not there becomes one when something is added.

    Raises `NotAGraph` for a folder that holds something else.
    """
    graph = Graph(path)
    if isinstance(graph.path, Path) and graph.path.exists():
        with suppress(NoGraph):
            Store.open(graph.path).close()
    return graph


def extract(
    *paths: str | Path,
    reference: Sequence[str | Path] = (),
    language: str | None = None,
    attributions: str | Path | None = None,
    force: bool = False,
) -> Iterator[Record]:
    """Yield the records of documents, without a graph; raises the first problem that is met.

    Another language than English is one, but with ``force``.

    >>> [record.document.id for record in extract("data/strait/articles.jsonl")][:1]
    ['2024-01-16-bridge-accord']
    """
    known = intake.known(intake.turtle_files(reference))
    model = Path(attributions) if attributions else None
    for read in intake.Reader(known, language=language, attributions=model, force=force).read(paths):
        if read.problem is not None:
            raise read.problem
        if read.record is not None:
            yield read.record
