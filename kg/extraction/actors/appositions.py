"""Roles that stand beside a name: "its chairman, Bram Eddo", "Ana Ruiz, the mayor", "leader Xi Jinping"."""

from kg.extraction.actors.figures import Figure
from kg.extraction.actors.kinds import animate
from kg.extraction.actors.roster import Roster
from kg.extraction.actors.titles import is_title
from kg.extraction.lexicon import nouns
from kg.extraction.text.chunks import chunk_before
from kg.extraction.text.words import Stretch, Word
from kg.records import ActorKind

_NAMED_BESIDE = frozenset({"flat", "appos", "nmod", "list", "compound"})
_ONE = nouns("one person") | nouns("a man") | nouns("a woman")
_DOERS = ("er", "or", "ee", "ist", "ian", "man", "ant", "ent", "ate")  # the ends of nouns for who does something
_NEAR = 4  # words between a role and the name behind it


def is_role(word: str) -> bool:
    """Whether a word says what one person is: a title, or "historian"."""
    return is_title(word) or word.lower() in _ONE


class Appositions:
    """Leads roles to the names that they stand beside."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.words = roster.reading.words

    def phrase(self, head: Word) -> Stretch:
        """The words of a role, without its article: foreign minister."""
        chunk = self.phrase_with_article(head)
        articles = [i for i in chunk if self.words[i].tag == "DT"]  # "ordered the country" is one chunk to it
        return Stretch(articles[-1] + 1, head.i) if articles and articles[-1] < head.i else chunk

    def phrase_with_article(self, head: Word) -> Stretch:
        """The words of a role: the foreign minister."""
        return chunk_before(self.roster.reading, head)

    def beside(self, head: Word) -> Figure | None:
        """The person whose role stands beside his name; the words of a title inside a name are no mention of their own."""
        if head.tag != "NN" or self.roster.at(head.i) is not None:
            return None
        if head.relation == "appos":
            before = self.phrase_with_article(head).first - 2  # not Bush, in "Bush and Baker, secretary of state"
            beside = self.roster.person_at(before) if before >= 0 and self._comma_at(before + 1) else None
            return beside or self.roster.person_at(head.head.i)
        if animate(head) or is_role(head.text):
            named = self.named_beside(head)
        else:  # "the goalkeeper Mouez Hassen", "her choice, Mouez Hassen", but not "her pen name Ana Ruiz"
            behind = head.i + (2 if self._comma_at(head.i + 1) else 1)
            apposed = any(child.relation == "appos" and child.i >= behind for child in head.children)
            does = head.lower.endswith(_DOERS) or behind == head.i + 2
            named = self.roster.person_at(behind) if apposed and does else None
        return named if named is not None and named.is_person else None

    def named_beside(self, head: Word) -> Figure | None:
        """Whose name stands behind a role: "leader Xi Jinping", "the minister, Ana Ruiz"."""
        for child in head.children:
            if child.relation in _NAMED_BESIDE and 0 < child.i - head.i <= _NEAR:
                person = self.roster.person_at(child.i)
                if person is not None and child.child("case") is None:
                    return person
            body = self.roster.at(child.i) if child.relation == "appos" and child.i > head.i else None
            if body is not None and body.kind is ActorKind.ORGANIZATION and animate(head):
                return body  # "the owner, the Center for Fish, …"
        if self._comma_at(head.i + 1) and head.pos == "NOUN" and animate(head):
            behind = self.roster.person_at(head.i + 2)
            if behind is not None and self._comma_at(self.roster.name_at(head.i + 2).last + 1):
                return behind  # "its chairman, Bram Eddo, …"
        return self._before(head) or (self._behind_title(head.i) if is_title(head.text) else None)

    def _behind_title(self, i: int) -> Figure | None:
        """The person whose title ends at a word, or a little behind it: Secretary of State Ana Ruiz."""
        long = i + 3 < len(self.words) and self.words[i + 1].lower in {"of", "for"}
        return self.roster.person_at(i + 1) or (self.roster.person_at(i + 3) if long else None)

    def _before(self, head: Word) -> Figure | None:
        """The person to whom a role stands in apposition, though the parse takes it for the subject: "Ruiz, now mayor,"."""
        i = head.i
        while i > 0 and self.words[i].text != "," and head.i - i <= _NEAR:
            i -= 1
        apposed = i > 0 and self._comma_at(i) and self._comma_at(head.i + 1) and self.words[i].sentence == head.sentence
        return self.roster.person_at(i - 1) if apposed and head.relation == "nsubj" else None

    def _comma_at(self, i: int) -> bool:
        return i < len(self.words) and self.words[i].text == ","
