"""MiniLM with heads for what we read: tags, kinds, lemmas, sentence starts, heads, relations, names, roles, sides.

The encoder is BERT's, written out so that it needs no further library and exports to a plain graph.
Source of the parser: Dozat & Manning, *Deep Biaffine Attention for Neural Dependency Parsing* (2017).
"""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.language.roles import CUES, ROLES
from kg.language.sides import HOLDERS, SCORES
from kg.language.wordpieces import SHAPES
from kg.learning.around import Around
from kg.learning.layer import Layer

WIDTH, INNER, LAYERS, ATTENTION, PLACES = 384, 1536, 6, 12, 512
RELATION = 192
_ARC, _NAME = 192, 128


class Network(nn.Module):
    """The whole of it; ``sizes`` are the numbers of classes: tags, kinds, edits, relations, names, sources, manners, ways."""

    def __init__(self, sizes: Mapping[str, int], *, vocabulary: int = 30522, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH, padding_idx=0)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(WIDTH, INNER, ATTENTION, dropout=dropout, eps=1e-12) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.shapes.weight, std=0.02)
        self.tags, self.kinds, self.edits = (nn.Linear(WIDTH, sizes[name]) for name in ("tags", "kinds", "edits"))
        self.starts = nn.Linear(WIDTH, 1)
        self.sources = nn.Embedding(sizes["sources"], _NAME)
        self.names_inner, self.names = nn.Linear(WIDTH, _NAME), nn.Linear(_NAME, sizes["names"])
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.arc_dependent, self.arc_head = nn.Linear(WIDTH, _ARC), nn.Linear(WIDTH, _ARC)
        self.arc = nn.Linear(_ARC, _ARC)
        self.relation_dependent, self.relation_head = nn.Linear(WIDTH, RELATION), nn.Linear(WIDTH, RELATION)
        self.relation_sum, self.relation_product = (
            nn.Linear(RELATION, sizes["relations"]),
            nn.Linear(RELATION, sizes["relations"], bias=False),
        )
        self.roles = Around(WIDTH, marks=len(CUES), labels=len(ROLES), manners=sizes["manners"], dropout=dropout)
        self.sides = Around(WIDTH, marks=len(HOLDERS), labels=SCORES, manners=sizes["ways"], dropout=dropout)

    def encode(self, embedded: Tensor, shapes: Tensor, firsts: Tensor, padding: Tensor | None) -> Tensor:
        """The states of the words' first pieces: (batch, words, WIDTH).

        ``embedded`` are the rows of `words`: (batch, pieces, WIDTH); ``padding`` is true where there is no piece, None where there is none.
        """
        places = self.places.weight[: embedded.shape[1]].unsqueeze(0)
        x = self.dropout(self.norm(embedded + places + self.shapes(shapes)))
        mask = None if padding is None else padding[:, None, None, :].to(x.dtype) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return torch.gather(x, 1, firsts.unsqueeze(-1).expand(-1, -1, WIDTH))

    def forward(  # noqa: PLR0917 -- exporters pass by place
        self,
        embedded: Tensor,
        shapes: Tensor,
        firsts: Tensor,
        padding: Tensor | None,
        source: Tensor,
        manner: Tensor,
        way: Tensor,
    ) -> tuple[Tensor, ...]:
        """What `grammar`, the roles and the sides find, from one reading."""
        h = self.dropout(self.encode(embedded, shapes, firsts, padding))
        return (*self._grammar(h, source), *self.roles(h, manner), *self.sides(h, way))

    def grammar(
        self, embedded: Tensor, shapes: Tensor, firsts: Tensor, padding: Tensor | None, source: Tensor
    ) -> tuple[Tensor, ...]:
        """Scores of tags, kinds, edits, starts, names, arcs; then what `relations` needs of dependents and heads.

        ``arcs`` are (batch, words, words + 1); head 0 is the root. Heads have one row more, the root's, as well.
        """
        return self._grammar(self.dropout(self.encode(embedded, shapes, firsts, padding)), source)

    def _grammar(self, h: Tensor, source: Tensor) -> tuple[Tensor, ...]:
        names = self.names(self.dropout(functional.gelu(self.names_inner(h) + self.sources(source).unsqueeze(1))))
        heads = torch.cat([self.root.expand(h.shape[0], 1, WIDTH), h], 1)
        dependent = self.dropout(functional.gelu(self.arc_dependent(h)))
        head = self.dropout(functional.gelu(self.arc_head(heads)))
        arcs = self.arc(dependent) @ head.transpose(1, 2)
        return (
            self.tags(h), self.kinds(h), self.edits(h), self.starts(h).squeeze(-1), names, arcs,
            self.relation_dependent(h), self.relation_head(heads),
        )  # fmt: skip

    def relations(self, dependents: Tensor, heads: Tensor, chosen: Tensor) -> Tensor:
        """Scores of the relations between words and their ``chosen`` heads: (batch, words, relations)."""
        above = torch.gather(heads, 1, chosen.unsqueeze(-1).expand(-1, -1, RELATION))
        scores: Tensor = self.relation_sum(self.dropout(functional.gelu(dependents + above))) + self.relation_product(
            self.dropout(dependents * above)
        )
        return scores

    def load_minilm(self, weights: Mapping[str, Tensor], *, pieces: Sequence[int]) -> None:
        """Take the encoder's weights, as BERT names them, and of its vocabulary the ``pieces``.

        The word type, always the same, goes into the places.
        """
        own = {
            "words.weight": weights["embeddings.word_embeddings.weight"][list(pieces)],
            "places.weight": weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0],
        }
        theirs = {
            "out": "attention.output.dense", "norm": "attention.output.LayerNorm",
            "up": "intermediate.dense", "down": "output.dense", "norm_behind": "output.LayerNorm",
        }  # fmt: skip
        for part in ("weight", "bias"):
            own[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"]
            for at in range(LAYERS):
                layer = f"encoder.layer.{at}"
                own[f"layers.{at}.mix.{part}"] = torch.cat(
                    [weights[f"{layer}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                )
                for ours, name in theirs.items():
                    own[f"layers.{at}.{ours}.{part}"] = weights[f"{layer}.{name}.{part}"]
        unknown = self.load_state_dict(own, strict=False).unexpected_keys
        if unknown:
            raise ValueError(f"these weights are not MiniLM's: {unknown}")
