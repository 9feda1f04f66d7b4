"""The training loop: batches of like length, one sum of losses, a rate that rises and falls, checkpoints."""

import json
import random
import signal
import time
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.language.wordpieces import WordPieces
from kg.learning import siding, telling
from kg.learning.batches import inputs, padded
from kg.learning.marked import IGNORED, Marked
from kg.learning.network import Network
from kg.learning.sided import Sided
from training import attributions, stances
from training.language import corpora, scoring
from training.language.examples import Example, Labels
from training.language.lessons import Batch, Lessons, Prepared

_WARM = 0.05  # part of the training in which the rate rises
_FLOOR = 0.01


@dataclass
class Settings:
    """What the command line asks for."""

    corpora: Path
    rst: Path | None
    stances: Path | None
    minilm: Path | None
    out: Path
    epochs: float
    minutes: float | None
    threads: int
    seed: int
    rate: float
    start: Path | None
    half: bool
    judge: Path | None
    device: str
    pieces: int
    prepared: Path | None
    shares: tuple[float, float, float]


def sizes(labels: Labels) -> dict[str, int]:
    """The numbers of classes."""
    classes = {name: len(each) for name, each in asdict(labels).items()}
    return classes | {"sources": len(corpora.SOURCES), "manners": len(attributions.MANNERS), "ways": len(stances.WAYS)}


def losses(network: Network, batch: list[Example]) -> dict[str, Tensor]:
    """The loss of each head."""
    tags, kinds, edits, starts, names, arcs, dependents, above = network.grammar(*inputs(network, batch))

    def gold(name: str) -> Tensor:
        return padded([getattr(each, name) for each in batch], IGNORED).to(tags.device)

    def cross(scores: Tensor, name: str) -> Tensor:
        wanted = gold(name).flatten()
        total = functional.cross_entropy(scores.flatten(0, 1).float(), wanted, ignore_index=IGNORED, reduction="sum")
        return total / (wanted != IGNORED).sum().clamp(min=1)

    words = torch.tensor([len(each.firsts) for each in batch])
    none = (torch.arange(arcs.shape[2])[None, :] > words[:, None]).to(tags.device)
    arcs = arcs.masked_fill(none[:, None, :], -1e4)
    heads, begins = gold("heads"), gold("starts")
    known = begins != IGNORED
    start = functional.binary_cross_entropy_with_logits(starts, begins.clamp(min=0).float(), reduction="none")
    return {
        "tags": cross(tags, "tags"),
        "kinds": cross(kinds, "kinds"),
        "edits": cross(edits, "edits"),
        "starts": (start * known).sum() / known.sum().clamp(min=1) * 5,
        "names": cross(names, "names") * 2,
        "arcs": cross(arcs, "heads"),
        "relations": cross(network.relations(dependents, above, heads.clamp(min=0)), "relations"),
    }


def _beginning(settings: Settings, labels: Labels) -> tuple[WordPieces, Network]:
    """The network of another round's folder, or MiniLM's."""
    folder = settings.start or settings.minilm
    if folder is None:
        raise SystemExit("give --minilm, or --start with the folder of another round")
    pieces = (folder / "vocab.txt").read_text("utf8").split("\n")[:-1]
    if settings.start:
        network = Network(sizes(labels), vocabulary=len(pieces))
        # What is taught now may have been unknown to the round before.
        network.load_state_dict(torch.load(folder / "weights.pt"), strict=False)
    else:
        from safetensors.torch import load_file

        kept = [number for number, piece in enumerate(pieces) if _is_english(piece)]
        pieces = [pieces[number] for number in kept]
        network = Network(sizes(labels), vocabulary=len(pieces))
        network.load_minilm(load_file(folder / "model.safetensors"), pieces=kept)
    (settings.out / "vocab.txt").write_text("".join(f"{piece}\n" for piece in pieces), "utf8")
    return WordPieces(pieces), network


def _is_english(piece: str) -> bool:
    """Whether a piece can be met in English: Latin and Greek letters, marks; the word for no word is the first."""
    return not piece.startswith("[unused") and all(
        char.isascii() or not char.isalpha() or unicodedata.name(char, "").startswith(("LATIN", "GREEK", "MODIFIER"))
        for char in piece
    )


