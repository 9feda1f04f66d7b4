"""The corpora as sentences: words with their grammar, and names where somebody marked them.

A corpus folder holds

    conllu/ewt/{train,dev,test}.conllu      UD English EWT
    conllu/gum/{train_free,dev,test}.conllu UD English GUM, free genres
    conllu/pud.conllu                       UD English PUD, for testing only
    mt.json                                 names of the EWT and GUM train sentences (Universal NER; derived from GUM)
    corpus/ner_*.spacy                      names alone: CrossNER politics, WikiGold; test sets
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

Row = tuple[str, str, str, str, str, int, str, bool]  # form, lemma, upos, xpos, feats, head (0: root), relation, space

#: Whose names they are; annotators differ, and the network is told which.
SOURCES = ("ewt", "gum", "crossner", "wikigold")


@dataclass
class Sentence:
    """A sentence; ``names`` is None where nobody marked them, ``rows`` hold no grammar where only names are known."""

    rows: list[Row]
    opens: bool  # whether a paragraph begins with it
    document: str
    source: str
    names: list[str] | None = None
    parsed: bool = True


@dataclass
class _Raw:
    meta: dict[str, str] = field(default_factory=dict)
    rows: list[list[str]] = field(default_factory=list)
    spans: dict[int, tuple[int, str, bool]] = field(default_factory=dict)


def treebank(path: Path, source: str) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file; parts of a contraction are words without space between them."""
    document = ""
    for raw in _raw(path):
        opened = "newdoc id" in raw.meta
        document = raw.meta.get("newdoc id", document)
        opens = opened or any(key.startswith("newpar") for key in raw.meta)
        yield Sentence(_rows(raw), opens, document, source)


def sentence_ids(path: Path) -> list[str]:
    """The ids of the sentences of a CoNLL-U file, in order."""
    return [raw.meta.get("sent_id", "") for raw in _raw(path)]


def training(folder: Path) -> list[Sentence]:
    """Return every sentence to train on, document by document."""
    marked = {each["sid"]: each for each in json.loads((folder / "mt.json").read_text("utf8"))["train"]}
    found = []
    for source, name in (("ewt", "ewt/train.conllu"), ("gum", "gum/train_free.conllu")):
        path = folder / "conllu" / name
        for sentence, sid in zip(treebank(path, source), sentence_ids(path), strict=True):
            names = marked.get(sid)
            if names is not None and len(names["n"]) == len(sentence.rows):
                sentence.names = names["n"]
            found.append(sentence)
    return found + list(_only_names(folder))


def _only_names(folder: Path) -> Iterator[Sentence]:
    """Yield CrossNER and WikiGold: the part of the names corpus that no treebank holds."""
    import spacy
    from spacy.tokens import DocBin

    vocab = spacy.blank("en").vocab

    def texts(name: str) -> set[str]:
        return {doc.text for doc in DocBin().from_disk(folder / f"corpus/{name}.spacy").get_docs(vocab)}

    treebanks = texts("ner_ewt_train") | texts("ner_gum_train")
    crossner = texts("ner_crosspol_train")
    for number, doc in enumerate(DocBin().from_disk(folder / "corpus/ner_train.spacy").get_docs(vocab)):
        if doc.text in treebanks:
            continue
        rows: list[Row] = [
            (word.text, "_", "_", "_", "_", 0, "_", bool(word.whitespace_)) for word in doc if not word.is_space
        ]
        names = [f"{word.ent_iob_}-{word.ent_type_}" if word.ent_type_ else "O" for word in doc if not word.is_space]
        source = "crossner" if doc.text in crossner else "wikigold"
        yield Sentence(rows, opens=True, document=f"{source}-{number}", source=source, names=names, parsed=False)


def _raw(path: Path) -> Iterator[_Raw]:
    raw = _Raw()
    with path.open(encoding="utf8") as lines:
        for line in map(str.rstrip, lines):
            if not line:
                if raw.rows:
                    yield raw
                raw = _Raw()
            elif line.startswith("#"):
                match = re.match(r"# ([^=]+?) = (.*)$", line)
                if match:
                    raw.meta[match[1]] = match[2]
                elif line.startswith("# newpar"):
                    raw.meta["newpar"] = "1"
                elif line.startswith("# newdoc"):
                    raw.meta["newdoc id"] = "?"
            else:
                _add(raw, line.split("\t"))
    if raw.rows:
        yield raw


def _add(raw: _Raw, columns: list[str]) -> None:
    number = columns[0]
    if "-" in number:
        first, last = map(int, number.split("-"))
        raw.spans[first] = (last, columns[1], "SpaceAfter=No" not in columns[9])
    elif "." not in number:
        raw.rows.append(columns)


def _rows(raw: _Raw) -> list[Row]:
    forms: dict[int, str] = {}
    spaces: dict[int, bool] = {}
    for first, (last, surface, space) in raw.spans.items():
        parts = _parts([raw.rows[number - 1][1] for number in range(first, last + 1)], surface)
        forms |= zip(range(first, last + 1), parts, strict=True)
        spaces |= dict.fromkeys(range(first, last), False) | {last: space}
    rows: list[Row] = []
    for number, (_, form, lemma, upos, xpos, feats, head, relation, _, misc) in enumerate(raw.rows, 1):
        space = spaces.get(number, "SpaceAfter=No" not in misc)
        written = forms.get(number, form).replace(" ", "\u00a0")
        rows.append((written, lemma, upos, xpos, feats, int(head), relation, space))
    return rows


def _parts(words: list[str], surface: str) -> list[str]:
    """Spell a contraction with its parts: "can" and "not", "ca" and "n't"."""
    if "".join(words) == surface:
        return words
    parts = []
    rest = surface
    for left, word in zip(range(len(words) - 1, -1, -1), words, strict=True):
        length = len(word) if rest.lower().startswith(word.lower()) else max(1, len(surface) // len(words))
        length = len(rest) if left == 0 else min(length, max(1, len(rest) - left))
        parts.append(rest[:length])
        rest = rest[length:]
    return parts if all(parts) else words
