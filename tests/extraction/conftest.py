"""One extractor for all tests of extraction: the language pipeline takes a second to load."""

import pytest

from kg import reference
from kg.extraction import Extractor
from kg.records import Document


@pytest.fixture(scope="session")
def extractor():
    """An extractor that knows the shipped actors, offices and issues."""
    return Extractor(reference.shipped())


@pytest.fixture(scope="session")
def record(extractor):
    """Return a function that gives the record of a text."""

    def of(text, published=""):
        (made,) = extractor.extract([Document(id="golden", text=text, published=published or None)])
        return made

    return of


@pytest.fixture(scope="session")
def stated():
    """Return a function that gives the record of a text by the tables of words alone."""
    by_tables = Extractor(reference.shipped(), leanings=False)

    def of(text, published=""):
        (made,) = by_tables.extract([Document(id="golden", text=text, published=published or None)])
        return made

    return of
