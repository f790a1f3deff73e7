"""What each arrow, switch and state is called in Keras and in PyTorch: the one table of names.

``{…}`` is filled in by ``expressions.py``; a PyTorch expression is evaluated, in tests, among the
variables of the source that ``source.py`` writes, and gives the arrow's values.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Name(NamedTuple):
    """One thing in both dialects."""

    keras: str
    pytorch: str


ARROWS: Mapping[str, Name] = {
    "input": Name("keras.Input", "{x}"),
    "zero input": Name("ZeroPadding1D({zeros})", "{padded}"),
    "convolved input": Name("Conv1D({conv})", "{convolved}"),
    "hidden state": Name("states[0]", "{hidden}"),
    "cell state": Name("states[1]", "{cell}"),
    "initial hidden state": Name("{initial}", "{initial_hidden}"),
    "initial cell state": Name("{initial}", "{initial_cell}"),
    "final hidden state": Name("return_state=True → state_h", "{final_hidden}"),
    "final cell state": Name("return_state=True → state_c", "{final_cell}"),
    "returned hidden state": Name("return_state=True → state_h", "{final_hidden}"),
    "returned cell state": Name("return_state=True → state_c", "{final_cell}"),
    "direction output": Name("Bidirectional({merge})", "{hidden}"),
    "layer output": Name("return_sequences=True", "{merged}"),
    "output": Name("return_sequences=True", "{output}"),
    "scores": Name("Dense({outputs})", "scores{at}"),
    "last step": Name("return_sequences=False", "{last}"),
    "last of a direction": Name("Bidirectional({merge})", "{final_hidden}"),
    "context hidden state": Name("initial_state=[state_h{and_c}]", "{context_hidden}"),
    "context cell state": Name("initial_state=[state_h, state_c]", "{context_cell}"),
    "first decoder input": Name("ops.zeros_like(state_h)", "{start}"),
    "last output": Name("{decoder}(step, initial_state=states)", "output{shifted}"),
    "last symbol": Name(
        "ops.one_hot(ops.argmax(readout(step), -1), {symbols})",
        "nn.functional.one_hot(readout(output{shifted}).argmax(-1), {symbols}).float()",
    ),
    "target": Name("ZeroPadding1D((1, 0))(target)", "target{shifted}"),
    "weight sharing": Name("{weight_in_keras}", "{weight}"),
}
"""Kind of an arrow -> its names."""

LAYERS: Mapping[str, Name] = {
    "rnn": Name("SimpleRNN", "nn.RNN"),
    "lstm": Name("LSTM", "nn.LSTM"),
    "gru": Name("GRU", "nn.GRU"),
}
MERGES: Mapping[str | None, Name] = {
    "concat": Name("Concatenate", "torch.cat([{a}, {b}], dim=-1)"),
    "sum": Name("Add", "{a} + {b}"),
    "ave": Name("Average", "({a} + {b}) / 2"),
    "mul": Name("Multiply", "{a} * {b}"),
    None: Name("", "({a}, {b})"),
}
"""Merge mode -> Keras's layer that merges two tensors, and PyTorch's expression."""

SWITCHES: Mapping[tuple[str, object], Name] = {
    ("return_sequences", True): Name("return_sequences=True", "output"),
    ("return_sequences", False): Name("return_sequences=False", "output[:, -1], h_n[-1]"),
    ("return_state", True): Name("return_state=True", "output, h_n"),
    ("return_state", False): Name("return_state=False", "output, _"),
    ("stateful", True): Name("stateful=True", "lstm(x, state)"),
    ("stateful", False): Name("stateful=False", "lstm(x)"),
    ("bidirectional", True): Name("Bidirectional", "bidirectional=True"),
    ("bidirectional", False): Name("LSTM", "bidirectional=False"),
    ("merge", "concat"): Name('merge_mode="concat"', "torch.cat([a, b], dim=-1)"),
    ("merge", "sum"): Name('merge_mode="sum"', "a + b"),
    ("merge", "ave"): Name('merge_mode="ave"', "(a + b) / 2"),
    ("merge", "mul"): Name('merge_mode="mul"', "a * b"),
    ("merge", None): Name("merge_mode=None", "a, b"),
    ("padding", "valid"): Name('padding="valid"', "padding=0"),
    ("padding", "same"): Name('padding="same"', "nn.functional.pad(x, (0, 0, before, after))"),
    ("padding", "causal"): Name('padding="causal"', "nn.functional.pad(x, (0, 0, before, 0))"),
    ("batch_first", True): Name("(batch, steps, features)", "batch_first=True"),
    ("batch_first", False): Name("(batch, steps, features)", "batch_first=False"),
    ("teacher_forcing", True): Name("decoder(target)", "decoder(target, state)"),
    ("teacher_forcing", False): Name("decoder(step)", "decoder(step, state)"),
}
"""A switch and its setting -> its names."""

_OF_THE_CELL = {
    ("stateful", True),
    ("stateful", False),
    ("bidirectional", False),
    ("return_state", True),
}


def switch_name(switch: str, setting: object, cell: str = "lstm") -> Name:
    """Return what a setting of a switch is called, for one cell.

    >>> switch_name("return_sequences", False)
    Name(keras='return_sequences=False', pytorch='output[:, -1], h_n[-1]')
    >>> switch_name("return_state", True, "lstm").pytorch
    'output, (h_n, c_n)'
    >>> switch_name("stateful", True, "gru").pytorch
    'gru(x, state)'

    Raises:
        KeyError: if there is no such switch or setting.
    """
    keras, pytorch = SWITCHES[switch, setting]
    if (switch, setting) in _OF_THE_CELL:
        keras = keras.replace("LSTM", LAYERS[cell].keras)
        pytorch = pytorch.replace("lstm", cell)
        if cell == "lstm" and switch == "return_state":
            pytorch = "output, (h_n, c_n)"
    return Name(keras, pytorch)
