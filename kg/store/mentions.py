"""Who and what is mentioned in a stretch of a document."""

from bisect import bisect_left
from collections.abc import Iterator

from kg.records import Record, Span

ACTOR, ISSUE = "actor", "issue"


class Mentions:
    """The mentions of a record, in the order of its text.

    >>> record = Record.model_validate({"document": {"id": "d"}, "issues": [
    ...     {"id": "dam", "label": "dam", "mentions": [{"start": 4, "end": 7, "text": "dam"}]}]})
    >>> list(Mentions(record).within(Span(start=0, end=7, text="the dam")))
    [('issue', 'dam')]
    """

    def __init__(self, record: Record) -> None:
        self._mentions = sorted(
            [(mention.start, ACTOR, actor.id) for actor in record.actors for mention in actor.mentions]
            + [(mention.start, ISSUE, issue.id) for issue in record.issues for mention in issue.mentions]
        )

    def within(self, span: Span) -> Iterator[tuple[str, str]]:
        """Yield kind and id of what is mentioned from the start of a span to its end, as often as it is."""
        for start, kind, name in self._mentions[bisect_left(self._mentions, (span.start,)) :]:
            if start >= span.end:
                return
            yield kind, name
