"""Who is the subject that "it" and "they" look up to."""

from kg.extraction.actors.spoken import Memory, Spoken
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Word

_INSIDE_NAMES = frozenset({"flat", "compound", "appos", "list"})


def is_subject(word: Word) -> bool:
    """Whether a word, or the name or apposition that it is part of, is the subject of a clause."""
    while word.relation in _INSIDE_NAMES and not word.is_root:
        word = word.head
    return word.relation == "nsubj"


class Subjects:
    """Finds the subjects of the clauses around a word among those spoken of."""

    def __init__(self, reading: Reading, memory: Memory) -> None:
        self.reading = reading
        self.memory = memory
        self._found: dict[int, Word | None] = {}

    def above(self, word: Word) -> Spoken | None:
        """Who is the nearest subject above a word; for the subject of a sentence, that of the sentence before."""
        ahead = next(
            (clause for clause in word.head.children if clause.relation == "advcl" and clause.i < word.i), None
        )
        subject = ahead.child("nsubj") if ahead is not None else None
        if subject is not None and is_subject(word):
            return self.memory.at(subject.i)  # "Although Spain agreed, it …"
        own = word.tag != "PRP$"  # "Norway closed it" is not Norway, "Norway closed its bridge" is
        for clause in word.ancestors():
            subject = clause.child("nsubj")
            if subject is None and clause.pos != "VERB":
                continue
            if not own and subject is not None and subject.i < word.i:
                return self.memory.at(subject.i)
            own = False
        return self._before(word) if is_subject(word) else None

    def _before(self, word: Word) -> Spoken | None:
        """Who is the subject of the sentence before, in the same paragraph or at the end of the last."""
        if word.sentence == 0:
            return None
        subject = self._of_sentence(word.sentence - 1)
        return self.memory.at(subject.i) if subject is not None and word.paragraph - subject.paragraph <= 1 else None

    def _of_sentence(self, number: int) -> Word | None:
        """The subject of a whole sentence, looked for once."""
        if number not in self._found:
            inside = self.reading.inside(self.reading.sentences[number])
            root = next((other for other in inside if other.is_root), inside[0])
            self._found[number] = root.child("nsubj")
        return self._found[number]
