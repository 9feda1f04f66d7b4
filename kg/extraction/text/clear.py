"""From the CLEAR labels of spaCy's English pipelines to Universal Dependencies, which the rules are written in.

CLEAR hangs a noun on its preposition and a predicate on its "is", and a name on its last word; Universal
Dependencies hang small words on large ones, and a name on its first.
Source: Choi & Palmer, *Guidelines for the Clear Style Constituent to Dependency Conversion* (2012).
"""

from collections.abc import Sequence

_RENAMED = {
    "acomp": "xcomp", "attr": "xcomp", "auxpass": "aux:pass", "csubjpass": "csubj:pass", "dative": "iobj",
    "dobj": "obj", "intj": "discourse", "neg": "advmod", "npadvmod": "obl:unmarked", "nsubjpass": "nsubj:pass",
    "oprd": "xcomp", "poss": "nmod:poss", "preconj": "cc:preconj", "predet": "det:predet", "prep": "advmod",
    "agent": "advmod", "prt": "compound:prt", "quantmod": "advmod", "relcl": "acl:relcl",
}  # fmt: skip
_OWN = frozenset(_RENAMED) | {"pobj", "pcomp"}
_PREPOSITIONS = frozenset(("prep", "agent", "dative"))
_NOMINAL = frozenset(("NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "WP", "EX"))
_BE = frozenset(("be", "am", "is", "are", "was", "were", "been", "being", "’s", "'s", "’re", "'re", "’m", "'m"))


def is_clear(relations: Sequence[str]) -> bool:
    """Whether relations are those of CLEAR; what has the same name in both need not be changed."""
    return not _OWN.isdisjoint(relations)


def universal(
    relations: Sequence[str], heads: Sequence[int], *, lower: Sequence[str], tags: Sequence[str], names: Sequence[str]
) -> tuple[list[str], list[int]]:
    """The relations and heads that Universal Dependencies have; a root is its own head.

    >>> universal(["nsubj", "ROOT", "prep", "pobj"], [1, 1, 1, 2], lower=["they", "met", "in", "may"],
    ...           tags=["PRP", "VBD", "IN", "NNP"], names=[""] * 4)
    (['nsubj', 'ROOT', 'case', 'obl'], [1, 1, 3, 1])
    """
    tree = _Tree(relations, heads, lower, tags, names)
    for i in tree.deepest_first():
        tree.lift_complement(i)
    for i in range(len(relations)):
        tree.lift_predicate(i)
        tree.turn_name(i)
    for i in range(len(relations)):
        tree.share(i)
        tree.rename(i)
    return tree.relations, tree.heads


class _Tree:
    def __init__(
        self,
        relations: Sequence[str],
        heads: Sequence[int],
        lower: Sequence[str],
        tags: Sequence[str],
        names: Sequence[str],
    ) -> None:
        self.relations, self.heads = list(relations), list(heads)
        self.lower, self.tags, self.names = lower, tags, names
        self.below: list[list[int]] = [[] for _ in relations]
        for i, head in enumerate(heads):
            if head != i:
                self.below[head].append(i)

    def deepest_first(self) -> list[int]:
        """All words, those below before those above."""
        order = [i for i, head in enumerate(self.heads) if head == i]
        for i in order:
            order.extend(self.below[i])  # grows while it is read
        return order[::-1]

    def lift_complement(self, i: int) -> None:
        """Put a noun or a clause above its preposition: (met (in May)) becomes (met ((in) May))."""
        found = self._first(i, "pobj", "pcomp")
        if found is None:
            return
        above, relation = self.heads[i], self.relations[i]
        if relation in _PREPOSITIONS:
            clause = self.relations[found] == "pcomp" and self.tags[found].startswith("VB")
            nominal = self.tags[above] in _NOMINAL
            if self.relations[above] == "prep" and self._first(above, "pobj", "pcomp") is None:
                made = self.relations[found]  # "according to": the outer one has its turn
            elif clause:
                made = "acl" if nominal else "advcl"
            elif relation == "agent":
                made = "obl:agent"
            else:
                made = "nmod" if nominal else "obl"
            self._lift(found, i, made, "mark" if clause else "case")
        else:
            self._lift(found, i, relation, "case")

    def lift_predicate(self, i: int) -> None:
        """Put what somebody is above the "is"."""
        if self.lower[i] not in _BE or self.relations[i] in {"aux", "auxpass", "aux:pass", "cop"}:
            return
        found = self._first(i, "attr", "acomp")
        if self._first(i, "expl") is not None and found is not None and self.relations[found] == "attr":
            self.relations[found] = "nsubj"  # "there is hope"
            return
        if found is None and self._first(i, "nsubj") is not None:
            found = self._place(i)
        if found is not None:
            self._lift(found, i, self.relations[i], "cop")

    def _place(self, i: int) -> int | None:
        """Where or what for somebody is: (is (against the plan))."""
        found = self._first(i, "obl")
        if found is None or found < i or self._first(i, "ccomp", "xcomp") is not None:
            return None
        return found if any(self.relations[j] == "case" and j - i in {1, 2} for j in self.below[found]) else None

    def turn_name(self, i: int) -> None:
        """Hang a person's name on its first word: (Ana) Ruiz becomes Ana (Ruiz)."""
        if self.names[i] != "PERSON":
            return
        below = sorted(j for j in self.below[i] if j < i)
        parts = [j for j in below if self.relations[j] == "compound" and self.names[j] == "PERSON"]
        if parts and parts == list(range(i - len(parts), i)):
            self._lift(parts[0], i, self.relations[i], "flat")
            for part in parts[1:]:
                self.relations[part] = "flat"

    def share(self, i: int) -> None:
        """Hang all that is joined on the first, and an "and" on what comes behind it."""
        if self.relations[i] == "conj":
            first = self.heads[i]
            while self.relations[first] == "conj" and self.heads[first] < first:
                first = self.heads[first]
            self._move(i, first, "conj")
        if self.relations[i] == "cc":
            joined = [j for j in self.below[self.heads[i]] if self.relations[j] == "conj" and j > i]
            if joined:
                self._move(i, min(joined), "cc")

    def rename(self, i: int) -> None:
        """Give a relation the name that Universal Dependencies have for it."""
        if self.relations[i] == "aux" and self.lower[i] == "to":
            self.relations[i] = "mark"
        self.relations[i] = _RENAMED.get(self.relations[i], self.relations[i])

    def _first(self, i: int, *relations: str) -> int | None:
        return next((j for j in self.below[i] if self.relations[j] in relations), None)

    def _lift(self, found: int, above: int, relation: str, under: str) -> None:
        """Let a word take the place of the one above it, with all else below that; the other one hangs on it."""
        head = self.heads[above]
        self._move(found, found if head == above else head, relation)
        for other in list(self.below[above]):
            self._move(other, found, self.relations[other])
        self._move(above, found, under)

    def _move(self, i: int, head: int, relation: str) -> None:
        if self.heads[i] != i:
            self.below[self.heads[i]].remove(i)
        if head != i:
            self.below[head].append(i)
        self.heads[i], self.relations[i] = head, relation
