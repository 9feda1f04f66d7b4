"""A graph on disk, opened: documents go in, records, edges and answers come out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from kg import edges as edges_of
from kg.errors import BadParameter, GraphBusy, NoRoom, NotText, UnknownDocument, did_you_mean
from kg.known import Known
from kg.records import Header, Record, fingerprint
from kg.store import checks, folder, passages, reference, splitting, updates
from kg.store.access import PATIENCE, Access
from kg.store.answer import Answer
from kg.store.archive import Archive, Row
from kg.store.asking import Asking
from kg.store.clock import now
from kg.store.export import Profile, export
from kg.store.lock import Lock
from kg.store.queries import NamedQuery, closed, named_queries
from kg.store.results import Form, Written
from kg.store.runs import Change, Problem, Run
from kg.store.searching import Hits, Search
from kg.store.terms import IRI, Value

if TYPE_CHECKING:
    import rdflib

BATCH = 2.0  # seconds of work that a crash may cost
MOST_NODES = 10_000  # that a search hands on to SPARQL


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the graph: its header, how much it gave, and when it was put there by which run."""

    document: Header
    attributions: int
    stances: int
    added: str
    run: str
    story: str  # the first document that prints the same text; its own id where no other does


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did: how many triples came and went."""

    added: int
    removed: int


class Store:
    """An open graph. It belongs to the thread that opened it.

    Reading never keeps anybody from writing, and writing keeps readers waiting only for moments; but
    only one process at a time may have a graph open for writing.

    >>> with Store.open(getfixture("tmp_path") / "graph", create=True) as store:
    ...     len(store), store.query("ASK { ?anybody kg:holder ?opinion }").to_json()
    (0, '[{"answer": false}]')
    """

    def __init__(self, path: Path, archive: Archive, *, held: ExitStack, memory: int | None = None) -> None:
        self.path = path
        self._archive = archive
        self._held = held
        self._changed = False
        self._access = Access(path, archive, memory=memory)
        self._asking = Asking(self._access.answer, search=self._nodes_with)

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        create: bool = False,
        write: bool = False,
        wait: float = PATIENCE,
        memory: int | None = None,
    ) -> Self:
        """Open the graph in a folder, for reading unless ``write``; ``create`` makes one that is missing.

        ``memory`` is what a query may use, in bytes; by default half of the machine's.

        Raises `NoGraph`, `NotAGraph`, `GraphDamaged` or `GraphTooNew` where there is nothing to open,
        `GraphBusy` where another process is writing and does not stop within ``wait`` seconds, `NoRoom`
        where nothing can be written.
        """
        path = Path(path)
        if create:
            folder.make(path, wait=wait)
        else:
            folder.find(path)
        with ExitStack() as held:
            if write:
                with folder.told(path):
                    held.enter_context(
                        Lock(path / folder.LOCKS / "write", doing="writing to this graph").alone(wait=wait)
                    )
            archive = Archive(path, write=write)
            held.callback(archive.close)
            return cls(path, archive, held=held.pop_all(), memory=memory)

    def close(self) -> None:
        """Bring the index up to date if something changed, and let go of everything."""
        try:
            if self._changed:
                self._changed = False
                self.refresh()
        except (GraphBusy, NoRoom):
            pass  # the documents are kept; whoever asks next brings the index up to date, or hears why not
        finally:
            self._access.close()
            self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Whoever pressed Ctrl-C does not want to wait for the index; the next question brings it up to date.
        self._changed = self._changed and kind is None
        self.close()

    # ── documents ────────────────────────────────────────────────────────────────────────────────

    def put(self, record: Record, text: str, *, run: Run) -> Change:
        """Keep a document with what was read in it; what was kept of it before gives way.

        It is one transaction. The same record of the same text again changes nothing at all.
        Raises `SpanMismatch` where record and text disagree, `NotText` where the text cannot be kept,
        `NoRoom` where the disk is full.
        """
        record.check(text)
        head = record.document
        kept = record.model_copy(
            update={"document": head.model_copy(update={"sha256": fingerprint(text), "text": None})}
        )
        line = kept.to_json(links=True)
        for whose in (text, line, head.id):
            _encodable(whose, head.id)
        row = Row(head.id, text, line, len(kept.attributions), len(kept.stances), run.id, now())
        change = self._archive.put(row, run, passages.passages(kept))
        self._changed = self._changed or change is not Change.UNCHANGED
        return change

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Put many documents faster: what a block does is committed every two seconds and at its end.

        However the block ends, every document that was put is kept whole.
        """
        with self._archive.batch(every=BATCH):
            yield

    def remove(self, document: str) -> None:
        """Take out a document and all that rests on it; raises `UnknownDocument`."""
        if not self._archive.remove(document):
            raise self._unknown(document)
        self._changed = True

    def documents(self) -> Iterator[Entry]:
        """Yield what is in the graph, in the order of the ids."""
        told = self.stories()
        for row in self._archive.rows():
            head = Header.model_validate(json.loads(row.record)["document"])
            yield Entry(head, row.attributions, row.stances, row.added, row.run, told.get(row.id, row.id))

    def kept(self, document: str) -> tuple[Header, Run] | None:
        """Return the header of a document and the run that read it; None where it is not there."""
        row = self._archive.row(document)
        if row is None:
            return None
        return Header.model_validate(json.loads(row.record)["document"]), self._archive.run(row.run)

    def stories(self) -> dict[str, str]:
        """Return which documents print the same text: document → the first document of its story, by id."""
        return self._archive.stories()

    def text(self, document: str) -> str:
        """Return the exact text of a document; raises `UnknownDocument`."""
        return self._row(document).text

    def record(self, document: str) -> Record:
        """Return the record of a document; raises `UnknownDocument`, `GraphDamaged` where it cannot be read."""
        return self._row(document).read()

    def records(self) -> Iterator[Record]:
        """Yield all records, in the order of the documents' ids."""
        return (row.read() for row in self._archive.rows())

    def edges(self) -> Iterator[edges_of.Edge]:
        """Yield all stances as edges with their evidence, document by document."""
        known, _ = reference.ids(self._archive.known())
        told = self.stories()
        for row in self._archive.rows():
            yield from edges_of.edges(row.read(), row.text, known=known, story=told.get(row.id))

    def runs(self) -> Iterator[Run]:
        """Yield the runs that the documents come from."""
        return self._archive.runs()

    def __len__(self) -> int:
        return len(self._archive.ids())

    def __contains__(self, document: str) -> bool:
        return self._archive.row(document) is not None

    # ── who is who ───────────────────────────────────────────────────────────────────────────────

    def know(self, known: Known) -> bool:
        """Keep who is who with the graph, in place of what was known; return whether that changed anything."""
        changed = self._archive.keep_known(reference.to_json(known))
        self._changed = self._changed or changed
        return changed

    def known(self) -> Known:
        """Return who is who, as the graph was last told."""
        kept = self._archive.known()
        return Known() if kept is None else reference.from_json(kept)

    def keep_reference_file(self, name: str, turtle: str | None) -> bool:
        """Keep a file of the user's own actors and issues with the graph, or drop it (None).

        The text is kept as it is; what it says becomes known through `know`.
        """
        return self._archive.keep_reference(name, turtle)

    def reference_files(self) -> dict[str, str]:
        """Return the user's own reference files: name → Turtle."""
        return self._archive.reference_files()

    # ── questions ────────────────────────────────────────────────────────────────────────────────

    def query(self, question: str, *, timeout: float = 60, limit: int = 1_000_000, **parameters: Value) -> Answer:
        """Answer SPARQL, or a named query with its parameters, over the union of all documents.

        The prefixes of `kg.iris.PREFIXES` need no declaration. Raises `QuerySyntax`, `QueryRefused` for
        what would change the graph or reach the network, `QueryTooLong` after ``timeout`` seconds,
        `UnknownQuery`, `BadParameter`.
        """
        return self._asking.ask(question, parameters, limit=limit, timeout=timeout)

    def results(
        self, question: str, *, form: str, timeout: float = 60, limit: int = 1_000_000, **parameters: Value
    ) -> tuple[str, bool]:
        """Answer as `query` does, in one of `kg.store.results.FORMS`: ``sparql-json``, ``turtle`` and the like.

        Every term is written out as it is, with its datatype or language. The second value says whether
        there were more rows than the limit.
        """
        return self._asking.results(question, parameters, form=form, limit=limit, timeout=timeout)

    def sparql(self, question: str, *, timeout: float = 60, **parameters: Value) -> str:
        """Return the SPARQL that `query` would ask: names found, values bound, nothing left open."""
        return closed(self._asking.sparql(question, parameters, timeout=timeout))

    def search(self, search: Search) -> Hits:
        """Return the sentences and claims in which words stand, the best first.

        Raises `QuerySyntax` where the words are no search, `NotADate`, `BadParameter` for a name that nobody has.
        """
        with self._archive.searched() as connection:
            return search.run(connection, known=self.known() if search.actors or search.issues else Known())

    def _nodes_with(self, words: str) -> list[IRI]:
        found = self.search(Search(words=words, limit=MOST_NODES))
        if found.shortened:
            raise BadParameter(
                f"more than {MOST_NODES:,} sentences have {words!r}: look for more words, or narrower ones"
            )
        return [hit.node for hit in found.found]

    def write(self, sparql: str, form: Form, *, timeout: float = 60, limit: int = 1_000_000) -> Written:
        """Answer SPARQL in one of its own formats, for a client of another kind; raises what `query` does."""
        return self._asking.write(sparql, form, limit=limit, timeout=timeout)

    def update(
        self, sparql: str, *, using: Sequence[str] = (), using_named: Sequence[str] = (), timeout: float = 60
    ) -> Updated:
        """Change graphs of the user's own with a SPARQL update, wholly or not at all.

        A pattern is put to the union of all graphs, as a query is, unless ``using`` and ``using_named`` name others, or
        the update itself with USING or WITH. The graph has to be open for writing. Raises `QuerySyntax`, `QueryRefused` where it would write to what documents say
        or reach the network, `BadParameter` where it cannot be carried out, `QueryTooLong`.
        """
        update = updates.read(sparql, using=using, using_named=using_named)
        changes = self._asking.changes(update, self._access.changes, timeout=timeout)
        self._changed = self._archive.change_own(changes) or self._changed
        return Updated(sum(len(come) for _, _, come in changes), sum(len(gone) for _, gone, _ in changes))

    def bound(self, name: str, parameters: Mapping[str, Value], *, timeout: float = 60) -> str:
        """Return the SPARQL of a named query with these parameters; raises `UnknownQuery`, `BadParameter`."""
        return self._asking.bound(name, parameters, timeout=timeout)

    def interrupt(self) -> None:
        """Kill the query that is running, if one is; the one thing that another thread may call."""
        self._access.worker.stop()

    def named_queries(self) -> Mapping[str, NamedQuery]:
        """Return the queries that have a name."""
        return named_queries()

    def check(self) -> Iterator[Problem]:
        """Yield whatever contradicts itself, its text, the ontology or the index."""
        yield from checks.archive_problems(self._archive)
        with self._access.lock.shared(wait=PATIENCE):
            harmed = self._access.index.harmed()
        if harmed:
            yield Problem(
                None, "index", "its files are not as kg left them; it was made anew from the texts and records"
            )
        with self._access.reading() as index:
            yield from checks.index_problems(self._archive, index)

    def dataset(self) -> "rdflib.Dataset":
        """Return the graph as it is now as an rdflib Dataset, whose default graph is the union of all."""
        from kg.store.datasets import dataset  # noqa: PLC0415 -- it loads rdflib, and few need it

        with self._access.reading() as index:
            return dataset(index.quads)

    def export(
        self, out: Path | str | IO[bytes], *, ending: str | None = None, profile: Profile = Profile.RDF11
    ) -> None:
        """Write the whole graph as ``.trig``, ``.nq``, ``.ttl``, ``.nt`` or ``.jsonld``, the same for the same graph.

        ``ending`` overrides that of the file. Turtle and N-Triples know no graphs; they get all triples.
        The file is there whole or not at all. Raises `UnknownFormat`, `NoRoom`.
        """
        with self._access.reading() as index:
            export(index.quads, out, ending=ending, profile=profile)

    def describe(self, file: Path) -> str:
        """Return what a file that the graph was exported to holds, in VoID and DCAT, as Turtle."""
        from kg.store.describing import description  # noqa: PLC0415 -- few exports are described

        with self._access.reading() as index:
            return description(index.quads, file)

    def split(self, out: Path, *, size: int) -> list[Path]:
        """Write the whole graph with its texts as N-Quads, in files of that many bytes; see `kg.store.splitting.split`."""
        with self._access.reading() as index:
            return splitting.split(index.quads, self._archive, out, size=size)

    def place(self) -> tuple[Path, Lock]:
        """Bring the index up to date, and return where it is, with the lock that whoever reads there holds with others.

        It is in the folder of the graph, or where that may not be written to in one that goes when the graph is closed.
        """
        return self._access.place()

    def refresh(self, *, wait: float = PATIENCE) -> None:
        """Bring the index up to date, as every question does by itself; raises `GraphBusy`, `NoRoom`."""
        self._access.refresh(wait=wait)

    def _row(self, document: str) -> Row:
        row = self._archive.row(document)
        if row is None:
            raise self._unknown(document)
        return row

    def _unknown(self, document: str) -> UnknownDocument:
        hint = did_you_mean(document, self._archive.ids(), otherwise="`kg list` shows what is there.")
        return UnknownDocument(f"no document has the id {document!r}: {hint}", place=str(self.path))


def _encodable(text: str, document: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NotText(
            f"document {document!r}: half a character (a lone surrogate) stands at {error.start}; it cannot be stored"
        ) from None
