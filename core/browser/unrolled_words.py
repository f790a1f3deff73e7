"""Every string of the cell above the tokens, in a language that the caller chooses.

Names in braces are filled in by the browser and stay as they are in a translation.
"""

from .words import Translate


def unrolled_words(_: Translate) -> dict[str, str]:
    """Return the strings, translated, by the name under which the scripts know them."""
    return {
        "open": _("Unroll the cell over the tokens"),
        "close": _("Close the unrolled cell"),
        "form": _("Cell"),
        "unrolled": _("Unrolled"),
        "folded": _("Folded"),
        "kind": _("Inputs and outputs"),
        "many-to-one": _("many to one"),
        "many-to-many": _("many to many"),
        "one-to-many": _("one to many"),
        "pin": _("Keep the weights in view"),
        "says_many-to-one": _("Only the last hidden state leaves the cell."),
        "says_many-to-many": _("The hidden state leaves the cell at every token."),
        "says_one-to-many": _(
            "Another run of the same network: the cell is given “{token}” alone, then zeros. "
            "Everything below is of the whole text."
        ),
        "trained_so": _("The network was trained this way."),
        "said_share": _("Above the cell: the share of “{output}”."),
        "said_likeliest": _("Above the cell: the likeliest output."),
        "said_value": _("Above the cell: the predicted next value."),
        "said_nothing": "",
        "weights": _(
            "The same W, {rows} × {rows}, multiplies the old hidden state at every token."
        ),
        "weights_none": _("No W multiplies the old hidden state: the gates see the token alone."),
        "weights_axes": _("A row for each unit that is written, a column for each that is read."),
        "weights_block": _("Each dot is the weight of largest magnitude of {block} × {block}."),
    }
