"""The actors of a document: every name, title, surname and pronoun led to the one it means.

Names come first, all over the document, so that a person who is introduced late is known early;
then surnames and pronouns, each looking back for whom it may mean.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.extraction.names import Named, Names
from kg.extraction.phrases import phrase
from kg.extraction.quotations import Quotation
from kg.extraction.reading import Reading, Stretch, Word
from kg.extraction.runs import Run, classify, runs
from kg.extraction.titles import bare, is_title, of_organization, of_place
from kg.iris import slug
from kg.known import Known, KnownActor, NameUse
from kg.records import ActorKind

_PLACE_PREPOSITIONS = frozenset("in at near outside around across through into within throughout".split())
_WENT = frozenset("visit leave reach enter arrive travel fly go come return head move trip tour flight journey".split())
_FIRST = frozenset({"i", "me", "my", "mine", "myself"})
_FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_GOVERNING = frozenset(
    "government administration regime leadership authorities officials official diplomats diplomat leaders negotiators negotiator delegation "
    "ministry embassy side representatives envoys".split()
)
_BODIES = frozenset({"government", "administration", "regime", "leadership", "authorities", "side"})
_THINGS = frozenset(
    "report poll survey study statement letter email document article book data figure figures story paper post tweet film ad advertisement "
    "spot video transcript research analysis review memo filing lawsuit complaint bill law rule order plan proposal deal agreement treaty "
    "website site series editorial column list map chart number numbers result results evidence test tests fact record records "
    "speech text message sign poster banner headline".split()
)


_ARMS = frozenset({"military", "army", "navy", "forces", "force", "guard", "marines", "coastguard"})
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december".split()
)
_PEOPLE = frozenset(
    "people officials official experts expert analysts analyst lawmakers critics supporters opponents protesters protestors demonstrators activists "
    "residents citizens voters civilians refugees migrants immigrants soldiers troops police officers rebels militants insurgents separatists "
    "terrorists gunmen fighters guerrillas journalists reporters students workers farmers fishermen families women men children diplomats ministers "
    "leaders allies rivals companies firms banks investors prosecutors judges lawyers doctors nurses teachers scientists researchers economists "
    "politicians senators representatives republicans democrats conservatives liberals progressives opposition government governments authorities "
    "parliament military army navy forces court commission committee council union unions groups community communities nations countries states "
    "spokesman spokeswoman spokesperson aide aides advisers advisors campaign administration hostages prisoners inmates detainees sailors crew".split()
)
_ROLES = frozenset(
    "envoy spokesman spokeswoman spokesperson adviser advisor aide diplomat lawmaker politician analyst scholar historian economist activist lawyer "
    "attorney prosecutor judge general commander soldier officer protester demonstrator worker farmer resident voter citizen refugee migrant "
    "journalist reporter editor author writer director executive manager founder owner head deputy candidate nominee frontrunner incumbent "
    "challenger rival critic supporter opponent ally partner lead negotiator mediator observer monitor inspector regulator watchdog tycoon "
    "billionaire businessman businesswoman investor banker trader lobbyist militant rebel gunman fighter insurgent terrorist hacker suspect "
    "defendant plaintiff victim hostage prisoner detainee pilot captain sailor fisherman teacher student doctor nurse scientist researcher "
    "expert strategist pollster insider source official leader figure veteran monarch dictator strongman successor predecessor member newspaper "
    "broadcaster publisher firm startup manufacturer operator carrier supplier lender insurer retailer charity nonprofit ngo militia junta regime "
    "jury panel tribunal cabinet chamber caucus faction bloc superpower neighbor neighbour delegation gang cartel squad unit brigade".split()
)
_PEOPLES_ENDINGS = ("ists", "ians", "ers", "ors", "men", "women", "ants", "ents", "crats", "ans", "ese")
_NOT_PEOPLE = frozenset(
    "numbers orders papers letters members matters borders powers offers centers centres factors sectors errors motors doors floors answers figures "
    "elements agreements statements documents events arguments comments investments payments developments movements governments accidents incidents "
    "students_ shares flowers towers waters quarters dollars years talents contents percents accents cents parents_ rents tents patents colors labors "
    "rumors monitors tractors corridors mirrors harbors computers servers trailers posters newspapers tankers fighters_ carriers drivers_ chambers "
    "barriers weathers feathers letters winters summers dinners corners layers helicopters freighters trawlers cruisers destroyers boosters filters "
    "counters registers ladders shelters theaters theatres prayers suffers covers papers restaurants plants giants_ grants warrants pollutants "
    "components continents treatments amendments environments instruments requirements commitments appointments assessments achievements "
    "improvements departments apartments segments fragments moments monuments supplements".split()
)


@dataclass(eq=False)
class Figure:
    """One actor of the document."""

    id: str
    name: str
    kind: ActorKind
    wikidata: str | None = None
    known: KnownActor | None = None
    gender: str | None = None
    speaks_for: str | None = None  # the actor whose position its words are, on the day of the document
    mentions: list[Stretch] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)

    @property
    def is_person(self) -> bool:
        """Whether it is one human being."""
        return self.kind is ActorKind.PERSON


class Cast:
    """Everybody who acts or speaks in a document."""

    def __init__(
        self,
        reading: Reading,
        quotations: Sequence[Quotation],
        known: Known,
        names: Names,
        day: str | None,
        sources: Iterable[Stretch] = (),
    ) -> None:
        self.reading = reading
        self.words = reading.words
        self.quotations = quotations
        self.known = known
        self.day = day
        self.figures: dict[str, Figure] = {}
        self._at: dict[int, Figure] = {}  # by every word of a mention
        self._use: dict[int, NameUse] = {}
        self._by_surname: dict[str, list[Figure]] = {}
        self._speakers: dict[int, Figure] = {}  # who speaks in a quotation, by its number
        self._persons: list[tuple[int, Figure]] = []  # mentions of persons outside quotations, in order
        self._bodies: list[tuple[int, Figure]] = []  # mentions of states and organizations, in order
        found = names.find(reading)
        self._speaking = {source.first for source in sources}
        self._collect(found, list(runs(reading, found)))

    # ── names

    def _collect(self, named: list[Named], found: list[Run]) -> None:
        named, found = _merged(self.reading, named, found)
        around = self._circles(named)
        for name in named:
            actor = self._meant(name, around)
            if actor is not None and not self._means_a_place(name):
                self._mention(self._known_figure(actor), name.words, name.use)
        votes: dict[str, Counter[str]] = {}
        for run in found:
            if run.label:
                votes.setdefault(run.text, Counter())[run.label] += 1
            if run.words.first - len(run.titles) in self._speaking:
                # Who is said to speak is somebody, whatever the parser takes the name for.
                votes.setdefault(run.text, Counter())["PERSON"] += 2
        late: list[Run] = []
        for run in found:
            kind = classify(run, votes.get(run.text, Counter()))
            if kind is ActorKind.PERSON and len(run.parts) > 1:
                self._person(run)
            elif kind is ActorKind.ORGANIZATION:
                self._organization(run)
            else:
                late.append(run)
        for run in late:
            self._single(run, classify(run, votes.get(run.text, Counter())))
        for figure in self.figures.values():
            figure.mentions.sort(key=lambda stretch: stretch.first)
        for i, figure in sorted(self._at.items()):
            (self._persons if figure.is_person else self._bodies).append((i, figure))

    def _circles(self, named: list[Named]) -> Counter[str]:
        """How often each actor is surely named, itself or through who belongs to it: what the document is about."""
        around: Counter[str] = Counter()
        for name in named:
            if not name.sure:
                continue
            actor = self.known.actors[name.actors[0]]
            around[actor.id] += 2
            for owner in {
                actor.part_of,
                actor.speaks_for,
                *(office.of for office in self.known.offices_of(actor.id, on=self.day)),
            } - {None}:
                around[str(owner)] += 1
        return around

    def _meant(self, name: Named, around: Counter[str]) -> str | None:
        """Whom a name means, by what else the document speaks of; None where nothing tells."""
        if name.sure:
            return name.actors[0]

        def told(actor: str) -> int:
            known = self.known.actors[actor]
            return around[actor] + (around[known.part_of] if known.part_of else 0)

        best = sorted(name.actors, key=lambda actor: (-told(actor), actor))
        if told(best[0]) > (told(best[1]) if len(best) > 1 else 0) and self._at_home(best[0], around):
            return best[0]
        bloc = self.known.actors[best[0]].kind is ActorKind.GROUP and len(best) == 1
        before = self.words[name.words.first - 1].lower if name.words.first else ""
        after = self.words[name.words.last + 1] if name.words.last + 1 < len(self.words) else None
        # "the West" is one; "West Street" and "the western shore" are not.
        return best[0] if bloc and before == "the" and (after is None or after.tag not in {"NNP", "NNPS"}) else None

    def _at_home(self, actor: str, around: Counter[str]) -> bool:
        """Whether a document is about the state that an ambiguous name belongs to, rather than only naming it too."""
        home = self.known.actors[actor].part_of
        owner = self.known.actors.get(home or "")
        if owner is None or owner.kind is not ActorKind.STATE:
            return True
        most = max((count for id_, count in around.items() if self.known.actors[id_].kind is ActorKind.STATE), default=0)
        return around[owner.id] >= most

    def _known_figure(self, actor: str) -> Figure:
        if actor not in self.figures:
            known = self.known.actors[actor]
            figure = Figure(
                actor,
                known.name,
                known.kind,
                known.wikidata,
                known,
                speaks_for=self.known.speaks_for(actor, on=self.day),
            )
            self.figures[actor] = figure
            if figure.is_person:
                self._register(figure)
        return self.figures[actor]

    def _register(self, person: Figure) -> None:
        parts = [part for part in person.name.split() if len(part) > 1 and not part.endswith(".")]
        for part in {parts[0], parts[-1]} if parts else set():
            self._by_surname.setdefault(part.casefold(), []).append(person)

    def _mention(self, figure: Figure, words: Stretch, use: NameUse = NameUse.NAME) -> None:
        figure.mentions.append(words)
        for i in range(words.first, words.last + 1):
            self._at[i] = figure
            self._use[i] = use

    def _person(self, run: Run) -> None:
        name = run.text.replace("\n", " ")
        id_ = slug(name)
        figure = self.figures.get(id_) or self._same_person(run)
        if figure is None:
            figure = self.figures[id_] = Figure(id_, name, ActorKind.PERSON)
            self._register(figure)
        figure.gender = figure.gender or run.gender
        figure.titles.update(bare(title) for title in run.titles)
        self._mention(figure, run.words)

    def _same_person(self, run: Run) -> Figure | None:
        """Somebody whose name has these words and more: "Joseph R. Biden Jr." and "Joseph Biden"."""
        wanted = {part.casefold() for part in run.parts if len(part) > 2}
        for figure in self._by_surname.get(run.parts[-1].casefold(), ()):
            parts = {part.casefold() for part in figure.name.split()}
            if wanted <= parts or parts <= wanted:
                return figure
        return None

    def _organization(self, run: Run) -> None:
        id_ = slug(run.text)
        if id_ not in self.figures:
            self.figures[id_] = Figure(id_, run.text, ActorKind.ORGANIZATION)
        self._mention(self.figures[id_], run.words)

    def _single(self, run: Run, kind: ActorKind | None) -> None:
        """A surname, an acronym, a name that the parser could not place."""
        people = self._by_surname.get(run.text.casefold(), []) if len(run.parts) == 1 else []
        if people and kind in {None, ActorKind.PERSON}:
            earlier = [
                person
                for person in people
                if person.mentions and min(person.mentions, key=lambda m: m.first).first < run.words.first
            ]
            fitting = [
                person
                for person in earlier or people
                if not (run.gender and person.gender and run.gender != person.gender)
            ]
            if len({person.id for person in fitting}) == 1 or earlier:
                person = (fitting or earlier or people)[-1]
                person.gender = person.gender or run.gender
                person.titles.update(bare(title) for title in run.titles)
                self._mention(person, run.words)
                return
        known = self._office_holder(run)
        if known is not None:
            self._mention(known, run.words)
        elif id_ := self._acronym(run):
            self._mention(self.figures[id_], run.words)
        elif kind is ActorKind.PERSON:
            title = next(
                (
                    title
                    for title in run.titles
                    if bare(title) in {"mr", "mrs", "ms", "miss", "dr", "prof", "sen", "rep", "gov"}
                ),
                "",
            )
            name = f"{title} {run.text}".strip() if len(run.parts) == 1 else run.text
            figure = self.figures.setdefault(slug(name), Figure(slug(name), name, ActorKind.PERSON))
            figure.gender = figure.gender or run.gender
            self._by_surname.setdefault(run.parts[-1].casefold(), []).append(figure)
            self._mention(figure, run.words)
        elif kind is ActorKind.ORGANIZATION:
            self._organization(run)

    def _office_holder(self, run: Run) -> Figure | None:
        """The one who bore that title and surname on the day: "President Macron", though his full name is never given."""
        roles = {bare(title) for title in run.titles if is_title(title)} - {"mr", "mrs", "ms", "dr", "miss"}
        if not roles or self.day is None or len(run.parts) != 1:
            return None
        holders = {
            actor
            for actor in self.known.by_surname(run.text)
            if any(
                roles & {bare(word) for title in office.titles for word in title.split()}
                for office in self.known.offices_of(actor, on=self.day)
            )
        }
        return self._known_figure(holders.pop()) if len(holders) == 1 else None

    def _acronym(self, run: Run) -> str | None:
        """The organization whose initials a word in capitals is: the Institute of Fish (IOF)."""
        if not run.text.isupper() or len(run.text) < 2:
            return None
        for id_, figure in self.figures.items():
            if figure.kind is ActorKind.ORGANIZATION:
                parts = figure.name.replace("-", " ").split()
                initials = "".join(part[0] for part in parts if part[0].isupper())
                if initials == run.text or "".join(part[0].upper() for part in parts) == run.text:
                    return id_
        return None

    def _means_a_place(self, name: Named) -> bool:
        """Whether a capital or a state's name tells where, not who: "in Beijing", "visit Beijing", "Washington-based"."""
        first, last = name.words.first, name.words.last
        before = self.words[first - 1] if first else None
        after = self.words[last + 1] if last + 1 < len(self.words) else None
        head = self.words[last]
        if after is not None and after.tag == "POS":
            return False
        if (
            after is not None
            and after.text == "-"
            and last + 2 < len(self.words)
            and self.words[last + 2].lower in {"based", "born", "area"}
        ):
            return True
        if name.use is not NameUse.METONYM:
            return False
        if before is not None and before.lower in _PLACE_PREPOSITIONS:
            return True
        if (
            after is not None
            and after.text == ","
            and last + 2 < len(self.words)
            and self.words[last + 2].text in {"D.C.", "DC"}
        ):
            return True
        governor = head.head
        if head.relation in {"obj", "obl", "nmod"} and governor.lemma.lower() in _WENT:
            return True
        return (
            before is not None and before.lower == "to" and head.relation in {"obl", "nmod"} and self._moves(governor)
        )

    def _moves(self, verb: Word) -> bool:
        return verb.lemma.lower() in _WENT or any(child.lemma.lower() in _WENT for child in verb.children)

    # ── who stands at a word

    def at(self, i: int) -> Figure | None:
        """The actor whose mention covers a word."""
        return self._at.get(i)

    def named_in(self, stretch: Stretch) -> Iterator[Figure]:
        """The actors named in a stretch, each once, in order."""
        seen = set()
        for i in range(stretch.first, stretch.last + 1):
            figure = self._at.get(i)
            if figure is not None and figure.id not in seen:
                seen.add(figure.id)
                yield figure

    def head(self, stretch: Stretch) -> Word:
        """The word of a stretch that the others hang on."""
        for i in range(stretch.first, stretch.last + 1):
            word = self.words[i]
            if (word.head is word or word.head.i not in stretch) and word.pos in {
                "NOUN",
                "PROPN",
                "PRON",
                "NUM",
                "ADJ",
            }:
                return word
        return self.words[stretch.last]

    def speaker(self, source: Stretch, *, before: int) -> Figure | None:
        """The actor whom a source means; a new group where it names nobody: "officials on both sides"."""
        opening = self.words[source.first]
        if len(source) == 1 and opening.tag in {"PRP", "PRP$", "WP", "DT"}:
            return self.pronoun(opening)
        core = self._core(source)
        head = self.head(core)
        behind = core.last + 2  # "its chairman, Bram Eddo"
        named = self._at.get(behind) if behind <= source.last and self.words[core.last + 1].text == "," else None
        if named is not None and named.is_person and head.pos == "NOUN" and _animate(head):
            return named
        for i in range(core.first, core.last + 1):
            person = self._at.get(i)
            if person is not None and person.is_person and not self._owns(i, head):
                return person
        figure = self._at.get(head.i)
        if figure is not None and self._use.get(head.i) is not NameUse.DEMONYM:
            return figure
        role = self.by_role(head) or self.by_short_name(head)
        if role is not None:
            return role
        body = self.body(head)
        if body is not None:
            return body
        return self._group(core, head)

    def figure(self, actor: str) -> Figure:
        """A known actor of the document, mentioned or not: "we" may mean a state that is never named."""
        return self._known_figure(actor)

    def state_of(self, figure: Figure) -> Figure:
        """The state whose arm an organization is: "U.S. military operations" are the state's; anybody else is himself."""
        known = figure.known
        if known is None or known.part_of is None or known.kind is not ActorKind.ORGANIZATION:
            return figure
        owner = self.known.actors.get(known.part_of)
        arm = known.speaks_for == known.part_of or bool(_ARMS & {part.casefold() for part in known.name.split()})
        return self._known_figure(owner.id) if owner is not None and owner.kind is ActorKind.STATE and arm else figure

    def is_demonym(self, i: int) -> bool:
        """Whether the mention at a word is an adjective: Chinese."""
        return self._use.get(i) is NameUse.DEMONYM

    def stretch(self, i: int) -> Stretch:
        """The whole mention that covers a word."""
        first = last = i
        figure = self._at.get(i)
        while self._at.get(first - 1) is figure and any(
            first - 1 in mention and i in mention for mention in (figure.mentions if figure else ())
        ):
            first -= 1
        while self._at.get(last + 1) is figure and any(
            last + 1 in mention and i in mention for mention in (figure.mentions if figure else ())
        ):
            last += 1
        return Stretch(first, last)

    def two_states(self, before: int) -> list[Figure]:
        """The two states that "both sides" means: those named most often so far."""
        counts = Counter(body.id for i, body in self._bodies if i < before and body.kind is ActorKind.STATE)
        two = [self.figures[id_] for id_, _ in counts.most_common(2)]
        return two if len(two) == 2 else []

    def named_head(self, head: Word) -> Figure | None:
        """The person whose name stands behind a role: "leader Xi Jinping", "the minister, Ana Ruiz"."""
        for child in head.children:
            if (
                child.relation in {"flat", "appos", "nmod", "list", "compound"}
                and child.i > head.i
                and child.i - head.i <= 4
            ):
                figure = self._at.get(child.i)
                case = child.child("case")
                if figure is not None and figure.is_person and case is None:
                    return figure
        behind = (
            self._at.get(head.i + 2) if head.i + 2 < len(self.words) and self.words[head.i + 1].text == "," else None
        )
        if behind is not None and behind.is_person and head.pos == "NOUN" and _animate(head):
            last = self.stretch(head.i + 2).last
            if last + 1 < len(self.words) and self.words[last + 1].text == ",":
                return behind  # "its chairman, Bram Eddo, …"
        after = self._at.get(head.i + 1)
        return after if after is not None and after.is_person and is_title(head.text) else None

    def group_at(self, head: Word) -> Figure | None:
        """Somebody without a name, where a noun means people: "fishermen", "a U.S. envoy", "the court"."""
        if head.pos not in {"NOUN", "PROPN"} or head.i in self._at or not _animate(head):
            return None
        found = phrase(self.reading, head)
        first = max(found.first, head.i - 5)
        return self._group(Stretch(first, head.i), head)

    def _core(self, source: Stretch) -> Stretch:
        """A source without what follows its first comma: "Ana Ruiz, a historian at …"."""
        for i in range(source.first + 1, source.last + 1):
            timed = self.words[i].lower in {"on", "in"} and i < source.last and self.words[i + 1].lower in _TIMES
            if self.words[i].text in {",", "(", "—", "–"} or timed:
                return Stretch(source.first, i - 1)
        return source

    def _owns(self, i: int, head: Word) -> bool:
        """Whether the name at ``i`` belongs to the head as an owner or a place: a spokesman for Ms. Ruiz, Ruiz's lawyer."""
        word = self.words[i]
        return (
            any(
                above.dep in {"nmod:poss", "nmod"} and above is not head
                for above in (word, *word.ancestors())
                if above.i != head.i
            )
            and word.i != head.i
        )

    def body(self, head: Word) -> Figure | None:
        """The state that a noun stands for: the Chinese government, Oslo's leadership, U.S. authorities."""
        if head.lower not in _BODIES:
            return None
        for child in head.children:
            if child.i > head.i:
                continue
            owner = self._at.get(child.i)
            if owner is None and child.tag == "PRP$":
                owner = self.pronoun(child)
            if owner is not None and owner.kind is ActorKind.STATE:
                return owner
            if owner is not None and owner.speaks_for is not None:
                return self._known_figure(owner.speaks_for)  # "his government", of a president
        return None

    def by_role(self, head: Word) -> Figure | None:
        """The person whom "the secretary", "the president" means: the last one named with that title."""
        role = bare(head.text)
        definite = any(child.lower == "the" and child.i < head.i for child in head.children) or (
            head.i and self.words[head.i - 1].lower == "the"
        )
        if head.tag not in {"NN", "NNP"} or not definite or not is_title(role):
            return None
        for i, person in reversed(self._persons[: bisect_left(self._persons, head.i, key=lambda mention: mention[0])]):
            if role in person.titles or role in self._offices(person):
                return person
        return None

    def by_short_name(self, head: Word) -> Figure | None:
        """The organization that "the union", "the Commission" means: the last one whose name ends so."""
        if head.tag not in {"NN", "NNP"} or head.i in self._at or not (head.i and self.words[head.i - 1].lower == "the"):
            return None
        for _, body in reversed(self._bodies[: bisect_left(self._bodies, head.i, key=lambda mention: mention[0])]):
            if body.kind is ActorKind.ORGANIZATION and " " in body.name and body.name.split()[-1].casefold() == head.lower:
                return body
        return None

    def _offices(self, person: Figure) -> set[str]:
        titles = (title for office in self.known.offices_of(person.id, on=self.day) for title in office.titles)
        return {bare(word) for title in titles for word in title.split() if is_title(word)}

    def _group(self, core: Stretch, head: Word) -> Figure | None:
        """A source without a name, as a group of its own; a report or a poll is nobody."""
        if head.lower in _THINGS or head.pos not in {"NOUN", "ADJ", "NUM", "PRON", "PROPN"}:
            return None
        if head.tag == "NN" and not _animate(head):
            return None
        first = core.first
        if self.words[first].tag == "WP$":
            return None
        while first < core.last and self.words[first].lower in {
            "the",
            "a",
            "an",
            "his",
            "her",
            "its",
            "their",
            "my",
            "our",
            "“",
            '"',
        }:
            first += 1
        name = " ".join(self.reading.says(first, core.last).split())
        if not any(char.isalpha() for char in name) or len(name) > 120:
            return None
        id_ = slug(name)
        if id_ not in self.figures:
            owner = next((self._at[child.i] for child in head.children if child.i in self._at), None)
            stands_for = (
                owner.id if owner is not None and owner.kind is ActorKind.STATE and head.lower in _GOVERNING else None
            )
            self.figures[id_] = Figure(id_, name, ActorKind.GROUP, speaks_for=stands_for)
        figure = self.figures[id_]
        mention = Stretch(first, core.last)
        if mention not in figure.mentions:
            figure.mentions.append(mention)
        return figure

    # ── pronouns

    def speaks(self, quotation: int, figure: Figure) -> None:
        """Tell whose words a quotation is, so that "we" in it can be led to the speaker."""
        self._speakers[quotation] = figure

    def pronoun(self, word: Word) -> Figure | None:
        """The actor whom a pronoun means, by what stands before it."""
        form = word.lower
        if form in _FIRST | _FIRST_PLURAL:
            return self._speakers.get(word.quote) if word.quote is not None else None
        if form in _HE:
            figure = self._look_back(word, gender="m")
        elif form in _SHE:
            figure = self._look_back(word, gender="f")
        elif form in _IT:
            figure = self._body_before(word)
        else:
            return None
        if figure is not None and Stretch(word.i, word.i) not in figure.mentions:
            figure.mentions.append(Stretch(word.i, word.i))
        return figure

    def _look_back(self, word: Word, *, gender: str) -> Figure | None:
        """The person last spoken of; a subject or a speaker before anybody else in the same sentence."""
        best: tuple[float, Figure] | None = None
        for i, person in self._recent(self._persons, word.i):
            if person.gender not in {None, gender}:
                continue
            other = self.words[i]
            distance = word.sentence - other.sentence
            if distance > 8 and best is not None:
                break
            score = -float(distance) - (2.0 * (word.paragraph - other.paragraph > 1))
            score += (0.4 if word.tag == "PRP$" and distance == 0 else 1.2) if self._is_subject(other) else 0.0
            score -= 1.5 if other.dep == "nmod:poss" or other.quote is not None else 0.0
            if distance == 0 and other.head is word.head and not self._is_subject(word):
                score -= 3  # "Ruiz told him": not himself
            if best is None or score > best[0]:
                best = (score, person)
        if best is None:
            return None
        best[1].gender = best[1].gender or gender
        return best[1]

    def _recent(self, mentions: list[tuple[int, Figure]], before: int) -> Iterator[tuple[int, Figure]]:
        at = bisect_left(mentions, before, key=lambda mention: mention[0])
        yield from reversed(mentions[max(0, at - 40) : at])

    def _is_subject(self, word: Word) -> bool:
        return word.relation == "nsubj" or any(above.relation == "nsubj" for above in self._near_heads(word))

    def _near_heads(self, word: Word) -> Iterator[Word]:
        while word.relation in {"flat", "compound", "nmod:desc", "appos", "list"} and word.head is not word:
            word = word.head
            yield word

    def _body_before(self, word: Word) -> Figure | None:
        """The state or organization that "it" means: the subject of this sentence or the one before."""
        for i, body in self._recent(self._bodies, word.i):
            other = self.words[i]
            if word.sentence - other.sentence > 1:
                return None
            if self._is_subject(other) and other.head is not word.head:
                return body
        return None

    def whole(self, stretch: Stretch) -> Stretch:
        """A stretch that does not begin or end inside a name."""
        first, last = stretch.first, stretch.last
        while first > 0 and self._at.get(first) is not None and self._at.get(first - 1) is self._at[first]:
            first -= 1
        while self._at.get(last) is not None and self._at.get(last + 1) is self._at[last]:
            last += 1
        return Stretch(first, last)

    # ── everybody

    def mentioned(self) -> Iterable[Figure]:
        """Everybody with at least one mention, in the order of the first."""
        return sorted(
            (figure for figure in self.figures.values() if figure.mentions),
            key=lambda figure: (min(m.first for m in figure.mentions), figure.id),
        )


