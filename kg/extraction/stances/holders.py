"""The actors that the words at an end of a stance name."""

from kg.extraction.actors.cast import Cast
from kg.extraction.actors.figures import Figure
from kg.extraction.actors.pronouns import FIRST, FIRST_PLURAL
from kg.extraction.attributions.told import Told
from kg.extraction.lexicon import nouns
from kg.extraction.speakers import Speakers
from kg.extraction.stances.owners import Owners
from kg.extraction.stances.stood import Party
from kg.extraction.text.chunks import chunk_before
from kg.extraction.text.subjects import is_passive, subject
from kg.extraction.text.words import Stretch, Word
from kg.records import ActorKind

_SIDES = nouns("two sides")
_OWN_STATES = nouns("own state") | nouns("government")
_HIS = frozenset({"his", "her", "their"})
_NOT_THEIRS = frozenset({"our", "my", "your"})
_HARDLY_ANY = frozenset({"few", "no"})  # few people in Norway: what they do not, Norway's people do
_WRITTEN = nouns("report") | nouns("words")
_OWNS = {"its": "it", "their": "they", "his": "he", "her": "he"}
_MEMBERS = nouns("acts as its organization")
_SOME = nouns("how many") | {"other", "top", "senior", "former", "fellow", "rank-and-file", "moderate", "conservative"}
_SOON = 3  # words behind "said" in which its subject comes back as a pronoun
_SPEAKS_AS = {
    "it": frozenset({ActorKind.STATE, ActorKind.ORGANIZATION, ActorKind.GROUP}),
    "he": frozenset({ActorKind.PERSON}),
    "they": frozenset({ActorKind.STATE, ActorKind.ORGANIZATION, ActorKind.GROUP}),
}


