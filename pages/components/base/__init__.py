"""What several components share: plain JavaScript and CSS, one concern a file."""

from pathlib import Path

FOLDER = Path(__file__).parent


def joined(own: Path, *names: str) -> str:
    """Return sources, one after the other: a component's own files, and those that stand here.

    Args:
        own: the component's folder.
        names: files in the order in which they are read.
    """
    paths = [own / name if (own / name).exists() else FOLDER / name for name in names]
    return "\n".join(path.read_text("utf-8") for path in paths)