def train(settings: Settings) -> None:
    """Train, writing `checkpoint.pt` now and then and `weights.pt` at the end."""
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    labels = _labels(settings)
    cutter, network = _beginning(settings, labels)
    lessons = Prepared(settings.prepared) if settings.prepared else Lessons(settings, cutter, labels)
    held = lessons.held()
    network.words.weight.requires_grad_(settings.start is None)
    network.to(settings.device)

    def figures() -> dict[str, float]:
        found = scoring.figures(network, held.grammar) | siding.figures(network, held.sided)
        return found | (telling.figures(network, held.told) if held.told else {})

    optimizer = torch.optim.AdamW(_groups(network, settings.rate), weight_decay=0.01, fused=True)
    run = _Run(settings, network, optimizer)
    epoch = lessons.epoch(run.epoch)
    total = settings.epochs * epoch.words
    print(epoch.words, "words an epoch;", sizes(labels), flush=True)
    signal.signal(signal.SIGTERM, run.stop)
    signal.signal(signal.SIGINT, run.stop)
    while run.progress(total) < 1 and not run.stopped:
        made = epoch.batches(random.Random(f"{settings.seed} order {run.epoch}"), settings.pieces)
        network.train()
        for number, batch in enumerate(made):
            if number < run.batch:
                continue
            if run.progress(total) >= 1 or run.stopped:
                break
            run.step(batch, total)
        else:
            run.epoch, run.batch = run.epoch + 1, 0
            print(json.dumps({"epoch": run.epoch} | figures()), flush=True)
            run.save()
            epoch = lessons.epoch(run.epoch)
    run.save()
    if not run.stopped:
        torch.save(network.cpu().state_dict(), settings.out / "weights.pt")
        network.to(settings.device)
        print(json.dumps({"end": run.words} | figures()), flush=True)


def _labels(settings: Settings) -> Labels:
    """The classes of what goes on or is started from; those of the corpora where it starts anew."""
    path = settings.out / "labels.json"
    before = settings.start / "labels.json" if settings.start else path
    if before.exists():
        labels = Labels(**json.loads(before.read_text("utf8")))
    else:
        labels = Labels.of(corpora.training(settings.corpora))
    path.write_text(json.dumps(asdict(labels), ensure_ascii=False, indent=0), "utf8")
    return labels


def _groups(network: Network, rate: float) -> list[dict[str, object]]:
    """The lower a layer, the slower it learns; the heads, which begin with nothing, learn fastest."""
    groups: dict[float, list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        part, _, rest = name.partition(".")
        if part == "layers":
            own = rate * 0.9 ** (5 - int(rest[0]))
        elif part in {"words", "places", "norm"}:
            own = rate * 0.9**6
        else:
            own = rate * 5
        groups.setdefault(own, []).append(parameter)
    return [{"params": each, "lr": own, "peak": own} for own, each in groups.items()]


def _losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """What a batch of any kind teaches."""
    first = batch[0]
    if isinstance(first, Marked):
        return telling.losses(network, cast("list[Marked]", batch))
    if isinstance(first, Sided):
        return siding.losses(network, cast("list[Sided]", batch))
    return losses(network, cast("list[Example]", batch))


class _Run:
    """Where the training stands."""

    def __init__(self, settings: Settings, network: Network, optimizer: torch.optim.Optimizer) -> None:
        self.settings, self.network, self.optimizer = settings, network, optimizer
        self.path = settings.out / "checkpoint.pt"
        self.epoch = self.batch = self.words = self.steps = 0
        self.seconds = 0.0
        self.stopped = False
        self.running: dict[str, Tensor] = {}
        if self.path.exists():
            kept = torch.load(self.path, weights_only=False, map_location=settings.device)
            network.load_state_dict(kept["network"])
            optimizer.load_state_dict(kept["optimizer"])
            for name in ("epoch", "batch", "words", "steps", "seconds"):
                setattr(self, name, kept[name])
        self.began = self.saved = time.monotonic() - self.seconds
        self.saved = time.monotonic()

    def stop(self, *_: object) -> None:
        self.stopped = True

    def progress(self, total: float) -> float:
        self.seconds = time.monotonic() - self.began
        by_time = self.seconds / 60 / self.settings.minutes if self.settings.minutes else 0.0
        return max(self.words / total, by_time)

    def step(self, batch: Batch, total: float) -> None:
        progress = self.progress(total)
        factor = max(_FLOOR, min(progress / _WARM, (1 - progress) / (1 - _WARM)))
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        with torch.autocast(self.settings.device, torch.bfloat16, enabled=self.settings.half):
            found = _losses(self.network, batch)
        self.optimizer.zero_grad(set_to_none=True)
        torch.stack(list(found.values())).sum().backward()
        nn.utils.clip_grad_norm_([each for each in self.network.parameters() if each.grad is not None], 1.0)
        self.optimizer.step()
        self.batch += 1
        self.steps += 1
        self.words += sum(len(each.firsts) for each in batch) if isinstance(batch[0], Example) else 0
        for name, loss in found.items():  # read when they are shown, for that waits for the device
            self.running[name] = 0.98 * self.running.get(name, loss.detach()) + 0.02 * loss.detach()
        if self.steps % 50 == 0:
            shown = {name: round(loss.item(), 3) for name, loss in self.running.items()}
            at = {"words": self.words, "seconds": round(self.seconds), "cpu": round(time.process_time())}
            print(json.dumps(at | {"progress": round(progress, 3)} | shown), flush=True)
        if time.monotonic() - self.saved > 300:
            self.save()

    def save(self) -> None:
        kept = {name: getattr(self, name) for name in ("epoch", "batch", "words", "steps", "seconds")}
        kept |= {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict()}
        torch.save(kept, self.path.with_suffix(".part"))
        self.path.with_suffix(".part").replace(self.path)
        self.saved = time.monotonic()