def _animate(noun: Word) -> bool:
    """Whether a noun means people."""
    lower = noun.lower
    if lower in _PEOPLE:
        return True
    one = lower.removesuffix("s") if noun.tag == "NNS" else lower
    if is_title(one) or one in _ROLES or of_organization([lower]) or of_organization([one]):
        return True
    return noun.tag == "NNS" and lower.endswith(_PEOPLES_ENDINGS) and lower not in _NOT_PEOPLE


def _merged(reading: Reading, named: list[Named], found: list[Run]) -> tuple[list[Named], list[Run]]:
    """Join a known name to the longer one that it is part of: Taiwan Strait, China Daily, South China Sea."""
    pieces: list[Named | Run] = sorted([*named, *found], key=lambda piece: piece.words.first)
    names: list[Named] = []
    runs_: list[Run] = []
    at = 0
    while at < len(pieces):
        chain = [pieces[at]]
        while at + len(chain) < len(pieces) and pieces[at + len(chain)].words.first == chain[-1].words.last + 1:
            following = pieces[at + len(chain)]
            if isinstance(following, Run) and following.titles:
                break
            chain.append(following)
        at += len(chain)
        tail = chain[-1]
        ends_longer_name = isinstance(tail, Run) and (of_organization(tail.parts[-1:]) or of_place(tail.parts))
        if len(chain) > 1 and ends_longer_name and any(isinstance(piece, Named) for piece in chain):
            whole = Stretch(chain[0].words.first, tail.words.last)
            runs_.append(
                Run(whole, reading.says(whole.first, whole.last), (), tail.label if isinstance(tail, Run) else "")
            )
            continue
        names += [piece for piece in chain if isinstance(piece, Named)]
        runs_ += [piece for piece in chain if isinstance(piece, Run)]
    return names, runs_


def phrase_of(reading: Reading, head: Word) -> Stretch:
    """The noun phrase of a head, for callers that have only the word."""
    return phrase(reading, head)
