"""The view of the model builder: the layers of the model."""

from dataclasses import dataclass

from core.model_builder.text import DEFAULT_STACK, from_text, to_text
from core.notation import N_, Notice
from pages.shared.view.fields import Refused, read_by


def _stack(value: str) -> str:
    """Take a model's layers, as far as they can be read."""
    model, notices = from_text(value)
    if not value:
        raise Refused(Notice(N_("The link's model is empty; showing another.")))
    if notices:
        raise Refused(notices[0], to_text(model) if model.layers else None)
    return to_text(model)


@dataclass(frozen=True)
class ModelBuilderView:
    """The model that is built.

    Attributes:
        stack: its layers, as text.
    """

    stack: str = read_by("build", _stack, default=DEFAULT_STACK, formerly="stack")
