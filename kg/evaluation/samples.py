"""Samples that people have coded: JSON lines of records, of which only what is compared has to be there.

A line is a record of kg with more or fewer fields: ``attributions`` where who said what was coded, ``stances`` where
stances were. A span is ``{"start": 5, "end": 9}``, ``[5, 9]``, or the words themselves, which are then looked for.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from kg.errors import BrokenLine, KgError, RecordError, SpanMismatch, TextMissing, UnknownChoice, UnknownRelation
from kg.evaluation.attributions import Said
from kg.evaluation.stances import End, Position
from kg.records import Document, Record, Voice, fingerprint
from kg.relations import RELATIONS

Item = TypeVar("Item")
Json = Mapping[str, Any]

_KNOWN = frozenset(Document.model_fields)
_SHOWN = 50  # characters of a quotation in a message


@dataclass(frozen=True, slots=True)
class Sample:
    """One document as a person has coded it; ``place`` is the file and the line, for messages.

    ``row`` is what was written. What is not coded is not judged: `said` and `positions` are then None.
    """

    place: str
    id: str
    text: str | None
    row: Json

    @property
    def document(self) -> Document:
        """The document, to be read; raises `TextMissing` where the text is not at hand."""
        header = self.row.get("document") or {}
        return Document(
            **{name: header[name] for name in _KNOWN & header.keys() if header[name] is not None}
            | {"id": self.id, "text": self._text}
        )

    @property
    def _text(self) -> str:
        if self.text is None:
            raise TextMissing(
                f"document {self.id!r} came without its text: give the articles, or records with it", place=self.place
            )
        return self.text

    def with_text(self, text: str) -> "Sample":
        """The same sample on a text that came from elsewhere; spans that were counted in another one are looked for.

        Raises `SpanMismatch` where such a span does not have its words.
        """
        header = self.row.get("document") or {}
        mark = header.get("sha256") or fingerprint(self.text if self.text is not None else text)
        try:
            row = self.row if mark == fingerprint(text) else _in_words(self.row)
        except SpanMismatch as error:
            raise error.at(self.place) from None
        return replace(self, text=text, row=row)

    def said(self) -> list[Said] | None:
        """The attributions, None where none were coded; raises `KgError`, with the place, for what does not hold."""
        return self._each("attributions", self._attribution)

    def positions(self) -> list[Position] | None:
        """The stances, None where none were coded; raises `KgError`, with the place, for what does not hold."""
        return self._each("stances", self._position)

    def _each(self, kind: str, make: Callable[[Json], Item]) -> list[Item] | None:
        if kind not in self.row:
            return None
        made = []
        for number, given in enumerate(self.row[kind], 1):
            which = (
                f"{kind[:-1]} {given.get('id') or number}" if isinstance(given, Mapping) else f"{kind[:-1]} {number}"
            )
            try:
                made.append(make(given))
            except KgError as error:
                error.message = f"{which}: {error.message}"
                raise error.at(self.place) from None
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                why = f"there is no {error}" if isinstance(error, KeyError) else str(error)
                raise BrokenLine(f"{which}: {why}", place=self.place) from None
        return made

    def _attribution(self, given: Json) -> Said:
        if not given["content"]:
            raise BrokenLine("there is no content")
        return Said(self._spans(given.get("source") or ()), self._spans(given["content"]))

    def _position(self, given: Json) -> Position:
        relation, voice = given["relation"], given.get("voice") or ""
        if relation not in RELATIONS:
            raise UnknownRelation(relation, known=RELATIONS)
        if voice and voice not in set(Voice):
            raise UnknownChoice(voice, kind="voice", known=[each.value for each in Voice])
        sign = 0 if given.get("negated") else RELATIONS[relation].sign
        if given.get("sign", sign) != sign:
            raise RecordError(
                f"{relation}{', negated,' if given.get('negated') else ''} cannot have sign {given['sign']}"
            )
        start, end = self._span(given["evidence"])
        return Position(
            self._end({"actor": given["holder"]}), self._end(given["target"]), relation, sign, voice, start, end
        )

    def _end(self, given: Json) -> End:
        """A holder or a target, which goes by its id, as most coders write a name there, and by its name."""
        kind = "actor" if given.get("actor") else "issue"
        listed: Sequence[Json] = self.row.get(f"{kind}s") or ()
        name = next((each.get("name") or each.get("label") for each in listed if each["id"] == given[kind]), None)
        return End(given[kind], tuple(filter(None, (given[kind], name))), is_issue=kind == "issue")

    def _spans(self, given: Any) -> list[tuple[int, int]]:
        return [self._span(each) for each in ([given] if isinstance(given, str | Mapping) else given)]

    def _span(self, given: Any) -> tuple[int, int]:
        if isinstance(given, str) or (isinstance(given, Mapping) and "start" not in given):
            return self._found(given if isinstance(given, str) else given["text"])
        start, end = (given["start"], given["end"]) if isinstance(given, Mapping) else given
        words = given.get("text") if isinstance(given, Mapping) else None
        if words is not None and self.text is not None and self.text[start:end] != words:
            raise SpanMismatch(
                f"{_short(words)} is not what stands from {start} to {end}, which is {_short(self.text[start:end])}"
            )
        return int(start), int(end)

    def _found(self, words: str) -> tuple[int, int]:
        """Where words stand in the text, however lines are broken there."""
        if not words.split():
            raise BrokenLine("there are no words")
        found = re.search(r"\s+".join(map(re.escape, words.split())), self._text)
        if found is None:
            raise SpanMismatch(f"{_short(words)} does not stand in document {self.id!r}")
        return found.span()


def lines(rows: Sequence[str], place: str) -> Iterator[Sample]:
    """Yield the sample of every line; raises `BrokenLine` for one that is no record."""
    for number, line in enumerate(rows, 1):
        if line.strip():
            yield _sample(line, f"{place}:{number}")


def _sample(line: str, place: str) -> Sample:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BrokenLine(f"not JSON: {error}", place=place) from None
    header = row.get("document") if isinstance(row, dict) else None
    if not isinstance(header, dict) or not ("attributions" in row or "stances" in row):
        raise BrokenLine(
            'not a coded record: a line is {"document": {"id": …, "text": …}, "attributions": […], "stances": […]}',
            place=place,
        )
    text = header.get("text")
    if not header.get("id") and text is None:
        raise BrokenLine("the document has neither id nor text", place=place)
    return Sample(place, header.get("id") or Document(text=text).id, text, row)


def of_record(record: Record, place: str) -> Sample:
    """The sample of a table of coded stances, which tells who spoke, but not where the text says so."""
    row = record.model_dump(mode="json", exclude={"attributions"})
    return Sample(place, record.document.id, record.document.text, row)


def _in_words(given: Any) -> Any:
    """What was written, with every span that has its words reduced to them."""
    if isinstance(given, Mapping):
        if "start" not in given:
            return {name: _in_words(value) for name, value in given.items()}
        if given.get("text") is not None:
            return given["text"]
    elif not isinstance(given, list):
        return given
    elif not all(isinstance(each, int) for each in given) or not given:
        return [_in_words(each) for each in given]
    raise SpanMismatch("this was coded in another text, and a span of it does not say its words")


def _short(words: str) -> str:
    return repr(words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…")
