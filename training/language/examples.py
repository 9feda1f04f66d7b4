"""What the network is shown: passages of one to six sentences, written in the ways that news is written."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.language.lemmas import edit
from kg.language.wordpieces import END, START, WordPieces, shape
from kg.learning.marked import IGNORED
from training.language.corpora import SOURCES, Row, Sentence

_MOST_WORDS = 120
_MOST_PIECES = 256


@dataclass
class Labels:
    """The classes of each head, most frequent first."""

    tags: list[str]
    kinds: list[str]  # UPOS|FEATS
    edits: list[str]
    relations: list[str]
    names: list[str] = field(
        default_factory=lambda: ["O", *(f"{b}-{kind}" for kind in ("PERSON", "ORG", "LOC", "NORP") for b in "BI")]
    )

    @classmethod
    def of(cls, sentences: Iterable[Sentence]) -> "Labels":
        """Gather the classes from the sentences to train on; what is too rare to be learnt is left out."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for sentence in sentences:
            for form, lemma, upos, xpos, feats, _, relation, _ in sentence.rows if sentence.parsed else ():
                counts["tags"][xpos] += 1
                counts["kinds"][f"{upos}|{feats}"] += 1
                counts["edits"][edit(form, lemma)] += 1
                counts["relations"][relation] += 1
        for curly in ("='s", "=be", "=have", "=not", "=will", "=would"):
            counts["edits"][curly] += 1000
        least = {"tags": 2, "kinds": 5, "edits": 4, "relations": 2}
        return cls(
            **{
                name: [label for label, count in found.most_common() if count >= least[name]]
                for name, found in counts.items()
            }
        )


@dataclass
class Example:
    """A passage in numbers: pieces with their shapes, and for every word its first piece and its labels."""

    pieces: list[int]
    shapes: list[int]
    firsts: list[int]
    tags: list[int]
    kinds: list[int]
    edits: list[int]
    starts: list[int]
    heads: list[int]  # 0 is the root, else the word's place in the passage, from 1
    relations: list[int]
    names: list[int]
    source: int


class Examples:
    """Makes passages of sentences; with ``noise`` their shape is varied at random, the same for the same seed."""

    def __init__(self, sentences: list[Sentence], labels: Labels, pieces: WordPieces) -> None:
        self.sentences = sentences
        self.cutter = pieces
        self.numbers = {
            name: {label: number for number, label in enumerate(getattr(labels, name))}
            for name in ("tags", "kinds", "edits", "relations", "names")
        }
        self.pool = _names(sentences)

    def passages(self, chance: random.Random | None) -> Iterator[Example]:
        """Yield the whole corpus once, cut into passages anew each time; ``chance`` None: six sentences, no noise."""
        group: list[Sentence] = []
        words, most, by_paragraph = 0, _MOST_WORDS, True
        limit = 6
        for sentence in self.sentences:
            apart = not group or sentence.document != group[-1].document or (by_paragraph and sentence.opens)
            if group and (apart or words + len(sentence.rows) > most or len(group) >= limit):
                yield from self._example(group, chance)
                group, words = [], 0
                if chance:
                    limit = chance.choice((1, 2, 3, 4, 6, 6, 6))
                    most = chance.choice((40, 80, _MOST_WORDS, _MOST_WORDS))
                    by_paragraph = chance.random() < 0.6
            group.append(sentence)
            words += len(sentence.rows)
        if group:
            yield from self._example(group, chance)

    def _example(self, group: list[Sentence], chance: random.Random | None) -> Iterator[Example]:
        rows: list[Row] = []
        names: list[str | None] = []
        starts: list[int] = []
        for sentence in group:
            base = len(rows)
            now, marks = list(sentence.rows), list(sentence.names or [None] * len(sentence.rows))
            if chance and sentence.parsed:
                now, marks = self._varied(now, marks, chance)
            if rows and not rows[-1][7]:
                rows[-1] = (*rows[-1][:7], True)
            rows += [(*row[:5], row[5] + base if row[5] else 0, *row[6:]) for row in now]
            names += marks
            starts += [1] + [0] * (len(now) - 1)
        forms = _written([row[0] for row in rows], rows, chance)
        example = self._numbered(rows, forms, names, starts, group[0])
        if len(example.pieces) <= _MOST_PIECES:
            yield example

    def _varied(
        self, rows: list[Row], names: list[str | None], chance: random.Random
    ) -> tuple[list[Row], list[str | None]]:
        if chance.random() < 0.5:
            rows = self._renamed(rows, names, chance)
        drops = 0.3 if chance.random() < 0.15 else 0.0
        last = rows[-1]
        if len(rows) > 2 and last[0] == "." and chance.random() < drops and all(row[5] != len(rows) for row in rows):
            rows, names = rows[:-1], names[:-1]
        return rows, names

    def _renamed(self, rows: list[Row], names: list[str | None], chance: random.Random) -> list[Row]:
        """Put other names of the same length and kind in the place of some."""
        for first, last, kind in _spans(names):
            choices = self.pool.get((kind, last - first))
            if choices and chance.random() < 0.3 and all(rows[i][2] == "PROPN" for i in range(first, last)):
                for i, form in zip(range(first, last), chance.choice(choices), strict=True):
                    rows[i] = (form, form, *rows[i][2:])
        return rows

    def _numbered(
        self, rows: list[Row], forms: list[str], names: list[str | None], starts: list[int], origin: Sentence
    ) -> Example:
        pieces, shapes, firsts = [self.cutter.ids[START]], [0], []
        spaced = True
        for form, row in zip(forms, rows, strict=True):
            cut = self.cutter.cut(form)
            firsts.append(len(pieces))
            pieces += cut
            shapes += [shape(form, spaced=spaced)] * len(cut)
            spaced = row[7]
        pieces.append(self.cutter.ids[END])
        shapes.append(0)
        number = self.numbers
        blank = [IGNORED] * len(rows)
        parsed = origin.parsed
        return Example(
            pieces, shapes, firsts,
            tags=[number["tags"].get(row[3], IGNORED) for row in rows] if parsed else blank,
            kinds=[number["kinds"].get(f"{row[2]}|{row[4]}", IGNORED) for row in rows] if parsed else blank,
            edits=[number["edits"].get(edit(form, _lemma(form, row)), IGNORED)
                   for form, row in zip(forms, rows, strict=True)] if parsed else blank,
            starts=starts if parsed else blank,
            heads=[row[5] for row in rows] if parsed else blank,
            relations=[number["relations"].get(row[6], IGNORED) for row in rows] if parsed else blank,
            names=[IGNORED if name is None else number["names"][name] for name in names],
            source=SOURCES.index(origin.source),
        )  # fmt: skip


