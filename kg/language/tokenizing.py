"""The tokenizer: spaCy's English, cut where the treebanks cut."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_INFIXES = (
    r"(?<=[A-Za-z]\.)-(?=[A-Za-z])",  # U.S.-led
    r"(?<=[0-9])-(?=[A-Za-z])",  # 10-year
    r"(?<=[A-Za-z])/(?=[A-Za-z])",
    r"(?<=[A-Za-z0-9”’\)])[—–](?=[A-Za-z0-9“‘\(])",
    r"(?<=[0-9])[-–](?=[0-9])",
    r"(?<=[a-z])-(?=[A-Z0-9]\.?)",
)


def treebank_tokenizer(nlp: "Language") -> None:
    """Give a pipeline the tokenizer that cuts words like the treebanks do: "U.S.", "-", "led"."""
    from spacy.util import compile_infix_regex  # noqa: PLC0415 -- a second that `import kg` shall not cost

    infixes = [*(nlp.Defaults.infixes or ()), *_INFIXES]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
