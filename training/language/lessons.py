"""The passages of an epoch: grammar, attributions and stances; made here, or read from where they were made before.

Making them needs spaCy and the corpora; where a machine has neither, but quick hardware, they are prepared elsewhere.
"""

import lzma
import pickle
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from kg.language.wordpieces import WordPieces
from kg.learning import corpus
from kg.learning.batches import batches
from kg.learning.cutting import Cutter
from kg.learning.marked import Marked, Marker
from kg.learning.sided import Sided, Sider, Sides
from training import attributions, stances
from training.language import corpora
from training.language.examples import Example, Examples, Labels

#: How much is read in an epoch of the grammar, of the attributions, and of other corpora's stances; all of ours are.
SHARES = (1.0, 1.0, 0.5)
_HELD = 20  # one of so many of our texts with stances is held back, to look at how it goes
_PASSAGES = 150  # of each treebank's dev set, for the same

Batch: TypeAlias = list[Example] | list[Marked] | list[Sided]


@dataclass
class Epoch:
    """What is read once; ``words`` counts those with grammar."""

    words: int
    passages: tuple[list[Example], list[Marked], list[Sided]]

    def batches(self, chance: random.Random, most: int) -> list[Batch]:
        """Everything in batches of at the most so many pieces, in a new order."""
        made: list[Batch] = []
        for each in self.passages:
            made += batches(each, chance, most)
        chance.shuffle(made)
        return made


@dataclass
class Held:
    """What is not learnt from, but looked at: passages with grammar, with attributions, with stances."""

    grammar: list[Example]
    told: list[Marked]
    sided: list[Sided]


class Lessons:
    """Makes epochs, each another one, but always the same for its number."""

    def __init__(self, settings: Any, pieces: WordPieces, labels: Labels) -> None:
        self.settings = settings
        self.sentences = corpora.training(settings.corpora)
        self.examples = Examples(self.sentences, labels, pieces)
        cutter = Cutter(pieces, _tokenizer())
        self.marker, self.sider = Marker(cutter), Sider(cutter)
        self._labels, self._pieces = labels, pieces

    def epoch(self, number: int) -> Epoch:
        """Return the epoch of a number, from 0."""
        chance = random.Random(f"{self.settings.seed} {number}")
        of_grammar, of_attributions, of_others = self.settings.shares
        examples = [each for each in self.examples.passages(chance) if chance.random() < of_grammar]
        marked = self.marker.passages(attributions.texts(self.settings.rst, chance))
        told = [each for each in marked if chance.random() < of_attributions]
        texts = [each for at, each in enumerate(self._stances(chance)) if not _is_held(at, each)]
        sided = list(self.sider.passages([each for each in texts if each.whole or chance.random() < of_others], chance))
        return Epoch(sum(len(each.firsts) for each in examples), (examples, told, sided))

    def held(self) -> Held:
        """Return what is held back."""
        grammar: list[Example] = []
        for source in ("ewt", "gum"):
            path = self.settings.corpora / f"conllu/{source}/dev.conllu"
            sentences = list(corpora.treebank(path, source))
            grammar += list(Examples(sentences, self._labels, self._pieces).passages(None))[:_PASSAGES]
        told = list(self.marker.passages(corpus.texts(self.settings.judge))) if self.settings.judge else []
        chance = random.Random(0)
        texts = [each for at, each in enumerate(self._stances(chance)) if _is_held(at, each)]
        return Held(grammar, told, list(self.sider.passages(texts, chance)))

    def _stances(self, chance: random.Random) -> list[Sides]:
        return list(stances.texts(self.settings.stances, chance))


def _is_held(at: int, text: Sides) -> bool:
    return text.whole and at % _HELD == 7


def _tokenizer() -> Any:
    import spacy

    from kg.language.tokenizing import treebank_tokenizer

    nlp = spacy.blank("en")
    treebank_tokenizer(nlp)
    return nlp


class Prepared:
    """Epochs that lie in a folder; behind the last one, it begins with the first again."""

    def __init__(self, folder: Path) -> None:
        self._paths = sorted(folder.glob("epoch-*.pickle.xz"))
        self._held = folder / "held.pickle.xz"
        self._read = cache(_epoch)

    def epoch(self, number: int) -> Epoch:
        """Return the epoch of a number, from 0."""
        return self._read(self._paths[number % len(self._paths)])

    def held(self) -> Held:
        """Return what is held back."""
        return Held(*_load(self._held))


def prepare(lessons: Lessons, count: int, folder: Path) -> None:
    """Write so many epochs, and what is held back, to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    held = lessons.held()
    _dump((held.grammar, held.told, held.sided), folder / "held.pickle.xz")
    for number in range(count):
        epoch = lessons.epoch(number)
        _dump((epoch.words, epoch.passages), folder / f"epoch-{number:02}.pickle.xz")
        print("prepared epoch", number, flush=True)


def _epoch(path: Path) -> Epoch:
    words, passages = _load(path)
    return Epoch(words, tuple(passages))


def _dump(what: object, path: Path) -> None:
    with lzma.open(path, "wb", preset=3) as file:
        pickle.dump(what, file, protocol=5)


def _load(path: Path) -> Any:
    with lzma.open(path) as file:
        return pickle.load(file)  # noqa: S301 -- our own files
