"""Which stances to look at."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache

from kg.edges import ISSUE, Edge, End
from kg.errors import NetworkError, UnknownChoice, UnknownNode, did_you_mean
from kg.iris import unaccented
from kg.records import Certainty, Voice, first_day, iso_date
from kg.relations import Family, relation

SIGNS = (-1, 0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a stance must be like to be kept. A field that is empty or None asks for nothing.

    Every field narrows; within a field, one match is enough. A string is taken as one name.

    - ``issues``: ids or labels; the target of the stance, or one of the issues it is about.
    - ``actors``: ids or labels; the holder or the target. Labels match whatever their case and accents.
    - ``since``, ``until``: ISO dates of any precision, both ends included: ``until="2023-03"`` keeps all of
      March. A stance dated ``2023`` counts as of its first day; one without a date is then left out.
    - ``confidence``: the least to ask for, from 0 to 1.
    - ``stated``: True for what the holder said or did, False for what others ascribe to it.
    - ``negated``: "did not condemn" is left out unless asked for: None for with and without, True for only
      those. It never makes an edge of a network, whose signs would otherwise lie.

    A name that does not exist raises `UnknownRelation` or `UnknownChoice`, which say what was probably meant;
    a date that is none raises `NotADate`. Whom the stances know is for `check` to say.

    >>> Selection(relations="opposes", since="2023-03").relations
    frozenset({'opposes'})
    >>> Selection(voices=["thirdparty"])
    Traceback (most recent call last):
        ...
    kg.errors.UnknownChoice: 'thirdparty' is not a voice: did you mean 'thirdParty'?
    """

    relations: Collection[str] = ()
    families: Collection[str] = ()
    signs: Collection[int] = ()
    issues: Collection[str] = ()
    actors: Collection[str] = ()
    since: str | None = None
    until: str | None = None
    confidence: float = 0.0
    voices: Collection[str] = ()
    stated: bool | None = None
    certainties: Collection[str] = ()
    publishers: Collection[str] = ()
    negated: bool | None = False
    _compared: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)  # names as they are compared

    def __post_init__(self) -> None:
        signs = frozenset((self.signs,) if isinstance(self.signs, int) else self.signs or ())
        object.__setattr__(self, "signs", signs)
        for name in ("relations", "families", "issues", "actors", "voices", "certainties", "publishers"):
            object.__setattr__(self, name, _names(getattr(self, name)))
        plain = {name: frozenset(map(_plain, getattr(self, name))) for name in ("issues", "actors", "publishers")}
        object.__setattr__(self, "_compared", plain)
        for name in self.relations:
            relation(name)
        _each_one_of(self.families, "family", tuple(Family))
        _each_one_of(self.voices, "voice", tuple(Voice))
        _each_one_of(self.certainties, "certainty", tuple(Certainty))
        for sign in self.signs:
            if sign not in SIGNS:
                raise UnknownChoice(str(sign), kind="sign", known=["-1", "0", "1"])
        if not 0 <= self.confidence <= 1:
            hint = f", did you mean {self.confidence / 100:g}?" if 1 < self.confidence <= 100 else "."
            raise NetworkError(f"a confidence is from 0 to 1, not {self.confidence:g}{hint}")
        for day in (self.since, self.until):
            if day is not None:
                iso_date(day)
        if self.since and self.until and first_day(self.since)[: len(self.until)] > self.until:
            raise NetworkError(f"nothing is both since {self.since} and until {self.until}: swap the two.")

    def keeps(self, edge: Edge) -> bool:
        """Whether the stance is as asked."""
        return (
            (self.negated is None or edge.negated == self.negated)
            and (self.stated is None or edge.stated == self.stated)
            and edge.confidence >= self.confidence
            and (not self.signs or edge.sign in self.signs)
            and (not self.relations or edge.relation in self.relations)
            and (not self.families or edge.family in self.families)
            and (not self.voices or edge.voice in self.voices)
            and (not self.certainties or edge.certainty in self.certainties)
            and self._in_time(edge.first_day)
            and (not self.publishers or _plain(edge.source.publisher or "") in self._compared["publishers"])
            and (not self.actors or self._means_actor(edge.holder) or self._means_actor(edge.target))
            and (not self.issues or any(map(self._means_issue, (edge.target, *edge.about))))
        )

    def check(self, edges: Iterable[Edge]) -> None:
        """Raise `UnknownNode` where an issue, actor or publisher asked for occurs in none of the stances.

        A misspelt name would otherwise give an empty network and no reason. The message says what was
        probably meant. Call it with all stances, before `select`.
        """
        ends = {end for edge in edges for end in (edge.holder, edge.target, *edge.about, edge.source.publisher) if end}
        actors = [end for end in ends if isinstance(end, End) and end.kind != ISSUE]
        issues = [end for end in ends if isinstance(end, End) and end.kind == ISSUE]
        publishers = {_plain(end): end for end in ends if isinstance(end, str)}
        _each_known(self.issues, "issue", {name: end.label for end in issues for name in _issue_names(end)})
        _each_known(self.actors, "actor", {name: end.label for end in actors for name in _actor_names(end)})
        _each_known(self.publishers, "publisher", publishers)

    def _in_time(self, day: str | None) -> bool:
        if not (self.since or self.until):
            return True
        if day is None:
            return False
        # ISO dates compare as text. What is cut to the precision of `until` includes its last day.
        return (not self.since or day >= self.since) and (not self.until or day[: len(self.until)] <= self.until)

    def _means_actor(self, end: End) -> bool:
        return end.kind != ISSUE and not self._compared["actors"].isdisjoint(_actor_names(end))

    def _means_issue(self, end: End) -> bool:
        return end.kind == ISSUE and not self._compared["issues"].isdisjoint(_issue_names(end))


