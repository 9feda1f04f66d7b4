"""Passages gathered into batches of like length, and as the network takes them."""

import random
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

import torch
from torch import Tensor

from kg.learning.network import Network

_PIECES = 1_300  # of a batch, padding included: about a thousand words
_POOL = 2_000  # passages sorted by length together


class Passage(Protocol):
    """Words in numbers: pieces with their shapes, and the place of the first piece of every word."""

    pieces: list[int]
    shapes: list[int]
    firsts: list[int]
    source: int


Some = TypeVar("Some", bound=Passage)


def batches(passages: Sequence[Some], chance: random.Random | None, most: int = _PIECES) -> Iterator[list[Some]]:
    """Yield batches of passages of like length, of at the most ``most`` pieces, padding included."""
    order = list(passages)
    found = []
    if chance:
        chance.shuffle(order)
    for at in range(0, len(order), _POOL):
        batch: list[Some] = []
        for passage in sorted(order[at : at + _POOL], key=lambda each: len(each.pieces)):
            if batch and (len(batch) + 1) * len(passage.pieces) > most:
                found.append(batch)
                batch = []
            batch.append(passage)
        if batch:
            found.append(batch)
    if chance:
        chance.shuffle(found)
    yield from found


def padded(rows: Sequence[list[int]], value: int) -> Tensor:
    """The rows as one tensor."""
    longest = max(map(len, rows))
    return torch.tensor([row + [value] * (longest - len(row)) for row in rows])


def inputs(network: Network, batch: Sequence[Passage]) -> tuple[Tensor, ...]:
    """What the network reads of a batch."""
    device = network.words.weight.device
    pieces = padded([each.pieces for each in batch], 0).to(device)
    return (
        network.words(pieces),
        padded([each.shapes for each in batch], 0).to(device),
        padded([each.firsts for each in batch], 0).to(device),
        pieces == 0,
        torch.tensor([each.source for each in batch], device=device),
    )
