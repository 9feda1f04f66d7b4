"""What a stance is towards: the actors or the issues that fill the target's slot."""

from collections.abc import Iterator, Sequence

from kg.extraction.actors.figures import Figure
from kg.extraction.actors.kinds import animate
from kg.extraction.attributions.told import Told
from kg.extraction.lexicon import nouns
from kg.extraction.stances.frames import Frame
from kg.extraction.stances.holders import Holders
from kg.extraction.stances.issues import Spoken
from kg.extraction.stances.patterns import Pattern, Patterns, Start
from kg.extraction.stances.proposals import TIMES
from kg.extraction.stances.stood import Matter, Party
from kg.extraction.stances.topics import Topics
from kg.extraction.text.chunks import chunk_from, chunk_head
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word
from kg.records import ActorKind
from kg.relations import Family

MOST = 6  # names in one list of holders or targets

# A change to the status quo is not the status quo, and who opposes a ban on mining does not oppose mining.
_CHANGES = nouns("change")
_COMPLEMENTS = frozenset({"on", "to", "for", "of", "against", "with", "between"})
_THIS = frozenset({"it", "one", "this", "that"})
_JOINS = frozenset({"and", "or", "nor"})
_IN_A_COMPLEMENT = frozenset({"ADP", "DET", "ADJ", "NOUN", "PROPN", "PART", "ADV", "PUNCT"})
_REACH = 6  # words behind a target in which its issue may stand: support for a ban on fishing
_LONGEST_JOINT = 4
_OF_DEEDS = frozenset({"threatens", "promises", "agreesWith", "opposes"})  # agreed to sell, refused to sell Oslo ships
_GIVEN = frozenset({"to", "with", "for", "from"})
_MOST_ISSUES = 2  # of one target


