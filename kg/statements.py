"""Coded statements as columns: what discourse networks are made of, wherever the statements come from.

A database of coded texts, a table, or the stances of a graph all come to this; nothing here knows which.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, overload

from kg.errors import InputError, NetworkError, UnknownChoice

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

Kind = Literal["boolean", "integer", "short text", "long text"]
KINDS: tuple[Kind, ...] = ("boolean", "integer", "short text", "long text")

#: What is known of the document that a statement stands in.
DOCUMENT_FIELDS = ("author", "source", "section", "type", "id", "title")


def code_units(text: str) -> bytes:
    """Return the key of the plain ordinal order: by UTF-16 code unit, capitals before small letters.

    >>> sorted(["b", "A", "Z", "a"], key=code_units)
    ['A', 'Z', 'a', 'b']
    """
    return text.encode("utf-16-be", "surrogatepass")


@dataclass(frozen=True, eq=False)
class Factor(Sequence[str]):
    """Texts that repeat, as numbers of a list, so that a million of them are an array.

    ``codes`` are the places of the texts in ``labels``, which are distinct; −1 is no text, and reads as an empty one.
    """

    codes: "NDArray[np.int64]"
    labels: tuple[str, ...]

    @classmethod
    def of(cls, values: "pd.Series[Any]", *, text: Callable[[Any], str] = str) -> "Factor":
        """Return the values of a column as text; whatever pandas calls missing, and empty text, is none.

        >>> import pandas as pd
        >>> list(Factor.of(pd.Series(["yes", None, "no", "yes"])))
        ['yes', '', 'no', 'yes']
        """
        import numpy as np  # noqa: PLC0415 -- who only reads a file needs neither
        import pandas as pd  # noqa: PLC0415

        codes, found = pd.factorize(values)
        numbers: dict[str, int] = {}
        # Two values may be one text, as 1 and "1" are.
        place = [numbers.setdefault(name, len(numbers)) if name else -1 for name in map(text, found)]
        return cls(np.array([*place, -1], dtype=np.int64)[codes], tuple(numbers))

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: "slice | NDArray[Any]") -> "Factor": ...

    def __getitem__(self, at: "int | slice | NDArray[Any]") -> "str | Factor":
        """Return one text, or some of them as a column."""
        if isinstance(at, int):
            code = int(self.codes[at])
            return self.labels[code] if code >= 0 else ""
        return Factor(self.codes[at], self.labels)

    @property
    def there(self) -> "NDArray[np.bool_]":
        """Where there is a text."""
        there: NDArray[np.bool_] = self.codes >= 0
        return there


@dataclass(frozen=True, eq=False)
class Column:
    """One variable: a value for each statement; None, or an empty text, where nothing was coded.

    ``known`` are the values of a short text that its codebook lists, used or not; ``attributes`` is what is known of
    a value, ``{"Kelp Watch": {"Color": "#129A2C", "Type": "ngo"}}``.
    """

    kind: Kind
    values: Sequence[Any]
    known: tuple[str, ...] = ()
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> "NDArray[np.float64]":
        """The values of a boolean (0 and 1) or an integer, NaN where there is none. Shape: statements."""
        import numpy as np  # noqa: PLC0415 -- who only reads a file needs none

        if isinstance(self.values, Factor):
            return np.array([*map(float, self.values.labels), np.nan])[self.values.codes]
        return np.array([np.nan if value is None else float(value) for value in self.values], dtype=float)

    @cached_property
    def coded(self) -> "tuple[NDArray[np.int64], tuple[str, ...]]":
        """The values as text, as numbers of a sorted list; −1 where there is none. Shape: statements; distinct values."""
        import numpy as np  # noqa: PLC0415

        if isinstance(self.values, Factor):
            used = [self.values.labels[code] for code in np.unique(self.values.codes).tolist() if code >= 0]
            labels = sorted(used, key=code_units)
            place = {label: at for at, label in enumerate(labels)}
            numbers = np.array([*(place.get(label, -1) for label in self.values.labels), -1], dtype=np.int64)
            return numbers[self.values.codes], tuple(labels)
        texts = [_text(value) for value in self.values]
        labels = sorted({text for text in texts if text}, key=code_units)
        number = {label: at for at, label in enumerate(labels)}
        return np.array([number.get(text, -1) for text in texts], dtype=np.int64), tuple(labels)


@dataclass(frozen=True, eq=False, kw_only=True)
class StatementTable:
    """Statements of one type, one at each place of every column.

    ``seconds`` are those of the document's date since 1970, UTC; ``since`` and ``until`` the dates of the earliest and
    the latest document, whether it holds a statement or not. ``fields`` are the document's, see `DOCUMENT_FIELDS`.
    """

    ids: Sequence[int | str]
    documents: Sequence[int | str]
    seconds: "Sequence[int] | NDArray[np.int64]"
    variables: Mapping[str, Column]
    fields: Mapping[str, Column] = field(default_factory=dict)
    since: int | None = None
    until: int | None = None

    def __post_init__(self) -> None:
        columns = {**self.variables, **self.fields}
        lengths = {name: len(column.values) for name, column in columns.items()}
        lengths |= {"documents": len(self.documents), "seconds": len(self.seconds)}
        for name, length in lengths.items():
            if length != len(self.ids):
                raise InputError(f"the column {name!r} has {length} values, and there are {len(self.ids)} statements")

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def names(self) -> list[str]:
        """The variables, and the fields of the document that no variable has the name of."""
        return [*self.variables, *(name for name in self.fields if name not in self.variables)]

    def is_field(self, name: str) -> bool:
        """Whether a name means a field of the document; ``document.type`` does where a variable is called type too."""
        return name.removeprefix("document.") in self.fields and name not in self.variables

    def column(self, name: str) -> Column:
        """Return a variable or a field of the document by its name; raises `UnknownChoice`."""
        if name in self.variables:
            return self.variables[name]
        plain = name.removeprefix("document.")
        if plain in self.fields:
            return self.fields[plain]
        raise UnknownChoice(name, kind="variable of these statements", known=self.names)

    @cached_property
    def at(self) -> "NDArray[np.int64]":
        """The seconds as an array."""
        import numpy as np  # noqa: PLC0415

        return np.asarray(self.seconds, dtype=np.int64)

    @classmethod
    def from_frame(
        cls,
        frame: "pd.DataFrame",
        *,
        date: str = "date",
        document: str | None = "document",
        fields: Iterable[str] = (),
        kinds: Mapping[str, Kind] | None = None,
    ) -> "StatementTable":
        """Return the rows of a DataFrame as statements.

        ``date`` holds dates of any kind that pandas reads, ``document`` what tells documents apart (None: each row is
        one). All other columns are variables, but those among ``fields``, which belong to the document. The kind of
        a variable is that of its column: bool, integer, else a short text; ``kinds`` says so where it is otherwise. Raises
        `NetworkError` for a row without a date.

        >>> import pandas as pd
        >>> rows = pd.DataFrame({"who": ["oslo", "cork"], "what": ["cod", "cod"], "yes": [True, False], "date": "2024-05-01"})
        >>> StatementTable.from_frame(rows, document=None).names
        ['who', 'what', 'yes', 'id']
        """
        import numpy as np  # noqa: PLC0415
        import pandas as pd  # noqa: PLC0415

        for name in filter(None, [date, document]):
            if name not in frame:
                raise UnknownChoice(name, kind="column of this table", known=[str(column) for column in frame.columns])
        when = pd.to_datetime(frame[date], utc=True, errors="coerce")
        if when.isna().any():
            row = int(when.isna().to_numpy().argmax())
            raise NetworkError(
                f"row {row + 1} has no date in {date!r} ({frame[date].iloc[row]!r}): write it as 2023-06-20, or drop the row"
            )
        seconds = np.asarray(when.dt.as_unit("s").astype("int64"), dtype=np.int64)
        documents = Factor.of(frame[document].astype(str) if document else pd.Series(range(len(frame))))
        of_document = {name: Column("short text", Factor.of(frame[name])) for name in fields}
        of_document["id"] = Column("short text", documents)
        said = dict(kinds or {})
        variables = {
            str(name): _column(frame[name], said.get(str(name)))
            for name in frame.columns
            if name not in {date, document} and name not in of_document
        }
        return cls(
            ids=range(1, len(frame) + 1),
            documents=documents,
            seconds=seconds,
            variables=variables,
            fields=of_document,
            since=int(seconds.min()) if len(seconds) else None,
            until=int(seconds.max()) if len(seconds) else None,
        )


def moment(seconds: int) -> datetime:
    """Return a time of UTC, without a zone, as tables and figures show it.

    >>> moment(0)
    datetime.datetime(1970, 1, 1, 0, 0)
    """
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)


def seconds_of(when: datetime) -> int:
    """Return the seconds since 1970 of a time; one without a zone is UTC.

    >>> seconds_of(datetime(1970, 1, 2))
    86400
    """
    return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value)


def _column(values: "pd.Series[Any]", kind: Kind | None) -> Column:
    import pandas as pd  # noqa: PLC0415

    if kind is None:
        boolean, integer = pd.api.types.is_bool_dtype(values.dtype), pd.api.types.is_integer_dtype(values.dtype)
        kind = "boolean" if boolean else "integer" if integer else "short text"
    if kind in {"boolean", "integer"}:
        return Column(kind, Factor.of(values, text=lambda value: str(int(value))))
    return Column(kind, Factor.of(values))
