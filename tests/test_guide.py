"""The guide to coding is true: its examples are coded as kg codes them, and its commands run."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from cli_running import in_process

from kg import reference
from kg.extraction import Extractor
from kg.records import Document
from kg.relations import RELATIONS

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "stances.md").read_text(encoding="utf-8")
SIGNS = {"+": 1, "0": 0, "−": -1}
_CODE = re.compile(r"^(?P<holder>[\w ]+?) `(?P<relation>\w+)` (?P<target>[\w ]+?)(?:, (?P<more>\w+))?(?:;.*)?$")


def _table(heading):
    """The rows of the first table below a heading."""
    part = GUIDE.partition(f"## {heading}\n")[2]
    rows = re.search(r"^\|.*\n\|[-|]+\n((?:\|.*\n)+)", part, re.MULTILINE)[1]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows.splitlines()]


RELATIONS_TOLD = [row[1:] for row in _table("The twenty relations")]
CODED = [(sentence, code) for sentence, code, _ in _table("What coders disagree on")]
VOICES = [(sentence, code, voice) for voice, _, sentence, code in _table("Voice")]


@pytest.fixture(scope="module")
def found():
    """Return a function that gives the stances of a sentence, with the names of their ends."""
    extractor = Extractor(reference.load(ROOT / "data" / "strait" / "reference.ttl"))

    def of(sentence):
        (record,) = extractor.extract([Document(id="guide", text=sentence, published="2025-03-04")])
        names = {each.id: each.name for each in record.actors} | {each.id: each.label for each in record.issues}
        return [(names[each.holder], each.relation, names[each.target.id], each) for each in record.stances]

    return of


def test_all_twenty_are_told_with_their_signs():
    """In the order and the families of the ontology."""
    told = [(name.strip("`"), SIGNS[sign]) for name, sign, *_ in RELATIONS_TOLD]
    assert told == [(each.id, each.sign) for each in RELATIONS.values()]


@pytest.mark.parametrize(("name", "sentence", "finds"), [(name.strip("`"), *rest) for name, _, *rest in RELATIONS_TOLD])
def test_the_example_of_a_relation(found, name, sentence, finds):
    """What the guide says that kg finds it does; and no row is behind what kg can."""
    assert (name in {relation for _, relation, _, _ in found(sentence)}) is (finds == "yes")


@pytest.mark.parametrize(("sentence", "code"), CODED)
def test_what_coders_disagree_on(found, sentence, code):
    """Holder, relation, target, and what is said of it besides."""
    told = _CODE.match(code)
    ((holder, relation, target, stance),) = found(sentence)
    assert (holder, relation, target) == (told["holder"], told["relation"], told["target"])
    assert stance.negated is (told["more"] == "negated")
    assert stance.certainty == ("possible" if told["more"] == "possible" else "certain")
    assert stance.intensity == (3 if told["more"] == "3" else 2)


@pytest.mark.parametrize(("sentence", "code", "voice"), VOICES)
def test_voices(found, sentence, code, voice):
    """Each example is in the voice that it stands for."""
    told = _CODE.match(code)
    ((holder, relation, target, stance),) = found(sentence)
    assert (holder, relation, target, stance.voice) == (told["holder"], told["relation"], told["target"], voice)


def test_the_commands_run(tmp_path, monkeypatch):
    """With the files that the guide shows, in its order."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    for name, content in re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", GUIDE, re.DOTALL):
        (tmp_path / name).write_text(content, encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
    commands = [line for block in blocks for line in block.splitlines()]
    assert len(commands) > 5
    for line in commands:
        assert in_process(*shlex.split(line)[1:]).out, line


def test_the_samples_of_the_guide_are_found(tmp_path, monkeypatch):
    """They are read without a mistake, so that a reader sees how right looks."""
    monkeypatch.chdir(tmp_path)
    for name, content in re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", GUIDE, re.DOTALL):
        (tmp_path / name).write_text(content, encoding="utf-8")
    own = ROOT / "data" / "strait" / "reference.ttl"
    rows = in_process("evaluate", "coded.csv", "articles.jsonl", "--reference", own).lines
    assert [(row["right"], row["predicted"], row["gold"]) for row in rows if row["of"] == "all"] == [(3, 3, 3)] * 3
