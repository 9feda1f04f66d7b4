"""A pipeline with the labels of spaCy's English models serves as well as one with those of Universal Dependencies."""

import pytest
from clear_scheme import in_clear
from extraction_golden import by_text, lines

from kg import reference
from kg.extraction import Extractor
from kg.extraction.text.clear import is_clear, universal
from kg.records import Document

# As spaCy's English models parse them: word, tag, relation, head; and what Universal Dependencies make of them.
PARSES = {
    "a passive with an agent": (
        "Oslo/NNP/nsubjpass/2 was/VBD/auxpass/2 criticized/VBN/ROOT/2 by/IN/agent/2 the/DT/det/5 council/NN/pobj/3",
        "nsubj:pass/2 aux:pass/2 ROOT/2 case/5 det/5 obl:agent/2",
    ),
    "a predicate": (
        "The/DT/det/1 plan/NN/nsubj/2 is/VBZ/ROOT/2 not/RB/neg/2 safe/JJ/acomp/2 ././punct/2",
        "det/1 nsubj/4 cop/4 advmod/4 ROOT/4 punct/4",
    ),
    "there is": ("There/EX/expl/1 is/VBZ/ROOT/1 hope/NN/attr/1", "expl/1 ROOT/1 nsubj/1"),
    "a place": (
        "Oslo/NNP/nsubj/1 is/VBZ/ROOT/1 against/IN/prep/1 the/DT/det/4 tax/NN/pobj/2",
        "nsubj/4 cop/4 case/4 det/4 ROOT/4",
    ),
    "according to": (
        "It/PRP/nsubj/1 fell/VBD/ROOT/1 according/VBG/prep/1 to/IN/prep/2 the/DT/det/5 bank/NN/pobj/3",
        "nsubj/1 ROOT/1 case/5 case/5 det/5 obl/1",
    ),
    "a clause behind a preposition": (
        "He/PRP/nsubj/1 left/VBD/ROOT/1 after/IN/prep/1 losing/VBG/pcomp/2 votes/NNS/dobj/3",
        "nsubj/1 ROOT/1 mark/3 advcl/1 obj/3",
    ),
    "conjuncts": (
        "Oslo/NNP/nsubj/5 ,/,/punct/0 Cork/NNP/conj/0 and/CC/cc/2 Bern/NNP/conj/2 back/VBP/ROOT/5 it/PRP/dobj/5",
        "nsubj/5 punct/0 conj/0 cc/4 conj/0 ROOT/5 obj/5",
    ),
    "an infinitive": (
        "They/PRP/nsubj/1 want/VBP/ROOT/1 to/TO/aux/3 end/VB/xcomp/1 its/PRP$/poss/5 war/NN/dobj/3",
        "nsubj/1 ROOT/1 mark/3 xcomp/1 nmod:poss/5 obj/3",
    ),
}


@pytest.mark.parametrize("name", PARSES)
def test_a_clear_parse_becomes_a_universal_one(name):
    """Nouns above prepositions, predicates above "is", conjuncts under the first."""
    given, expected = PARSES[name]
    words, tags, relations, heads = zip(*(each.rsplit("/", 3) for each in given.split()), strict=True)
    assert is_clear(relations)
    made = universal(
        relations, list(map(int, heads)), lower=[word.lower() for word in words], tags=tags, names=[""] * len(words)
    )
    assert [f"{relation}/{head}" for relation, head in zip(*made, strict=True)] == expected.split()


def test_a_name_hangs_on_its_first_word():
    """As the treebanks have persons; other names stay."""
    given = (["compound", "compound", "nsubj", "ROOT"], [2, 2, 3, 3])
    words = {"lower": ["ana", "de", "ruiz", "left"], "tags": ["NNP", "NNP", "NNP", "VBD"]}
    person = universal(*given, **words, names=["PERSON", "PERSON", "PERSON", ""])
    assert person == (["nsubj", "flat", "flat", "ROOT"], [3, 0, 0, 3])
    assert universal(*given, **words, names=["ORG", "ORG", "ORG", ""]) == given


def told(made):
    """What a record says, without its ids."""
    said = {
        (one.kind, *((span.start, span.end) for role in (one.source, one.cue, one.content) for span in role))
        for one in made.attributions
    }
    stood = {
        (one.holder, one.relation, one.sign, one.target.actor or one.target.issue, one.voice) for one in made.stances
    }
    return said, stood


def test_both_schemes_give_nearly_the_same_records(extractor):
    """Of all attributions and stances in the golden sentences, at least nineteen of twenty are the same."""
    clear = Extractor(reference.shipped(), pipeline=in_clear())
    texts = [group[0].text for name in ("attributions.tsv", "stances.tsv") for group in by_text(lines(name))]
    documents = [Document(id=str(number), text=text) for number, text in enumerate(texts)]
    counts = {"attributions": [0, 0], "stances": [0, 0]}
    for one, other in zip(extractor.extract(documents), clear.extract(documents), strict=True):
        for kind, ours, theirs in zip(counts, told(one), told(other), strict=True):
            counts[kind][0] += len(ours & theirs)
            counts[kind][1] += len(ours | theirs)
    for kind, (same, every) in counts.items():
        assert every > 100, kind
        assert same >= 0.95 * every, f"{kind}: {same} of {every}"
