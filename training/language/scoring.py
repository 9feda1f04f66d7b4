"""A quick look at the dev sets while training: right words, right sentences, greedy heads."""

from collections.abc import Sequence

import torch

from kg.learning.batches import batches, inputs, padded
from kg.learning.marked import IGNORED
from kg.learning.network import Network
from training.language.examples import Example


def figures(network: Network, passages: Sequence[Example]) -> dict[str, float]:
    """Accuracies in percent over words; F1 of sentence starts."""
    network.eval()
    right = dict.fromkeys(("tags", "kinds", "edits", "uas", "las"), 0)
    words = both = mine = theirs = 0
    with torch.no_grad():
        for batch in batches(passages, None):
            tags, kinds, edits, starts, _, arcs, dependents, above = network.grammar(*inputs(network, batch))
            count = torch.tensor([len(each.firsts) for each in batch])
            none = (torch.arange(arcs.shape[2])[None, :] > count[:, None]).to(arcs.device)
            chosen = arcs.masked_fill(none[:, None, :], -1e4).argmax(-1)
            relations = network.relations(dependents, above, chosen).argmax(-1).cpu()
            chosen, starts = chosen.cpu(), starts.cpu()
            heads = padded([each.heads for each in batch], IGNORED)
            hit = chosen == heads
            right["uas"] += int(hit.sum())
            right["las"] += int((hit & (relations == padded([each.relations for each in batch], IGNORED))).sum())
            for name, scores in (("tags", tags), ("kinds", kinds), ("edits", edits)):
                gold = padded([getattr(each, name) for each in batch], IGNORED)
                right[name] += int((scores.argmax(-1).cpu() == gold).sum())
            begin = padded([each.starts for each in batch], IGNORED)
            words += int((begin != IGNORED).sum())
            both += int(((starts > 0) & (begin == 1)).sum())
            mine += int(((starts > 0) & (begin != IGNORED)).sum())
            theirs += int((begin == 1).sum())
    network.train()
    return {name: round(100 * count / words, 2) for name, count in right.items()} | {
        "starts": round(200 * both / max(1, mine + theirs), 2)
    }
