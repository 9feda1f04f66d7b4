"""Lemmas: those of words that the treebanks know by heart, of others as edits of the word.

"l2y" makes "say" of "said", "=go" makes "go" of "went".
"""

from collections.abc import Callable
from itertools import takewhile

_LONGEST_CUT = 9  # one digit says how much
_MODES: dict[str, Callable[[str], str]] = {"k": str, "l": str.lower, "t": str.capitalize}


def edit(form: str, lemma: str) -> str:
    """The edit that makes the lemma of the form: how to write it, how many letters to cut, what to add.

    >>> edit("Said", "say"), edit("London", "London"), edit("LONDON", "London"), edit("went", "go")
    ('l2y', 'k0', 't0', '=go')
    """
    found = f"={lemma}"
    least = _LONGEST_CUT + 1
    for mode in ("l", "k", "t"):
        base = _MODES[mode](form)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(base, lemma, strict=False)))
        cut = len(base) - same
        if same and cut < least and (mode != "l" or lemma == lemma.lower()):
            found, least = f"{mode}{cut}{lemma[same:]}", cut
    return found


def apply(edit: str, form: str) -> str:
    """The lemma that an edit makes of a form; the form, lower-cased, where it is too short for the edit.

    >>> apply("l2y", "Said"), apply("=go", "went"), apply("l3y", "is")
    ('say', 'go', 'is')
    """
    if edit[0] == "=":
        return edit[1:]
    base, cut = _MODES[edit[0]](form), int(edit[1])
    if cut >= len(base):
        return base
    return base[: len(base) - cut] + edit[2:]


def known(form: str, pos: str) -> tuple[str, str] | None:
    """What a word is looked up as among the known; None for a name, which is its own lemma.

    >>> known("Didn’t", "AUX")
    ("didn't", 'AUX')
    """
    return None if pos == "PROPN" else (form.lower().replace("’", "'"), pos)