def _lemma(form: str, row: Row) -> str:
    lemma = row[1]
    return form if lemma == "_" and form != "_" else lemma


def _written(forms: list[str], rows: list[Row], chance: random.Random | None) -> list[str]:
    """The words as one newspaper or another prints them."""
    if chance is None:
        return forms
    if chance.random() < 0.5:
        forms = _curly(forms, rows, chance)
    loud = chance.random()
    if loud < 0.03:
        return [form.upper() for form in forms]
    if loud < 0.05:
        return [form.lower() for form in forms]
    return forms


def _curly(forms: list[str], rows: list[Row], chance: random.Random) -> list[str]:
    """Typographic quotation marks and dashes in the place of straight ones."""
    written = []
    is_open, spaced = False, True
    dash = chance.choice("—–")
    for form, row in zip(forms, rows, strict=True):
        if form in {'"', "''", "``"}:
            is_open = row[3] == "``" or (row[3] != "''" and spaced and not is_open)
            written.append("“" if is_open else "”")
        elif "'" in form:
            written.append("‘" if form == "'" and row[3] == "``" else form.replace("'", "’"))
        else:
            written.append(dash if form == "--" else form)
        spaced = row[7]
    return written


def _spans(names: list[str | None]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for i, name in enumerate(names):
        if name and name[0] == "B":
            found.append((i, i + 1, name[2:]))
        elif name and name[0] == "I" and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1, found[-1][2])
    return found


def _names(sentences: list[Sentence]) -> dict[tuple[str, int], list[tuple[str, ...]]]:
    """The people and places of the corpora, by kind and length; each once, for the rare ones teach most."""
    pool: dict[tuple[str, int], dict[tuple[str, ...], None]] = defaultdict(dict)
    for sentence in sentences:
        for first, last, kind in _spans(list(sentence.names or ())):
            forms = tuple(row[0] for row in sentence.rows[first:last])
            if kind in {"PERSON", "LOC"} and all(form[0].isupper() for form in forms):
                pool[kind, last - first][forms] = None
    return {key: list(found) for key, found in pool.items()}
