"""The same counts as the scorer that is no part of kg."""

import json
import random
import re
import subprocess
import sys

import pytest

from kg.evaluation import attributions, stances
from kg.evaluation import samples as coded
from kg.evaluation.attributions import Said
from kg.evaluation.stances import Position

pytestmark = pytest.mark.shared

_COUNTS = re.compile(r"gold (\d+), predicted (\d+), right (\d+)")


@pytest.fixture
def scored(shared, tmp_path):
    """Return a function that gives right, predicted and gold of every figure that score.py prints."""

    def of(task, gold, rows):
        predicted = tmp_path / "predicted.jsonl"
        predicted.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        command = [sys.executable, shared / "bench" / "score.py", task, gold, predicted]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return [tuple(map(int, found))[::-1] for found in _COUNTS.findall(printed)]

    return of


def _samples(path):
    return list(coded.lines(path.read_text(encoding="utf-8").splitlines(), str(path)))


def _counts(figures):
    return [(each.right, each.predicted, each.gold) for each in figures]


def _shaken(span, chance, length):
    """A span that begins or ends somewhere else."""
    start, end = sorted(max(0, min(length, at + chance.choice([0, 0, 0, -25, 25, 60]))) for at in span)
    return start, max(end, start + 1)


def _worse(said, chance, length):
    """Attributions of which some are missing, some moved, and some have another's source."""
    kept = [each for each in said if chance.random() > 0.2]
    sources = [each.source for each in kept]
    return [
        Said(
            [
                _shaken(span, chance, length)
                for span in (chance.choice(sources) if chance.random() < 0.2 else each.source)
            ],
            [_shaken(span, chance, length) for span in each.content],
        )
        for each in kept
    ]


@pytest.mark.parametrize("name", ["bench/dev/polnear-dev.jsonl", "gold/beijing-2023/gold.jsonl"])
def test_attributions_are_counted_like_the_scorer_counts(shared, scored, name):
    """Triples and contents, of predictions that are wrong in every way."""
    chance = random.Random(7)  # noqa: S311 -- no secret hangs on it
    samples = _samples(shared / name)
    texts = {each.id: each.text for each in samples}
    gold = {each.id: each.said() for each in samples}
    own = {each: _worse(said, chance, len(texts[each])) for each, said in gold.items()}
    rows = [
        {"document": {"id": each}, "attributions": [{"source": one.source, "content": one.content} for one in said]}
        for each, said in own.items()
    ]
    figures = attributions(texts, gold, own)
    assert _counts(figures) == scored("attributions", shared / name, rows)
    assert 0.2 < figures[0].f1 / 100 < 0.95


def test_stances_are_counted_like_the_scorer_counts(shared, scored):
    """Sign, relation and voice, of predictions that are wrong in every way."""
    chance = random.Random(7)  # noqa: S311 -- no secret hangs on it
    path = shared / "gold" / "beijing-2023" / "gold.jsonl"
    (sample,) = _samples(path)
    gold = sample.positions()
    found = [_changed(chance.choice(gold), gold, chance) for _ in gold]
    row = {
        "document": {"id": sample.id},
        "actors": [{"id": each, "name": each.replace("-", " ").title()} for each in {one.holder.id for one in found}],
        "stances": [
            {
                "holder": one.holder.id,
                "target": {"issue" if one.target.is_issue else "actor": one.target.id},
                "relation": one.relation,
                "sign": one.sign,
                "voice": one.voice,
                "evidence": {"start": one.start, "end": one.end},
            }
            for one in found
        ],
    }
    sign, _, relation, voice = (each.whole for each in stances({sample.id: gold}, {sample.id: found}))
    assert _counts([sign, relation, voice]) == scored("records", path, [row])
    assert 0.2 < sign.f1 / 100 < 0.95


def _changed(one, others, chance):
    """A stance with a field or two of another one."""
    given = {name: getattr(one, name) for name in ("holder", "target", "voice", "start", "end")}
    stated = {"relation": one.relation, "sign": one.sign}
    for name in given.keys() - {"start", "end"}:
        if chance.random() < 0.15:
            given[name] = getattr(chance.choice(others), name)
    if chance.random() < 0.2:
        other = chance.choice(others)
        stated = {"relation": other.relation, "sign": other.sign}
    start, end = _shaken((one.start, one.end), chance, 10**6)
    return Position(**{**given, **stated, "start": start, "end": end})


def test_what_kg_finds_is_counted_like_the_scorer_counts(shared, scored):
    """The worked example, read by kg."""
    from kg import reference
    from kg.evaluation.attributions import of_record as said
    from kg.evaluation.stances import of_record as stood
    from kg.extraction import Extractor

    path = shared / "gold" / "beijing-2023" / "gold.jsonl"
    (sample,) = _samples(path)
    (record,) = Extractor(reference.shipped()).extract([sample.document])
    rows = [json.loads(record.to_json())]
    triples = attributions({sample.id: sample.text}, {sample.id: sample.said()}, {sample.id: said(record)})
    assert _counts(triples) == scored("attributions", path, rows)
    sign, _, relation, voice = (
        each.whole for each in stances({sample.id: sample.positions()}, {sample.id: stood(record)})
    )
    assert _counts([sign, relation, voice]) == scored("records", path, rows)
