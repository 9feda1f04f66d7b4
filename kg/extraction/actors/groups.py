"""Actors without a name: "fishermen", "officials on both sides", "a U.S. envoy"."""

from collections.abc import Mapping
from functools import cached_property

from kg.extraction.actors.figures import Figure
from kg.extraction.actors.kinds import animate
from kg.extraction.actors.roster import Roster
from kg.extraction.lexicon import nouns
from kg.extraction.text.phrases import phrase
from kg.extraction.text.words import Stretch, Word
from kg.iris import slug
from kg.records import ActorKind, Reason

_REPORTS = nouns("report")
_OFFICIALS = nouns("official") | nouns("government")
_DROPPED = frozenset({"the", "a", "an", "his", "her", "its", "their", "my", "our", "“", '"'})
_MOST = 50  # places of one noun that are looked at
_LONGEST = 120  # characters of a name
_WORDS_BEFORE = 5  # that belong to the name of a group


class Groups:
    """Makes figures of noun phrases that name nobody."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.words = roster.reading.words
        self._by_head: dict[str, Figure] = {}  # "the ministry" is the one of "Kenya's foreign ministry"

    def at(self, head: Word) -> Figure | None:
        """The group that a noun means; None where it means no people."""
        if head.pos not in {"NOUN", "PROPN"} or self.roster.at(head.i) is not None or not animate(head):
            return None
        first = max(phrase(self.roster.reading, head).first, head.i - _WORDS_BEFORE)
        return self.of(Stretch(first, head.i), head)

    def of(self, core: Stretch, head: Word) -> Figure | None:
        """The group that a phrase around ``head`` names; a report or a poll is nobody."""
        if head.lower in _REPORTS or head.pos not in {"NOUN", "ADJ", "NUM", "PRON", "PROPN"}:
            return None
        if (head.tag == "NN" and not animate(head)) or self.words[core.first].tag == "WP$":
            return None
        first = core.first
        while first < core.last and self.words[first].lower in _DROPPED:
            first += 1
        named = Stretch(first, core.last)
        name = " ".join(self.roster.reading.says(named).split())
        if not any(char.isalpha() for char in name) or len(name) > _LONGEST:
            return None
        definite = self.words[core.first].lower == "the" and named.first == head.i
        before = self._named_before(head) if definite else None
        if before is not None:
            before.mention(named, Reason.BODY)
            return before
        figure = self.roster.figures.get(slug(name)) or self._new(name, head)
        figure.mention(named, Reason.WORDS)
        if named.last == head.i or not definite:
            self._by_head[head.lower] = figure
        return figure

    def _named_before(self, head: Word) -> Figure | None:
        """The group that the same noun named with more words: the ministry is Kenya's foreign ministry."""
        before = self._by_head.get(head.lower)
        if before is not None and before.first is not None and before.first < head.i:
            return before
        for i in reversed(self._nouns.get(head.lower, ())):
            owned = i < head.i and self.words[i].child("nmod:poss", "amod", "compound") is not None
            found = self.at(self.words[i]) if owned and head.tag == "NN" else None
            if found is not None:
                return found
        return None

    @cached_property
    def _nouns(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for word in self.words:
            if word.tag == "NN":
                found.setdefault(word.lower, []).append(word.i)
        return {noun: places[:_MOST] for noun, places in found.items() if len(places) > 1}

    def _new(self, name: str, head: Word) -> Figure:
        owner = next((figure for child in head.children if (figure := self.roster.at(child.i)) is not None), None)
        official = owner is not None and owner.kind is ActorKind.STATE and head.lower in _OFFICIALS
        spoken_for = owner.id if owner is not None and official else None
        return self.roster.add(Figure(slug(name), name, ActorKind.GROUP, speaks_for=spoken_for))
