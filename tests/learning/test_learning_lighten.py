"""A graph made lighter reads what the network reads; needs what trains the network (torch, onnx)."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_a_light_graph_says_what_the_network_says(tmp_path):
    """Every score of the words, to a rounding error; and what is light already stays what it is."""
    from kg.language.encoder import _session
    from kg.learning import export
    from kg.learning.lighten import lighten
    from kg.learning.network import WIDTH, Network

    torch.manual_seed(1)
    sizes = {"tags": 5, "kinds": 6, "edits": 7, "relations": 8, "names": 9, "sources": 4, "manners": 2, "ways": 3}
    network = Network(sizes, vocabulary=50).eval()
    plain, light, lighter = (tmp_path / f"{name}.onnx" for name in ("plain", "light", "lighter"))
    export._graph(export._Encoder(network, 1, 0, 2), export._windows(), export._OUTPUTS, plain)
    lighten(plain, light)
    lighten(light, lighter)

    embedded, firsts = torch.randn(1, 30, WIDTH), torch.arange(1, 29, 2)[None]
    shapes = torch.randint(0, 18, (1, 30))
    with torch.no_grad():
        tags, _, _, *scores = network(
            embedded, shapes, firsts, None, torch.tensor([1]), torch.tensor([0]), torch.tensor([2])
        )
    given = {"embedded": embedded.numpy(), "shapes": shapes.numpy(), "firsts": firsts.numpy()}
    found_tags, _, _, *found = _session(light).run(None, given)
    assert (found_tags == tags.argmax(-1).numpy()).all()
    for one, other in zip(found, scores, strict=True):
        np.testing.assert_allclose(one, other.numpy(), atol=1e-4)
    assert light.read_bytes() == lighter.read_bytes()
