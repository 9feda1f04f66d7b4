"""From trained weights to the files that kg reads: graphs, word embeddings, labels, words, lemmas.

    python -m training.language.export CORPORA RUN --out kg/language/en_mini [--exact]

RUN is the folder that training wrote. ``--exact`` keeps float32, to measure what int8 costs.
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path

import torch

from kg.language import encoder as files
from kg.language.lemmas import known
from kg.learning.export import export
from kg.learning.network import Network
from training.attributions import MANNERS
from training.language import corpora
from training.language.corpora import SOURCES
from training.language.examples import Labels
from training.language.loop import sizes

_SURE = 0.9  # part of a word's occurrences that have one lemma


def _network(run: Path) -> tuple[Network, Labels, str]:
    labels = Labels(**json.loads((run / "labels.json").read_text("utf8")))
    vocabulary = (run / "vocab.txt").read_text("utf8")
    network = Network(sizes(labels), vocabulary=vocabulary.count("\n"))
    trained = run / "weights.pt"
    kept = torch.load(trained if trained.exists() else run / "checkpoint.pt")
    network.load_state_dict(kept.get("network", kept))
    return network, labels, vocabulary


def _lemmas(folder: Path, path: Path) -> None:
    """Write the lemmas that words of one part of speech nearly always have in the treebanks."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in corpora.training(folder):
        for form, lemma, pos, *_ in sentence.rows if sentence.parsed else ():
            key = known(form, pos)
            if key and lemma != "_" and "\t" not in form + lemma:
                found[key][lemma] += 1
    rows = []
    for (form, pos), counts in sorted(found.items()):
        [(lemma, most)] = counts.most_common(1)
        if most >= _SURE * counts.total():
            rows.append(f"{form}\t{pos}\t{lemma}\n")
    path.write_bytes(gzip.compress("".join(rows).encode("utf8"), mtime=0))


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--exact", action="store_true")
    given = parser.parse_args()
    out: Path = given.out
    out.mkdir(parents=True, exist_ok=True)
    network, labels, vocabulary = _network(given.run)
    # What ships follows Universal NER in names, and marks only what is inside no other content.
    export(network, out, source=SOURCES.index("ewt"), manner=MANNERS.index("outermost"), exact=given.exact)
    (out / files.LABELS).write_text(json.dumps(vars(labels), ensure_ascii=False, indent=0) + "\n", "utf8")
    (out / files.VOCABULARY).write_bytes(gzip.compress(vocabulary.encode("utf8"), mtime=0))
    _lemmas(given.corpora, out / files.LEMMAS)


if __name__ == "__main__":
    main()
