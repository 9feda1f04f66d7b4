"""Attributions of GUM's discourse trees: a clause of saying or thinking, and what hangs on it.

A satellite of the relation "attribution" holds source and cue, its nucleus the content. Which words of the satellite
are the source and which the cue is read from the treebank: the highest verb with its helpers, and its subject.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from kg.learning.marked import Attribution, Text
from training.language.corpora import Sentence, treebank

_ATTRIBUTIONS = ("attribution-positive", "attribution-negative")
_HELPERS = ("aux", "aux:pass", "cop", "compound:prt", "advmod:neg")
_SUBJECTS = ("nsubj", "nsubj:pass", "obl:agent")

Span = tuple[int, int]


def texts(folder: Path, *, manner: int) -> Iterator[Text]:
    """Yield the documents to train on that have a tree in ``folder``/rst; its treebank is ``folder``/train_free.conllu."""
    documents: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in treebank(folder / "train_free.conllu", "gum"):
        documents[sentence.document].append(sentence)
    for name, sentences in documents.items():
        path = folder / "rst" / f"{name}.rs4"
        if path.exists():
            made = _text(path, sentences, manner)
            if made is not None:
                yield made


def _text(path: Path, sentences: list[Sentence], manner: int) -> Text | None:
    text, spans, heads, relations, kinds = "", [], [], [], []
    for sentence in sentences:
        text += "\n" if sentence.opens and text else ""
        base = len(spans)
        for form, _, upos, _, _, head, relation, space in sentence.rows:
            spans.append((len(text), len(text) + len(form)))
            heads.append(base + head - 1 if head else -1)
            relations.append(relation)
            kinds.append(upos)
            text += form + (" " if space else "")
        text = text if text.endswith(" ") else text + " "
    tree = _Tree(ET.parse(path).getroot())  # noqa: S314 -- a corpus, not a stranger's file
    if tree.count != len(spans):
        return None  # the tree was cut into words in another way
    below = defaultdict(list)
    for i, head in enumerate(heads):
        below[head].append(i)
    found = []
    for satellite, nucleus in tree.attributions():
        inside = set(satellite)
        tops = [i for i in satellite if heads[i] not in inside and relations[i] != "punct"]
        if not tops or not nucleus or kinds[tops[0]] not in {"VERB", "AUX"}:
            continue
        cue = [tops[0], *(i for i in below[tops[0]] if relations[i] in _HELPERS and i in inside)]
        subject = next((i for i in below[tops[0]] if relations[i] in _SUBJECTS and i in inside), None)
        source = sorted(_subtree(subject, below) & inside) if subject is not None else []
        found.append(Attribution(*(_joined(sorted(words), spans) for words in (source, cue, nucleus))))
    return Text(text, found, manner=manner, whole=False)


class _Tree:
    def __init__(self, root: ET.Element) -> None:
        self.words: dict[str, list[int]] = {}
        self.parents: dict[str, tuple[str, str]] = {}
        self.below: dict[str, list[str]] = defaultdict(list)
        self.count = 0
        joined = {each.get("name") for each in root.iter("rel") if each.get("type") == "multinuc"} | {"span"}
        self.joined = joined
        for node in root.iter():
            if node.tag not in {"segment", "group"}:
                continue
            name = node.get("id", "")
            if node.tag == "segment":
                size = len((node.text or "").split())
                self.words[name] = list(range(self.count, self.count + size))
                self.count += size
            if node.get("parent"):
                self.parents[name] = node.get("parent", ""), node.get("relname", "")
                self.below[node.get("parent", "")].append(name)

    def attributions(self) -> Iterator[tuple[list[int], list[int]]]:
        """Yield the words of each satellite and of its nucleus."""
        for name, (parent, relation) in self.parents.items():
            if relation in _ATTRIBUTIONS:
                yield self._own(name), self._own(parent)

    def _own(self, name: str) -> list[int]:
        """The words of a node and of what it is made of; satellites that hang on it from outside are not its own."""
        found = list(self.words.get(name, ()))
        for child in self.below[name]:
            if self.parents[child][1] in self.joined:
                found += self._all(child)
        return sorted(found)

    def _all(self, name: str) -> list[int]:
        found = list(self.words.get(name, ()))
        for child in self.below[name]:
            found += self._all(child)
        return found


def _subtree(top: int, below: dict[int, list[int]]) -> set[int]:
    found, waiting = set(), [top]
    while waiting:
        i = waiting.pop()
        found.add(i)
        waiting += below[i]
    return found


def _joined(words: list[int], spans: list[Span]) -> list[Span]:
    """Words that follow each other as one span."""
    found: list[Span] = []
    last = -2
    for i in words:
        found = [*found[:-1], (found[-1][0], spans[i][1])] if i == last + 1 else [*found, spans[i]]
        last = i
    return found
