"""Answers that have been given, to be given again for as long as the graph stays as it is: links are shared, and pages ask every minute."""

import re
from collections import OrderedDict
from collections.abc import Hashable

from kg.store import Written

_ANEW = re.compile("RAND|NOW|UUID", re.IGNORECASE)  # what makes the same question give another answer each time
_SHARE = 8  # of the room, which no answer alone may have more of than one


class Answers:
    """As many answers as there is room for, in bytes; those that nobody has asked for longest give way."""

    def __init__(self, *, room: int) -> None:
        self._room = room
        self._kept: OrderedDict[Hashable, tuple[Written, int]] = OrderedDict()
        self._of: object = None
        self._size = 0

    def of(self, graph: object) -> None:
        """Forget all, unless the graph is the same object as the last time."""
        if graph is not self._of:
            self._kept.clear()
            self._of, self._size = graph, 0

    def get(self, question: Hashable) -> Written | None:
        """Return the answer to a question, if it is kept."""
        found = self._kept.get(question)
        if found is None:
            return None
        self._kept.move_to_end(question)
        return found[0]

    def keep(self, question: Hashable, sparql: str, answer: Written) -> None:
        """Keep the answer to a question, whose text is given beside it."""
        size = len(answer.body) + 2 * len(sparql)
        if size > self._room // _SHARE or question in self._kept or _ANEW.search(sparql):
            return
        self._kept[question] = answer, size
        self._size += size
        while self._size > self._room:
            _, (_, freed) = self._kept.popitem(last=False)
            self._size -= freed
