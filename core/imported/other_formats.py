"""Files of other frameworks, recognised by their first bytes or their name, never opened."""

from ..notation import N_
from .refusals import Refusal, refused
from .snippets import SNIPPETS, conversion

_MAGIC = {
    b"\x89HDF\r\n\x1a\n": "keras",
    b"\x93NUMPY": "equinox",
    b"\x80\x02": "torch",
    b"\x80\x03": "torch",
    b"\x80\x04": "torch",
    b"\x80\x05": "torch",
}
"""First bytes -> framework; a header's length that begins so would be too long or odd."""
_ZIP = b"PK\x03\x04"
_INSIDE = {b"data.pkl": "torch", b"config.json": "keras", b"metadata.json": "keras", b".npy": "mlx"}
"""What the first names in an archive say of the framework that has written it."""
_SUFFIXES = {
    **dict.fromkeys((".pt", ".pth", ".bin", ".ckpt", ".pkl"), "torch"),
    **dict.fromkeys((".h5", ".hdf5", ".keras"), "keras"),
    ".onnx": "onnx",
    **dict.fromkeys((".index", ".meta", ".pb", ".data-00000-of-00001"), "tensorflow-1"),
    ".msgpack": "flax",
    ".eqx": "equinox",
    ".npz": "mlx",
}
_OTHER = N_(
    "This is a file of {framework}, not a safetensors file. Opening such files can run what they "
    "say, so Gatescope does not; the lines below write a safetensors file on your computer."
)
_ARCHIVE = N_("This is an archive, not a safetensors file. Unpack it, and open what is in it.")


def check_format(start: bytes, name: str) -> None:
    """Raise a refusal if a file is one of another framework.

    Args:
        start: its first bytes, at most 4096.
        name: what it is called.

    Raises:
        Refusal: with the lines that convert the file. Its content decides; its name only where
            the content does not look like a safetensors file.
    """
    framework = _framework(start, name)
    if framework is not None:
        refusal = refused(_OTHER, framework=SNIPPETS[framework].title)
        raise Refusal(refusal.notice, conversion(framework, name))
    if start.startswith(_ZIP):
        raise refused(_ARCHIVE)


def _framework(start: bytes, name: str) -> str | None:
    by_name = next((f for suffix, f in _SUFFIXES.items() if name.lower().endswith(suffix)), None)
    if start.startswith(_ZIP):
        found = (each for part, each in _INSIDE.items() if part in start)
        return next(found, by_name)
    by_magic = next((each for magic, each in _MAGIC.items() if start.startswith(magic)), None)
    looks_right = start[8:9] == b"{"
    return None if looks_right else by_magic or by_name
