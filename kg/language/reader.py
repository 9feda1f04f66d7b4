"""The encoder as a component of a spaCy pipeline: a tokenized document goes in, a parsed one comes out."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.language import lemmas, library, names, roles, sides
from kg.language.encoder import Encoder, Read
from kg.language.lens import Lens
from kg.language.trees import trees

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_REMEMBERED = 50_000  # words

_COLUMNS: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE"]

Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]


class Columns:
    """What was read of a document, word by word: numbers of labels, and places of heads in the document."""

    def __init__(self, count: int) -> None:
        self.tags, self.kinds, self.edits, self.relations, self.names, self.heads = np.zeros((6, count), dtype=np.int64)
        self.told: list[roles.Told] = []
        self.sides: list[sides.Side] = []


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
        self._lens = Lens(self.encoder, strings)

    def __call__(self, doc: "Doc") -> "Doc":
        """Read a document."""
        places, words, spaced = self._lens.words(doc)
        found = Columns(len(words))
        for window, read in self._lens.read(words, spaced):
            self._note(found, window, read, spoken=sides.spoken(words[window]))
        if len(doc):
            self._write(doc, places, words, found)
        roles.write(doc, found.told, places)
        sides.write(doc, found.sides, places)
        return doc

    def _note(self, found: Columns, window: slice, read: Read, *, spoken: bool) -> None:
        """Take from what was read of a window what is likeliest."""
        begins = read.starts > 0
        begins[0] = True
        heads = trees(read.arcs, np.flatnonzero(begins))
        found.tags[window] = read.tags
        found.kinds[window] = read.kinds
        found.edits[window] = read.edits
        found.names[window] = names.best(read.names, self._costs)
        found.relations[window] = self.encoder.relate(read.dependents, read.heads[heads + 1])
        found.heads[window] = np.where(heads < 0, np.arange(len(heads)), heads) + window.start
        found.told += self.encoder.told(read, window.start)
        found.sides += self.encoder.sides(read, window.start, spoken=spoken)

    def _write(self, doc: "Doc", where: Ints, words: list[str], found: Columns) -> None:
        """Write what was read of the words, which are at ``where``; white space hangs on the word before it."""
        count = len(doc)
        table = np.zeros((count, 8), dtype=np.uint64)
        table[:, 6] = 2
        distance = np.zeros(count, dtype=np.int64)
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
            table[where, 3] = list(map(self._lemma, found.edits.tolist(), found.kinds.tolist(), words))
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
    library.load()
    from spacy.lang.en import English  # noqa: PLC0415 -- half a second that `import kg` shall not cost

    from kg.language.tokenizing import treebank_tokenizer  # noqa: PLC0415

    # Not `spacy.blank`, which makes English's own tokenizer first: a tenth of a second.
    nlp = English(create_tokenizer=treebank_tokenizer)
    reader = Reader(nlp, folder)
    type(nlp).component("kg_reader", func=reader)
    nlp.add_pipe("kg_reader")
    nlp.meta["name"] = folder.name
    return nlp


def _keys(values: Iterable[int]) -> Keys:
    return np.fromiter(values, dtype=np.uint64)
