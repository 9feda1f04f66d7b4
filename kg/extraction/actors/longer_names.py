"""Known names that are part of longer ones: Taiwan Strait, China Daily, South China Sea, Jordan Paris."""

from collections.abc import Iterator, Sequence

from kg.extraction.actors.names import Named
from kg.extraction.actors.runs import Run
from kg.extraction.actors.titles import of_organization, of_place
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch
from kg.known import NameUse

_FIRST_AND_LAST = 2  # names
_PLACES = frozenset({NameUse.METONYM, NameUse.NAME})


def joined(reading: Reading, named: Sequence[Named], found: Sequence[Run]) -> tuple[list[Named], list[Run]]:
    """Return the names with every known one joined to the longer name that it is part of."""
    names: list[Named] = []
    runs: list[Run] = []
    for chain in _chains(named, found):
        tail = chain[-1]
        if _ends_a_longer_name(tail) and any(isinstance(name, Named) for name in chain):
            whole = Stretch(chain[0].words.first, tail.words.last)
            runs.append(Run(whole, reading.says(whole), (), tail.label if isinstance(tail, Run) else ""))
        elif _is_a_person(reading, chain):
            whole = Stretch(chain[0].words.first, tail.words.last)
            titles = chain[0].titles if isinstance(chain[0], Run) else ()
            runs.append(Run(whole, reading.says(whole), titles, "PERSON"))
        else:
            names += [name for name in chain if isinstance(name, Named)]
            runs += [name for name in chain if isinstance(name, Run)]
    return _surnames_back(reading, names, runs)


def _is_a_person(reading: Reading, chain: Sequence[Named | Run]) -> bool:
    """Whether a place's name is a person's: "Valeska Paris", "Georgia Ruiz", where the parser sees a person throughout."""
    places = [name for name in chain if isinstance(name, Named) and name.use in _PLACES]
    others = [name for name in chain if isinstance(name, Run)]
    if len(chain) != _FIRST_AND_LAST or len(places) != 1 or not others or of_organization(others[0].parts):
        return False
    return bool(others[0].titles) or all(
        word.named == "PERSON" for name in chain for word in reading.inside(name.words)
    )


def _surnames_back(reading: Reading, names: list[Named], runs: list[Run]) -> tuple[list[Named], list[Run]]:
    """Give the surname of a person who was read so, "Paris", to that person all over the document."""
    known = {reading.says(name.words) for name in names}
    surnames = {run.parts[-1] for run in runs if run.label == "PERSON" and len(run.parts) > 1} & known
    alone = [name for name in names if name.use is NameUse.METONYM and reading.says(name.words) in surnames]
    if not alone:
        return names, runs
    given = [Run(name.words, reading.says(name.words), (), "PERSON") for name in alone]
    kept = [name for name in names if name not in alone]
    return kept, sorted([*runs, *given], key=lambda run: run.words.first)


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
