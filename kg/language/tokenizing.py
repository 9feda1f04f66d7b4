"""The tokenizer: spaCy's English, cut where the treebanks cut."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

_INFIXES = (
    r"(?<=[A-Za-z]\.)-(?=[A-Za-z])",  # U.S.-led
    r"(?<=[0-9])-(?=[A-Za-z])",  # 10-year
    r"(?<=[A-Za-z])-(?=[0-9])",  # F-16
    r"(?<=[A-Za-z])/(?=[A-Za-z])",
    r"(?<=[A-Za-z0-9”’\)])[—–](?=[A-Za-z0-9“‘\(])",
    r"(?<=[0-9\]\)])[-–](?=[0-9\[\(])",
    r"(?<=[a-z])-(?=[A-Z0-9]\.?)",
)
_WHOLE = re.compile(r"\+?[0-9]{3}-[0-9]{3}-[0-9]{4}|[A-Za-z]/[A-Za-z]|[eE]-?mails?|[bB]/c")
_SEPARATE = ("and/or",)


def treebank_tokenizer(nlp: "Language") -> "Tokenizer":
    """The tokenizer, for a pipeline, that cuts words like the treebanks do: "U.S.", "-", "led"."""
    from spacy.tokenizer import Tokenizer  # noqa: PLC0415 -- takes a second
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex  # noqa: PLC0415

    defaults = nlp.Defaults
    # "!!!", "*****", "=====": one mark, as typed.
    runs = [r"(?:[!?]{2,})", *(rf"(?:\{mark}{{2,}})" for mark in "=*_~#<>+$")]
    return Tokenizer(
        nlp.vocab,
        rules={word: cut for word, cut in (defaults.tokenizer_exceptions or {}).items() if word not in _SEPARATE},
        prefix_search=compile_prefix_regex([*runs, *(defaults.prefixes or ())]).search,
        suffix_search=compile_suffix_regex([*runs, *(defaults.suffixes or ())]).search,
        infix_finditer=compile_infix_regex([*runs, *(defaults.infixes or ()), *_INFIXES]).finditer,
        token_match=_WHOLE.fullmatch,
        url_match=defaults.url_match,
    )
