"""A pipeline with CLEAR labels, as spaCy's English models have them: the shipped one, with its parses put into that scheme.

It hangs nouns on prepositions, predicates on "is", names on their last word, and each conjunct on the one before.
"""

import numpy as np
from spacy.language import Language

from kg import language
from kg.language.reader import pipeline

RENAMED = {
    "obj": "dobj", "iobj": "dative", "nsubj:pass": "nsubjpass", "csubj:pass": "csubjpass", "aux:pass": "auxpass",
    "acl:relcl": "relcl", "advcl:relcl": "relcl", "nmod:poss": "poss", "compound:prt": "prt", "cc:preconj": "preconj",
    "det:predet": "predet", "obl:unmarked": "npadvmod", "nmod:unmarked": "npadvmod", "nmod:desc": "compound",
    "nsubj:outer": "nsubj", "csubj:outer": "csubj", "discourse": "intj", "vocative": "npadvmod", "fixed": "advmod",
    "list": "dep", "orphan": "dep", "goeswith": "dep", "dislocated": "dep", "reparandum": "meta", "parataxis": "ccomp",
    "flat": "compound", "obl": "npadvmod", "obl:agent": "npadvmod", "nmod": "npadvmod",
}  # fmt: skip
STAY = {"det", "amod", "compound", "case", "nummod", "nmod:poss", "flat", "appos", "acl", "acl:relcl", "nmod", "fixed"}
NAMES = {"LOC": "GPE"}


@Language.component("clear_scheme")
def clear_scheme(doc):
    """Put a parse into the other scheme."""
    tree = _Tree(doc)
    for i in range(len(doc)):
        tree.turn_name(i)
    for i in range(len(doc)):
        tree.sink_predicate(i)
    for i in range(len(doc)):
        tree.chain(i)
    for i in range(len(doc)):
        tree.sink_noun(i)
    for i in range(len(doc)):
        tree.rename(i)
    strings = doc.vocab.strings
    starts = [word.is_sent_start for word in doc]
    distances = (np.array(tree.heads) - np.arange(len(doc))).astype(np.uint64)
    columns = [distances, [strings.add(name) for name in tree.relations]]
    columns += [[strings.add(NAMES.get(word.ent_type_, word.ent_type_)) for word in doc]]
    columns += [[word.ent_iob for word in doc]]
    if len(doc):
        doc.from_array(["HEAD", "DEP", "ENT_TYPE", "ENT_IOB"], np.array(columns, dtype=np.uint64).T)
    assert [word.is_sent_start for word in doc] == starts
    return doc


def in_clear():
    """The shipped pipeline with the labels of CLEAR."""
    nlp = pipeline(language.HERE / language.MINI)
    nlp.add_pipe("clear_scheme")
    return nlp


class _Tree:
    def __init__(self, doc):
        self.doc = doc
        self.relations = [word.dep_ for word in doc]
        self.heads = [word.head.i for word in doc]

    def below(self, i, *relations):
        found = [j for j in range(len(self.heads)) if self.heads[j] == i != j]
        return [j for j in found if not relations or self.relations[j] in relations]

    def swap(self, low, high):
        """Let ``low`` take the place of ``high`` above it."""
        self.heads[low] = low if self.heads[high] == high else self.heads[high]
        self.relations[low] = self.relations[high]
        self.heads[high] = low

    def turn_name(self, i):
        parts = [i, *self.below(i, "flat")]
        if len(parts) > 1 and parts == list(range(i, i + len(parts))):
            last = parts[-1]
            others = [j for j in self.below(i) if j not in parts]
            self.swap(last, i)
            for part in parts[:-1]:
                self.heads[part], self.relations[part] = last, "compound"
            for other in others:
                self.heads[other] = last

    def sink_predicate(self, i):
        for be in self.below(i, "cop")[:1]:
            others = [j for j in self.below(i) if j != be and self.relations[j] not in STAY]
            self.swap(be, i)
            self.relations[i] = "acomp" if self.doc[i].pos_ == "ADJ" else "attr"
            if self.below(i, "case"):
                self.relations[i] = "obl"
            for other in others:
                self.heads[other] = be

    def chain(self, i):
        joined = self.below(i, "conj") if self.relations[i] != "conj" else []
        for before, after in zip([i, *joined], joined, strict=False):
            for word in self.below(after, "cc"):
                self.heads[word] = before
            self.heads[after] = before

    def sink_noun(self, i):
        prepositions = [j for j in self.below(i, "case") if self.doc[j].tag_ in {"IN", "TO", "VBG"} and j < i]
        for preposition in reversed(prepositions[:1]):
            relation = self.relations[i]
            inner = self.below(preposition, "fixed") if self.doc[preposition].lower_ == "according" else []
            self.swap(preposition, i)
            if relation == "obl:agent" and self.doc[preposition].lower_ == "by":
                self.relations[preposition] = "agent"
            elif relation.partition(":")[0] in {"obl", "nmod"}:
                self.relations[preposition] = "prep"
            self.relations[i] = "pobj"
            for last in inner[:1]:
                self.heads[last], self.relations[last], self.heads[i] = preposition, "prep", last
        for mark in self.below(i, "mark"):
            if self.relations[i] in {"advcl", "acl"} and self.doc[i].tag_ == "VBG" and self.doc[mark].tag_ == "IN":
                self.swap(mark, i)
                self.relations[mark], self.relations[i] = "prep", "pcomp"
                break

    def rename(self, i):
        if self.relations[i] == "mark" and self.doc[i].lower_ == "to":
            self.relations[i] = "aux"
        if self.relations[i] == "advmod" and self.doc[i].lower_ in {"not", "n't", "n’t"}:
            self.relations[i] = "neg"
        self.relations[i] = RENAMED.get(self.relations[i], self.relations[i])
