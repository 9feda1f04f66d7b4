"""Teaching the part that finds attributions from a corpus, starting from what ships."""

import json
import random
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import nn

from kg.language import encoder as files
from kg.language.roles import Calibration
from kg.language.wordpieces import WordPieces
from kg.learning import telling
from kg.learning.batches import batches
from kg.learning.calibration import fitted
from kg.learning.cutting import Cutter
from kg.learning.marked import Marked, Marker, Text
from kg.learning.network import Network

_WARM = 0.1  # part of the training in which the rate rises
_FLOOR = 0.02
_EVERY = 120.0  # seconds between two checkpoints

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Settings:
    """How long and how boldly to learn; ``rate`` is the encoder's, the heads learn at five times that."""

    epochs: int = 3
    rate: float = 1e-4
    threads: int = 2
    seed: int = 1
    half: bool = False


class Tuition:
    """One round of learning; stopped, it goes on from its last checkpoint when it is begun again."""

    def __init__(self, network: Network, marker: Marker, folder: Path, settings: Settings) -> None:
        self.network, self.marker, self.folder, self.settings = network, marker, folder, settings
        network.words.requires_grad_(requires_grad=False)  # too many to learn anew from a few hundred texts
        heads = [each for name, each in network.named_parameters() if name.startswith("roles.")]
        others = [
            each for name, each in network.named_parameters() if not name.startswith("roles.") and each.requires_grad
        ]
        rates = ((heads, settings.rate * 5), (others, settings.rate))
        self._optimizer = torch.optim.AdamW(
            [{"params": each, "lr": rate, "peak": rate} for each, rate in rates], weight_decay=0.01, fused=True
        )
        self._done = 0  # batches

    @property
    def _checkpoint(self) -> Path:
        return self.folder / "checkpoint.pt"

    def learn(self, texts: Sequence[Text], progress: Progress = lambda *_: None) -> None:
        """Learn from texts, epoch by epoch; ``progress`` is told batches done, batches in all, and the loss."""
        torch.set_num_threads(self.settings.threads)
        torch.manual_seed(self.settings.seed)
        self._resume()
        passages = list(self.marker.passages(texts))
        epochs = [
            list(batches(passages, random.Random(f"{self.settings.seed} {epoch}")))  # noqa: S311 -- as above
            for epoch in range(self.settings.epochs)
        ]
        every = [batch for epoch in epochs for batch in epoch]
        self.network.train()
        loss, saved = 0.0, time.monotonic()
        for number, batch in enumerate(every):
            if number < self._done:
                continue
            loss = 0.98 * (loss or 5.0) + 0.02 * self._step(batch, number / len(every))
            self._done = number + 1
            progress(self._done, len(every), f"loss {loss:.2f}")
            if time.monotonic() - saved > _EVERY:
                self.save()
                saved = time.monotonic()

    def _step(self, batch: list[Marked], progress: float) -> float:
        for group in self._optimizer.param_groups:
            group["lr"] = group["peak"] * max(_FLOOR, min(progress / _WARM, (1 - progress) / (1 - _WARM)))
        with torch.autocast("cpu", torch.bfloat16, enabled=self.settings.half):
            total = torch.stack(list(telling.losses(self.network, batch).values())).sum()
        self._optimizer.zero_grad(set_to_none=True)
        total.backward()
        nn.utils.clip_grad_norm_([each for each in self.network.parameters() if each.grad is not None], 1.0)
        self._optimizer.step()
        return float(total.item())

    def calibration(self, texts: Sequence[Text]) -> Calibration:
        """How sure it may be of what it finds, from texts that it did not learn from."""
        passages = list(self.marker.passages(texts))
        return fitted(telling.judged(self.network, passages))

    def save(self) -> None:
        """Write a checkpoint, so that nothing is lost where it is stopped."""
        part = self._checkpoint.with_suffix(".part")
        torch.save(
            {"network": self.network.state_dict(), "optimizer": self._optimizer.state_dict(), "done": self._done}, part
        )
        part.replace(self._checkpoint)

    def _resume(self) -> None:
        if self._checkpoint.exists():
            kept = torch.load(self._checkpoint)
            self.network.load_state_dict(kept["network"])
            self._optimizer.load_state_dict(kept["optimizer"])
            self._done = kept["done"]


def marker(folder: Path) -> Marker:
    """Makes passages in the words and pieces of the model in a folder."""
    from kg.language import library  # noqa: PLC0415 -- half a second
    from kg.language.tokenizing import treebank_tokenizer  # noqa: PLC0415

    nlp = library.load().blank("en")
    treebank_tokenizer(nlp)
    return Marker(Cutter(WordPieces(files.vocabulary(folder)), nlp))


def write(network: Network, calibration: Calibration, start: Path, folder: Path) -> None:
    """Write a model that `kg.language.load` takes; words and labels are those of the model that it started from."""
    from kg.learning.export import export  # noqa: PLC0415 -- needs more than teaching does

    export(network, folder)
    (folder / files.CALIBRATION).write_text(json.dumps(asdict(calibration), indent=1) + "\n", "utf8")
    for name in (files.LABELS, files.VOCABULARY, files.LEMMAS):
        shutil.copyfile(start / name, folder / name)
    (folder / "checkpoint.pt").unlink(missing_ok=True)
