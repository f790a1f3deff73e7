"""What several of Streamlit's components share."""

from pathlib import Path

from core.browser import BASE


def joined(own: Path, *names: str) -> str:
    """Return sources, one after the other: a component's own files, and those that all share.

    Args:
        own: the component's folder.
        names: files in the order in which they are read.
    """
    paths = [own / name if (own / name).exists() else BASE / name for name in names]
    return "\n".join(path.read_text("utf-8") for path in paths)
