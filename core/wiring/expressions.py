"""PyTorch's expression, and Keras's word, for whatever an arrow carries."""

from dataclasses import dataclass
from string import Formatter

from ..network.place import CellPlace
from .keras_words import conv_arguments, merge_argument, weight_in_keras
from .names import ARROWS, MERGES, Name
from .variables import Variables
from .wiring import Wiring


@dataclass(frozen=True)
class Expressions:
    """The names of what is at one place, at one step or of all steps.

    Attributes:
        wiring: the switches.
        batch: number of texts.
        steps: number of steps that the first layer reads.
        carries_on: whether the run started from the state of another one.
    """

    wiring: Wiring
    batch: int
    steps: int
    carries_on: bool

    def name(self, kind: str, place: CellPlace, step: int | None = None, weight: str = "") -> Name:
        """Return an arrow's names.

        Args:
            kind: a key of ``ARROWS``.
            place: the cell that gives what the arrow carries; of an input, the one that reads it.
            step: the position of the step that gives it; ``None`` for all steps at once.
            weight: PyTorch's name of a weight.
        """
        template = ARROWS[kind]
        fields = {name: _FIELDS[name](self, place, step, weight) for name in _USED[kind]}
        return Name(template.keras.format(**fields), template.pytorch.format(**fields))

    @property
    def variables(self) -> Variables:
        """The variables of the source."""
        return Variables(self.wiring)

    def at(self, step: int | None, units: slice | None = None) -> str:
        """Return the index of a step, and of some of the units; empty for all of both."""
        some = "" if units is None else f"{units.start or ''}:{units.stop or ''}"
        if step is None:
            return f"[..., {some}]" if some else ""
        first = f":, {step}" if self.wiring.batch_first else str(step)
        between = "" if not some else ", " if self.wiring.batch_first else ", :, "
        return f"[{first}{between}{some}]"

    def shifted(self, step: int | None) -> str:
        """Return the index of what a decoder reads at its next step: all but the last."""
        if step is not None:
            return self.at(step)
        return "[:, :-1]" if self.wiring.batch_first else "[:-1]"

    def half(self, place: CellPlace) -> slice | None:
        """Return the units of a direction in the tensor that PyTorch's layer returns."""
        if not self.wiring.bidirectional or place.part == "decoder":
            return None
        size = self.wiring.hidden_size
        return slice(None, size) if place.direction == "forward" else slice(size, None)

    def hidden(self, place: CellPlace, step: int | None) -> str:
        """Return h_t of a cell."""
        names = self.variables
        if place.part == "decoder" and place.layer < self.wiring.num_layers - 1:
            hidden = "[0]" if self.wiring.cell == "lstm" else ""
            states = names.states(place.layer)
            if step is not None:
                return f"{states}[{step}]{hidden}[0]"
            turned = ".transpose(0, 1)" if self.wiring.batch_first else ""
            return f"torch.cat([state{hidden} for state in {states}]){turned}"
        return names.raw(place.part, place.layer) + self.at(step, self.half(place))

    def cell(self, place: CellPlace, step: int | None) -> str:
        """Return c_t of a cell: PyTorch returns the last one, so that a shorter text is read."""
        if step is not None:
            return self._cell_at(place, step)
        dim = f"dim={self.wiring.batch_first:d}"
        if place.part == "decoder":
            states = self.variables.states(place.layer)
            return f"torch.stack([state[1][0] for state in {states}], {dim})"
        steps = f"range({self.steps})"
        return f"torch.stack([{self._cell_at(place, 't')} for t in {steps}], {dim})"

    def _cell_at(self, place: CellPlace, step: int | str) -> str:
        names = self.variables
        if place.part == "decoder":
            return f"{names.states(place.layer)}[{step}][1][0]"
        backward = place.direction == "backward"
        end = step + 1 if isinstance(step, int) else f"{step} + 1"
        read = f"{step}:" if backward else f":{end}"
        index = f"[:, {read}]" if self.wiring.batch_first else f"[{read}]"
        before = f", {names.before(place.layer)}" if self.wiring.stateful else ""
        below = names.below(place.part, place.layer)
        return f"{names.layer(place.part, place.layer)}({below}{index}{before})[1][1][{backward:d}]"

    def initial(self, place: CellPlace, part: int) -> str:
        """Return the state before the first step: h for part 0, c for part 1."""
        if not self.carries_on:
            return f"torch.zeros({self.batch}, {self.wiring.hidden_size})"
        of_lstm = f"[{part}]" if self.wiring.cell == "lstm" else ""
        backward = int(place.direction == "backward")
        return f"{self.variables.before(place.layer)}{of_lstm}[{backward}]"

    def final(self, place: CellPlace, part: str) -> str:
        """Return the state after the last step that the cell reads; ``part`` is h or c."""
        backward = place.direction == "backward"
        if place.part == "encoder":
            return f"{self.variables.encoded_state(part, place.layer)}[{backward:d}]"
        directions = 1 if place.part == "decoder" else self.wiring.directions
        index = place.layer * directions + backward
        if place.layer == self.wiring.num_layers - 1:  # of the last layer, counted from the end
            index -= self.wiring.num_layers * directions
        return f"{part}_n[{index}]"

    def context(self, place: CellPlace, part: str) -> str:
        """Return the state from which a layer of the decoder starts."""
        state = self.variables.encoded_state(part, place.layer)
        if not self.wiring.bidirectional:
            return f"{state}[0]"
        return MERGES[self.wiring.merge].pytorch.format(a=f"{state}[0]", b=f"{state}[1]")


