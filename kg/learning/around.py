"""A part of the network that marks words, and then tells of every mark what the words around are to it.

Attributions are found so, around their cues, and stances, around their holders. Both steps look at the states of the
encoder that also parses. For every mark, two small layers of attention read the whole window again, with the mark
and the distance to it known.
Source of marking the predicate: He, Lee, Lewis & Zettlemoyer, *Deep Semantic Role Labeling* (2017).
"""

from torch import Tensor, nn
from torch.nn import functional

from kg.language.roles import DISTANCES
from kg.learning.layer import Layer

WIDTH = 192
ATTENTION = 4
_INNER, _LAYERS = 384, 2


class Around(nn.Module):
    """Marks, and what is around them.

    ``width`` is that of the encoder's states, ``marks`` and ``labels`` are the numbers of classes of words in the first
    step and in the second, ``manners`` the number of ways of marking.
    """

    def __init__(self, width: int, *, marks: int, labels: int, manners: int, dropout: float) -> None:
        super().__init__()
        self.manner = nn.Embedding(manners, WIDTH)
        self.marks_inner, self.marks = nn.Linear(width, WIDTH), nn.Linear(WIDTH, marks)
        self.states = nn.Linear(width, WIDTH)
        self.distances = nn.Embedding(DISTANCES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(Layer(WIDTH, _INNER, ATTENTION, dropout=dropout) for _ in range(_LAYERS))
        self.labels = nn.Linear(WIDTH, labels)
        self.dropout = nn.Dropout(dropout)
        for table in (self.manner, self.distances):
            nn.init.normal_(table.weight, std=0.05)

    def forward(self, h: Tensor, manner: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of marks (batch, words, marks), and the states that `tell` reads (batch, words, WIDTH).

        ``h`` are the encoder's states, ``manner`` the number of the way of marking that is asked for, (batch,).
        """
        way = self.manner(manner).unsqueeze(1)
        return self.marks(self.dropout(functional.gelu(self.marks_inner(h) + way))), self.states(h) + way

    def tell(self, states: Tensor, distances: Tensor, padding: Tensor | None) -> Tensor:
        """Scores of labels (marks, words, labels).

        ``states`` and ``distances`` are (marks, words, …): those of the window that each mark stands in.
        """
        x = self.dropout(self.norm(states + self.distances(distances)))
        mask = None if padding is None else padding[:, None, None, :].to(x.dtype) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        scores: Tensor = self.labels(x)
        return scores
