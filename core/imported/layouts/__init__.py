"""The layouts of all frameworks, each in a file of its own, and a table of them by name.

Where a layout's equations come from stands in its file; ``tests/core/imported/layouts`` has them
once more, written independently, and compares the states.
"""

from collections.abc import Mapping

from .layout import Layout
from .pytorch import PYTORCH

LAYOUTS: Mapping[str, Layout] = {layout.name: layout for layout in (PYTORCH,)}
"""Every layout, by the framework's name."""
