"""The rows of the word lists: each can be understood, and most are found in a sentence that is made of them."""

from collections import Counter

import pytest

from kg.extraction.lexicon import table
from kg.extraction.stances.patterns import SLOTS, Start, pattern, shipped
from kg.extraction.text.inflection import forms
from kg.records import Document
from kg.relations import RELATIONS, relation

COLUMNS = ("pattern", "relation", "when_negated", "intensity", "issues")
ROWS = table("stances", *COLUMNS)
CUES = table("cues", "cue", "pos", "kind", "takes", "before")
WORDS = {
    "X": "Norway", "X,": "Norway,", "X's": "Norway’s", "Z": "the fishing quotas", "<bad>": "reckless", "<good>": "brilliant"
}  # fmt: skip

# ── stances.csv


@pytest.mark.parametrize("relation_id", RELATIONS)
def test_every_relation_has_patterns(relation_id):
    """No relation is left to chance: each of the twenty has ten patterns at least."""
    assert sum(row["relation"] == relation_id for _, row in ROWS) >= 10


def test_every_row_can_be_understood():
    """Every pattern parses, its relations exist, its strength is one of three, and its issues are any or known ones."""
    for place, row in ROWS:
        made = pattern(row["pattern"], [row["relation"]], when_negated=row["when_negated"])
        assert made.relation is relation(row["relation"]), place
        assert row["intensity"] in {"1", "2", "3"}, place
        assert row["issues"] in {"", "known"}, place
        assert made.relation.to_actor or made.relation.to_issue, place


def test_every_row_reaches_the_shipped_patterns():
    """What is written in the file is looked for: each pattern is found under every form of its word."""
    made = shipped()
    for place, row in ROWS:
        one = pattern(row["pattern"], [row["relation"]])
        for form in one.forms():
            assert row["pattern"] in {found.text for found in made.starting(one.start, form)}, place


def test_no_row_stands_twice():
    """A pattern means a relation once."""
    twice = [key for key, count in Counter((row["pattern"], row["relation"]) for _, row in ROWS).items() if count > 1]
    assert twice == []


def stance_sentence(text, *, to_actor):
    """A sentence made of a pattern by machine, as "Norway will impose sanctions on Denmark" is."""
    made = pattern(text, [])
    words = text.split()
    said = [_word(words, at, to_actor=to_actor) for at in range(len(words))]
    if made.start is Start.VERB:
        said[1] = f"will {made.head}"
    if made.start in {Start.NOUN, Start.BETWEEN}:
        said += ["surprised", "many", "people", "on", "Monday"]
    if made.start is Start.PARTISAN:
        said += [",", "spoke", "on", "Monday"]
    first, *rest = said
    return " ".join([first[0].upper() + first[1:], *rest]) + "."


def _word(words, at, *, to_actor):
    """What stands for a word of a pattern: a state or an issue for a slot, a clause or an infinitive where one is due."""
    word, before = words[at], words[at - 1] if at else ""
    if word not in SLOTS:
        return WORDS.get(word, word)
    actor = "Denmark" if to_actor else "the carbon tax"
    if before in {"that", "whether"}:
        return f"{actor if word == 'Y' else 'the port'} would close the bridge"
    if word == "Z" and before == "to":
        return "close the port"
    return actor if word == "Y" else WORDS[word]


def realised():
    """Each pattern that has an end to be towards, with the relations that it may mean and its sentence."""
    meant = {}
    for _, row in ROWS:
        meant.setdefault(row["pattern"], []).append(relation(row["relation"]))
    for text, relations in meant.items():
        if "Y" in text.split() or "between X and Y" in text:
            to_actor = any(one.to_actor for one in relations)
            yield text, {one.id for one in relations}, stance_sentence(text, to_actor=to_actor)


def test_sentences_made_of_patterns_state_what_the_patterns_mean(extractor):
    """Of all patterns 97 in 100 make a sentence by machine (the others name no target); nine in ten of those are found."""
    made = list(realised())
    assert len(made) >= 0.97 * len({row["pattern"] for _, row in ROWS})
    documents = [Document(id=text, text=sentence) for text, _, sentence in made]
    found = Counter()
    missed = []
    for (text, relations, sentence), record in zip(made, extractor.extract(documents), strict=True):
        right = any(one.holder == "norway" and one.relation in relations for one in record.stances)
        found[right] += 1
        missed += [] if right else [f"{text}: {sentence}"]
    assert found[True] >= 0.9 * found.total(), "\n".join(missed)


# ── cues.csv


def test_every_cue_says_what_it_takes():
    """Every cue is a verb, a noun or a phrase of speech, thought, intention or evidence, and takes something."""
    for place, row in CUES:
        assert row["pos"] in {"verb", "noun", "phrase"}, place
        assert row["kind"] in {"speech", "thought", "intention", "evidence"}, place
        assert set(row["takes"].split()) <= {"quote", "clause", "question", "phrase", "infinitive", "addressee"}, place
        assert row["takes"] or row["before"], place


def past(verb):
    """The past of a verb."""
    irregular = {row["verb"]: row["forms"] for _, row in table("irregular", "verb", "forms", "doubles")}
    head, space, rest = verb.partition(" ")
    told = irregular.get(head, "").split() or sorted(form for form in forms(head) if form.endswith("ed"))
    return f"{told[0]}{space}{rest}"


def cue_sentences(row):
    """Sentences made of a cue, one for each thing that it takes."""
    if row["pos"] == "noun":
        return [f"Norway’s {row['cue']} that the bridge was safe has not changed."]
    if row["pos"] == "phrase":
        return [f"{row['cue'].capitalize()} Ana Ruiz, the bridge was safe."]
    ruiz, takes = f"Ana Ruiz {past(row['cue'])}", set(row["takes"].split())
    told = " the council" if "addressee" in takes else ""
    said = {
        "quote": f"“The bridge is safe,” {ruiz}.",
        "clause": f"{ruiz}{told} that the bridge was safe.",
        "question": f"{ruiz}{told} whether the bridge was safe.",
        "phrase": f"{ruiz} the plan for a bridge on Monday.",
        "infinitive": f"{ruiz}{told} to close the bridge.",
        "addressee": f"{ruiz} the council to close the bridge.",
    }
    behind = [f"{ruiz} {word} the plan for a bridge." for word in row["before"].split()]
    return [sentence for form, sentence in said.items() if form in takes] + behind


def test_sentences_made_of_cues_are_attributed(extractor):
    """Of the sentences that are made of a cue by machine, 97 in 100 have an attribution with that cue."""
    made = [
        (past(row["cue"]) if row["pos"] == "verb" else row["cue"], said)
        for _, row in CUES
        for said in cue_sentences(row)
    ]
    records = extractor.extract(Document(id=str(number), text=said) for number, (_, said) in enumerate(made))
    missed = [
        said
        for (cue, said), record in zip(made, records, strict=True)
        if not any(
            cue in span.text.split() or cue == span.text.lower() for one in record.attributions for span in one.cue
        )
    ]
    assert len(missed) <= 0.03 * len(made), "\n".join(missed)
