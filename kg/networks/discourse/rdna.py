"""The settings of discourse networks under the names that rDNA gives them, for scripts that come from there.

Every function takes the arguments of its namesake in R, a dot in a name written as an underscore, and answers in ``mode="dna"``
unless ``mode`` says otherwise.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, time
from typing import Any

from kg.errors import NetworkError, UnknownChoice
from kg.networks.discourse.backbone import Backbone, Step, evaluated_backbone, nested_backbone
from kg.networks.discourse.building import network
from kg.networks.discourse.camps import quality
from kg.networks.discourse.matrix import Cells, Matrix
from kg.networks.discourse.metrics import distances
from kg.networks.discourse.settings import Settings
from kg.networks.discourse.sliding import windows
from kg.networks.discourse.smoothing import smoothed
from kg.networks.discourse.tallies import Frequencies, frequencies
from kg.statements import StatementTable

_BOTH = "congruence & conflict"
_DEFAULTS: dict[str, Any] = {
    "networkType": "twomode",
    "variable1": "organization",
    "variable1Document": False,
    "variable2": "concept",
    "variable2Document": False,
    "qualifier": "agreement",
    "qualifierDocument": False,
    "qualifierAggregation": "ignore",
    "normalization": "no",
    "isolates": False,
    "duplicates": "include",
    "start_date": "",
    "stop_date": "",
    "start_time": "",
    "stop_time": "",
    "timeWindow": "no",
    "windowSize": 100,
    "kernel": "no",
    "normalizeToOne": False,
    "indentTime": False,
    "excludeValues": {},
    "excludeAuthors": (),
    "excludeSources": (),
    "excludeSections": (),
    "excludeTypes": (),
    "invertValues": False,
    "invertAuthors": False,
    "invertSources": False,
    "invertSections": False,
    "invertTypes": False,
    "mode": "dna",
}


def dna_network(table: StatementTable, **options: Any) -> list[Matrix]:
    """Return the network, or the networks of all windows; those of ``"congruence & conflict"`` in turn.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"organization": ["oslo", "cork"], "concept": ["cod", "cod"], "agreement": [True, True], "date": "2024-05-01"})
    >>> dna_network(StatementTable.from_frame(rows, document=None))[0].weights.tolist()
    [[1.0], [1.0]]
    """
    given = _given(options)
    if given["qualifierAggregation"] == _BOTH:
        if given["timeWindow"] == "no":
            raise NetworkError(f"{_BOTH!r} is for time windows: ask for congruence, then for conflict")
        made = [dna_network(table, **{**given, "qualifierAggregation": one}) for one in ("congruence", "conflict")]
        return [one for two in zip(*made, strict=True) for one in two]
    asked, unit, width = settings(**options), given["timeWindow"], int(given["windowSize"])
    if unit == "no":
        return [network(table, asked)]
    if given["kernel"] == "no":
        return windows(table, unit, width, asked)
    return smoothed(
        table,
        unit,
        width,
        given["kernel"],
        asked,
        indent=bool(given["indentTime"]),
        to_one=bool(given["normalizeToOne"]),
    )


def dna_distances(table: StatementTable, *, distanceMethod: str = "absdiff", **options: Any) -> Cells:  # noqa: N803 -- R's name
    """Return the distances between all networks of a series, as phase transitions start from them."""
    method: Any = distanceMethod
    return distances(dna_network(table, **options), method, mode=_given(options)["mode"])


def dna_barplot(
    table: StatementTable, *, variable1: str = "concept", qualifier: str | None = "agreement", **options: Any
) -> Frequencies:
    """Return the numbers of a bar plot."""
    asked = settings(variable1=variable1, qualifier=None, networkType="twomode", **{"variable2": variable1, **options})
    return frequencies(table, variable1, qualifier, asked)


def dna_backbone(table: StatementTable, **options: Any) -> list[Step]:
    """Return the nested backbone."""
    return nested_backbone(table, settings(**{"networkType": "onemode", **options}))


def dna_evaluateBackboneSolution(  # noqa: N802 -- R's name
    table: StatementTable,
    backboneEntities: Collection[str],  # noqa: N803
    p: float = 0,
    **options: Any,
) -> tuple[float, float]:
    """Return the penalised losses of keeping a set of concepts, and of keeping all others."""
    made: Backbone = evaluated_backbone(
        table, backboneEntities, settings(**{"networkType": "onemode", **options}), penalty=float(p)
    )
    return made.penalised, made.penalised_of_dropped


def dna_quality(table: StatementTable, partition: Sequence[int], **options: Any) -> tuple[float, float]:
    """Return the raw and the normalised polarization score of a partition of the nodes in their order."""
    more = {"networkType": "onemode", "normalization": "average", **options}
    alike, apart = (
        dna_network(table, **{**more, "qualifierAggregation": one})[0] for one in ("congruence", "conflict")
    )
    return quality(alike.weights, apart.weights, partition, mode=_given(more)["mode"])


def settings(**options: Any) -> Settings:
    """Return what rDNA's arguments ask for. Raises `UnknownChoice` for an argument that is none."""
    given = _given(options)
    exclude: dict[str, list[str]] = {}
    only: dict[str, list[str]] = {}
    for name, values in _pairs(given["excludeValues"], given.get("excludeVariables")):
        (only if given["invertValues"] else exclude).setdefault(name, []).append(str(values))
    for field in ("author", "source", "section", "type"):
        name = f"{field.capitalize()}s"
        values = given[f"exclude{name}"]
        values = [values] if isinstance(values, str) else list(values)
        values = [value for value in values if value]
        if values:
            (only if given[f"invert{name}"] else exclude)[f"document.{field}"] = values
    fields = {which: _field(given, which) for which in ("variable1", "variable2", "qualifier")}
    return Settings(
        rows=fields["variable1"] or "",
        columns=fields["variable2"] or "",
        qualifier=fields["qualifier"],
        shape=given["networkType"],
        aggregation=given["qualifierAggregation"],
        normalisation=given["normalization"],
        duplicates="range" if given["duplicates"] == "acrossrange" else given["duplicates"],
        exclude=exclude,
        only=only,
        start=_moment(given["start_date"], given["start_time"], time.min),
        stop=_moment(given["stop_date"], given["stop_time"], time(23, 59, 59)),
        isolates=bool(given["isolates"]),
        mode=given["mode"],
    )


