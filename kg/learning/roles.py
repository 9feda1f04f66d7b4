"""The part of the network that finds attributions: first the cues, then for every cue what the words around are to it.

Both look at the states of the encoder that also parses. For every cue, two small layers of attention read the whole
window again, with the cue marked and the distance to it known.
Source of marking the predicate: He, Lee, Lewis & Zettlemoyer, *Deep Semantic Role Labeling* (2017).
"""

from torch import Tensor, nn
from torch.nn import functional

from kg.language.roles import CUES, DISTANCES, ROLES
from kg.learning.layer import Layer

WIDTH = 192
ATTENTION = 4
_INNER, _LAYERS = 384, 2


class Roles(nn.Module):
    """Cues and roles; ``width`` is that of the encoder's states, ``corpora`` the number of ways of marking."""

    def __init__(self, width: int, corpora: int, dropout: float) -> None:
        super().__init__()
        self.manner = nn.Embedding(corpora, WIDTH)
        self.cues_inner, self.cues = nn.Linear(width, WIDTH), nn.Linear(WIDTH, len(CUES))
        self.states = nn.Linear(width, WIDTH)
        self.distances = nn.Embedding(DISTANCES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(Layer(WIDTH, _INNER, ATTENTION, dropout=dropout) for _ in range(_LAYERS))
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
