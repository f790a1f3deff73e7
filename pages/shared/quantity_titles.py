"""What a cell's quantities are called on screen: z also by what it does, which differs by form."""

from core.cells import CELLS
from core.notation import TITLES, Quantity, full_title
from pages.language import _


def title(quantity: Quantity) -> str:
    """Return what a quantity is called, in the reader's language."""
    return full_title(quantity, _)


def titles(cell: str) -> dict[str, str]:
    """Return what every quantity is called, by its name: those of the cell with their sense."""
    own = {quantity.name: title(quantity) for quantity in CELLS[cell].quantities}
    return {name: _(plain) for name, plain in TITLES.items()} | own
