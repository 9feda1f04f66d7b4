"""Known names that are part of longer ones: Taiwan Strait, China Daily, South China Sea."""

from collections.abc import Iterator, Sequence

from kg.extraction.actors.names import Named
from kg.extraction.actors.runs import Run
from kg.extraction.actors.titles import of_organization, of_place
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch


def joined(reading: Reading, named: Sequence[Named], found: Sequence[Run]) -> tuple[list[Named], list[Run]]:
    """Return the names with every known one joined to the longer name that it is part of."""
    names: list[Named] = []
    runs: list[Run] = []
    for chain in _chains(named, found):
        tail = chain[-1]
        if _ends_a_longer_name(tail) and any(isinstance(name, Named) for name in chain):
            whole = Stretch(chain[0].words.first, tail.words.last)
            runs.append(Run(whole, reading.says(whole), (), tail.label if isinstance(tail, Run) else ""))
        else:
            names += [name for name in chain if isinstance(name, Named)]
            runs += [name for name in chain if isinstance(name, Run)]
    return names, runs


def _chains(named: Sequence[Named], found: Sequence[Run]) -> Iterator[list[Named | Run]]:
    """Yield the names that stand side by side, with no word and no title between them."""
    chain: list[Named | Run] = []
    names: list[Named | Run] = [*named, *found]
    for name in sorted(names, key=lambda name: name.words.first):
        goes_on = chain and name.words.first == chain[-1].words.last + 1
        if not goes_on or (isinstance(name, Run) and name.titles):
            if chain:
                yield chain
            chain = []
        chain.append(name)
    if chain:
        yield chain


def _ends_a_longer_name(name: Named | Run) -> bool:
    return isinstance(name, Run) and (of_organization(name.parts[-1:]) or of_place(name.parts))
