"""What each part of finding attributions brings, and how it fares with each kind, on a corpus of them.

    python -m benchmarks.attributions ../shared/bench/dev/polnear-dev.jsonl [--taught FOLDER] [--readme]

Every variant reads the same parse. ``--taught`` adds what `kg train attributions` wrote to a folder.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from unittest import mock

from benchmarks import readme
from kg import language, reference
from kg.evaluation import Figure, Said, attributions
from kg.evaluation.attributions import of_record
from kg.evaluation.figures import figure
from kg.extraction import Extractor
from kg.extraction.attributions import collection, joining
from kg.extraction.attributions.told import Told
from kg.records import AttributionKind, Document

Joined = Callable[[Sequence[Told], Sequence[Told], Sequence[Told]], list[Told]]


def _heard_alone(spoken: Sequence[Told], reported: Sequence[Told], heard: Sequence[Told]) -> list[Told]:
    del spoken, reported
    return [told for told in heard if told.sure >= joining.ALONE]


#: What stands in the place of `joining.join`: quotations, reports by rule, and what the encoder heard.
PARTS: dict[str, Joined] = {
    "rules for quotations": lambda spoken, reported, heard: list(spoken),  # noqa: ARG005
    "all rules": lambda spoken, reported, heard: [*spoken, *reported],  # noqa: ARG005
    "encoder": _heard_alone,
    "encoder and rules for quotations": lambda spoken, reported, heard: joining.join(spoken, [], heard),  # noqa: ARG005
    "all (as shipped)": joining.join,
}

COLUMNS = ("what", "measure", "P", "R", "F1", "95 %", "gold")


class Corpus:
    """Documents with the attributions that people marked."""

    def __init__(self, path: Path) -> None:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        self.documents = [Document(id=row["document"]["id"], text=row["document"]["text"]) for row in rows]
        self.texts = {each.id: each.text for each in self.documents}
        self.gold = {
            row["document"]["id"]: [Said(each.get("source") or [], each["content"]) for each in row["attributions"]]
            for row in rows
        }

    def figures(self, extractor: Extractor, join: Joined) -> list[Figure]:
        """The figures of an extractor that joins its parts in a way."""
        with mock.patch.object(collection, "join", join):
            found = {record.document.id: of_record(record) for record in extractor.extract(self.documents)}
        return [*attributions(self.texts, self.gold, found), *self._by_kind(found)]

    def _by_kind(self, found: dict[str, list[Said]]) -> Iterator[Figure]:
        """Of each kind of attribution, how many triples are found; kinds are told by the quotation marks of the gold."""
        for kind in (AttributionKind.DIRECT, AttributionKind.MIXED, AttributionKind.INDIRECT):
            gold = {
                name: [each for each in said if _kind(each, self.texts[name]) == kind]
                for name, said in self.gold.items()
            }
            counts = [
                (right, len(gold[name]), len(gold[name]))  # only recall means anything for a part of the gold
                for name in self.texts
                for right in [attributions({name: self.texts[name]}, gold, found)[0].right]
            ]
            yield figure(f"recall, {kind.value}", counts)


def _kind(said: Said, text: str) -> AttributionKind:
    letters = quoted = 0
    for start, end in said.content:
        inside = text.count("“", 0, start) > text.count("”", 0, start) or text.count('"', 0, start) % 2 == 1
        for char in text[start:end]:
            if char in '“”"':
                inside = not inside if char == '"' else char == "“"
            elif not char.isspace():
                letters += 1
                quoted += inside
    share = quoted / letters if letters else 0
    if share >= 0.9:
        return AttributionKind.DIRECT
    return AttributionKind.MIXED if share else AttributionKind.INDIRECT


def rows(corpus: Corpus, taught: Path | None) -> Iterator[dict[str, str]]:
    """Yield a row a figure."""
    extractor = Extractor(reference.shipped())
    for name, join in PARTS.items():
        for each in corpus.figures(extractor, join):
            if join is joining.join or each.name == "triples":
                yield _row(name, each)
    if taught is not None:
        teller = Extractor(reference.shipped(), pipeline=language.load(None, taught))
        for each in corpus.figures(teller, joining.join)[:2]:
            yield _row("taught with the corpus' training part", each)


def _row(name: str, each: Figure) -> dict[str, str]:
    recall_only = each.name.startswith("recall")
    return {
        "what": name,
        "measure": each.name,
        "P": "" if recall_only else f"{each.precision:.1f}",
        "R": f"{each.recall:.1f}",
        "F1": "" if recall_only else f"{each.f1:.1f}",
        "95 %": f"{each.low:.1f} – {each.high:.1f}",
        "gold": str(each.gold),
    }


def main() -> None:
    """Print the table; write it into the README where that is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--taught", type=Path)
    parser.add_argument("--readme", action="store_true")
    given = parser.parse_args()
    table = readme.table(COLUMNS, list(rows(Corpus(given.corpus), given.taught)))
    print(table)
    if given.readme:
        readme.write("attributions", table)


if __name__ == "__main__":
    main()
