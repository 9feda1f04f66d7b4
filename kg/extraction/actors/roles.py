"""Figures that nouns stand for: "the secretary", "the Commission", "Oslo's government", "both sides"."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from kg.extraction.actors.appositions import Appositions, is_role
from kg.extraction.actors.figures import Figure
from kg.extraction.actors.mentions import Mentions
from kg.extraction.actors.pronouns import Pronouns
from kg.extraction.actors.roster import Roster
from kg.extraction.actors.titles import bare, is_title, of_organization, of_place, office_words
from kg.extraction.lexicon import nouns
from kg.extraction.text.words import Word
from kg.records import ActorKind, Reason

_GOVERNMENTS = nouns("government")
_OWN_STATES = nouns("own state")
_ANY = nouns("any organization")
_ARMS = nouns("arm of a state")
_BACK = {ActorKind.ORGANIZATION: 2, ActorKind.STATE: 1}  # sentences in which one is looked for
# "The former president" is not the president, and the next one is somebody else.
_ANOTHER = frozenset(
    {"former", "ex", "previous", "next", "new", "incoming", "deputy", "vice", "late", "another", "other"}
)
_WORDS_BACK = 80  # that are looked at for the same noun


class Roles:
    """Leads nouns to the figures of a document that they stand for."""

    def __init__(self, roster: Roster, pronouns: Pronouns) -> None:
        self.roster = roster
        self.words = roster.reading.words
        self.pronouns = pronouns
        self.appositions = Appositions(roster)

    def meant(self, head: Word) -> tuple[Figure, Reason] | None:
        """The figure whom a noun stands for, and why; None for a noun that names nobody of the document."""
        for reason, find in (
            (Reason.STATE, self.state),
            (Reason.APPOSITION, self.appositions.beside),
            (Reason.TITLE, self.holder),
            (Reason.BODY, self._called),
            (Reason.ONLY, self._alone),
        ):
            figure = find(head)
            if figure is not None:
                return figure, reason
        return None

    @cached_property
    def _by_title(self) -> Mapping[str, Mentions]:
        titles = {person: person.titles | self._offices(person) for _, person in self.roster.persons}
        for i, person in self.roster.persons:
            titles[person] |= {bare(told) for told in self._told_of(self.words[i]) if is_role(told)}
        found: dict[str, Mentions] = {}
        for i, person in self.roster.persons:
            for title in titles[person]:
                found.setdefault(title, Mentions()).add(i, person)
        return found

    @cached_property
    def _by_last_word(self) -> Mapping[str, Mentions]:
        found: dict[str, Mentions] = {}
        for i, body in self.roster.bodies:
            if body.kind is ActorKind.ORGANIZATION and " " in body.name:
                called = body.name.split()[-1].casefold()
                if not of_place([called]):  # the strait is not Living Strait
                    found.setdefault(called, Mentions()).add(i, body)
            if body.kind is ActorKind.ORGANIZATION:
                for told in self._told_of(self.words[i]):
                    if told in _ANY or of_organization([told]):
                        found.setdefault(told, Mentions()).add(i, body)
        return found

    def _told_of(self, name: Word) -> Iterator[str]:
        """Yield what an apposition calls a name: "Tessaro, a shipping *line*", "the *ferry operator* Tessaro", "Ruiz is *mayor*"."""
        for other in (*name.children, name.head):
            apposed = (other if other.head is name else name).relation == "appos"
            is_it = name.head is other and name.relation == "nsubj" and other.child("cop") is not None
            if (apposed or is_it) and other.tag == "NN" and self.roster.at(other.i) is None:
                yield other.lower

    def _offices(self, person: Figure) -> set[str]:
        offices = self.roster.known.offices_of(person.id, on=self.roster.day)
        return {word for office in offices for word in office_words(office.titles) if is_title(word)}

    def holder(self, head: Word) -> Figure | None:
        """The person whom "the president" means: the last one named with that title or in that office."""
        definite = self._is_behind_the(head) or any(
            child.lower == "the" and child.i < head.i for child in head.children
        )
        if head.tag not in {"NN", "NNP"} or not definite or not is_role(head.text):
            return None
        named = self._by_title.get(bare(head.text))
        if named is None or any(child.lower in _ANOTHER for child in head.children):
            return None
        states = {figure.id for child in head.children if (figure := self.roster.at(child.i)) is not None}
        for _, person in named.recent(head.i):
            if person.known is None or states <= self._belongs_to(person):
                return person
        return None

    def _belongs_to(self, person: Figure) -> set[str | None]:
        """The states and organizations of a person's offices: "the French president" is no other country's."""
        known = self.roster.known
        of = {office.of for office in known.offices_of(person.id, on=self.roster.day)}
        return {person.speaks_for, *of, *(known.actors[place].part_of for place in of if place in known.actors)}

    def organization(self, head: Word) -> Figure | None:
        """The organization that "the union" means: the last one called so, or the only one that can be meant."""
        return self._called(head) or self._alone(head)

    def _called(self, head: Word) -> Figure | None:
        """The last organization whose name ends so, or that an apposition calls so."""
        if not self._is_definite(head):
            return None
        named = self._by_last_word.get(head.lower)
        return named.last_before(head.i) if named is not None else None

    def _alone(self, head: Word) -> Figure | None:
        """The only organization that "the company" can mean, where no other company has just been spoken of."""
        if head.lower not in _ANY or not self._is_definite(head) or self._is_spoken_of(head):
            return None
        return self._only_one(head, ActorKind.ORGANIZATION)

    def _is_spoken_of(self, head: Word) -> bool:
        """Whether the same noun stands in the sentences before, and in no name."""
        first = self.roster.reading.sentences[max(0, head.sentence - _BACK[ActorKind.ORGANIZATION])].first
        before = self.words[max(first, head.i - _WORDS_BACK) : head.i]
        return any(word.lower == head.lower and self.roster.at(word.i) is None for word in before)

    def _is_definite(self, head: Word) -> bool:
        """Whether it is one thing that the reader knows already."""
        return head.tag in {"NN", "NNP"} and self.roster.at(head.i) is None and self._is_behind_the(head)

    def _only_one(self, head: Word, kind: ActorKind) -> Figure | None:
        """The organization or state that alone has been spoken of, in this sentence or in those before."""
        spoken = [(self.words[i], body) for i, body in self.roster.bodies.recent(head.i)]
        bodies: set[Figure] = set()
        for word, body in spoken:
            if head.sentence - word.sentence > (0 if bodies else _BACK[kind]):
                break
            if body.kind is kind:
                bodies.add(body)
        alone = head.child("nmod", "acl", "amod", "compound", "conj") is None
        return bodies.pop() if len(bodies) == 1 and alone else None

    def _is_behind_the(self, head: Word) -> bool:
        before = self.roster.reading.before(head.i)
        return before is not None and before.lower == "the"

    def state(self, head: Word) -> Figure | None:
        """The state that a noun stands for: the Chinese government, Oslo's leadership, U.S. authorities."""
        own = head.lower in _OWN_STATES  # "his country", but not "the Chinese country"
        if head.lower not in _GOVERNMENTS and not own:
            return None
        for child in head.children:
            if child.i > head.i:
                continue
            owner = self.roster.at(child.i) if not own else None
            if owner is None and child.tag == "PRP$":
                owner = self.pronouns.meant(child)
            if owner is not None and owner.kind is ActorKind.STATE:
                return owner
            if owner is not None and owner.speaks_for is not None:
                return self.roster.known_figure(owner.speaks_for)  # "his government", of a president
        known_before = head.lower == "government" or own  # "the government", "the country"
        return self._only_one(head, ActorKind.STATE) if known_before and self._is_behind_the(head) else None

    def state_of(self, figure: Figure) -> Figure:
        """The state whose arm an organization is: "U.S. military operations" are the state's; anybody else is himself."""
        known = figure.known
        if known is None or known.part_of is None or known.kind is not ActorKind.ORGANIZATION:
            return figure
        owner = self.roster.known.actors.get(known.part_of)
        arm = known.speaks_for == known.part_of or not _ARMS.isdisjoint(known.name.casefold().split())
        is_state = owner is not None and owner.kind is ActorKind.STATE
        return self.roster.known_figure(known.part_of) if is_state and arm else figure
