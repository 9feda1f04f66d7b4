"""Words to look for, over HTTP: what may be asked, and what is found as rows like any others."""

import json
from collections import defaultdict

from kg.server.problems import Refused
from kg.server.reading import Parameters
from kg.store import Hits, Search
from kg.store.nodes import document

COLUMNS = ("date", "who", "sentence", "publisher", "document", "found")
MOST = 1000

_MANY = {"actor": "actors", "issue": "issues", "publisher": "publishers"}
_ONE = {"words", "since", "until", "limit"}


def asked(given: Parameters) -> Search:
    """Return the search that the parameters of an address say; raises `Refused`."""
    fields: dict[str, list[str]] = defaultdict(list)
    for name, value in given:
        if name not in _MANY and name not in _ONE:
            known = ", ".join(sorted(_ONE | _MANY.keys()))
            raise Refused(400, f"there is no parameter {name!r}: a search takes {known}")
        if name in _ONE and fields[name]:
            raise Refused(400, f"there are two parameters called {name}: send one")
        fields[name].append(value)
    if not fields["words"]:
        raise Refused(400, 'say which words to look for: ?words=bridge, or ?words="joint patrol"')
    limit = fields["limit"][0] if fields["limit"] else "100"
    if not limit.isascii() or not limit.isdigit() or not 1 <= int(limit[:9]) <= MOST:
        raise Refused(400, f"the limit is a number from 1 to {MOST}, and {limit!r} is none")
    return Search(
        words=fields["words"][0],
        actors=tuple(fields["actor"]),
        issues=tuple(fields["issue"]),
        publishers=tuple(fields["publisher"]),
        since=fields["since"][0] if fields["since"] else None,
        until=fields["until"][0] if fields["until"] else None,
        limit=int(limit),
    )


def shortened(hits: Hits, wanted: Search) -> dict[str, str]:
    """Return the header that says that there is more, and whether the best are only those of what was added last."""
    if not hits.shortened:
        return {}
    among = "" if hits.ranked is None else f"; best-of-newest={hits.ranked}"
    return {"KG-Shortened": f"limit={wanted.limit}{among}"}


def written(hits: Hits) -> bytes:
    """Return what was found in the JSON format of SPARQL's rows, the best first."""
    rows = []
    for hit in hits.found:
        texts = {"date": hit.date, "who": hit.who, "sentence": hit.sentence, "publisher": hit.publisher}
        row = {name: {"type": "literal", "value": text} for name, text in texts.items() if text is not None}
        row["document"] = {"type": "uri", "value": document(hit.document)}
        row["found"] = {"type": "uri", "value": str(hit.node)}
        rows.append(row)
    return json.dumps({"head": {"vars": COLUMNS}, "results": {"bindings": rows}}, ensure_ascii=False).encode()
