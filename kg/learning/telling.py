"""What the part that finds attributions learns from, and how well it does: losses and figures of marked passages."""

from collections.abc import Iterable, Iterator, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from kg.language import roles
from kg.language.roles import Told
from kg.learning.batches import batches, inputs, padded
from kg.learning.marked import IGNORED, Marked
from kg.learning.network import Network

_WORTH = 3.0  # of the cues, against the roles


def losses(network: Network, batch: Sequence[Marked]) -> dict[str, Tensor]:
    """The loss of the cues, and of the roles around the cues that are marked."""
    scores, states = _read(network, batch)
    wanted = padded([each.cues for each in batch], IGNORED).to(scores.device).flatten()
    cues = functional.cross_entropy(scores.flatten(0, 1).float(), wanted, ignore_index=IGNORED, reduction="sum")
    found = {"cues": cues / (wanted != IGNORED).sum().clamp(min=1) * _WORTH}
    owners = [number for number, each in enumerate(batch) for _ in each.told]
    if owners:
        labels = padded([row for each in batch for _, row in each.told], IGNORED).to(scores.device)
        told = _tell(network, states[owners], batch, [cue for each in batch for cue, _ in each.told], owners)
        wide = told.shape[1]
        wanted = functional.pad(labels, (0, wide - labels.shape[1]), value=IGNORED).flatten()
        found["roles"] = functional.cross_entropy(told.flatten(0, 1).float(), wanted, ignore_index=IGNORED)
    return found


def _read(network: Network, batch: Sequence[Marked]) -> tuple[Tensor, Tensor]:
    embedded, shapes, firsts, padding, _ = inputs(network, batch)
    h = network.dropout(network.encode(embedded, shapes, firsts, padding))
    manner = torch.tensor([each.manner for each in batch], device=h.device)
    scores: Tensor
    states: Tensor
    scores, states = network.roles(h, manner)
    return scores, states


def _tell(
    network: Network, states: Tensor, batch: Sequence[Marked], cues: Sequence[roles.Span], owners: Sequence[int]
) -> Tensor:
    wide = states.shape[1]
    far = torch.tensor([roles.distances(wide, cue) for cue in cues])
    counts = torch.tensor([len(batch[owner].firsts) for owner in owners])
    padding = torch.arange(wide)[None, :] >= counts[:, None]
    scores: Tensor = network.roles.tell(states, far.to(states.device), padding.to(states.device))
    return scores


@torch.no_grad()
def found(network: Network, passages: Sequence[Marked], least: float = 0.5) -> list[list[Told]]:
    """The attributions that the network finds in each passage."""
    network.eval()
    every: dict[int, list[Told]] = {}
    for batch in batches(passages, None):
        scores, states = _read(network, batch)
        own = [
            roles.cues(row[: len(each.firsts)].float().cpu().numpy(), least)
            for row, each in zip(scores, batch, strict=True)
        ]
        owners = [number for number, cues in enumerate(own) for _ in cues]
        if owners:
            spans = [cue for cues in own for cue, _ in cues]
            told = _tell(network, states[owners], batch, spans, owners).float().cpu().numpy()
        at = 0
        for each, cues in zip(batch, own, strict=True):
            part = told[at : at + len(cues), : len(each.firsts)] if cues else []
            every[id(each)] = roles.told(part, cues) if cues else []
            at += len(cues)
    network.train()
    return [every[id(each)] for each in passages]


def figures(network: Network, passages: Sequence[Marked], least: float = 0.5) -> dict[str, float]:
    """F1 of attributions in percent: cues that share a word; triples whose contents are half alike and sources meet."""
    right = cues = gold = own = 0
    for passage, told in zip(passages, found(network, passages, least), strict=True):
        gold, own = gold + len(passage.told), own + len(told)
        cues += sum(any(_set(one.cue) & set(range(*cue)) for cue, _ in passage.told) for one in told)
        right += sum(is_right for _, is_right in _judged(passage, told))
    return {"cue": _f1(cues, gold, own), "triple": _f1(right, gold, own)}


def judged(network: Network, passages: Sequence[Marked], least: float = 0.1) -> list[tuple[float, bool]]:
    """Of everything that is found, how sure the network is and whether it is right, as `figures` counts triples."""
    return [
        each
        for passage, told in zip(passages, found(network, passages, least), strict=True)
        for each in _judged(passage, told)
    ]


def _judged(passage: Marked, told: Sequence[Told]) -> Iterator[tuple[float, bool]]:
    marked = [_marked(*each) for each in passage.told]
    for one in sorted(told, key=lambda one: -one.sure):
        source, content = _set(one.source), _set(one.content)
        same = next(
            (
                each
                for each in marked
                if len(content & each[2]) >= 0.5 * len(content | each[2])
                and (source & each[1] or not (source or each[1]))
            ),
            None,
        )
        if same is not None:
            marked.remove(same)
        yield one.sure, same is not None


def _marked(cue: roles.Span, labels: Sequence[int]) -> tuple[set[int], set[int], set[int]]:
    def words(*names: str) -> set[int]:
        return {i for i, number in enumerate(labels) if roles.ROLES[number] in names}

    return set(range(*cue)), words("B-source", "I-source"), words("B-content", "I-content")


def _set(spans: Iterable[roles.Span]) -> set[int]:
    return {i for span in spans for i in range(*span)}


def _f1(right: int, theirs: int, ours: int) -> float:
    return round(200 * right / max(1, theirs + ours), 2)
