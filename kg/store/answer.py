"""What a query answers: rows of plain Python values, a yes or no, or triples."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.store.terms import Value

if TYPE_CHECKING:
    import pandas as pd


class Kind(StrEnum):
    """What sort of question was asked."""

    SELECT = "select"
    ASK = "ask"
    GRAPH = "graph"  # CONSTRUCT and DESCRIBE


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query; iterating over it gives each row as a dict.

    An ASK has one row and one column, ``answer``; the answer itself is as true as it. CONSTRUCT and
    DESCRIBE have the columns ``subject``, ``predicate`` and ``object``. ``shortened`` says that there
    were more rows than the limit allowed.

    >>> answer = Answer(Kind.SELECT, ("who", "stances"), [("China", 3), ("Norway", None)])
    >>> [row["who"] for row in answer], len(answer), bool(answer)
    (['China', 'Norway'], 2, True)
    >>> print(answer.to_csv(), end="")
    who,stances
    China,3
    Norway,
    """

    kind: Kind
    columns: tuple[str, ...]
    tuples: list[tuple[Value, ...]]
    shortened: bool = False
    turtle: str | None = None

    def __iter__(self) -> Iterator[dict[str, Value]]:
        for row in self.tuples:
            yield dict(zip(self.columns, row, strict=True))

    def __len__(self) -> int:
        return len(self.tuples)

    def __bool__(self) -> bool:
        """Whether an ASK is answered with yes; whether anything else has rows."""
        return bool(self.tuples[0][0]) if self.kind is Kind.ASK else bool(self.tuples)

    def to_pandas(self) -> "pd.DataFrame":
        """Return the rows as a data frame."""
        import pandas as pd  # noqa: PLC0415 -- heavy, and often not needed

        return pd.DataFrame(self.tuples, columns=list(self.columns))

    def to_csv(self) -> str:
        """Return the rows as CSV with a line of headings; what is unbound is empty."""
        out = io.StringIO()
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(self.columns)
        lines.writerows([_plain(value) for value in row] for row in self.tuples)
        return out.getvalue()

    def to_json(self) -> str:
        """Return the rows as a JSON list of objects."""
        return json.dumps([{name: _plain(value) for name, value in row.items()} for row in self], ensure_ascii=False)

    def to_turtle(self) -> str:
        """Return the triples of a CONSTRUCT or DESCRIBE as Turtle; raises `QueryError` for other answers."""
        if self.turtle is None:
            raise QueryError(f"only CONSTRUCT and DESCRIBE answer with triples; this was {self.kind.upper()}")
        return self.turtle


def _plain(value: Value) -> str | float | bool | None:
    # JSON and CSV have no dates of their own.
    return value if value is None or isinstance(value, str | bool | int | float) else value.isoformat()
