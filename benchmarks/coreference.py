"""Who is meant: coreference of people and states on GUM, beside two ways to link the same mentions by their words alone.

python -m benchmarks.coreference ../shared/bench/dev/gum              # a table of the development and test parts
python -m benchmarks.coreference ../shared/bench/dev/gum --readme     # the table, written into the README
python -m benchmarks.coreference ../shared/bench/dev/gum --reasons    # how often each reason of a link is right

From raw text: kg finds the mentions, and each counts as the shortest gold mention around it whose core it shares. Clusters of
one mention are left out on both sides, as the CoNLL tasks had it. "Named" are the people and states whom a text names
at least once; "all" has every person and every group of people besides ("pregnant women", "they").
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import gum, readme
from benchmarks.clusters import Agreement, Cluster
from kg import language, reference
from kg.extraction import Extractor
from kg.records import Actor, ActorKind, Document, Record, Span

ROUNDS = 1000  # of the bootstrap
_NAMED = frozenset({ActorKind.PERSON, ActorKind.STATE})
_ALL = _NAMED | {ActorKind.GROUP}
_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True)
class Read:
    """A document of GUM with what kg read in it."""

    text: gum.Text
    record: Record


def read(folder: Path, documents: Iterable[str], pipeline: str | None = None) -> Iterator[Read]:
    """Yield documents with their records."""
    extractor = Extractor(reference.shipped(), pipeline=language.load(pipeline) if pipeline else None)
    texts = [gum.read(folder, document) for document in documents]
    given = [Document(id=text.id, text=text.text, published=text.published) for text in texts]
    for text, record in zip(texts, extractor.extract(given), strict=True):
        yield Read(text, record)


def gold(one: Read, called: frozenset[str], *, named: bool) -> list[Cluster]:
    """Return the clusters of the annotators."""
    return [
        frozenset(cluster)
        for cluster in gum.people_and_states(one.text, called)
        if len(cluster) > 1 and (not named or one.text.is_named(cluster))
    ]


def said(one: Read, *, named: bool) -> list[Cluster]:
    """Return the clusters of kg."""
    actors = [actor for actor in one.record.actors if actor.kind in (_NAMED if named else _ALL)]
    return _clusters(one, {actor.id: actor.mentions for actor in actors})


def by_words(one: Read, *, named: bool, last: bool) -> list[Cluster]:
    """Return the mentions of kg in clusters of the same words, or of the same last word."""
    clusters: dict[str, list[Span]] = {}
    for actor in one.record.actors:
        if actor.kind in (_NAMED if named else _ALL):
            for span in actor.mentions:
                words = [word for word in span.text.casefold().split() if word not in _ARTICLES]
                clusters.setdefault(words[-1] if words and last else " ".join(words), []).append(span)
    return _clusters(one, clusters)


def _clusters(one: Read, clusters: Mapping[str, Sequence[Span]]) -> list[Cluster]:
    taken: set[object] = set()
    found = []
    for spans in clusters.values():
        cluster = set()
        for span in spans:
            # What means nothing of the gold's, or what another cluster has claimed, counts against its cluster.
            mention = one.text.meant(span.start, span.end)
            cluster.add(mention if mention is not None and (mention in cluster or mention not in taken) else span)
        taken |= cluster
        found.append(frozenset(cluster))
    return [cluster for cluster in found if len(cluster) > 1]


WAYS = {
    "kg": said,
    "same words": lambda one, *, named: by_words(one, named=named, last=False),
    "same last word": lambda one, *, named: by_words(one, named=named, last=True),
}


def figures(name: str, reads: Sequence[Read], *, named: bool) -> Iterator[dict[str, str]]:
    """Yield a row for kg and for each baseline."""
    called = gum.states(reference.shipped())
    golds = [gold(one, called, named=named) for one in reads]
    for way, clusters in WAYS.items():
        each = []
        for one, right in zip(reads, golds, strict=True):
            each.append(Agreement())
            each[-1].add(right, clusters(one, named=named))
        low, high = _interval(each)
        whole = _joined(each)
        yield {
            "documents": name,
            "whom": "named" if named else "all",
            "links by": way,
            "MUC": f"{100 * whole.muc.f1:.1f}",
            "B³": f"{100 * whole.b3.f1:.1f}",
            "CEAF-e": f"{100 * whole.ceaf.f1:.1f}",
            "CoNLL F1": f"{whole.conll:.1f}",
            "95 %": f"{low:.1f} – {high:.1f}",
            "mentions": str(sum(len(cluster) for right in golds for cluster in right)),
        }


def _joined(each: Iterable[Agreement]) -> Agreement:
    whole = Agreement()
    for one in each:
        whole.join(one)
    return whole


def _interval(each: Sequence[Agreement]) -> tuple[float, float]:
    """The middle 95 % of what documents drawn at random, with replacement, would have given."""
    rng = random.Random(0)  # noqa: S311 -- a bootstrap keeps no secrets
    drawn = sorted(_joined(rng.choices(each, k=len(each))).conll for _ in range(ROUNDS))
    return drawn[int(0.025 * ROUNDS)], drawn[int(0.975 * ROUNDS)]


def reasons(reads: Iterable[Read]) -> Iterator[dict[str, str]]:
    """Yield how often the links of each reason lead to whom the actor's names mean.

    Only links of mentions that the gold knows count, of actors that are named there.
    """
    right: dict[str, list[bool]] = defaultdict(list)
    for one in reads:
        meant = {actor.id: _entity(one, actor) for actor in one.record.actors}
        for link in one.record.links:
            mention = one.text.meant(link.mention.start, link.mention.end)
            if mention is not None and meant.get(link.actor) is not None:
                right[link.reason].append(mention.entity == meant[link.actor])
    for reason, each in sorted(right.items(), key=lambda item: -len(item[1])):
        yield {"reason": reason, "links": str(len(each)), "right": f"{100 * sum(each) / len(each):.0f}"}


def _entity(one: Read, actor: Actor) -> str | None:
    """The gold entity that most mentions of an actor mean which are no pronouns."""
    found = Counter(
        mention.entity
        for span in actor.mentions
        if span.text[0].isupper() and (mention := one.text.meant(span.start, span.end)) is not None
    )
    return found.most_common(1)[0][0] if found else None


def main() -> None:
    """Print the table; write it into the README where that is asked."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path, help="the folder of splits.md")
    arguments.add_argument("--language", help="an installed spaCy pipeline instead of the shipped one")
    arguments.add_argument("--readme", action="store_true", help="write the table into the README")
    arguments.add_argument(
        "--reasons", action="store_true", help="how often each reason is right, on the training part"
    )
    arguments.add_argument("--only", help="documents of the training part whose names begin so, for development")
    asked = arguments.parse_args()
    if asked.only or asked.reasons:
        documents = [name for name in gum.split(asked.folder, "train") if name.startswith(asked.only or "GUM_news")]
        reads = list(read(asked.folder, documents, asked.language))
        if asked.reasons:
            print(readme.table(("reason", "links", "right"), list(reasons(reads))))
        sets = {asked.only or "": reads}
    else:
        held_out = [name for part in ("dev", "test") for name in gum.split(asked.folder, part)]
        every = list(read(asked.folder, held_out, asked.language))
        sets = {
            "news": [one for one in every if one.text.genre == "news"],
            "all genres": every,
        }
    rows = [row for name, some in sets.items() for named in (True, False) for row in figures(name, some, named=named)]
    columns = ("documents", "whom", "links by", "MUC", "B³", "CEAF-e", "CoNLL F1", "95 %", "mentions")
    table = readme.table(columns, rows)
    print(table)
    if asked.readme:
        readme.write("coreference", table)


if __name__ == "__main__":
    main()
