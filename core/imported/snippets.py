"""The few lines that write a safetensors file where a file of another framework lies.

They run on the computer of the one who has the file, in the environment that has written it;
nothing here runs them. A file's name stands in them as a Python literal and nowhere else. Arrays
are made contiguous first: ``safetensors.numpy`` writes others transposed, without a word.
"""

import re
from collections.abc import Mapping
from string import Template
from typing import NamedTuple

LONGEST_NAME = 255
_CHECKPOINT_PARTS = re.compile(r"\.(index|meta|data-\d+-of-\d+)$")


class Snippet(NamedTuple):
    """The lines for the files of one framework.

    Attributes:
        title: what the framework is called.
        file: a usual name of its files.
        lines: Python; ``$file`` and ``$out`` stand for the literals of both names.
    """

    title: str
    file: str
    lines: str


SNIPPETS: Mapping[str, Snippet] = {
    "torch": Snippet(
        "PyTorch",
        "model.pt",
        """\
import torch
from safetensors.torch import save_file

saved = torch.load($file, map_location="cpu", weights_only=True)
for name in ("state_dict", "model_state_dict", "model"):
    saved = saved.get(name, saved)
weights = {key: each.clone().contiguous() for key, each in saved.items() if torch.is_tensor(each)}
save_file(weights, $out)
""",
    ),
    "keras": Snippet(
        "Keras",
        "model.keras",
        """\
import keras
import numpy as np
from safetensors.numpy import save_file

model = keras.models.load_model($file, compile=False)
weights = {each.path: np.ascontiguousarray(each.numpy()) for each in model.weights}
save_file(weights, $out, metadata={"keras": model.to_json()})
""",
    ),
    "onnx": Snippet(
        "ONNX",
        "model.onnx",
        """\
import json

import onnx
from safetensors.numpy import save_file

graph = onnx.load($file).graph
numbers = {each.name: onnx.numpy_helper.to_array(each).copy() for each in graph.initializer}
weights, about = dict(numbers), {}
for place, node in enumerate(graph.node):
    if node.op_type in ("RNN", "GRU", "LSTM"):
        name = node.name.strip("/") or f"{node.op_type}_{place}"
        about[name] = {each.name: onnx.helper.get_attribute_value(each) for each in node.attribute}
        for part, source in zip(("X", "W", "R", "B", "lengths", "h", "c", "P"), node.input):
            if part in ("W", "R", "B", "P") and source in numbers:
                weights.pop(source, None)
                weights[f"{name}/{part}"] = numbers[source]
notes = {"onnx": json.dumps(about, default=bytes.decode)}
save_file(weights, $out, metadata=notes)
""",
    ),
    "tensorflow-1": Snippet(
        "TensorFlow 1",
        "model.ckpt",
        """\
import numpy as np
import tensorflow as tf
from safetensors.numpy import save_file

reader = tf.train.load_checkpoint($file)
names = [each for each in reader.get_variable_to_shape_map() if "/Adam" not in each]
save_file({each: np.ascontiguousarray(reader.get_tensor(each)) for each in names}, $out)
""",
    ),
    "flax": Snippet(
        "Flax",
        "model.msgpack",
        """\
from pathlib import Path

import numpy as np
from flax.serialization import msgpack_restore
from flax.traverse_util import flatten_dict
from safetensors.numpy import save_file

params = flatten_dict(msgpack_restore(Path($file).read_bytes()), sep="/")
save_file({key: np.ascontiguousarray(each) for key, each in params.items()}, $out)
""",
    ),
    "equinox": Snippet(
        "Equinox",
        "model.eqx",
        """\
import equinox as eqx
import jax
import numpy as np
from safetensors.numpy import save_file

model = eqx.tree_deserialise_leaves($file, model)  # model: made as before training
leaves = jax.tree_util.tree_leaves_with_path(eqx.filter(model, eqx.is_array))
save_file({jax.tree_util.keystr(path): np.ascontiguousarray(each) for path, each in leaves}, $out)
""",
    ),
    "mlx": Snippet(
        "MLX",
        "model.npz",
        """\
import mlx.core as mx

mx.save_safetensors($out, mx.load($file))
""",
    ),
    "haiku": Snippet(
        "Haiku",
        "params.pkl",
        """\
import pickle
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

params = pickle.loads(Path($file).read_bytes())  # your own file: a pickle can run anything
weights = {
    f"{module}/{name}": np.ascontiguousarray(each)
    for module, part in params.items()
    for name, each in part.items()
}
save_file(weights, $out)
""",
    ),
}
"""Framework -> its lines. https://huggingface.co/docs/safetensors and each framework's manual."""


def conversion(framework: str, file: str = "") -> str:
    """Return the lines for a file of a framework.

    >>> print(conversion("mlx", "my weights.npz"))
    import mlx.core as mx
    <BLANKLINE>
    mx.save_safetensors('my weights.safetensors', mx.load('my weights.npz'))
    <BLANKLINE>

    Args:
        framework: a key of ``SNIPPETS``.
        file: the file's name, anything at all; by default, a usual one.

    Raises:
        KeyError: if there is no such framework.
    """
    snippet = SNIPPETS[framework]
    name = re.split(r"[/\\]", file)[-1]
    if not 0 < len(name) <= LONGEST_NAME:
        name = snippet.file
    if framework == "tensorflow-1":
        name = _CHECKPOINT_PARTS.sub("", name)
    stem = name.rpartition(".")[0] or name
    names = {"file": repr(name), "out": repr(stem + ".safetensors")}
    return Template(snippet.lines).substitute(names)
