"""A .dna file → records: every statement with a holder, a concept and a sign is a stance, on the words that were marked."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.documents.dna.database import DnaDatabase, DnaDocument, DnaStatement, DnaType
from kg.documents.kinds import Cast
from kg.documents.stances import coded, moved
from kg.documents.tables import Row
from kg.errors import BrokenLine, EmptyDocument, InputError, RecordError
from kg.iris import slug
from kg.known import Known
from kg.records import Actor, Attribution, Document, Header, Issue, Record, Stance, fingerprint
from kg.statements import moment

Found = Document | Record | InputError | RecordError

_HOLDERS = ("organization", "organisation", "actor", "holder", "person")
_ISSUES = ("concept", "issue")
_SIGNS = ("agreement", "sign", "position")


@dataclass(frozen=True)
class _Roles:
    """Which variables of a statement type say who holds which stance on what, and who speaks."""

    holder: str
    issue: str
    sign: str
    speaker: str | None

    @classmethod
    def of(cls, kind: DnaType) -> "_Roles | None":
        """Return them by the names that new databases of DNA have, None for a type that codes something else."""
        texts = [one.name for one in kind.variables if one.kind == "short text"]
        numbers = [one.name for one in kind.variables if one.kind in {"boolean", "integer"}]
        holder, issue = _first(_HOLDERS, texts), _first(_ISSUES, texts)
        sign = _first(_SIGNS, numbers) or next(iter(numbers), None)
        if holder is None or issue is None or sign is None:
            return None
        return cls(holder, issue, sign, "person" if "person" in texts and holder != "person" else None)


def items(path: Path, place: str, *, known: Known | None = None) -> Iterator[tuple[str, Found]]:
    """Yield a record for every document with stances in it, and a document to read for every other one.

    The holder is the organization, or the person where there is none; a person with an organization speaks for it. An integer is a
    stance by its sign. What cannot be a stance comes as an error that names the statement.
    """
    try:
        database = DnaDatabase.read(path)
        statements = {document.id: list[tuple[_Roles, DnaStatement]]() for document in database.documents}
        roles = {kind.label: _Roles.of(kind) for kind in database.types}
        for statement in database.statements:
            role = roles[statement.type]
            if role is not None and statement.document in statements:
                statements[statement.document].append((role, statement))
    except InputError as problem:
        problem.place = place
        yield place, problem
        return
    cast, table = Cast(known), slug(path.stem)
    for document in database.documents:
        where = f"{place}, document {document.id}"
        yield from _of(document, statements[document.id], where, table, cast)


def count(path: Path) -> int:
    """Return how many documents there are; 1 where the file cannot be read, for that is one problem."""
    try:
        return len(DnaDatabase.read(path).documents)
    except InputError:
        return 1


def _of(
    document: DnaDocument, said: list[tuple[_Roles, DnaStatement]], where: str, table: str, cast: Cast
) -> Iterator[tuple[str, Found]]:
    told: Mapping[str, str | None] = {
        "id": f"{table}-{document.id}",
        "title": document.title or None,
        "published": f"{moment(document.seconds):%Y-%m-%d}",
        "publisher": document.source or None,
    }
    if not document.text.strip():
        yield where, EmptyDocument("there is no text in it", place=where)
        return
    if not said:
        yield where, Document.model_validate({**told, "text": document.text})
        return
    actors: dict[str, Actor] = {}
    issues: dict[str, Issue] = {}
    attributions: list[Attribution] = []
    stances: list[Stance] = []
    for roles, statement in said:
        try:
            stance, attribution, there = _stance(document, roles, statement, cast)
        except (InputError, RecordError) as problem:
            yield f"{where}, statement {statement.id}", problem.at(f"{where}, statement {statement.id}")
            continue
        for one in there:
            if isinstance(one, Actor):
                actors.setdefault(one.id, one)
            else:
                issues.setdefault(one.id, one)
        stances.append(stance)
        attributions += [attribution] if attribution is not None else []
    if not stances:
        return
    header = Header.model_validate({**told, "sha256": fingerprint(document.text), "text": document.text})
    try:
        record = Record(
            document=header,
            actors=tuple(actors.values()),
            issues=tuple(issues.values()),
            attributions=tuple(attributions),
            stances=tuple(stances),
        )
        record.check(document.text)
    except RecordError as problem:
        yield where, problem.at(where)
    else:
        yield where, record


def _stance(
    document: DnaDocument, roles: _Roles, statement: DnaStatement, cast: Cast
) -> tuple[Stance, Attribution | None, list[Actor | Issue]]:
    values: defaultdict[str, object] = defaultdict(lambda: None, statement.values)
    person = str(values[roles.speaker] or "").strip() if roles.speaker else ""
    holder = str(values[roles.holder] or "").strip() or person
    issue = str(values[roles.issue] or "").strip()
    if not 0 <= statement.start < statement.stop <= len(document.text):
        raise BrokenLine(
            f"it goes from {statement.start} to {statement.stop}, and the text has {len(document.text)} characters"
        )
    for name, value in ((roles.holder, holder), (roles.issue, issue)):
        if not value:
            raise BrokenLine(f"it has no {name}: code one, or leave the statement")
    cells = {
        "holder": holder,
        "issue": issue,
        "sign": str(_sign(values[roles.sign], boolean=roles.sign == "agreement")),
        "quote": document.text[statement.start : statement.stop],
        "speaker": person,
        "voice": "representative" if person and person != holder else "self",
    }
    one = coded(Row(statement.id, cells), cast)
    stance, said = moved(one, statement.start)
    # The same words may be coded twice, and are two stances then: numbers tell them apart.
    said = said.model_copy(update={"id": f"a{statement.id}"}) if said is not None else None
    stance = stance.model_copy(update={"id": f"s{statement.id}", "attribution": said.id if said else None})
    return stance, said, [*one.actors, *one.issues]


def _sign(value: object, *, boolean: bool) -> int:
    number = int(value) if isinstance(value, int) else 0
    if boolean:
        return 1 if number else -1
    return (number > 0) - (number < 0)


def _first(wanted: tuple[str, ...], there: list[str]) -> str | None:
    return next((name for name in wanted if name in there), None)
