"""A layer of a transformer, as BERT has it: attention and a feed-forward network, each with a residual and a norm behind it.

Source: Vaswani et al., *Attention Is All You Need* (2017).
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional


class Layer(nn.Module):
    """One layer; ``width`` is that of the states, ``inner`` that between them, ``heads`` are those of the attention."""

    def __init__(self, width: int, inner: int, heads: int, *, dropout: float, eps: float = 1e-5) -> None:
        super().__init__()
        self.width, self.heads = width, heads
        self.mix, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.norm, self.norm_behind = nn.LayerNorm(width, eps=eps), nn.LayerNorm(width, eps=eps)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Shapes: x and what comes out (batch, places, width); mask (batch, 1, 1, places), 0 or very negative.

        What is exported reads one passage at a time, and needs no mask.
        """
        batch, length, _ = x.shape
        each = self.width // self.heads

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, each).transpose(1, 2)

        query, key, value = map(split, self.mix(x).split(self.width, dim=-1))
        if torch.onnx.is_in_onnx_export():  # step by step, as `kg.learning.lighten` looks for it
            scores = query @ key.transpose(-1, -2) / math.sqrt(each)
            mixed = scores.softmax(-1) @ value
        else:  # without dropout of its own, which costs a quarter of the training's time
            mixed = functional.scaled_dot_product_attention(query, key, value, mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, self.width)
        x = self.norm(x + self.dropout(self.out(mixed)))
        y: Tensor = self.norm_behind(x + self.dropout(self.down(functional.gelu(self.up(x)))))
        return y
