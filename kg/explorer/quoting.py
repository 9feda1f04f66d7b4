"""How much of other people's text a page may carry: whole passages, the best few, or none."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import KgError
from kg.explorer.contents import Passage, Statement

_TOP = re.compile(r"top:([1-9][0-9]{0,5})")
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Quoting:
    """``most`` is the number of sentences a link may show, None for all; ``longest`` of characters a passage."""

    most: int | None = None
    longest: int | None = None

    @classmethod
    def read(cls, evidence: str, longest: int | None) -> "Quoting":
        """Read what a user asks for: ``full``, ``top:5`` or ``none``, and a length.

        >>> Quoting.read("top:5", None).most
        5
        """
        if longest is not None and longest < 1:
            raise KgError(f"max_quote is {longest}; it counts characters, so it has to be 1 or more.")
        if evidence in {"full", "none"}:
            return cls(None if evidence == "full" else 0, longest)
        if match := _TOP.fullmatch(evidence):
            return cls(int(match[1]), longest)
        raise KgError(f"evidence is {evidence!r}; it can be 'full', 'none', or 'top:5' with any number.")

    def left_out(self, statements: Sequence[Statement]) -> set[int]:
        """Return the ids (of the objects) of statements whose sentence does not go into the page: the least sure."""
        if self.most is None:
            return set()
        groups: dict[tuple[str, str, int], list[Statement]] = defaultdict(list)
        for statement in statements:
            groups[statement.holder, statement.target, statement.sign].append(statement)
        out: set[int] = set()
        for group in groups.values():
            surest = sorted(group, key=lambda one: (-one.confidence, one.day or "", one.id))
            out.update(id(one) for one in surest[self.most :])
        return out

    def shortened(self, passage: Passage) -> Passage:
        """Return the passage cut to the longest length, around its evidence; the evidence is cut last.

        >>> text = "The minister spoke. She rejects the cod quotas. Fishers cheered."
        >>> Quoting(longest=36).shortened(Passage(text=text, evidence=(20, 46))).text
        '… She rejects the cod quotas. …'
        """
        if self.longest is None or len(passage.text) <= self.longest:
            return passage
        text, (start, end) = passage.text, passage.evidence
        end = min(end, start + self.longest)
        spare = self.longest - (end - start)
        first = max(0, min(start - spare // 2, len(text) - self.longest))
        last = min(len(text), first + self.longest)
        if first:
            first = min(start, _next_word(text, first))
        if last < len(text):
            last = max(end, _word_before(text, last))
        before, after = f"{_ELLIPSIS} " * bool(first), f" {_ELLIPSIS}" * (last < len(text))
        shift = len(before) - first
        return Passage(
            text=before + text[first:last] + after,
            evidence=(start + shift, end + shift),
            cues=tuple(
                (left + shift, right + shift) for left, right in passage.cues if first <= left and right <= last
            ),
        )


def _next_word(text: str, at: int) -> int:
    space = text.find(" ", at)
    return space + 1 if space >= 0 else at


def _word_before(text: str, at: int) -> int:
    space = text.rfind(" ", 0, at + 1)
    return space if space >= 0 else at
