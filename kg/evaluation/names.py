"""Whether two names mean the same, where one person wrote one and a program, or another person, the other.

Names are compared by their words, without titles, articles and possessives. They are alike where half of the words
of both are shared: "the Norvanian fishers’ union" and "fishers’ union of Norvane" are not, "Xi" and "Mr. Xi" are.
"""

import re
from functools import lru_cache

# A part of the measure, and no word list of extraction: figures would change with it.
_TITLES = frozenset({
    "the", "mr", "mrs", "ms", "dr", "president", "senator", "sen", "rep", "gov", "secretary", "minister", "former", "then",
})  # fmt: skip
_POSSESSIVE = re.compile(r"[’'_]s?\b")
_WORDS = re.compile(r"\w+")
_ENOUGH = 0.5


@lru_cache(maxsize=100_000)
def words(name: str) -> tuple[str, ...]:
    """The words of a name that count.

    >>> words("Prime Minister Ana Ruiz’s"), words("united-states"), words("the U.S.")
    (('ana', 'ruiz'), ('united', 'states'), ('u', 's'))
    """
    every = _WORDS.findall(_POSSESSIVE.sub(" ", name).casefold())
    return tuple(
        word
        for word, following in zip(every, [*every[1:], ""], strict=True)
        if word not in _TITLES and (word, following) != ("prime", "minister")
    )


@lru_cache(maxsize=100_000)
def alike(one: str, other: str) -> bool:
    """Whether two names share half of their words; a name of titles alone is like no other.

    >>> alike("cod quota", "the cod quota cut"), alike("China", "Chinese officials"), alike("the", "the")
    (True, False, False)
    """
    these, those = set(words(one)), set(words(other))
    return bool(these and those) and len(these & those) / len(these | those) >= _ENOUGH
