"""Statements and settings → one discourse network."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from kg.networks.discourse.cells import Counts, one_mode, two_mode
from kg.networks.discourse.matrix import Matrix
from kg.networks.discourse.sample import Ints, Sample, sample
from kg.networks.discourse.settings import Settings
from kg.statements import StatementTable, code_units, moment


def network(table: StatementTable, settings: Settings | None = None, **fields: Any) -> Matrix:
    """Return the discourse network of some statements.

    Give `Settings`, or its fields by name.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"who": ["oslo", "cork"], "what": ["cod", "cod"], "yes": [True, True], "date": "2024-05-01"})
    >>> talks = StatementTable.from_frame(rows, document=None)
    >>> network(talks, rows="who", columns="what", qualifier="yes", aggregation="congruence").to_pandas().loc["oslo", "cork"]
    np.float64(1.0)
    """
    asked = settings or Settings(**fields)
    chosen = sample(table, asked)
    return network_of(chosen, asked, known_of(table, asked))


def network_of(chosen: Sample, asked: Settings, attributes: Mapping[str, Mapping[str, str]], **times: Any) -> Matrix:
    """Return the network of a sample, or of a part of one; ``times`` are those of a window."""
    rows, row_names = axis(chosen.row, chosen.everybody if asked.isolates else None, chosen.rows)
    if asked.shape == "onemode":
        columns, column_names = np.unique(chosen.column), row_names
        values = one_mode(Counts.of(chosen, rows, columns), asked, chosen.scale)
    else:
        columns, column_names = axis(chosen.column, chosen.everything if asked.isolates else None, chosen.columns)
        values = two_mode(Counts.of(chosen, rows, columns), asked)
    return named(chosen, asked, values, (row_names, column_names), attributes, **times)


def named(
    chosen: Sample,
    asked: Settings,
    values: Any,
    names: tuple[tuple[str, ...], tuple[str, ...]],
    attributes: Mapping[str, Mapping[str, str]],
    **times: Any,
) -> Matrix:
    """Return a matrix with its names in their order, which that of their numbers is but for names without a statement."""
    ways = [sorted(range(len(part)), key=lambda at: code_units(part[at])) for part in names]
    in_order = all(way == list(range(len(way))) for way in ways)
    return Matrix(
        rows=tuple(names[0][at] for at in ways[0]),
        columns=tuple(names[1][at] for at in ways[1]),
        weights=values if in_order else values[np.ix_(*ways)],
        shape=asked.shape,
        variables=(asked.rows, asked.columns if asked.shape == "twomode" else asked.rows),
        aggregation=asked.aggregation,
        statements=len(chosen),
        attributes=attributes,
        **{"start": moment(chosen.start), "stop": moment(chosen.stop), **times},
    )


def axis(there: Ints, everybody: Ints | None, labels: tuple[str, ...]) -> tuple[Ints, tuple[str, ...]]:
    """Return the numbers of the nodes on one side of a matrix, ascending, and their labels."""
    numbers = np.unique(there) if everybody is None else np.union1d(there, everybody)
    return numbers, tuple(labels[number] for number in numbers)


def known_of(table: StatementTable, asked: Settings) -> Mapping[str, Mapping[str, str]]:
    """Return what is known of the nodes."""
    rows = table.column(asked.rows).attributes
    return rows if asked.shape == "onemode" else {**table.column(asked.columns).attributes, **rows}
