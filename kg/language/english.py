"""Whether a text is English: kg reads no other language, and would find nothing in one, or nonsense.

Function words tell at once: of English news they are a third at least, of other languages rarely a tenth. What has
few, as lists and headlines do, is shown to py3langid, which knows 140 languages; it takes half a second to
load. A doubt is for English: names from anywhere, in a list of names, are no other language.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_READ = 10_000  # characters, from the beginning
_WORD = re.compile(r"[^\W\d_]+")
_SHARE = 0.2  # of words that are English function words
_UNLIKELY = 5e-4  # the probability of English below which a text is none
_FEW = 6  # words; fewer may be one or two foreign names
_IMPOSSIBLE = 1e-8  # the same, for few words: those of another script
_ITSELF = frozenset(("en", "eng", "english"))


def is_english(language: str) -> bool:
    """Whether a document that declares this language declares English.

    >>> is_english("en-GB"), is_english("English"), is_english("de")
    (True, True, False)
    """
    return re.split(r"[-_ ]", language.strip().casefold())[0] in _ITSELF


def other_language(text: str) -> str | None:
    """The code of the language that a text is in, where it is in another one than English; None for English and for doubt.

    >>> other_language("Die Regierung lehnt den neuen Vertrag ab, sagte der Minister am Montag.")
    'de'
    >>> other_language("Merkel, Macron, Sánchez, Lula da Silva")
    """
    words = _WORD.findall(text[:_READ].casefold())
    function_words = _function_words()
    if not words or sum(word in function_words for word in words) >= _SHARE * len(words):
        return None
    ranked = _identifier().rank(text[:_READ])
    likely = dict(ranked)["en"]
    return ranked[0][0] if likely < (_UNLIKELY if len(words) >= _FEW else _IMPOSSIBLE) else None


@cache
def _function_words() -> frozenset[str]:
    from kg.language import library  # noqa: PLC0415

    library.load()
    from spacy.lang.en.stop_words import STOP_WORDS  # noqa: PLC0415

    return frozenset(STOP_WORDS)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
