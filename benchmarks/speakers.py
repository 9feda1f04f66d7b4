"""Whether the speakers of the worked example are led to the right actors.

python -m benchmarks.speakers ../shared/gold/beijing-2023/gold.jsonl              # a table, and what went wrong
python -m benchmarks.speakers ../shared/gold/beijing-2023/gold.jsonl --readme     # the table, written into the README

An attribution of kg counts as that of the gold whose content it shares most of, at least half of all that either has
(the scorer's "J >= 0.5"). Actors are the same where their names make the same id; groups where they share their words.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks import readme
from kg import reference
from kg.extraction import Extractor
from kg.iris import slug
from kg.records import ActorKind, Attribution, Document, Record

_FIELDS = ("id", "kind", "speaker", "source", "cue", "content")
_LEAST = 0.5  # of the characters of both contents


def read(line: str) -> Record:
    """Return a line of the gold as a record of its attributions, without what it tells besides."""
    given = json.loads(line)
    attributions = [{name: made[name] for name in _FIELDS} for made in given["attributions"]]
    return Record.model_validate(
        {"document": given["document"], "actors": given["actors"], "attributions": attributions}
    )


def matched(gold: Record, said: Record) -> Iterator[tuple[Attribution, Attribution]]:
    """Yield the attributions of two records that are the same, best first, each once."""
    pairs = [
        (len(a & b) / len(a | b), i, j)
        for i, a in enumerate(map(_places, gold.attributions))
        for j, b in enumerate(map(_places, said.attributions))
        if a & b
    ]
    left: set[int] = set()
    right: set[int] = set()
    for shared, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if shared >= _LEAST and i not in left and j not in right:
            left.add(i)
            right.add(j)
            yield gold.attributions[i], said.attributions[j]


def _places(made: Attribution) -> set[int]:
    return {place for span in made.content for place in range(span.start, span.end)}


def same(gold: Record, wanted: str | None, said: Record, found: str | None) -> bool:
    """Whether two records mean the same actor."""
    one = next((actor for actor in gold.actors if actor.id == wanted), None)
    other = next((actor for actor in said.actors if actor.id == found), None)
    if one is None or other is None:
        return one is other
    if ActorKind.GROUP in {one.kind, other.kind}:
        words, others = set(slug(one.name).split("-")), set(slug(other.name).split("-"))
        return words <= others or others <= words
    return slug(one.name) == slug(other.name)


def measure(golds: Iterable[Record]) -> Iterator[tuple[Record, Record, Attribution, Attribution]]:
    """Yield the matched attributions of every document, with their records."""
    extractor = Extractor(reference.shipped())
    for gold in golds:
        given = Document(**gold.document.model_dump(exclude={"sha256"}), text=gold.document.text or "")
        (said,) = extractor.extract([given])
        for wanted, found in matched(gold, said):
            yield gold, said, wanted, found


def main() -> None:
    """Print the share of right speakers, and every wrong one; write the share into the README where that is asked."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("--readme", action="store_true", help="write the table into the README")
    asked = arguments.parse_args()
    lines = asked.gold.read_text(encoding="utf-8").splitlines()
    right = matches = 0
    for gold, said, wanted, found in measure(map(read, lines)):
        good = same(gold, wanted.speaker, said, found.speaker)
        matches, right = matches + 1, right + good
        if not good:
            words = " … ".join(span.text for span in found.source)
            print(f"{wanted.id}: {wanted.speaker} is {found.speaker} to kg ({words!r})")
    row = {
        "attributions found": str(matches),
        "with the right speaker": str(right),
        "share": f"{100 * right / max(1, matches):.1f}",
    }
    table = readme.table(tuple(row), [row])
    print(table)
    if asked.readme:
        readme.write("speakers", table)


if __name__ == "__main__":
    main()
