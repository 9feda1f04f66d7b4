"""Phrases that mean the same, brought together over a corpus."""

from collections.abc import Mapping

from kg.codebook.phrases import Phrase, alike, phrase

#: How far all phrases of a group mean the same, at the least. On the pairs of tests/codebook/pairs.csv that were held back
#: it joined 60 in 100 of what is the same and nothing else; 0.5 joined 70, and a fifth of what it joined was wrong. The mean
#: of the encoder's word vectors, which tells "ban" from "end" no better than "ban" from "bar", joined 70 with a third wrong.
#: `python -m benchmarks.grouping --vectors` shows the figures as they are now.
ALIKE = 0.65


def grouped(
    labels: Mapping[str, int], *, names: Mapping[str, str] | None = None, at_least: float = ALIKE
) -> list[tuple[str, ...]]:
    """Return labels in groups that mean the same; the commonest label of each is its first, the commonest group first.

    ``labels`` says how often each is used, ``names`` leads from ways to call an actor to its id. Every two of a group are
    alike, so that no chain of small steps leads from one matter to another. The same labels give the same groups in
    whatever order they come.

    >>> grouped({"chip export curbs": 1, "restrictions on semiconductor exports": 2, "Taiwan": 1})
    [('restrictions on semiconductor exports', 'chip export curbs'), ('Taiwan',)]
    """
    said: dict[Phrase, list[str]] = {}
    ordered = sorted(labels, key=lambda label: (-labels[label], label))
    for label in ordered:
        said.setdefault(phrase(label, names=names), []).append(label)
    groups: list[list[Phrase]] = []
    about: dict[str, list[int]] = {}  # what is spoken of → the groups that speak of it
    for one in said:
        candidates = {number for thing in one.things for number in about.get(thing, ())}
        fits = {number: min(alike(one, other) for other in groups[number]) for number in candidates}
        best = min(fits, key=lambda number: (-fits[number], number), default=None)
        if best is None or fits[best] < at_least:
            best = len(groups)
            groups.append([])
        groups[best].append(one)
        for thing in one.things:
            if best not in about.setdefault(thing, []):
                about[thing].append(best)
    made = [sorted((label for one in group for label in said[one]), key=ordered.index) for group in groups]
    return [tuple(group) for group in sorted(made, key=lambda group: (-sum(labels[one] for one in group), group[0]))]
