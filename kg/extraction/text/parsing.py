"""From the parser's documents to a reading: words in one row, sentences that end in a stop."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.extraction.text.clear import is_clear, universal
from kg.extraction.text.pieces import batches, pieces
from kg.extraction.text.plain import Plain
from kg.extraction.text.reading import Heard, Leaning, Reading
from kg.extraction.text.words import Stretch, Word
from kg.language import roles, sides

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_COLUMNS: list[int | str] = [
    "ORTH",
    "LOWER",
    "LEMMA",
    "TAG",
    "POS",
    "DEP",
    "ENT_TYPE",
    "IDX",
    "HEAD",
    "SENT_START",
    "IS_SPACE",
]
# Kinds of names, in the words of the treebanks and of other pipelines.
_NAMED = {label: label for label in ("PERSON", "ORG", "LOC", "NORP")} | {"PER": "PERSON", "GPE": "LOC", "FAC": "LOC"}
_UNSIGNED = 2**64  # how spaCy writes a head that stands before its word
_ENDS_A_SENTENCE = frozenset(".!?…:;")
_CLOSES = frozenset("”’»\"')]")
_ENDS_NO_SENTENCE = frozenset({"no.", "nos.", "vs.", "v."})
_LONGEST = 300  # words; nobody speaks so long in one breath, and rules that walk a sentence stay quick


def read(nlp: "Language", texts: Iterable[str]) -> Iterator[Reading]:
    """Parse texts, and yield a reading of each, in their order."""
    made = [Plain(text) for text in texts]
    places = [list(pieces(plain.text)) for plain in made]
    given = (plain.text[start:end] for plain, found in zip(made, places, strict=True) for start, end in found)
    parsed = (doc for batch in batches(given) for doc in nlp.pipe(batch))
    strings = _Strings(nlp.vocab.strings)
    for plain, found in zip(made, places, strict=True):
        reading = Reading(plain)
        for start, _ in found:
            _append(reading, next(parsed), start, strings)
        yield reading


class _Strings(dict[int, str]):
    """The parser's strings by their hashes; words that are written alike share one."""

    def __init__(self, store: "StringStore") -> None:
        self.store = store

    def __missing__(self, key: int) -> str:
        self[key] = found = self.store[key]
        return found


def _append(reading: Reading, doc: "Doc", offset: int, strings: _Strings) -> None:
    """Add a parsed piece, which begins at ``offset`` of the text, as a paragraph."""
    base, words = len(reading.words), reading.words
    # By columns: many times quicker than asking token by token, and twice as quick as word by word.
    *keys, places, distances, begins, is_space = doc.to_array(_COLUMNS).T.tolist()
    heads = [(at + distance) % _UNSIGNED for at, distance in enumerate(distances)]
    *spelled, relations, named = ([strings[key] for key in column] for column in keys)
    named = [_NAMED.get(label, "") for label in named]
    if is_clear(relations):
        _, lower, _, tags, _ = spelled
        relations, heads = universal(relations, heads, lower=lower, tags=tags, names=named)
    place: dict[int, int] = {}  # the parser's index of a word → ours; white space is a token to it, not to us
    for at, (white, start, *grammar) in enumerate(zip(is_space, places, *spelled, relations, named, strict=True)):
        if not white:
            place[at] = len(words)
            words.append(Word(len(words), offset + start, *grammar))
    if not place:
        return
    starts = [place[at] for at, opens in enumerate(begins) if opens == 1 and at in place]
    paragraph = len(reading.paragraphs)
    for sentence in _sentences(words, base, starts):
        number = len(reading.sentences)  # one object for all its words, of which a book has many
        for word in words[sentence.first : sentence.last + 1]:
            word.sentence = number
            word.paragraph = paragraph
        reading.sentences.append(sentence)
    reading.paragraphs.append(Stretch(base, len(words) - 1))
    for at, i in place.items():
        _hang(words, i, place.get(heads[at]))
    reading.heard += (
        Heard(_stretches(told.cue, place), _stretches(told.source, place), _stretches(told.content, place), told.sure)
        for told in roles.read(doc)
    )
    for side in sides.read(doc):
        (target,) = _stretches((side.target,), place)
        holder = None if side.holder is None else _stretches((side.holder,), place)[0]
        reading.leanings.append(Leaning(holder, target, side.sign, side.relation, side.on_issue, side.sure, side.plain))


def _stretches(spans: Iterable[roles.Span], place: dict[int, int]) -> tuple[Stretch, ...]:
    """Spans of the parser's tokens as stretches of words; a span begins and ends with a word."""
    return tuple(Stretch(place[first], place[last - 1]) for first, last in spans)


def _hang(words: list[Word], i: int, head: int | None) -> None:
    if head is None or head == i or words[head].sentence != words[i].sentence:
        words[i].uproot()
    else:
        words[i].hang(words[head])


def _sentences(words: list[Word], base: int, starts: list[int]) -> Iterator[Stretch]:
    """Yield the sentences of the paragraph that begins at ``base``."""
    first = base
    for start in starts:
        # The parser likes to cut names in two ("Wang | Yi"); printed sentences end in a stop.
        if start > first and (_ended(words, first, start - 1) or start - first > _LONGEST):
            yield from _cut(first, start - 1)
            first = start
    yield from _cut(first, len(words) - 1)


def _ended(words: list[Word], first: int, last: int) -> bool:
    while last > first and words[last].text in _CLOSES:
        last -= 1
    return words[last].text[-1] in _ENDS_A_SENTENCE and words[last].lower not in _ENDS_NO_SENTENCE


def _cut(first: int, last: int) -> Iterator[Stretch]:
    """Yield what is longer than any sentence in parts."""
    for start in range(first, last + 1, _LONGEST):
        yield Stretch(start, min(start + _LONGEST - 1, last))
