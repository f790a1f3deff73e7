"""The readout of tied vectors while it is learned: one matrix reads tokens and predicts them."""

import torch
from torch import Tensor, nn
from torch.nn.functional import linear

from ..network import Network
from ..network.tied import FIRST_OUTPUT, readout_weights


class TiedReadout(nn.Module):
    """Scores E (P h) + b, with E the vectors that an embedding shares.

    The large product is computed in bfloat16 and summed in float32, in half of the time; the
    network that is measured and kept computes in float32.

    Args:
        embedding: has the vectors; its first two are no outputs.
        projection: P, ``(input_size, hidden_size)``.
        bias: b, ``(n_outputs,)``.
    """

    def __init__(self, embedding: nn.Embedding, projection: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.embedding = embedding
        self.projection = nn.Parameter(projection.clone())
        self.bias = nn.Parameter(bias.clone())

    def forward(self, hidden: Tensor) -> Tensor:
        """Return the scores of hidden states ``(…, hidden_size)``, ``(…, n_outputs)``."""
        projected = linear(hidden, self.projection).bfloat16()
        vectors = self.embedding.weight[FIRST_OUTPUT:].bfloat16()
        return linear(projected, vectors).float().add_(self.bias)


def readout_in_training(network: Network) -> nn.Module:
    """Return the readout to learn: the network's own, or one that shares its embedding."""
    if network.projection is None:
        return network.readout
    assert isinstance(network.embedding, nn.Embedding)
    return TiedReadout(network.embedding, network.projection, network.readout.bias.data)


@torch.no_grad()
def take_over(network: Network, readout: nn.Module) -> None:
    """Give a learned readout to a network whose embedding it has already."""
    if not isinstance(readout, TiedReadout):
        network.readout.load_state_dict(readout.state_dict())
        return
    network.projection = readout.projection.detach().clone()
    network.readout.bias.copy_(readout.bias)
    fold(network)


@torch.no_grad()
def fold(network: Network) -> None:
    """Set the readout's weights of a network with tied vectors from its vectors and projection."""
    if network.projection is not None:
        vectors = network.get_parameter("embedding.weight")
        network.readout.weight.copy_(readout_weights(vectors, network.projection))
