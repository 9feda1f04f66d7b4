"""Figures that nouns stand for: "the secretary", "the Commission", "Oslo's government", "both sides"."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from kg.extraction.actors.figures import Figure
from kg.extraction.actors.kinds import animate
from kg.extraction.actors.mentions import Mentions
from kg.extraction.actors.pronouns import Pronouns
from kg.extraction.actors.roster import Roster
from kg.extraction.actors.titles import bare, is_title, of_organization, of_place, office_words
from kg.extraction.lexicon import nouns
from kg.extraction.text.chunks import chunk_before
from kg.extraction.text.words import Stretch, Word
from kg.records import ActorKind, Reason

_GOVERNMENTS = nouns("government")
_OWN_STATES = nouns("own state")
_ANY = nouns("any organization")
_ARMS = nouns("arm of a state")
_NAMED_BESIDE = frozenset({"flat", "appos", "nmod", "list", "compound"})
_BACK = {ActorKind.ORGANIZATION: 2, ActorKind.STATE: 1}  # sentences in which one is looked for
_ONE = nouns("one person") | nouns("a man") | nouns("a woman")
# "The former president" is not the president, and the next one is somebody else.
_ANOTHER = frozenset(
    {"former", "ex", "previous", "next", "new", "incoming", "deputy", "vice", "late", "another", "other"}
)
_DOERS = ("er", "or", "ee", "ist", "ian", "man", "ant", "ent", "ate")  # the ends of nouns for who does something
_NEAR = 4  # words between a role and the name behind it


class Roles:
    """Leads nouns to the figures of a document that they stand for."""

    def __init__(self, roster: Roster, pronouns: Pronouns) -> None:
        self.roster = roster
        self.words = roster.reading.words
        self.pronouns = pronouns

    def meant(self, head: Word) -> tuple[Figure, Reason] | None:
        """The figure whom a noun stands for, and why; None for a noun that names nobody of the document."""
        for reason, figure in (
            (Reason.STATE, self.state(head)),
            (Reason.APPOSITION, self.beside(head)),
            (Reason.TITLE, self.holder(head)),
            (Reason.BODY, self._called(head)),
            (Reason.ONLY, self._alone(head)),
        ):
            if figure is not None:
                return figure, reason
        return None

    def phrase(self, head: Word) -> Stretch:
        """The words of a role, without its article: foreign minister."""
        chunk = self.phrase_with_article(head)
        articles = [i for i in chunk if self.words[i].tag == "DT"]  # "ordered the country" is one chunk to it
        return Stretch(articles[-1] + 1, head.i) if articles and articles[-1] < head.i else chunk

    def phrase_with_article(self, head: Word) -> Stretch:
        """The words of a role: the foreign minister."""
        return chunk_before(self.roster.reading, head)

    @cached_property
    def _by_title(self) -> Mapping[str, Mentions]:
        titles = {person: person.titles | self._offices(person) for _, person in self.roster.persons}
        for i, person in self.roster.persons:
            titles[person] |= {bare(told) for told in self._told_of(self.words[i]) if _is_role(told)}
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
        if head.tag not in {"NN", "NNP"} or not definite or not _is_role(head.text):
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
        before = self.words[first : head.i]
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

    def beside(self, head: Word) -> Figure | None:
        """The person whose role stands beside his name; the words of a title inside a name are no mention of their own."""
        if head.tag != "NN" or self.roster.at(head.i) is not None:
            return None
        if head.relation == "appos":
            before = self.phrase_with_article(head).first - 2  # not Bush, in "Bush and Baker, secretary of state"
            beside = self.roster.person_at(before) if before >= 0 and self._comma_at(before + 1) else None
            return beside or self.roster.person_at(head.head.i)
        if animate(head) or _is_role(head.text):
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


def _is_role(word: str) -> bool:
    """Whether a word says what one person is: a title, or "historian"."""
    return is_title(word) or word.lower() in _ONE
