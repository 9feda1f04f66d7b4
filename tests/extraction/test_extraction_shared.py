"""What kg reaches on the measuring corpora beside the checkout; a floor each, far enough below to leave room for change."""

import importlib.util

import pytest

from kg.records import Document

pytestmark = pytest.mark.shared

TRIPLE = "triple F1 (content J>=0.5 + source)"


@pytest.fixture(scope="module")
def score(shared):
    """The scorer that comes with the corpora."""
    spec = importlib.util.spec_from_file_location("shared_score", shared / "bench" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def predicted(extractor, score):
    """Return a function that gives the gold rows of a file, and kg's records of their documents by id."""

    def of(path):
        rows = score.read(str(path))
        fields = ("id", "text", "title", "published", "publisher")
        documents = [
            Document(**{field: row[field] for field in fields if row.get(field)}) for row in map(score.document, rows)
        ]
        records = [made.model_dump(mode="json") for made in extractor.extract(documents)]
        return rows, score.by_id(records)

    return of


@pytest.fixture(scope="module")
def worked_example(shared, predicted):
    """The worked example: one long article, coded by hand."""
    return predicted(shared / "gold" / "beijing-2023" / "gold.jsonl")


def test_who_says_what_in_the_worked_example(score, worked_example):
    """Three in four attributions of the worked example are right: content, and who said it."""
    assert score.TASKS["attributions"](*worked_example)[TRIPLE] >= 75


def test_who_stands_where_in_the_worked_example(score, worked_example):
    """Holder, target and sign of the worked example reach 35, with all that the encoder reads."""
    assert score.TASKS["records"](*worked_example)["holder + target + sign"] >= 35


@pytest.mark.slow
def test_who_says_what_in_polnear(score, shared, predicted):
    """The development part of PolNeAR reaches 45."""
    assert score.TASKS["attributions"](*predicted(shared / "bench" / "dev" / "polnear-dev.jsonl"))[TRIPLE] >= 45
