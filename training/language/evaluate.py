"""How well a pipeline reads raw text: paragraphs in, words compared by their places.

    python -m training.language.evaluate CORPORA [MODEL ...] [--sets ewt pud-news ...] [--limit N]

A model is a folder made by `export`, the name of an installed spaCy pipeline, or "shipped". F1 as in the
CoNLL 2018 shared task: a word counts where it has the same characters, a relation where its head does as well.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import readme
from training.language import corpora
from training.language.corpora import Sentence

#: Test sets: file, source, and which documents of it.
PARSED: dict[str, tuple[str, Callable[[str], bool]]] = {
    "ewt-test": ("conllu/ewt/test.conllu", lambda _: True),
    "ewt-dev": ("conllu/ewt/dev.conllu", lambda _: True),
    "gum-test": ("conllu/gum/test.conllu", lambda _: True),
    "gum-dev": ("conllu/gum/dev.conllu", lambda _: True),
    "gum-news": ("conllu/gum/test.conllu", lambda document: "_news_" in document),
    "pud-news": ("conllu/pud.conllu", lambda document: document.startswith("n")),
    "pud-wiki": ("conllu/pud.conllu", lambda document: document.startswith("w")),
}
NAMED = ("ner_ewt_test", "ner_pud_news", "ner_pud_wiki", "ner_gum_news", "ner_gum_test", "ner_crosspol_test")
_COUNTED = ("PERSON", "ORG", "LOC")


@dataclass
class Paragraph:
    """The text of a paragraph, and its words: start, end, tag, pos, lemma, place of the head (-1: none), relation."""

    text: str = ""
    words: list[tuple[int, int, str, str, str, int, str]] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)


def paragraphs(path: Path, wanted: Callable[[str], bool]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a treebank."""
    group: list[Sentence] = []
    for sentence in corpora.treebank(path, "ewt"):
        if not wanted(sentence.document):
            continue
        if group and (sentence.opens or sentence.document != group[-1].document):
            yield _paragraph(group)
            group = []
        group.append(sentence)
    if group:
        yield _paragraph(group)


def _paragraph(sentences: list[Sentence]) -> Paragraph:
    made = Paragraph()
    begins = []
    for sentence in sentences:
        base = len(made.words)
        begins.append(len(made.text))
        for i, (form, lemma, upos, xpos, _, head, relation, space) in enumerate(sentence.rows):
            start = len(made.text)
            made.text += form
            above = base + head - 1 if head else -1
            made.words.append((start, len(made.text), xpos, upos, lemma, above, relation))
            if space or i == len(sentence.rows) - 1:
                made.text += " "
    made.text = made.text.rstrip()
    made.sentences = list(zip(begins, [*begins[1:], len(made.text) + 1], strict=True))
    return made


def parsing(nlp: Any, given: list[Paragraph]) -> dict[str, float]:
    """F1 of words, tags, lemmas, heads, relations and sentences, in percent."""
    right: Counter[str] = Counter()
    gold_words = own_words = gold_sentences = own_sentences = 0
    for one, doc in zip(given, nlp.pipe([each.text for each in given]), strict=True):
        places = {(start, end): row for start, end, *row in one.words}
        begins = [sentence.start_char for sentence in doc.sents]
        own = set(zip(begins, [*begins[1:], len(one.text) + 1], strict=True)) if begins else set()
        right["sentences"] += len(own & set(one.sentences))
        gold_sentences, own_sentences = gold_sentences + len(one.sentences), own_sentences + len(own)
        gold_words += len(one.words)
        for word in doc:
            if word.is_space:
                continue
            own_words += 1
            row = places.get((word.idx, word.idx + len(word)))
            if row is None:
                continue
            tag, pos, lemma, head, relation = row
            right["words"] += 1
            right["tag"] += word.tag_ == tag
            right["pos"] += word.pos_ == pos
            right["lemma"] += word.lemma_.lower() == lemma.lower()
            root = word.head.i == word.i
            same = (
                head < 0
                if root
                else head >= 0
                and word.head.idx == one.words[head][0]
                and (word.head.idx + len(word.head) == one.words[head][1])
            )
            right["uas"] += same
            right["las"] += same and ("root" if root else word.dep_) == relation
    found = {name: _f1(right[name], gold_words, own_words) for name in ("words", "tag", "pos", "lemma", "uas", "las")}
    return found | {"sentences": _f1(right["sentences"], gold_sentences, own_sentences)}


def naming(nlp: Any, path: Path) -> dict[str, float]:
    """F1 of people, organizations and places, together and each; of their spans whatever the kind, in percent."""
    from spacy.tokens import DocBin

    gold = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    right: Counter[str] = Counter()
    sides: Counter[str] = Counter()
    for one, doc in zip(gold, nlp.pipe([each.text for each in gold]), strict=True):
        theirs, ours = (
            {(name.start_char, name.end_char, name.label_) for name in each.ents if name.label_ in _COUNTED}
            for each in (one, doc)
        )
        for name in theirs & ours:
            right.update({name[2]: 1, "all": 1})
        for name in [*theirs, *ours]:
            sides.update({name[2]: 1, "all": 1})
        spans = [{name[:2] for name in side} for side in (theirs, ours)]
        right["span"] += len(spans[0] & spans[1])
        sides["span"] += len(spans[0]) + len(spans[1])
        sides["gold"] += len(theirs)
        sides["own"] += len(ours)
    found = {kind: round(200 * right[kind] / max(1, sides[kind]), 1) for kind in ("all", *_COUNTED, "span")}
    return found | {
        "precision": round(100 * right["all"] / max(1, sides["own"]), 1),
        "recall": round(100 * right["all"] / max(1, sides["gold"]), 1),
    }


def _f1(right: int, theirs: int, ours: int) -> float:
    return round(200 * right / max(1, theirs + ours), 2)


def load(name: str) -> Any:
    """The pipeline of a name."""
    from kg import language
    from kg.language import reader

    if Path(name).is_dir():
        return reader.pipeline(Path(name))
    return language.load(None if name == "shipped" else name)


def main() -> None:
    """Read the command line and print a line for each model and set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("models", nargs="+")
    parser.add_argument("--sets", nargs="*", default=["ewt-test", "pud-news", "gum-test", *NAMED])
    parser.add_argument("--limit", type=int)
    parser.add_argument("--readme", action="store_true", help="write a short table into the README")
    given = parser.parse_args()
    rows = []
    for name in given.models:
        nlp = load(name)
        for one in given.sets:
            start = time.process_time()
            if one in PARSED:
                file, wanted = PARSED[one]
                found = parsing(nlp, list(paragraphs(given.corpora / file, wanted))[: given.limit])
            else:
                found = naming(nlp, given.corpora / "corpus" / f"{one}.spacy")
            figures = "  ".join(f"{key} {value}" for key, value in found.items())
            rows.append({"on": one} | {key: str(value) for key, value in found.items()})
            print(f"{name}  {one}  {figures}  ({time.process_time() - start:.0f} CPU s)", flush=True)
    if given.readme:
        readme.write("language", readme.table(COLUMNS, [_renamed(row) for row in rows]))


#: What the README shows, and what it is called here.
COLUMNS = ("on", "LAS", "UAS", "tags", "lemmas", "sentences F1", "names F1")
_SHOWN = {"las": "LAS", "uas": "UAS", "tag": "tags", "lemma": "lemmas", "sentences": "sentences F1", "all": "names F1"}


def _renamed(row: dict[str, str]) -> dict[str, str]:
    return {_SHOWN.get(key, key): value for key, value in row.items()}


if __name__ == "__main__":
    main()
