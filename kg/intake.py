"""From paths to records: documents are read, records pass through, problems are told and stop nothing."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import kg
from kg import reference
from kg.documents import placed
from kg.documents.encoding import text_of
from kg.errors import BrokenReference, InputError, KgError, OtherLanguage, RecordError
from kg.known import Known
from kg.records import Document, Header, Record

if TYPE_CHECKING:
    from kg.extraction import Extractor

Paths = str | Path | Iterable[str | Path]

#: The least confidence of a stance that only the encoder reads and a graph keeps, where nobody asks for more or less.
LEAST = 0.5

_TOGETHER = 16  # documents that are parsed in one go


@dataclass(frozen=True, slots=True)
class Read:
    """One thing that came in: a record with the text it rests on, or what was wrong with it.

    ``record`` is None for a problem, and for a document that ``unchanged`` said need not be read again.
    ``text`` is None for a record that came without one.
    """

    place: str
    header: Header | None = None
    record: Record | None = None
    text: str | None = None
    problem: KgError | None = None
    extracted: bool = False  # by kg, from a document; otherwise somebody else made the record


class Reader:
    """Reads whatever lies at some paths, with one set of known actors and issues.

    A document in another language than English is a problem, but for ``force``, which reads it all the same.
    Of what is found in documents, stances that only the encoder reads are left out under the confidence ``least``.
    """

    def __init__(
        self,
        known: Known | None = None,
        *,
        language: str | None = None,
        attributions: Path | None = None,
        force: bool = False,
        least: float = 0.0,
    ) -> None:
        self.known = known if known is not None else reference.shipped()
        self.least = least
        self.language = language
        self.attributions = attributions
        self.force = force
        self._extractor: Extractor | None = None

    @property
    def extractor(self) -> "Extractor":
        """The extractor, made when the first document needs it."""
        if self._extractor is None:
            from kg import language  # noqa: PLC0415 -- the parser takes seconds to load
            from kg.extraction import Extractor  # noqa: PLC0415

            pipeline = language.load(self.language, self.attributions)
            self._extractor = Extractor(self.known, pipeline=pipeline, least=self.least)
        return self._extractor

    def read(
        self,
        paths: Paths,
        *,
        defaults: Mapping[str, str] | None = None,
        unchanged: Callable[[Header], bool] = lambda _: False,
    ) -> Iterator[Read]:
        """Yield what lies at the paths, read, in their order; problems come as they are met.

        ``unchanged`` may say of a document that it need not be read again.
        """
        waiting: list[tuple[str, Document]] = []
        for place, item in placed(paths, defaults=defaults, known=self.known):
            foreign = None
            if isinstance(item, Document):
                if unchanged(item.header):
                    yield Read(place, header=item.header)
                    continue
                foreign = None if self.force else _foreign(item)
                if foreign is None:
                    waiting.append((place, item))
                    if len(waiting) < _TOGETHER:
                        continue
            yield from self._extracted(waiting)
            waiting = []
            if isinstance(item, Record):
                yield Read(place, header=item.document, record=item, text=item.document.text)
            problem = item if isinstance(item, InputError | RecordError) else foreign
            if problem is not None:
                yield Read(place, problem=problem.at(place))
        yield from self._extracted(waiting)

    def _extracted(self, waiting: Sequence[tuple[str, Document]]) -> Iterator[Read]:
        if not waiting:
            return
        records = self.extractor.extract(document for _, document in waiting)
        for (place, document), record in zip(waiting, records, strict=True):
            yield Read(place, header=record.document, record=record, text=document.text, extracted=True)


def _foreign(document: Document) -> OtherLanguage | None:
    """What is wrong with a document in another language than English."""
    from kg.language import english  # noqa: PLC0415 -- as above

    hint = "kg reads English alone, and skips it; --force reads it all the same"
    if document.language is not None and not english.is_english(document.language):
        return OtherLanguage(f"it declares its language as {document.language!r}: {hint}")
    found = english.other_language(document.text)
    return OtherLanguage(f"this is not English, but looks like {found!r}: {hint}") if found is not None else None


def configuration(
    files: Mapping[str, str], *, language: str | None = None, attributions: Path | None = None, least: float = LEAST
) -> str:
    """Return a hash of everything that decides what is kept of a text: version, reference files, pipeline, least."""
    from kg.extraction import VERSION  # noqa: PLC0415

    parts = [kg.__version__, VERSION, language or "", f"{least:g}"]
    parts += (
        [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(attributions.iterdir())]
        if attributions
        else []
    )
    parts += [hashlib.sha256(path.read_bytes()).hexdigest() for path in reference.shipped_files()]
    parts += [f"{name}:{hashlib.sha256(turtle.encode()).hexdigest()}" for name, turtle in sorted(files.items())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def known(files: Mapping[str, str]) -> Known:
    """Return the shipped reference data with the user's own files, given as name → Turtle, on top."""
    if not files:
        return reference.shipped()
    with _written(files) as paths:
        try:
            return reference.load(*paths)
        except BrokenReference as error:
            for path in paths:  # nobody knows the copies that are read here
                error.place = error.place and error.place.replace(str(path), path.name)
                error.message = error.message.replace(str(path), path.name)
            raise


def turtle_files(files: Sequence[str | Path]) -> dict[str, str]:
    """Return reference files as name → Turtle; raises `InputError` for one that cannot be read.

    A graph keeps them by their names alone, so no two may share one.
    """
    paths: dict[str, Path] = {}
    for path in map(Path, files):
        other = paths.setdefault(path.name, path)
        if other.resolve() != path.resolve():
            raise InputError(f"{other} has the same name: rename one of them, so that both are kept", place=str(path))
    return {name: _turtle(path) for name, path in paths.items()}


def _turtle(path: Path) -> str:
    try:
        return text_of(path.read_bytes(), str(path))
    except FileNotFoundError:
        raise InputError("there is no such reference file", place=str(path)) from None
    except OSError as error:
        raise InputError(f"this reference file cannot be read: {error.strerror}", place=str(path)) from None


@contextmanager
def _written(files: Mapping[str, str]) -> Iterator[list[Path]]:
    with tempfile.TemporaryDirectory(prefix="kg-reference-") as folder:
        paths = []
        for name, turtle in files.items():
            path = Path(folder) / Path(name).name
            path.write_text(turtle, encoding="utf-8", newline="")
            paths.append(path)
        yield paths