def select(edges: Iterable[Edge], selection: Selection | None = None) -> list[Edge]:
    """Return the stances that a selection keeps, in their order; without one, all that are not negated."""
    keeps = (selection or Selection()).keeps
    return [edge for edge in edges if keeps(edge)]


def emptied(edges: Iterable[Edge], selection: Selection) -> str | None:
    """Say which of the fields of a selection left no stance, and how many the others had left; None where some are left.

    Fields are asked one after another, in the order in which `Selection` lists them; that nothing is negated is asked
    for first.

    >>> emptied([], Selection(relations="opposes"))
    'there are no stances at all.'
    """
    left = list(edges)
    if not left:
        return "there are no stances at all."
    plain = Selection()
    so_far = replace(plain, negated=selection.negated)
    for name in ("negated", *(one.name for one in fields(Selection) if one.init and one.name != "negated")):
        asked = getattr(selection, name)
        if name != "negated":
            if asked == getattr(plain, name):
                continue
            so_far = replace(so_far, **{name: asked})
        kept = [edge for edge in left if so_far.keeps(edge)]
        if not kept:
            told = ", ".join(sorted(map(str, asked))) if isinstance(asked, frozenset) else str(asked)
            return f"{name} {told} leaves none of the {len(left)} stances that everything before it left."
        left = kept
    return None


def _names(given: Collection[str]) -> frozenset[str]:
    return frozenset((given,) if isinstance(given, str) else given or ())


def _each_one_of(names: Collection[str], kind: str, known: Collection[str]) -> None:
    for name in sorted(names):
        if name not in known:
            raise UnknownChoice(name, kind=kind, known=[str(one) for one in known])


def _each_known(names: Collection[str], kind: str, known: dict[str, str]) -> None:
    for name in sorted(names):
        if _plain(name) not in known:
            hint = did_you_mean(name, known, otherwise=f"{len(set(known.values()))} others are.")
            raise UnknownNode(f"no {kind} {name!r} is in these stances: {hint}")


# A name is compared with every stance, and the stances have few names between them.
_plain = lru_cache(maxsize=1 << 16)(unaccented)


def _actor_names(end: End) -> tuple[str, str]:
    return _plain(end.id), _plain(end.label)


def _issue_names(end: End) -> tuple[str, str, str]:
    # A codebook says "dam" where an edge says "issue/dam".
    return _plain(end.id), _plain(end.id.removeprefix(f"{ISSUE}/")), _plain(end.label)