class Holders:
    """Leads noun phrases to those who hold stances, or are their targets."""

    def __init__(self, cast: Cast, speakers: Speakers) -> None:
        self.cast = cast
        self.roster = cast.roster
        self.words = cast.reading.words
        self.speakers = speakers
        self.owners = Owners(cast)

    def joined(self, head: Word, told: Told | None) -> list[Party]:
        """The actors that a noun phrase names by its head and by what is joined to it with "and"."""
        others = [
            child for child in head.children if child.relation == "conj" and child.pos in {"NOUN", "PROPN", "PRON"}
        ]
        if not any(word.relation == "cc" for child in (head, *others) for word in child.children):
            others = []  # "Its chairman, Bram Eddo," is one man
        found: dict[Figure, Party] = {}
        for word in (head, *others):
            for party in self.at(word, told):
                found.setdefault(party.figure, party)
        return list(found.values())

    def behind(self, head: Word, told: Told | None, *, deed: bool) -> list[Party]:
        """Who stands behind a thing that does something: whose jets strike, whose report condemns."""
        acting = self.owners.acting(head) if deed else None
        if acting is not None:
            return self._parties(self._phrase(head), acting)
        return [] if deed else self._authors(head, told)

    def _authors(self, head: Word, told: Told | None) -> list[Party]:
        """Whose words a report or a resolution is: that of the council, that which the council passed."""
        if head.tag not in {"NN", "NNS"} or head.lower not in _WRITTEN:
            return []
        author = self.owners.of(chunk_before(self.cast.reading, head), head, of_any=True)
        if author is not None:
            return self._parties(self._phrase(head), author)
        governor = head.head
        made = head.relation in {"obj", "obl"} and governor.tag.startswith("VB") and not is_passive(governor)
        maker = subject(self.cast.reading, governor) if made else None
        return self.joined(maker, told) if maker is not None and maker is not head else []

    def at(self, word: Word, told: Told | None) -> list[Party]:
        """The actors that one noun or pronoun means; ``told`` is the attribution that it stands in."""
        if any(child.lower in _HARDLY_ANY for child in word.children if child.relation in {"det", "amod"}):
            return []
        named = self.roster.at(word.i)
        if named is not None and not self.roster.is_demonym(word.i):
            behind = self._person_behind(word) if not named.is_person else None
            return [behind] if behind is not None else self._parties(self.roster.name_at(word.i), named)
        here = Stretch(word.i, word.i)
        if word.tag in {"PRP", "PRP$"}:
            return self._parties(here, self._pronoun(word, told)) or self._doer(word, told)
        if word.lower in _SIDES and any(child.lower in {"both", "two", "each"} for child in word.children):
            return self._parties(here, *self.cast.sides.before(word.i))
        roles = self.cast.roles
        figure = (
            self._of_speaker(word, told)
            or roles.state(word)
            or roles.appositions.named_beside(word)
            or roles.holder(word)
            or roles.organization(word)
        )
        return self._parties(self._phrase(word), figure or self._body(word) or self.cast.groups.at(word))

    def _person_behind(self, name: Word) -> Party | None:
        """The person whom the parse hangs on an office: "House Speaker Ana Ruiz" is Ruiz."""
        for child in name.children:
            person = self.roster.person_at(child.i) if child.relation == "flat" and child.i > name.i else None
            if person is not None:
                return Party(person, self.roster.name_at(child.i))
        return None

    def _body(self, word: Word) -> Figure | None:
        """The organization whose people act: Republican lawmakers, but not some of them."""
        if word.tag != "NNS" or word.lower not in _MEMBERS:
            return None
        before = [child for child in word.children if child.i < word.i]
        if any(child.tag == "CD" or child.lower in _SOME for child in before):
            return None
        named = (self.roster.at(child.i) for child in before if child.relation in {"amod", "compound"})
        return next((body for body in named if body is not None and body.kind is ActorKind.ORGANIZATION), None)

    def _phrase(self, head: Word) -> Stretch:
        """The words of somebody who has no name, without the article: Brazilian courts."""
        chunk = chunk_before(self.cast.reading, head)
        opening = self.words[chunk.first]
        return Stretch(chunk.first + 1, chunk.last) if len(chunk) > 1 and opening.tag == "DT" else chunk

    def _parties(self, words: Stretch, *figures: Figure | None) -> list[Party]:
        return [Party(figure, words) for figure in figures if figure is not None]

    def _pronoun(self, word: Word, told: Told | None) -> Figure | None:
        speaker = self.speakers.of(told)
        if word.lower in FIRST_PLURAL:
            spoken_for = speaker.speaks_for if speaker is not None else None
            return self.roster.known_figure(spoken_for) if spoken_for is not None else speaker
        if word.lower in FIRST or (told is not None and self._is_speaker(word, told)):
            return speaker
        return self.cast.pronouns.meant(word)

    def _doer(self, word: Word, told: Told | None) -> list[Party]:
        """Who does what is done with one's own: "*the guerrillas* began *their* assault"."""
        governor = word.head.head
        done = word.head.relation in {"obj", "obl"} and governor.tag.startswith("VB") and not is_passive(governor)
        if word.tag != "PRP$" or word.lower in _NOT_THEIRS or not done:
            return []
        doer = subject(self.cast.reading, governor)
        if doer is None or doer.i >= word.i or doer.tag in {"PRP", "PRP$"}:
            return []
        fits = _SPEAKS_AS.get(_OWNS.get(word.lower, ""))
        return [party for party in self.at(doer, told) if fits is None or party.figure.kind in fits]

    def _of_speaker(self, word: Word, told: Told | None) -> Figure | None:
        """The state of the person who speaks: Mr. Ruiz said that *his country* would not."""
        his = word.lower in _OWN_STATES and any(child.lower in _HIS for child in word.children)
        speaker = self.speakers.of(told) if his else None
        if speaker is None or not speaker.is_person or speaker.speaks_for is None or word.quote is not None:
            return None
        return self.roster.known_figure(speaker.speaks_for)

    def _is_speaker(self, word: Word, told: Told) -> bool:
        """Whether a pronoun is the speaker, whose words are told from outside: the ministry said that *it* would …"""
        pronoun = _OWNS.get(word.lower, word.lower)
        if word.quote is not None or pronoun not in {"it", "they"} or told.source is None:
            return False
        speaker = self.speakers.of(told)
        head = told.origin.head
        behind = head is not None and head.i < word.i <= head.i + _SOON and head.sentence == word.sentence
        return behind and speaker is not None and speaker.kind in _SPEAKS_AS[pronoun]

    def owner(self, phrase: Stretch, head: Word, *, of_any: bool = False) -> Figure | None:
        """The actor whose conduct a phrase is."""
        return self.owners.of(phrase, head, of_any=of_any)
