"""The twenty relations in six families, tested equal to ``ontology/relations.ttl``."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kg.errors import UnknownRelation

#: What is understood as a side, whatever its case.
SIDES: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("1", "+1", "+", "yes", "y", "yea", "yeas", "aye", "for", "in favour", "in favor"), 1),
        **dict.fromkeys(("pro", "support", "supports", "agree", "agrees", "positive", "true"), 1),
        **dict.fromkeys(("0", "abstain", "abstains", "abstained", "abstention", "neutral", "neither"), 0),
        **dict.fromkeys(("-1", "−1", "-", "−", "no", "n", "nay", "nays", "against", "contra", "con"), -1),
        **dict.fromkeys(("oppose", "opposes", "disagree", "disagrees", "negative", "false"), -1),
    }
)


class Family(StrEnum):
    """What sort of stance a relation is."""

    EVALUATION = "evaluation"
    EXPECTATION = "expectation"
    POSITION = "position"
    COMMITMENT = "commitment"
    POSTURE = "posture"
    DEED = "deed"


@dataclass(frozen=True, slots=True)
class Relation:
    """One of the twenty: how a holder stands to an actor or an issue.

    ``sign`` is −1, 0 or +1. ``score`` is PLOVER's (−10 … +10) where ``plover`` gives a code, else
    ours. ``opposite`` is polar opposition, for plots and for changes of side; it is not an inverse.
    """

    id: str
    family: Family
    sign: int
    score: float
    opposite: str | None = None
    plover: str | None = None
    to_actor: bool = True
    to_issue: bool = False
    symmetric: bool = False

    @property
    def label(self) -> str:
        """The relation in words, as it stands between holder and target.

        >>> RELATIONS["worriesAbout"].label
        'worries about'
        """
        return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in self.id)


def _table() -> Mapping[str, Relation]:
    evaluation, expectation, position = Family.EVALUATION, Family.EXPECTATION, Family.POSITION
    commitment, posture, deed = Family.COMMITMENT, Family.POSTURE, Family.DEED
    rows = (
        Relation("respects", evaluation, 1, 3, "criticizes", "SUPPORT", to_issue=True),
        Relation("criticizes", evaluation, -1, -2, "respects", "ACCUSE-disapprove", to_issue=True),
        Relation("accuses", evaluation, -1, -3.5, None, "ACCUSE-allege"),
        Relation("trusts", expectation, 1, 3, "distrusts"),
        Relation("distrusts", expectation, -1, -3, "trusts"),
        Relation("worriesAbout", expectation, -1, -1.5, to_issue=True),
        Relation("supports", position, 1, 5, "opposes", "SUPPORT", to_issue=True),
        Relation("opposes", position, -1, -2, "supports", "REJECT", to_issue=True),
        Relation("agreesWith", position, 1, 2.5, None, "AGREE", symmetric=True),
        Relation("promises", commitment, 1, 2.5, "threatens", "AGREE", to_issue=True),
        Relation("threatens", commitment, -1, -3.5, "promises", "THREATEN"),
        Relation("asks", commitment, 0, 0, None, "REQUEST", to_issue=True),
        Relation("engages", posture, 0, 2.5, None, "CONSULT", symmetric=True),
        Relation("cooperatesWith", posture, 1, 9.5, "rivals", "COOPERATE", symmetric=True),
        Relation("rivals", posture, -1, -3, "cooperatesWith", symmetric=True),
        Relation("aids", deed, 1, 10, "penalizes", "AID"),
        Relation("yieldsTo", deed, 1, 4.5, "pressures", "CONCEDE/RETREAT"),
        Relation("penalizes", deed, -1, -6, "aids", "SANCTION", to_issue=True),
        Relation("pressures", deed, -1, -7, "yieldsTo", "COERCE/MOBILIZE/PROTEST"),
        Relation("attacks", deed, -1, -9, None, "ASSAULT"),
    )
    return MappingProxyType({row.id: row for row in rows})


#: The closed list, by id, in the order of the guidelines.
RELATIONS: Mapping[str, Relation] = _table()


def relation(name: str) -> Relation:
    """Return the relation of that id.

    Raises `UnknownRelation`, which says what was probably meant.
    """
    try:
        return RELATIONS[name]
    except KeyError:
        raise UnknownRelation(name, known=RELATIONS) from None
