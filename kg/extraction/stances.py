"""Who stands where: patterns of the lexicon with their slots led to actors and issues, and vouched for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kg.extraction.cast import Cast, Figure
from kg.extraction.frames import Frame, Frames
from kg.extraction.issues import TIME_WORDS, Codebook, Spoken, proposed
from kg.extraction.lexicon import Lexicon
from kg.extraction.modality import certainty, denied, intensity, refused, tense
from kg.extraction.reading import Reading, Stretch, Word
from kg.extraction.subjects import subject
from kg.extraction.told import Told
from kg.known import Known
from kg.records import ActorKind, Certainty, Tense, Voice
from kg.relations import RELATIONS

_ACCUSING = frozenset({"accuse", "blame", "allege", "charge"})
_BOTH = frozenset(
    {
        "sides",
        "countries",
        "nations",
        "powers",
        "governments",
        "neighbours",
        "neighbors",
        "states",
        "parties",
        "leaders",
        "presidents",
        "superpowers",
    }
)
_TOWARD_CONDUCT = frozenset({"evaluation", "expectation", "deed", "commitment", "posture"})
_OF_ACTORS = frozenset(
    "interests rights sovereignty role visit arrival trip claims demands efforts proposals government leadership regime policy policies conduct action actions statement decision stance behavior behaviour leader leaders handling treatment".split()
)
# "A change to the status quo" is not the status quo, and who opposes a ban on mining does not oppose mining.
_TURNS = frozenset(
    "change changes end ending ban bans repeal removal lifting reversal abolition rollback halt suspension cut cuts reduction delay stop stoppage opposition "
    "threat threats violation violations breach limit limits moratorium restriction restrictions withdrawal exit dismantling abandonment collapse expansion "
    "criticism alternative alternatives exemption exemptions exception exceptions barrier barriers challenge challenges freeze".split()
)
_UNDONE = frozenset("scrapped lifted ended removed repealed halted stopped abolished banned cancelled canceled withdrawn dropped reversed shut closed gone out blocked frozen cut reduced".split())
_COMPLEMENTS = frozenset({"on", "to", "for", "of", "against", "with", "between"})
_CARRIED_OUT = frozenset("begin start continue manage help move act join proceed come go use have".split())
_HOSTILE = frozenset({"rivals", "threatens", "penalizes", "attacks", "pressures"})
_MOST_NAMES = 6  # in one list of holders or targets


@dataclass(eq=False)
class Stood:
    """A stance in words of the reading, with its ends led to actors or an issue."""

    holder: Figure
    relation: str
    target: Figure | None
    issue: str | None
    about: tuple[str, ...]
    trigger: Word
    holder_words: Stretch
    target_words: Stretch
    evidence: Stretch
    negated: bool
    certainty: Certainty
    tense: Tense
    intensity: int
    voice: Voice
    told: Told | None
    confidence: float
    pattern: str


@dataclass(eq=False)
class Positions:
    """Finds the stances of a document."""

    reading: Reading
    cast: Cast
    codebook: Codebook
    known: Known
    lexicon: Lexicon
    told: Sequence[Told]
    outside: frozenset[int] = frozenset()
    labels: dict[str, str] = field(default_factory=dict)  # of the issues that the text itself proposed
    mentions: dict[str, list[Stretch]] = field(default_factory=dict)  # of every issue that was used

    def find(self) -> list[Stood]:
        """Return the stances, in the order of their triggers."""
        self._spoken = self.codebook.find(self.reading)
        self._spoken_in: dict[int, list[Spoken]] = {}
        for spoken in self._spoken:
            self._spoken_in.setdefault(self.reading.words[spoken.words.first].sentence, []).append(spoken)
        self._told_in: dict[int, list[Told]] = {}
        for told in self.told:
            self._told_in.setdefault(self.reading.paragraph_at(told.start), []).append(told)
        self.frames = Frames(self.reading, self.lexicon)
        found: list[Stood] = []
        for frame in self.frames.find():
            if frame.trigger.paragraph not in self.outside:
                found += self._stances(frame)
        said = {stood.trigger.i for stood in found}
        found += [
            stood
            for stood in self._beliefs()
            if stood.told is None or stood.told.head is None or stood.told.head.i not in said
        ]
        return _distinct(found)

    # ── one frame, several stances: every holder towards every target

    def _stances(self, frame: Frame) -> Iterator[Stood]:
        told = self._own_words(frame.trigger) or self._vouched(frame.trigger)
        origin = told.origin() if told is not None else None
        if (
            origin is not None
            and origin.sense is not None
            and origin.sense.believes
            and frame.holder is not None
            and frame.trigger is not origin.head
        ):
            return  # what somebody believes of others is his stance towards them, not theirs
        if (
            origin is not None
            and origin.sense is not None
            and origin.sense.lemma in _ACCUSING
            and frame.trigger is not origin.head
        ):
            return  # what somebody is accused of is the accuser's stance
        holders = self.actors(frame.holder, told) if frame.holder is not None else []
        if not holders:
            return
        ends = list(self._targets(frame, told))
        if not ends:
            ends = list(self._issue_of_infinitive(frame)) or list(self._actor_of_infinitive(frame, holders))
        if self._only_intended(frame):
            return
        ends_it = frame.ended and RELATIONS[frame.pattern.relations[0]].family != "posture"  # a visit that ended took place
        negated = denied(frame.trigger) != ends_it
        symmetric_pairs = []
        together = any(RELATIONS[name].symmetric for name in frame.pattern.relations) and not any(
            figure for figure, _, _ in ends
        )
        if together and len(holders) > 1:
            symmetric_pairs, ends = list(combinations(holders[:_MOST_NAMES], 2)), []
        elif not frame.pattern.follows:
            return  # "They met" needs two of them
        for (holder, words), (other, other_words) in symmetric_pairs:
            relation = next((name for name in frame.pattern.relations if RELATIONS[name].symmetric), None)
            if relation is not None:
                yield self._stood(frame, holder, words, relation, (other, None, other_words), told, negated=negated)
        for holder, words in holders[:_MOST_NAMES]:
            for end in ends[:_MOST_NAMES]:
                figure, issue, _ = end
                if figure is holder:
                    continue
                relation = self._relation(frame, figure)
                if relation is not None:
                    yield self._stood(frame, holder, words, relation, end, told, negated=negated)
                del issue

    def _relation(self, frame: Frame, figure: Figure | None) -> str | None:
        for name in frame.pattern.relations:
            if RELATIONS[name].to_actor if figure is not None else RELATIONS[name].to_issue:
                return name
        return None

    def _stood(
        self,
        frame: Frame,
        holder: Figure,
        holder_words: Stretch,
        relation: str,
        end: tuple[Figure | None, str | None, Stretch],
        told: Told | None,
        *,
        negated: bool,
    ) -> Stood:
        figure, issue, words = end
        when = tense(frame.trigger)
        if relation == "supports" and self._wants_undone(frame, words):
            relation = "opposes"
        if negated and frame.pattern.when_negated:
            turned = frame.pattern.when_negated
            fits = RELATIONS[turned].to_actor if figure is not None else RELATIONS[turned].to_issue
            relation, negated = (turned, False) if fits else (relation, negated)
        elif negated and refused(frame.trigger) and figure is not None and RELATIONS[relation].sign >= 0:
            relation, negated = "opposes", False  # "declined to meet", "is reluctant to talk with"
        elif negated and relation in _HOSTILE and self._own_conduct(frame.trigger, holder, told):
            relation, negated = "promises", False  # denying hostile intent is a promise
        evidence = self._evidence(frame, holder_words, words)
        return Stood(
            holder=holder,
            relation=relation,
            target=figure,
            issue=issue,
            about=tuple(sorted(self._about(evidence, frame, issue))),
            trigger=frame.trigger,
            holder_words=holder_words,
            target_words=words,
            evidence=evidence,
            negated=negated,
            certainty=certainty(self.reading, frame.trigger),
            tense=when,
            intensity=intensity(frame.trigger, frame.pattern.intensity),
            voice=self._voice(holder, told),
            told=told,
            confidence=self._confidence(frame, holder, figure, issue),
            pattern=frame.pattern.text,
        )

    def _wants_undone(self, frame: Frame, target: Stretch) -> bool:
        """Whether it is "wants the fee scrapped"."""
        after = self.reading.words[target.last + 1] if target.last + 1 < len(self.reading.words) else None
        return frame.pattern.head in {"want", "like", "prefer", "seek"} and after is not None and after.tag in {"VBN", "VBD"} and after.lower in _UNDONE

    def _own_conduct(self, trigger: Word, holder: Figure, told: Told | None) -> bool:
        """Whether a denial is the holder's own word on what it will do: "will not challenge", "do not seek to contain"."""
        future = tense(trigger) is Tense.FUTURE or any(
            verb.lower in {"seek", "seeking", "intend", "intending", "want", "trying", "try", "plan"}
            for verb in [trigger, *trigger.ancestors()][:3]
        )
        return future and self._voice(holder, told) in {Voice.SELF, Voice.REPRESENTATIVE, Voice.NARRATOR}

    # ── voice

    def _vouched(self, word: Word) -> Told | None:
        """The smallest attribution whose content holds a word."""
        best: Told | None = None
        for told in self._told_in.get(word.paragraph, ()):
            for start, end in told.content:
                if (
                    start <= word.start
                    and word.end <= end
                    and (best is None or told.end - told.start < best.end - best.start)
                ):
                    best = told
        return best

    def _own_words(self, trigger: Word) -> Told | None:
        """The attribution of which the trigger is the cue: who accuses says so himself."""
        for told in self._told_in.get(trigger.paragraph, ()):
            if told.head is trigger and told.origin() is told and (told.sense is None or not told.sense.believes):
                return told
        return None

    def _speaker(self, told: Told | None) -> Figure | None:
        origin = told.origin() if told is not None else None
        return self.cast.figures.get(self.speakers.get(id(origin), "")) if origin is not None else None

    @property
    def speakers(self) -> dict[int, str]:
        """The speaker's id of every attribution, set by whoever resolved them."""
        return self._speakers

    @speakers.setter
    def speakers(self, speakers: dict[int, str]) -> None:
        self._speakers = speakers

    def _voice(self, holder: Figure, told: Told | None) -> Voice:
        speaker = self._speaker(told)
        if told is None:
            return Voice.NARRATOR
        if speaker is None:
            return Voice.THIRD_PARTY
        if speaker is holder:
            return Voice.SELF
        return Voice.REPRESENTATIVE if speaker.speaks_for == holder.id else Voice.THIRD_PARTY

    # ── ends

    def actors(self, head: Word, told: Told | None) -> list[tuple[Figure, Stretch]]:
        """The actors that a noun phrase names by its head and what is joined to it by "and"."""
        found: list[tuple[Figure, Stretch]] = []
        joined = [
            child for child in head.children if child.relation == "conj" and child.pos in {"NOUN", "PROPN", "PRON"}
        ]
        if joined and not any(word.relation == "cc" for child in (head, *joined) for word in child.children):
            joined = []  # "Its chairman, Bram Eddo," is one man
        for word in [head, *joined]:
            found += [pair for pair in self._actor(word, told) if pair[0] not in [figure for figure, _ in found]]
        return found

    def _actor(self, word: Word, told: Told | None) -> list[tuple[Figure, Stretch]]:
        here = Stretch(word.i, word.i)
        figure = self.cast.at(word.i)
        if figure is not None and not self.cast.is_demonym(word.i):
            return [(figure, self.cast.stretch(word.i))]
        if word.tag in {"PRP", "PRP$"}:
            return [(figure, here) for figure in self._pronoun(word, told)]
        if word.lower in _BOTH and self._says_both(word):
            return [(state, here) for state in self.cast.two_states(word.i)]
        body = self.cast.body(word)
        if body is not None:
            return [(body, here)]
        person = self.cast.named_head(word) or self.cast.by_role(word) or self.cast.by_short_name(word)
        if person is not None:
            return [(person, here)]
        group = self.cast.group_at(word)
        return [(group, here)] if group is not None else []

    def _says_both(self, word: Word) -> bool:
        return any(child.lower in {"both", "two", "each"} for child in word.children)

    def _pronoun(self, word: Word, told: Told | None) -> list[Figure]:
        speaker = self._speaker(told)
        if word.lower in {"we", "us", "our", "ours"}:
            if speaker is None:
                return []
            state = self.cast.figures.get(speaker.speaks_for or "") or (
                self.cast.figure(speaker.speaks_for) if speaker.speaks_for else None
            )
            return [state or speaker]
        if word.lower in {"i", "me", "my"}:
            return [speaker] if speaker is not None else []
        figure = self.cast.pronoun(word)
        return [figure] if figure is not None else []

    def _targets(self, frame: Frame, told: Told | None) -> Iterator[tuple[Figure | None, str | None, Stretch]]:
        if frame.target is None:
            return
        for stretch in self._listed(frame.target):
            yield from self._target(frame, stretch, told)

    def _listed(self, stretch: Stretch) -> list[Stretch]:
        """A noun phrase and those joined to it: Iran, Russia and Belarus."""
        found = [stretch]
        words = self.reading.words
        limit = self.reading.sentence(words[stretch.first]).last
        at = stretch.last + 1
        while at < limit and len(found) < _MOST_NAMES:
            start = at
            while at < limit and (words[at].text in {",", "&"} or words[at].lower in {"and", "or", "nor"}):
                at += 1
            if at == start:
                break
            following = self.frames.phrase(at, limit)
            also_an_issue = words[at - 1].lower in {"nor", "or"} and following is not None
            if following is None or (self.cast.at(self.frames.head(following).i) is None and not also_an_issue):
                break
            after = words[following.last + 1] if following.last < limit else None
            if after is not None and after.tag in {"VBD", "VBZ", "VBP", "MD"}:
                break  # "… condemned Iran, and Russia said": a new subject
            found.append(following)
            at = following.last + 1
        return found

    def _target(
        self, frame: Frame, stretch: Stretch, told: Told | None
    ) -> Iterator[tuple[Figure | None, str | None, Stretch]]:
        head = self.frames.head(stretch)
        relations = [RELATIONS[name] for name in frame.pattern.relations]
        spoken = self._spoken_at(stretch, head, frame.trigger)
        gerund = self.reading.words[stretch.first].tag == "VBG" and stretch.first < head.i
        named = [(figure, words) for figure, words in self._actor(head, told) if figure.kind is not ActorKind.GROUP] if not gerund else []
        if named or head.tag == "PRP":
            for figure, words in named:
                yield figure, None, words
            return
        owner = self._owner(stretch, head, of_any=relations[0].family == "deed") if not gerund else None
        toward_owner = (
            owner is not None
            and not (spoken and relations[0].family == "position")
            and (relations[0].family in _TOWARD_CONDUCT or not spoken)
        )
        if toward_owner and owner is not None and any(relation.to_actor for relation in relations):
            yield owner, None, stretch
            return
        if spoken and any(relation.to_issue for relation in relations):
            for one in spoken[:2]:
                self._use(one.issue, one.words)
                yield None, one.issue, stretch
            return
        group = self.cast.group_at(head) if relations[0].to_actor and not gerund else None
        if group is not None:
            yield group, None, stretch
            return
        if frame.pattern.new_issues and any(relation.to_issue for relation in relations):
            whole = self._with_complement(stretch)
            new = proposed(self.reading, whole)
            if new is not None:
                id_, label, words = new
                self.labels.setdefault(id_, label)
                self._use(id_, words)
                yield None, id_, words

    def _spoken_at(self, stretch: Stretch, head: Word, trigger: Word) -> list[Spoken]:
        """The issues of the codebook that a target phrase speaks of; themes are no targets."""
        inside = []
        reach = min(stretch.last + 6, self.reading.sentence(head).last)
        for spoken in self._spoken_in.get(head.sentence, ()):
            issue = self.known.issues[spoken.issue]
            overlaps = spoken.words.first <= stretch.last and stretch.first <= spoken.words.last
            follows = stretch.last < spoken.words.first <= reach and self._joined(stretch.last + 1, spoken.words.first)
            if trigger.i in spoken.words:
                continue  # "cut the cod quota" is what is proposed, not what is done to it
            if not issue.theme and (overlaps or follows) and not (head.lower in _TURNS and head.i not in spoken.words):
                inside.append(spoken)
        return inside

    def _joined(self, first: int, last: int) -> bool:
        if last - first > 4 or self.reading.words[first].pos != "ADP":
            return False
        return all(
            self.reading.words[i].pos in {"ADP", "DET", "ADJ", "NOUN", "PROPN", "PART", "ADV", "PUNCT"}
            and self.reading.words[i].text not in {",", ";", "."}
            for i in range(first, last)
        )

    def _with_complement(self, stretch: Stretch) -> Stretch:
        """A noun phrase with the "on …", "to …" that says which: a ban on deep-sea mining."""
        words = self.reading.words
        limit = self.reading.sentence(words[stretch.first]).last
        last = stretch.last
        if last + 2 <= limit and words[last + 1].lower in _COMPLEMENTS:
            following = self.frames.phrase(last + 2, limit)
            if following is not None and self.frames.head(following).lower not in TIME_WORDS:
                last = following.last
        return Stretch(stretch.first, last)

    def _owner(self, stretch: Stretch, head: Word, *, of_any: bool = False) -> Figure | None:
        """The actor whose conduct a phrase is: Moscow's invasion, the Russian offensive, actions by Russia."""
        for i in range(stretch.first, head.i):
            figure = self.cast.at(i)
            if figure is not None:
                possessive = self.reading.words[self.cast.stretch(i).last + 1].tag == "POS"
                modifier = figure.kind in {ActorKind.STATE, ActorKind.ORGANIZATION} and self.reading.words[
                    i
                ].relation in {"compound", "amod"}
                if self.cast.is_demonym(i) or possessive or modifier:
                    return self.cast.state_of(figure)
            if self.reading.words[i].tag == "PRP$" and self.reading.words[i].lower not in {"our", "my", "your"}:
                found = self.cast.pronoun(self.reading.words[i])
                if found is not None:
                    return found
        for child in head.children:
            case = child.child("case")
            if (
                child.relation == "nmod"
                and case is not None
                and (
                    case.lower == "by"
                    or (case.lower == "of" and (of_any or head.lower in _OF_ACTORS))
                    or (case.lower == "from" and of_any)
                )
            ):
                return self.cast.at(child.i)
        return None

    def _issue_of_infinitive(self, frame: Frame) -> Iterator[tuple[Figure | None, str | None, Stretch]]:
        """The issue that "refused to extend the truce" or "promised to …" is about."""
        if frame.about is None or not any(RELATIONS[name].to_issue for name in frame.pattern.relations):
            return
        inner = self.reading.words[frame.about.first]
        if inner.lower in self.lexicon.verbs and frame.pattern.relations[0] == "opposes":
            return  # "refused to condemn": the inner verb says it, denied
        for spoken in self._spoken_in.get(frame.trigger.sentence, ()):
            if not self.known.issues[spoken.issue].theme and spoken.words.first in frame.about:
                self._use(spoken.issue, spoken.words)
                yield None, spoken.issue, spoken.words

    def _actor_of_infinitive(self, frame: Frame, holders: list[tuple[Figure, Stretch]]) -> Iterator[tuple[Figure | None, str | None, Stretch]]:
        """The actor whom "threatened to cut off the power it sells to Norvane" is aimed at."""
        if frame.about is None or frame.pattern.relations[0] not in {"threatens", "promises"}:
            return
        held = {figure.id for figure, _ in holders}
        for i in range(frame.about.first, frame.about.last + 1):
            figure = self.cast.at(i)
            if figure is not None and figure.id not in held and not self.cast.is_demonym(i):
                yield figure, None, self.cast.stretch(i)
                return

    def _only_intended(self, frame: Frame) -> bool:
        """Whether a deed is only spoken of: "repeated his pledge to suspend", "plans to invade"."""
        trigger = frame.trigger
        if RELATIONS[frame.pattern.relations[0]].family != "deed" or trigger.tag != "VB":
            return False
        mark = trigger.child("mark")
        return mark is not None and mark.lower == "to" and trigger.head.lemma.lower() not in _CARRIED_OUT

    def _use(self, issue: str, words: Stretch) -> None:
        mentions = self.mentions.setdefault(issue, [])
        if words not in mentions:
            mentions.append(words)

    def _about(self, evidence: Stretch, frame: Frame, target: str | None) -> Iterator[str]:
        """The issues of the codebook that the evidence speaks of, for a stance between actors."""
        if target is not None:
            return
        seen = set()
        for spoken in self._spoken_in.get(frame.trigger.sentence, ()):
            if spoken.words.first in evidence and spoken.issue not in seen:
                seen.add(spoken.issue)
                self._use(spoken.issue, spoken.words)
                yield spoken.issue

    # ── beliefs: China believes that Washington is containing it

    def _beliefs(self) -> Iterator[Stood]:
        """What a believer fears of others: a belief that an actor does wrong sees danger in that actor."""
        for told in self.told:
            origin = told.origin()
            if origin.sense is None or told.head is None or told.head.paragraph in self.outside:
                continue
            holder = self._speaker(told)
            if holder is None or not (origin.sense.believes or origin.sense.kind == "speech"):
                continue
            for wrong, doer, who in self._wrongs(told):
                if who is holder or who.id == holder.speaks_for:
                    continue
                believes = origin.sense.believes
                if not believes and (tense(wrong) is Tense.FUTURE or self._vouched(wrong) is not told):
                    continue
                relation = "worriesAbout" if believes else "accuses"
                yield self._belief(told, holder, relation, wrong, doer, who)

    def _wrongs(self, told: Told) -> Iterator[tuple[Word, Word, Figure]]:
        """Yield each wrong that a content tells of, with the word for its doer and the doer."""
        for start, end in told.content:
            inside = self.reading.within(start, end)
            if inside is None:
                continue
            for i in range(inside.first, inside.last + 1):
                word = self.reading.words[i]
                if not word.tag.startswith("VB") or word.lower not in self.lexicon.wrongs or denied(word):
                    continue
                doer = subject(self.reading, word)
                if doer is None or doer.i not in inside:
                    continue
                doers = [figure for figure, _ in self.actors(doer, told)]
                owner = self._owner(Stretch(max(inside.first, doer.i - 4), doer.i), doer) if not doers else None
                for figure in [*doers, *([owner] if owner is not None else [])]:
                    if figure.kind is not ActorKind.GROUP:
                        yield word, doer, figure

    def _belief(self, told: Told, holder: Figure, relation: str, wrong: Word, doer: Word, who: Figure) -> Stood:
        head = told.head or wrong
        outer = told if relation == "accuses" else self._vouched(head)
        words = told.source if told.source is not None else Stretch(head.i, head.i)
        first = min(words.first, wrong.i) if relation == "worriesAbout" else min(doer.i, wrong.i)
        evidence = self._bounded(first, wrong)
        return Stood(
            holder=holder,
            relation=relation,
            target=who,
            issue=None,
            about=tuple(sorted(self._issues_in(evidence))),
            trigger=wrong,
            holder_words=words,
            target_words=next((m for m in reversed(who.mentions) if m.first in evidence), evidence),
            evidence=evidence,
            negated=False,
            certainty=certainty(self.reading, wrong),
            tense=tense(wrong) if relation == "accuses" else Tense.PRESENT,
            intensity=2,
            voice=self._voice(holder, outer),
            told=outer,
            confidence=0.45,
            pattern=f"X believes that Y {wrong.lower}"
            if relation == "worriesAbout"
            else f"X says that Y {wrong.lower}",
        )

    def _issues_in(self, evidence: Stretch) -> Iterator[str]:
        seen = set()
        for spoken in self._spoken_in.get(self.reading.words[evidence.first].sentence, ()):
            if spoken.words.first in evidence and spoken.issue not in seen:
                seen.add(spoken.issue)
                self._use(spoken.issue, spoken.words)
                yield spoken.issue

    # ── evidence and confidence

    def _evidence(self, frame: Frame, holder: Stretch, target: Stretch) -> Stretch:
        sentence = self.reading.sentence(frame.trigger)
        first = min(
            (place for place in (holder.first, frame.trigger.i, target.first) if place in sentence),
            default=frame.trigger.i,
        )
        return self._bounded(
            first,
            frame.trigger,
            at_least=max(frame.trigger.i, target.last if target.last in sentence else 0, frame.last),
        )

    def _bounded(self, first: int, trigger: Word, *, at_least: int = 0) -> Stretch:
        """From ``first`` to the end of the clause: a stop, a closing mark, or a comma before a new clause."""
        words = self.reading.words
        sentence = self.reading.sentence(trigger)
        first = max(first, sentence.first)
        while first > sentence.first and words[first - 1].pos in {"DET", "ADJ", "NUM", "PROPN", "NOUN", "PART"} and words[first - 1].head.i <= first + 6:
            first -= 1  # a noun phrase is not cut in two
        last = max(at_least, trigger.i)
        while last < sentence.last:
            following = words[last + 1]
            if trigger.quote is not None and following.quote != trigger.quote:
                break
            if following.text in {".", ";", ":", "?", "!", "—", "–"}:
                break
            if (
                following.text == ","
                and last + 2 <= sentence.last
                and (
                    words[last + 2].pos in {"CCONJ", "SCONJ", "PRON"}
                    or words[last + 2].lower in {"while", "according", "which", "who"}
                    or words[last + 2].tag == "VBG"
                )
            ):
                break
            last += 1
        while last > first and words[last].text in {",", ":", "-", "(", "“"}:
            last -= 1
        return Stretch(first, last)

    def _confidence(self, frame: Frame, holder: Figure, figure: Figure | None, issue: str | None) -> float:
        score = 0.75
        score += 0.05 if frame.pattern.specific > 2 else 0.0
        score -= 0.1 if holder.kind is ActorKind.GROUP else 0.0
        score -= 0.15 if issue is not None and issue not in self.known.issues else 0.0
        score -= 0.1 if figure is not None and figure.kind is ActorKind.GROUP else 0.0
        return round(max(0.1, score), 2)


def _distinct(found: list[Stood]) -> list[Stood]:
    """Keep the surer of two stances that say the same with the same words."""
    best: dict[tuple[str, str, str | None, str | None, int], Stood] = {}
    for stood in found:
        key = (
            stood.holder.id,
            stood.relation,
            stood.target.id if stood.target else None,
            stood.issue,
            stood.trigger.sentence,
        )
        if key not in best or stood.confidence > best[key].confidence:
            best[key] = stood
    return sorted(
        best.values(),
        key=lambda stood: (
            stood.trigger.i,
            stood.holder.id,
            stood.relation,
            stood.target.id if stood.target else stood.issue or "",
        ),
    )
