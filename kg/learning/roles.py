"""The part of the network that finds attributions: first the cues, then for every cue what the words around are to it.

Both look at the states of the encoder that also parses. For every cue, two small layers of attention read the whole
window again, with the cue marked and the distance to it known.
Source of marking the predicate: He, Lee, Lewis & Zettlemoyer, *Deep Semantic Role Labeling* (2017).
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.language.roles import CUES, DISTANCES, ROLES

WIDTH = 192
ATTENTION = 4
_INNER, _LAYERS = 384, 2


class _Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.mix, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, _INNER), nn.Linear(_INNER, WIDTH)
        self.norm, self.norm_behind = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        cues, words, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(cues, words, ATTENTION, WIDTH // ATTENTION).transpose(1, 2)

        query, key, value = map(split, self.mix(x).split(WIDTH, dim=-1))
        if torch.onnx.is_in_onnx_export():
            scores = query @ key.transpose(-1, -2) / math.sqrt(WIDTH // ATTENTION)
            mixed = scores.softmax(-1) @ value
        else:
            mixed = functional.scaled_dot_product_attention(query, key, value, mask)
        x = self.norm(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(cues, words, WIDTH))))
        y: Tensor = self.norm_behind(x + self.dropout(self.down(functional.gelu(self.up(x)))))
        return y


class Roles(nn.Module):
    """Cues and roles; ``width`` is that of the encoder's states, ``corpora`` the number of ways of marking."""

    def __init__(self, width: int, corpora: int, dropout: float) -> None:
        super().__init__()
        self.manner = nn.Embedding(corpora, WIDTH)
        self.cues_inner, self.cues = nn.Linear(width, WIDTH), nn.Linear(WIDTH, len(CUES))
        self.states = nn.Linear(width, WIDTH)
        self.distances = nn.Embedding(DISTANCES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(_Layer(dropout) for _ in range(_LAYERS))
        self.labels = nn.Linear(WIDTH, len(ROLES))
        self.dropout = nn.Dropout(dropout)
        for table in (self.manner, self.distances):
            nn.init.normal_(table.weight, std=0.05)

    def forward(self, h: Tensor, manner: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of cues (batch, words, CUES), and the states that `tell` reads (batch, words, WIDTH).

        ``h`` are the encoder's states, ``manner`` the number of the corpus whose way of marking is asked for, (batch,).
        """
        way = self.manner(manner).unsqueeze(1)
        return self.cues(self.dropout(functional.gelu(self.cues_inner(h) + way))), self.states(h) + way

    def tell(self, states: Tensor, distances: Tensor, padding: Tensor | None) -> Tensor:
        """Scores of roles (cues, words, ROLES).

        ``states`` and ``distances`` are (cues, words, …): those of the window that each cue stands in.
        """
        x = self.dropout(self.norm(states + self.distances(distances)))
        mask = None if padding is None else padding[:, None, None, :].to(x.dtype) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        scores: Tensor = self.labels(x)
        return scores
