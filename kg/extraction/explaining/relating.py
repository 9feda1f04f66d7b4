"""Why a stance has its relation: the line of a table that states it, and what the sentence makes of that."""

from collections.abc import Iterator

from kg.extraction.explaining.reasons import Reason
from kg.extraction.explaining.wording import Wording
from kg.extraction.lexicon import place, table
from kg.extraction.stances.patterns import Pattern
from kg.extraction.stances.stood import Party, Rule, Stood
from kg.extraction.text.inflection import all_forms
from kg.extraction.text.modality import refused
from kg.relations import Family, Relation

_SIGNS = {-1: "negative", 0: "neutral", 1: "positive"}
_SHOWN = {-1: "−1", 0: "0", 1: "+1"}


def reasons(stood: Stood, wording: Wording) -> Iterator[Reason]:
    """Yield the reasons for relation and sign."""
    found, why = stood.relation, stood.why
    if isinstance(why, Pattern):
        stated = why.towards(actor=isinstance(stood.target, Party)) or why.relation
        turned, where = _turned(stood, why, stated, wording) if stated is not found else ("", "")
        fits = f"“{stood.trigger.text}” fits the pattern “{why.text}”, which states {stated.id}{turned}"
        yield Reason("relation", found.id, fits, ", ".join(filter(None, (why.place, where))))
    elif why is Rule.WRONG:
        yield Reason("relation", found.id, _wrong(stood), _place_of_wrong(stood.trigger.lower))
    elif why is Rule.VERDICT:
        said = f"“{stood.trigger.text}” judges whom it is said of"
        yield Reason("relation", found.id, said, place("verdicts", word=stood.trigger.lower))
    elif why is Rule.LEANING:
        made = f"no table states it; the encoder reads it between the two, with {stood.leaning:.2f}"
        yield Reason("relation", found.id, made, "kg/language/en_mini")
    else:
        yield Reason("relation", found.id, f"“{stood.trigger.text}” says so")
    sign = 0 if stood.negated else found.sign
    because = "what is denied takes no side" if stood.negated else f"{found.id} is {_SIGNS[found.sign]}"
    yield Reason("sign", _SHOWN[sign], because, "relations.ttl")


def _turned(stood: Stood, pattern: Pattern, stated: Relation, wording: Wording) -> tuple[str, str]:
    """What makes another relation of what a pattern states, with its place."""
    found = stood.relation
    if pattern.when_negated is found:
        denial, where = wording.denial()
        return f"; {denial}, and its denial states {found.id}", where
    if found.id == "promises" and stated.sign < 0:
        denial, where = wording.denial()
        return f"; {denial}, and who denies that he will do harm promises", where
    if found.id == "opposes" and refused(stood.trigger):
        denial, where = wording.denial()
        return f"; {denial}, and who refuses opposes", where
    if stated.family is Family.DEED and stood.trigger.tag == "VB":
        return f"; it is announced and not yet done, which {found.id}", ""
    if stated.opposite == found.id:
        return f"; what it says has ended or is to end, which is {found.id}", ""
    return f"; said of such a target it is {found.id}", ""


def _wrong(stood: Stood) -> str:
    thought = stood.relation.id == "worriesAbout"
    who = "who thinks that another does it fears him" if thought else "who says that another does it accuses him"
    return f"“{stood.trigger.text}” tells of a wrong, and {who}"


def _place_of_wrong(form: str) -> str:
    return next((where for where, row in table("wrongs", "verb") if form in all_forms([row["verb"]])), "")
