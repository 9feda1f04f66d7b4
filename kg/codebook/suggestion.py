"""A codebook proposed from what a graph has that no codebook knows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.codebook.claims import Claim
from kg.codebook.grouping import ALIKE, grouped
from kg.codebook.phrases import Phrase, alike, phrase
from kg.edges import ISSUE, Edge
from kg.iris import slug, unaccented
from kg.known import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An issue, or a theme where one can be neither for it nor against it.

    ``labels`` are the phrases of the texts that mean it, ``label`` the one that says it best. ``near`` is an issue of the
    codebook that it may be. A ``vague`` one is a single common word, which would be found in every other sentence; where
    one other suggestion alone has that word, it is among the ``short`` of that one.
    """

    id: str
    label: str
    labels: tuple[str, ...]
    theme: bool
    vague: bool
    near: str | None
    stances: int
    stories: int
    publishers: int
    supporters: tuple[str, ...]
    opponents: tuple[str, ...]
    sentence: str
    short: tuple[str, ...] = ()


def suggest(
    edges: Iterable[Edge], claims: Iterable[Claim], known: Known, *, at_least: int = 1, alike_by: float = ALIKE
) -> list[Suggestion]:
    """Return the issues that texts propose, grouped; the most spoken of first.

    They come from the noun phrases of stances that no issue of the codebook fits, and from ``claims``. ``at_least`` is how
    many stances and claims there must be, ``alike_by`` how far phrases of one issue mean the same. The same graph gives the
    same suggestions.
    """
    codebook = {slug(issue.id) for issue in known.issues.values()}
    voices: dict[str, list[_Voice]] = {}
    for edge in edges:
        for end in (edge.target, *edge.about):
            if end.kind == ISSUE and end.id.removeprefix(f"{ISSUE}/") not in codebook and not edge.negated:
                voices.setdefault(end.label, []).append(_of_stance(edge))
    for claim in claims:
        if slug(claim.label) not in codebook:
            voices.setdefault(claim.label, []).append(_of_claim(claim))
    names = names_of(known)
    uses = {label: len(said) for label, said in voices.items()}
    old = [
        (issue.id, phrase(label, names=names))
        for issue in known.issues.values()
        if not issue.theme
        for label in issue.labels or (issue.label,)
    ]
    made, taken = [], set(codebook)
    for labels in grouped(uses, names=names, at_least=alike_by):
        said = [voice for label in labels for voice in voices[label]]
        if len(said) < at_least:
            continue
        suggestion = _suggestion(labels, said, names, old)
        if suggestion.id and suggestion.id not in taken:
            taken.add(suggestion.id)
            made.append(suggestion)
    return sorted(_with_short(made, names), key=lambda one: (-one.stances, one.label))


def _with_short(made: Sequence[Suggestion], names: Mapping[str, str]) -> Iterator[Suggestion]:
    says = {one.id: _says(one.label, names) for one in made}
    clear = [one for one in made if not one.vague]
    short: dict[str, list[str]] = {}
    for one in made:
        fits = [other.id for other in clear if says[one.id] and says[one.id] <= says[other.id]] if one.vague else []
        if len(fits) == 1:
            short.setdefault(fits[0], []).append(one.label)
    for one in made:
        yield replace(one, short=tuple(sorted(short.get(one.id, ()))))


def _says(label: str, names: Mapping[str, str]) -> frozenset[str]:
    said = phrase(label, names=names)
    return said.turns | said.things


@dataclass(frozen=True, slots=True)
class _Voice:
    sign: int
    who: str
    story: str
    publisher: str | None
    words: str


def _of_stance(edge: Edge) -> _Voice:
    source = edge.source
    return _Voice(edge.sign, edge.holder.label, source.story or source.id, source.publisher, edge.evidence.text)


def _of_claim(claim: Claim) -> _Voice:
    return _Voice(claim.sign, claim.speaker, claim.document, None, claim.words)


def _suggestion(
    labels: Sequence[str], said: Sequence[_Voice], names: Mapping[str, str], old: Sequence[tuple[str, Phrase]]
) -> Suggestion:
    phrases = {label: phrase(label, names=names) for label in labels}
    best = min(labels, key=lambda label: (not phrases[label].is_position, labels.index(label)))
    near = max(((alike(phrases[best], one), issue) for issue, one in old), default=(0.0, ""))
    return Suggestion(
        id=slug(best),
        label=best,
        labels=tuple(label for label in labels if label != best),
        theme=not phrases[best].is_position,
        vague=len(phrases[best].things | phrases[best].turns) < 2 and not phrases[best].names and best.islower(),
        near=near[1] if near[0] >= ALIKE else None,
        stances=len(said),
        stories=len({voice.story for voice in said}),
        publishers=len({voice.publisher for voice in said} - {None}),
        supporters=_most(voice.who for voice in said if voice.sign > 0),
        opponents=_most(voice.who for voice in said if voice.sign < 0),
        sentence=min((voice.words for voice in said), key=lambda words: (len(words), words)),
    )


def _most(names: Iterable[str]) -> tuple[str, ...]:
    counted = Counter(names)
    return tuple(sorted(counted, key=lambda name: (-counted[name], name)))


def names_of(known: Known) -> dict[str, str]:
    """Ways to call states and organizations, in small letters, each with the actor's id; not those that mean several."""
    found: dict[str, str | None] = {}
    for actor in known.actors.values():
        for name in actor.names:
            if not name.ambiguous:
                plain = unaccented(name.text)
                found[plain] = actor.id if found.get(plain, actor.id) == actor.id else None
    return {name: actor for name, actor in found.items() if actor is not None}