def _weight(names: Expressions, place: CellPlace, weight: str) -> str:
    if weight.startswith(("conv", "readout")):
        return weight
    reverse = "_reverse" if place.direction == "backward" else ""
    return f"{names.variables.layer(place.part, place.layer)}.{weight}_l0{reverse}"


def _merged(names: Expressions, place: CellPlace, step: int | None) -> str:
    if place.part == "decoder":
        return names.hidden(place, step)
    return names.variables.merged(place.part, place.layer) + names.at(step)


_FIELDS = {
    "x": lambda names, place, step, weight: "x" + names.at(step),
    "padded": lambda names, place, step, weight: "padded" + names.at(step),
    "convolved": lambda names, place, step, weight: "convolved" + names.at(step),
    "zeros": lambda names, place, step, weight: f"(0, {(names.wiring.length or 1) - 1})",
    "conv": lambda names, place, step, weight: conv_arguments(names.wiring.conv),
    "hidden": lambda names, place, step, weight: names.hidden(place, step),
    "cell": lambda names, place, step, weight: names.cell(place, step),
    "merged": lambda names, place, step, weight: _merged(names, place, step),
    "output": lambda names, place, step, weight: (
        names.hidden(place, step)
        if names.wiring.bidirectional and names.wiring.merge is None
        else "output" + names.at(step)
    ),
    "merge": lambda names, place, step, weight: merge_argument(names.wiring),
    "initial": lambda names, place, step, weight: (
        "stateful=True" if names.wiring.stateful else "initial_state=None"
    ),
    "initial_hidden": lambda names, place, step, weight: names.initial(place, 0),
    "initial_cell": lambda names, place, step, weight: names.initial(place, 1),
    "final_hidden": lambda names, place, step, weight: names.final(place, "h"),
    "final_cell": lambda names, place, step, weight: names.final(place, "c"),
    "last": lambda names, place, step, weight: names.variables.last,
    "and_c": lambda names, place, step, weight: ", state_c" * (names.wiring.cell == "lstm"),
    "context_hidden": lambda names, place, step, weight: names.context(place, "h"),
    "context_cell": lambda names, place, step, weight: names.context(place, "c"),
    "start": lambda names, place, step, weight: (
        f"torch.zeros({names.batch}, {names.wiring.decoder_input_size})"
    ),
    "decoder": lambda names, place, step, weight: names.variables.layer("decoder", 0),
    "at": lambda names, place, step, weight: names.at(step),
    "outputs": lambda names, place, step, weight: (
        str(len(names.wiring.writer.outputs)) if names.wiring.writer else ""
    ),
    "symbols": lambda names, place, step, weight: str(names.wiring.decoder_input_size),
    "shifted": lambda names, place, step, weight: names.shifted(step),
    "weight": lambda names, place, step, weight: _weight(names, place, weight),
    "weight_in_keras": lambda names, place, step, weight: weight_in_keras(weight),
}
"""Field of a template -> what fills it in."""
_USED = {
    kind: {name for text in template for _, name, _, _ in Formatter().parse(text) if name}
    for kind, template in ARROWS.items()
}
"""Kind of an arrow -> the fields of its names."""