class Targets:
    """Leads what fills the slots of patterns to actors and issues."""

    def __init__(self, reading: Reading, holders: Holders, topics: Topics, patterns: Patterns) -> None:
        self.reading = reading
        self.words = reading.words
        self.holders = holders
        self.roster = holders.roster
        self.topics = topics
        self.patterns = patterns

    def of(self, frame: Frame, holders: Sequence[Party], told: Told | None) -> list[Party | Matter]:
        """The targets of a pattern that was found, said in the attribution ``told``."""
        named = [end for phrase in self._listed(frame) for end in self._ends(frame, phrase, told)]
        return named or list(self._issues_of_deed(frame)) or list(self._actor_of_deed(frame, holders))

    def _listed(self, frame: Frame) -> list[Stretch]:
        """The target's noun phrase and those joined to it: Iran, Russia and Belarus."""
        if frame.target is None:
            return []
        found, words, joined = [frame.target], self.words, False
        limit = self.reading.sentence(words[frame.target.first]).last
        while len(found) < MOST:
            start = at = found[-1].last + 1
            while at < limit and (words[at].text in {",", "&"} or words[at].lower in _JOINS):
                at += 1
            following = chunk_from(self.reading, at, limit) if at > start else None
            if following is None:
                break
            named = self.roster.at(chunk_head(self.reading, following).i) is not None
            new_subject = following.last < limit and words[following.last + 1].is_finite  # "…, and Russia said"
            if new_subject or not (named or words[at - 1].lower in {"nor", "or"}):
                break
            found.append(following)
            joined = joined or any(words[i].text != "," for i in range(start, at))
        # "Criticized the rule, Ana Ruiz said" lists nobody; "met his counterpart, Ana Ruiz" tells who that is.
        return found if joined or animate(chunk_head(self.reading, found[0])) else found[:1]

    def _ends(self, frame: Frame, phrase: Stretch, told: Told | None) -> Iterator[Party | Matter]:
        """Yield whom or what a target's noun phrase means: who is named, whose conduct it is, an issue, a group."""
        head, pattern = chunk_head(self.reading, phrase), frame.pattern
        spoken = self._issues(phrase, head, frame.trigger)
        gerund = self.words[phrase.first].tag == "VBG" and phrase.first < head.i  # "condemned bombing Oslo"
        named = (
            []
            if gerund
            else [party for party in self.holders.at(head, told) if party.figure.kind is not ActorKind.GROUP]
        )
        if head.lower in _THIS and pattern.relation.family is Family.POSITION:
            before = self.topics.before(frame.trigger)  # "voted for it": for what was spoken of
            if before is not None:
                yield Matter(before, phrase)
                return
        if named or head.tag == "PRP":
            yield from named
            return
        to_actor, to_issue = pattern.towards(actor=True) is not None, pattern.towards(actor=False) is not None
        owner = None if gerund else self._owner(frame, phrase, head)
        if owner is not None and spoken and pattern.relation.family is Family.POSITION:
            owner = None  # who opposes Oslo's dam takes a side on the dam
        if owner is not None and to_actor:
            yield Party(owner, phrase)
        elif spoken and to_issue:
            for one in spoken[:_MOST_ISSUES]:
                self.topics.use(one.issue, one.words)
                yield Matter(one.issue, phrase)
        elif not gerund and pattern.relation.to_actor and (group := self._group(phrase, head)) is not None:
            yield Party(group, phrase)
        elif not gerund and pattern.relation.family is Family.DEED and (place := self.holders.owners.place(phrase)):
            yield Party(place, phrase)
        elif pattern.new_issues and to_issue:
            new = self.topics.propose(self._with_complement(phrase))
            if new is not None:
                yield new

    def _group(self, phrase: Stretch, head: Word) -> Figure | None:
        """The people that a phrase means: the fishermen, the Norwegians."""
        groups = self.holders.cast.groups
        people = head.tag in {"NNS", "NNPS"} and self.roster.is_demonym(head.i)
        return groups.of(phrase, head) if people else groups.at(head)

    def _owner(self, frame: Frame, phrase: Stretch, head: Word) -> Figure | None:
        deed = frame.pattern.relation.family is Family.DEED
        # "Released her emails" does nothing to her, "killed her soldiers" does.
        theirs = any(word.tag == "PRP$" for word in self.reading.inside(phrase))
        if deed and theirs and not animate(head):
            return None
        return self.holders.owner(phrase, head, of_any=deed)

    def _issues(self, phrase: Stretch, head: Word, trigger: Word) -> list[Spoken]:
        """The issues of the codebook that a target phrase speaks of, in it or right behind it."""
        reach = min(phrase.last + _REACH, self.reading.sentence(head).last)
        found = []
        for spoken in self.topics.sides_beside(head):
            first, last = spoken.words.first, spoken.words.last
            overlaps = first <= phrase.last and phrase.first <= last
            follows = phrase.last < first <= reach and self._is_complement(phrase.last + 1, first)
            changed = head.lower in _CHANGES and head.i not in spoken.words
            # "Cut the cod quota" is what is proposed, not what is done to it.
            if (overlaps or follows) and not changed and trigger.i not in spoken.words:
                found.append(spoken)
        return found

    def _is_complement(self, first: int, last: int) -> bool:
        """Whether the words before ``last`` join an issue to the phrase before ``first``."""
        between = self.words[first:last]
        against = self.words[first].lower == "against"  # "stood with Oslo against the bridge"
        if len(between) > _LONGEST_JOINT or self.words[first].pos != "ADP" or against:
            return False
        return all(word.pos in _IN_A_COMPLEMENT and word.text not in {",", ";", "."} for word in between)

    def _with_complement(self, phrase: Stretch) -> Stretch:
        """A noun phrase with the "on …", "to …" that says which: a ban on deep-sea mining."""
        limit, behind = self.reading.sentence(self.words[phrase.first]).last, phrase.last + 1
        if behind >= limit or self.words[behind].lower not in _COMPLEMENTS:
            return phrase
        following = chunk_from(self.reading, behind + 1, limit)
        if following is None or chunk_head(self.reading, following).lower in TIMES:
            return phrase
        return Stretch(phrase.first, following.last)

    def _issues_of_deed(self, frame: Frame) -> Iterator[Matter]:
        """The issues that "refused to extend the truce" or "promised to …" is about."""
        if frame.about is None or frame.pattern.towards(actor=False) is None:
            return
        inner = self._inner(frame.about)
        if inner and (frame.pattern.relation.id == "opposes" or all(made.relation.sign < 0 for made in inner)):
            return  # "refused to condemn", "promised to suspend": the inner verb says it
        for spoken in self.topics.sides_beside(frame.trigger):
            if spoken.words.first in frame.about:
                self.topics.use(spoken.issue, spoken.words)
                yield Matter(spoken.issue, spoken.words)

    def _inner(self, about: Stretch) -> Sequence[Pattern]:
        """The patterns of the deed that is spoken of; none for "not to …"."""
        before = self.words[max(0, about.first - 2) : about.first]
        if any(word.lower in {"not", "never"} for word in before):
            return ()
        return self.patterns.starting(Start.VERB, self.words[about.first].lower)

    def _actor_of_deed(self, frame: Frame, holders: Sequence[Party]) -> Iterator[Party]:
        """The actor whom "threatened to cut off the power it sells to Norvane" is aimed at."""
        if frame.about is None or frame.pattern.relation.id not in _OF_DEEDS:
            return
        inner = self._inner(frame.about)
        hostile = inner and all(made.relation.sign < 0 for made in inner)
        if hostile and frame.pattern.relation.sign > 0:
            return  # "agreed to sanction Oslo" promises Oslo nothing
        if frame.pattern.relation.id == "opposes" and any(made.follows == ("Y",) for made in inner):
            return  # "refused to condemn Oslo": the inner verb says it
        held = {party.figure for party in holders}
        about = frame.about
        for i in about:
            figure = self.roster.at(i)
            if figure is None or figure in held:
                continue
            # "Refused to sell ships to Oslo" is against Oslo, "refused to talk of the Kaldrian plan" is against nobody.
            before = self.words[max(about.first, self.roster.name_at(i).first - 2) : i]
            given = any(word.lower in _GIVEN for word in before)
            if frame.pattern.relation.id != "opposes" or (given and not self.roster.is_demonym(i)):
                yield Party(figure, self.roster.name_at(i))
                return
