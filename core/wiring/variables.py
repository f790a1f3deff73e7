"""The variables of the source of a wired model; expressions of arrows use the same ones."""

from dataclasses import dataclass

from .names import MERGES
from .wiring import Wiring


@dataclass(frozen=True)
class Variables:
    """Names of variables; those of one of several layers end with its number, from 0."""

    wiring: Wiring

    def numbered(self, name: str, layer: int) -> str:
        """Return a name with the layer's number, if there are several layers."""
        return name if self.wiring.num_layers == 1 else f"{name}_{layer}"

    @property
    def source(self) -> str:
        """What the convolution reads, or the first layer without one."""
        return "padded" if self.wiring.kind == "one-to-many" else "x"

    @property
    def merges(self) -> bool:
        """Whether both directions become one tensor in a line of its own.

        PyTorch's layers concatenate them.
        """
        return self.wiring.bidirectional and self.wiring.merge != "concat"

    def layer(self, part: str, layer: int) -> str:
        """Return the name of a recurrent layer."""
        return self.numbered(part or self.wiring.cell, layer)

    def raw(self, part: str, layer: int) -> str:
        """Return what PyTorch's layer returns for all steps."""
        if self.merges and part != "decoder":
            return self.numbered("both", layer)
        return self.merged(part, layer)

    def merged(self, part: str, layer: int) -> str:
        """Return what the layer above reads, or what the model gives."""
        if part == "encoder":
            return self.numbered("encoded", layer)
        return "output" if layer == self.wiring.num_layers - 1 else f"output_{layer}"

    def below(self, part: str, layer: int) -> str:
        """Return what a layer reads."""
        if layer:
            return self.merged(part, layer - 1)
        return "convolved" if self.wiring.conv else self.source

    def layer_state(self, state: str, part: str, layer: int) -> str:
        """Return h or c of one layer after its last step, both directions."""
        return f"{state}_n" if self._alone(part) else self.numbered(state, layer)

    def _alone(self, part: str) -> bool:
        return part == "" and self.wiring.num_layers == 1

    def encoded_state(self, state: str, layer: int) -> str:
        """Return h or c of one layer of the encoder after its last step."""
        return self.layer_state(state, "encoder", layer)

    @property
    def last(self) -> str:
        """The expression of the last step, for a model without return_sequences."""
        if self.wiring.bidirectional:
            return MERGES[self.wiring.merge].pytorch.format(a="h_n[-2]", b="h_n[-1]")
        return "output[:, -1]" if self.wiring.batch_first else "output[-1]"

    def before(self, layer: int) -> str:
        """Return the state before this batch."""
        return self.numbered("before", layer)

    def state(self, layer: int) -> str:
        """Return the state that a layer goes on from."""
        return self.numbered("state", layer)

    def states(self, layer: int) -> str:
        """Return the states of a layer of the decoder, after each step."""
        return self.numbered("states", layer)
