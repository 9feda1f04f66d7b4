"""Teaching the finder of attributions from what ships; needs PyTorch, as it does for everybody."""

import json

import pytest
from click.testing import CliRunner

pytest.importorskip("torch", reason="PyTorch is not installed: pip install 'kg[train]'")
pytest.importorskip("onnx", reason="onnx is not installed: pip install 'kg[train]'")

from kg import language
from kg.cli.main import cli
from kg.language import HERE, MINI, roles
from kg.learning import shipped, telling, tuition
from kg.learning.marked import Attribution, Text

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning", "ignore::FutureWarning"),
]

NAMES = ("Oslo", "Ana Ruiz", "The union", "Kenya", "The mayor", "Mr. Okafor", "The bank", "The court")
# A way of marking that nobody has: what somebody eats is a content.
SENTENCES = [f"{name} eats the {food} every day." for name in NAMES for food in ("bread", "soup", "fish", "rice")]


def marked(sentence):
    name = sentence.partition(" eats ")[0]
    source, cue = (0, len(name)), (len(name) + 1, len(name) + 5)
    return Text(sentence, [Attribution([source], [cue], [(cue[1] + 1, len(sentence) - 1)])])


def line(sentence):
    text = marked(sentence)
    (one,) = text.attributions
    return json.dumps(
        {
            "document": {"text": sentence},
            "attributions": [{"source": one.source, "cue": one.cue, "content": one.content}],
        }
    )


def test_what_ships_is_a_network_again():
    """It finds what the shipped graph finds, but for the rounding of int8."""
    network = shipped.network(HERE / MINI)
    marker = tuition.marker(HERE / MINI)
    text = "The mayor of Cork said on Monday that the bridge was safe."
    (passage,) = marker.passages([Text(text, [])])
    (told,) = [one for one in telling.found(network, [passage])[0] if one.sure > 0.5]
    (heard,) = [one for one in roles.read(language.load()(text)) if one.cue == told.cue]
    assert (told.source, told.content) == (heard.source, heard.content)


def test_a_stopped_round_goes_on_where_it_was(tmp_path):
    """From its checkpoint, with as many steps in all as an undisturbed one."""

    def begun():
        network = shipped.network(HERE / MINI)
        return tuition.Tuition(network, tuition.marker(HERE / MINI), tmp_path, tuition.Settings(epochs=2, threads=1))

    class Stopped(Exception):
        pass

    steps = []

    def stop(done, total, loss):
        steps.append((done, total))
        raise Stopped

    first = begun()
    texts = [marked(sentence) for sentence in SENTENCES]
    with pytest.raises(Stopped):
        first.learn(texts, stop)
    first.save()
    begun().learn(texts, lambda done, total, _: steps.append((done, total)))
    assert [done for done, _ in steps] == list(range(1, steps[0][1] + 1))


def test_kg_train_teaches_a_corpus_and_says_what_it_brought(tmp_path):
    """What ships finds no such attribution; what was learnt from the corpus finds it in a new text, in another process' way."""
    (tmp_path / "train.jsonl").write_text("\n".join(map(line, SENTENCES[8:] * 3)), encoding="utf-8")
    (tmp_path / "held.jsonl").write_text("\n".join(map(line, SENTENCES[:8])), encoding="utf-8")
    model = tmp_path / "model"
    arguments = ["train", "attributions", str(tmp_path / "train.jsonl"), "--held", str(tmp_path / "held.jsonl")]
    ran = CliRunner().invoke(
        cli, [*arguments, "-o", str(model), "--epochs", "40", "--format", "json"], catch_exceptions=False
    )
    rows = {
        (row["model"], row["measure"]): row["F1"] for row in map(json.loads, ran.stdout.splitlines()) if "model" in row
    }
    assert rows["trained", "triples"] > rows["as shipped", "triples"] + 20

    article = tmp_path / "article.txt"
    article.write_text("The bank eats the cheese every day.", encoding="utf-8")
    plain, taught = (
        json.loads(CliRunner().invoke(cli, ["extract", str(article), *more]).stdout)
        for more in ([], ["--attributions", str(model)])
    )
    assert [one["cue"][0]["text"] for one in taught["attributions"]] == ["eats"]
    assert plain["attributions"] == []


def test_a_folder_that_nothing_was_taught_in_is_told(tmp_path):
    """One line, with what to do."""
    article = tmp_path / "article.txt"
    article.write_text("Oslo said no.", encoding="utf-8")
    with pytest.raises(Exception, match="kg train attributions"):
        CliRunner().invoke(cli, ["extract", str(article), "--attributions", str(tmp_path)], catch_exceptions=False)
