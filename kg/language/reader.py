"""The encoder as a component of a spaCy pipeline: a tokenized document goes in, a parsed one comes out."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.language import lemmas, names
from kg.language.encoder import Encoder
from kg.language.trees import trees
from kg.language.windows import windows
from kg.language.wordpieces import END, START, shape

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_PIECES = 400  # read together, padding included; more would not fit the core's cache, and pad more
_DOCUMENTS = 64
_REMEMBERED = 50_000  # words

_COLUMNS: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE"]

Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]


class Window:
    """Words of a document that are read together."""

    __slots__ = ("document", "first", "firsts", "last", "pieces", "shapes")

    def __init__(self, document: int, first: int, last: int) -> None:
        self.document = document
        self.first = first
        self.last = last
        self.pieces: list[int] = []
        self.shapes: list[int] = []
        self.firsts: list[int] = []


class Columns:
    """What was read of a document, word by word: numbers of labels, and places of heads in the document."""

    def __init__(self, count: int) -> None:
        self.tags, self.kinds, self.edits, self.relations, self.names, self.heads = np.zeros((6, count), dtype=np.int64)


class Reader:
    """Tags, parses, lemmatizes and finds names; the component of `pipeline`."""

    def __init__(self, nlp: "Language", folder: Path) -> None:
        self.encoder = Encoder(folder)
        labels = self.encoder.labels
        strings, morphology = nlp.vocab.strings, nlp.vocab.morphology
        kinds = [kind.partition("|") for kind in labels["kinds"]]
        self._strings = strings
        self._kinds = [pos for pos, _, _ in kinds]
        self._tags = _keys(strings.add(tag) for tag in labels["tags"])
        self._pos = _keys(strings.add(pos) for pos, _, _ in kinds)
        self._morphs = _keys(morphology.add("" if feats == "_" else feats) for _, _, feats in kinds)
        self._relations = _keys(strings.add("ROOT" if name == "root" else name) for name in labels["relations"])
        self._types = _keys(strings.add(name[2:]) if name != "O" else 0 for name in labels["names"])
        self._iob = _keys({"B": 3, "I": 1, "O": 2}[name[0]] for name in labels["names"])
        self._costs = names.allowed(labels["names"])
        self._root = labels["relations"].index("root")
        self._edits = labels["edits"]
        self._lemma = lru_cache(_REMEMBERED)(self._lemma_key)
        self._shape = lru_cache(_REMEMBERED)(shape)

    def __call__(self, doc: "Doc") -> "Doc":
        """Read one document."""
        return next(self.pipe([doc]))

    def pipe(self, docs: "Iterable[Doc]", *, batch_size: int = _DOCUMENTS) -> "Iterator[Doc]":
        """Read documents, some at a time, and yield them in their order."""
        waiting = iter(docs)
        while batch := list(islice(waiting, max(1, batch_size))):
            yield from self._read(batch)

    def _read(self, docs: "list[Doc]") -> "Iterator[Doc]":
        places = [[word.i for word in doc if not word.is_space] for doc in docs]
        forms = [[doc[i].text for i in own] for doc, own in zip(docs, places, strict=True)]
        columns = [Columns(len(each)) for each in places]
        cut = [
            window
            for number, (doc, own, words) in enumerate(zip(docs, places, forms, strict=True))
            for window in self._windows(number, words, _spaced(doc, own))
        ]
        for batch in _alike(cut):
            self._read_batch(batch, columns)
        for doc, own, words, found in zip(docs, places, forms, columns, strict=True):
            self._write(doc, own, words, found)
            yield doc

    def _windows(self, number: int, words: list[str], spaced: list[bool]) -> Iterator[Window]:
        """Cut the words of a document into windows."""
        cut = [self.encoder.pieces.cut(word) for word in words]
        start, end = self.encoder.pieces.ids[START], self.encoder.pieces.ids[END]
        for first, last in windows(words, [len(pieces) for pieces in cut]):
            window = Window(number, first, last)
            window.pieces, window.shapes = [start], [0]
            for word, pieces, apart in zip(words[first:last], cut[first:last], spaced[first:last], strict=True):
                window.firsts.append(len(window.pieces))
                window.pieces += pieces
                window.shapes += [self._shape(word, spaced=apart)] * len(pieces)
            window.pieces.append(end)
            window.shapes.append(0)
            yield window

    def _read_batch(self, batch: list[Window], columns: list[Columns]) -> None:
        read = self.encoder.read(
            _padded([window.pieces for window in batch]),
            _padded([window.shapes for window in batch]),
            _padded([window.firsts for window in batch]),
        )
        named = names.best(read.names, self._costs)
        above, chosen = [], []
        for at, window in enumerate(batch):
            count = len(window.firsts)
            begins = read.starts[at, :count] > 0
            begins[0] = True
            heads = trees(read.arcs[at, :count, : count + 1], np.flatnonzero(begins))
            found, own = columns[window.document], slice(window.first, window.last)
            found.tags[own] = read.tags[at, :count]
            found.kinds[own] = read.kinds[at, :count]
            found.edits[own] = read.edits[at, :count]
            found.names[own] = named[at, :count]
            found.heads[own] = np.where(heads < 0, np.arange(count), heads) + window.first
            above.append(read.heads[at, heads + 1])
            chosen.append(read.dependents[at, :count])
        relations = self.encoder.relate(np.concatenate(chosen), np.concatenate(above))
        start = 0
        for window in batch:
            count = len(window.firsts)
            columns[window.document].relations[window.first : window.last] = relations[start : start + count]
            start += count

    def _write(self, doc: "Doc", places: list[int], words: list[str], found: Columns) -> None:
        """Write what was read into the document; white space hangs on the word before it."""
        count = len(doc)
        if not count:
            return
        table = np.zeros((count, 8), dtype=np.uint64)
        table[:, 6] = 2
        distance = np.zeros(count, dtype=np.int64)
        where = np.array(places, dtype=np.int64)
        if len(where):
            white = np.ones(count, dtype=bool)
            white[where] = False
            before = np.searchsorted(where, np.arange(count)) - 1
            distance[white] = (where[np.maximum(before, 0)] - np.arange(count))[white]
            distance[where] = where[found.heads] - where
            is_root = found.heads == np.arange(len(where))
            relations = np.where(is_root, self._root, found.relations)
            table[where, 0] = self._tags[found.tags]
            table[where, 1] = self._pos[found.kinds]
            table[where, 2] = self._morphs[found.kinds]
            table[where, 3] = [
                self._lemma(edit, kind, word)
                for edit, kind, word in zip(found.edits.tolist(), found.kinds.tolist(), words, strict=True)
            ]
            table[where, 4] = self._relations[relations]
            table[where, 6] = self._iob[found.names]
            table[where, 7] = self._types[found.names]
        table[:, 5] = distance.astype(np.uint64)
        doc.from_array(_COLUMNS, table)  # type: ignore[arg-type]  # spaCy's stub knows no uint64

    def _lemma_key(self, edit: int, kind: int, form: str) -> int:
        lemma = self.encoder.lemmas.get(lemmas.known(form, self._kinds[kind]) or ("", ""))
        return int(self._strings.add(lemmas.apply(self._edits[edit], form) if lemma is None else lemma))


def pipeline(folder: Path) -> "Language":
    """A spaCy pipeline that reads with the encoder in ``folder``."""
    import spacy  # noqa: PLC0415 -- a second that `import kg` shall not cost

    from kg.language.tokenizing import treebank_tokenizer  # noqa: PLC0415

    nlp = spacy.blank("en")
    treebank_tokenizer(nlp)
    reader = Reader(nlp, folder)
    type(nlp).component("kg_reader", func=reader)
    nlp.add_pipe("kg_reader")
    nlp.meta["name"] = folder.name
    return nlp


def _spaced(doc: "Doc", places: list[int]) -> list[bool]:
    """Of each word, whether white space stands before it; the first counts as if."""
    white = [bool(word.whitespace_) or word.is_space for word in doc]
    return [not i or white[i - 1] for i in places]


def _alike(windows: list[Window]) -> Iterator[list[Window]]:
    """Gather windows of like length, as many as are read together."""
    batch: list[Window] = []
    for window in sorted(windows, key=lambda each: len(each.pieces)):
        if batch and (len(batch) + 1) * len(window.pieces) > _PIECES:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _padded(rows: list[list[int]]) -> Ints:
    table = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
    return table


def _keys(values: Iterable[int]) -> Keys:
    return np.fromiter(values, dtype=np.uint64)