def _given(options: dict[str, Any]) -> dict[str, Any]:
    plain = {name.replace(".", "_"): value for name, value in options.items()}
    for name in plain:
        if name not in _DEFAULTS and name != "excludeVariables":
            raise UnknownChoice(name, kind="argument of rDNA that is known here", known=list(_DEFAULTS))
    return {**_DEFAULTS, **plain}


def _pairs(values: Any, variables: Any) -> list[tuple[str, Any]]:
    """Return (variable, value), from a list for each variable as in R, or from two parallel lists as inside DNA."""
    if variables is not None:
        return list(zip(variables, values, strict=True))
    return [
        (name, value)
        for name, several in dict(values).items()
        for value in ([several] if isinstance(several, str) else several)
    ]


def _field(given: dict[str, Any], which: str) -> str | None:
    name: str | None = given[which]
    return f"document.{name}" if name and given[f"{which}Document"] else name


def _moment(date: str, clock: str, otherwise: time) -> datetime | None:
    if not date:
        return None
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(date, form)  # noqa: DTZ007 -- dates of DNA have no zone
        except ValueError:
            continue
        return datetime.combine(day, datetime.strptime(clock, "%H:%M:%S").time() if clock else otherwise)  # noqa: DTZ007
    raise NetworkError(f"{date!r} is not a date: write it as 20.06.2023, or 2023-06-20")
