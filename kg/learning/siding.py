"""What the part that finds stances learns from, and how well it does: losses and figures of passages."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from kg.language import sides
from kg.language.roles import NOWHERE, Span, distances
from kg.language.sides import RELATED, SIDES, Side
from kg.learning.batches import batches, inputs, padded
from kg.learning.marked import IGNORED
from kg.learning.network import Network
from kg.learning.sided import Sided

_OF_HOLDERS, _OF_SIDES, _OF_RELATIONS, _OF_PLAIN = 2.0, 3.0, 0.5, 0.3  # what each is worth in the sum


def losses(network: Network, batch: Sequence[Sided]) -> dict[str, Tensor]:
    """The loss of the holders, and of what is around those that are marked."""
    scores, states = _read(network, batch)
    device = scores.device
    wanted = padded([each.holders for each in batch], IGNORED).to(device).flatten()
    found = {"holders": _cross(scores, wanted) * _OF_HOLDERS}
    owners = [number for number, each in enumerate(batch) for _ in each.told]
    if not owners:
        return found
    every = [row for each in batch for row in each.told]
    told = _tell(network, states[owners], batch, [row.holder for row in every], owners)

    def gold(rows: list[list[int]]) -> Tensor:
        labels = padded(rows, IGNORED).to(device)
        return functional.pad(labels, (0, told.shape[1] - labels.shape[1]), value=IGNORED).flatten()

    last = len(SIDES) + len(RELATED)
    found["sides"] = _cross(told[..., : len(SIDES)], gold([row.sides for row in every])) * _OF_SIDES
    found["relations"] = _cross(told[..., len(SIDES) : last], gold([row.relations for row in every])) * _OF_RELATIONS
    plain = gold([row.plain for row in every])
    known = plain != IGNORED
    each = functional.binary_cross_entropy_with_logits(
        told[..., last].flatten().float(), plain.clamp(min=0).float(), reduction="none"
    )
    found["plain"] = (each * known).sum() / known.sum().clamp(min=1) * _OF_PLAIN
    return found


def _cross(scores: Tensor, wanted: Tensor) -> Tensor:
    total = functional.cross_entropy(scores.flatten(0, -2).float(), wanted, ignore_index=IGNORED, reduction="sum")
    return total / (wanted != IGNORED).sum().clamp(min=1)


def _read(network: Network, batch: Sequence[Sided]) -> tuple[Tensor, Tensor]:
    embedded, shapes, firsts, padding, _ = inputs(network, batch)
    h = network.dropout(network.encode(embedded, shapes, firsts, padding))
    way = torch.tensor([each.way for each in batch], device=h.device)
    scores: Tensor
    states: Tensor
    scores, states = network.sides(h, way)
    return scores, states


def _tell(
    network: Network, states: Tensor, batch: Sequence[Sided], holders: Sequence[Span | None], owners: Sequence[int]
) -> Tensor:
    wide = states.shape[1]
    far = [[NOWHERE] * wide if holder is None else distances(wide, holder) for holder in holders]
    counts = torch.tensor([len(batch[owner].firsts) for owner in owners])
    padding = torch.arange(wide)[None, :] >= counts[:, None]
    scores: Tensor = network.sides.tell(states, torch.tensor(far).to(states.device), padding.to(states.device))
    return scores


@torch.no_grad()
def found(network: Network, passages: Sequence[Sided], least: float = 0.3) -> list[list[Side]]:
    """The stances that the network finds in each passage, around the holders that it finds itself."""
    network.eval()
    every: dict[int, list[Side]] = {}
    for batch in batches(passages, None):
        scores, states = _read(network, batch)
        own = [
            sides.holders(row[: len(each.firsts)].float().cpu().numpy(), least)
            for row, each in zip(scores, batch, strict=True)
        ]
        owners = [number for number, holders in enumerate(own) for _ in holders]
        spans = [holder for holders in own for holder, _ in holders]
        told = _tell(network, states[owners], batch, spans, owners).float().cpu().numpy() if owners else None
        at = 0
        for each, holders in zip(batch, own, strict=True):
            every[id(each)] = []
            for holder, held in holders:
                if told is not None:
                    every[id(each)] += sides.sides(told[at, : len(each.firsts)], holder, held)
                at += 1
    network.train()
    return [every[id(each)] for each in passages]


@torch.no_grad()
def signs(network: Network, passages: Sequence[Sided]) -> list[tuple[int | None, int | None]]:
    """For every marked pair of holder and target, the sign that is marked and the one that the network gives it."""
    network.eval()
    pairs: list[tuple[int | None, int | None]] = []
    for batch in batches(passages, None):
        _, states = _read(network, batch)
        owners = [number for number, each in enumerate(batch) for _ in each.told]
        if not owners:
            continue
        rows = [row for each in batch for row in each.told]
        told = _tell(network, states[owners], batch, [row.holder for row in rows], owners).float().cpu()
        shares = told[..., : len(SIDES)].softmax(-1)
        for row, own in zip(rows, shares, strict=True):
            for first, last in _spans(row.sides):
                best = (
                    int(own[first:last].mean(0)[[0, 1, 3, 5]].argmax()) if last - first == 1 else _best(own[first:last])
                )
                pairs.append((_sign(row.sides[first]), (None, -1, 0, 1)[best]))
    network.train()
    return pairs


def _best(shares: Tensor) -> int:
    mean = shares.mean(0)
    return int(torch.stack([mean[0], mean[1] + mean[2], mean[3] + mean[4], mean[5] + mean[6]]).argmax())


def _sign(number: int) -> int | None:
    return None if number == 0 else {"against": -1, "neither": 0, "for": 1}[SIDES[number][2:]]


def _spans(row: Sequence[int]) -> list[Span]:
    """Runs of words with a mark, in a row where the others are not known."""
    spans: list[Span] = []
    for i, number in enumerate(row):
        if number == IGNORED:
            continue
        if spans and spans[-1][1] == i and not SIDES[number].startswith("B"):
            spans[-1] = (spans[-1][0], i + 1)
        else:
            spans.append((i, i + 1))
    return spans


def figures(network: Network, passages: Sequence[Sided]) -> dict[str, float]:
    """F1 of holder, target (both overlapping) and sign, in percent; signs other than 0 only."""
    right = gold = own = 0
    for passage, told in zip(passages, found(network, passages), strict=True):
        wanted = [
            (row.holder, span, _sign(row.sides[span[0]]))
            for row in passage.told
            if row.holder is not None
            for span in _runs(row.sides)
            if _sign(row.sides[span[0]])
        ]
        signed = [one for one in told if one.sign and one.sure >= 0.4]
        gold, own = gold + len(wanted), own + len(signed)
        for one in signed:
            same = next(
                (w for w in wanted if _meet(w[0], one.holder) and _meet(w[1], one.target) and w[2] == one.sign), None
            )
            if same is not None:
                wanted.remove(same)
                right += 1
    return {"sides": round(200 * right / max(1, gold + own), 2)}


def _runs(row: Sequence[int]) -> list[Span]:
    return [span for span in _spans(row) if row[span[0]] > 0]


def _meet(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]
