"""How often each value of a variable is there, for each level of the qualifier: the numbers of a bar plot."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.networks.discourse.sample import Ints, sample
from kg.networks.discourse.settings import Settings
from kg.statements import StatementTable

if TYPE_CHECKING:
    import pandas as pd

_ALL = 1  # the name of the one level where there is no qualifier


@dataclass(frozen=True, eq=False)
class Frequencies:
    """``counts`` has the shape values × levels; ``attributes`` has, for each value, what is known of it."""

    variable: str
    values: tuple[str, ...]
    levels: tuple[int | str, ...]
    counts: Ints
    attributes: tuple[dict[str, str], ...]

    def to_pandas(self) -> "pd.DataFrame":
        """Return a DataFrame of values × levels."""
        import pandas as pd  # noqa: PLC0415

        return pd.DataFrame(self.counts, index=list(self.values), columns=list(self.levels))


def frequencies(
    table: StatementTable, variable: str, qualifier: str | None = None, settings: Settings | None = None, **fields: Any
) -> Frequencies:
    """Count the statements of each value of a variable, and of each level of the qualifier.

    ``settings`` filter as for a network, but that a duplicate is a statement with the same value and the same level. Levels are 0
    and 1 of a boolean, else those that a statement left has.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"who": ["oslo", "cork"], "yes": [True, False], "date": "2024-05-01"})
    >>> frequencies(StatementTable.from_frame(rows, document=None), "who", "yes").counts.tolist()
    [[1, 0], [0, 1]]
    """
    given = settings or Settings(rows=variable, columns=variable, **fields)
    # Aggregation combine takes the qualifier for a part of what is a duplicate, and ignore does not.
    asked = replace(
        given,
        rows=variable,
        columns=variable,
        qualifier=qualifier,
        shape="twomode",
        aggregation="ignore" if qualifier is None else "combine",
        normalisation="no",
    )
    chosen, column = sample(table, asked), table.column(variable)
    there = np.unique(chosen.row)
    values = tuple(chosen.rows[number] for number in there)
    levels: tuple[int | str, ...] = (_ALL,)
    level = chosen.level
    if qualifier is not None:
        used = np.arange(2) if chosen.kind == "boolean" else np.unique(level)
        level = np.searchsorted(used, level)
        if chosen.kind in {"boolean", "integer"}:
            levels = tuple(int(chosen.levels[number]) for number in used)
        else:
            levels = tuple(chosen.names[number] for number in used)
    counts = np.zeros((len(values), len(levels)), dtype=np.int64)
    np.add.at(counts, (np.searchsorted(there, chosen.row), level), 1)
    return Frequencies(
        variable, values, levels, counts, tuple(dict(column.attributes.get(value, {})) for value in values)
    )
