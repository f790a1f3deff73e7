"""Every string that a list of snippets shows or reads aloud; the browser fills in {names}."""

from pages.language import _


def words() -> dict[str, str]:
    """Return the strings by the name under which the JavaScript knows them."""
    return {
        "list": _("Places in the text; up and down move, Enter opens the text there"),
        "position": _("token {position}"),
        "unknown": _("not in the vocabulary"),
    }
