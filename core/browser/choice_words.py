"""Every string that the panel of a token's choice shows or says; the browser fills in {names}."""

from .words import Translate


def choice_words(_: Translate) -> dict[str, str]:
    """Return the strings, translated, by the name under which the scripts know them."""
    return _controls(_) | _labels(_) | _sentences(_) | _questions(_)


def _controls(_: Translate) -> dict[str, str]:
    return {
        "panel": _(
            "How a token is chosen: left and right step, up and down move between the tokens "
            "that could stand there, Enter goes on with one"
        ),
        "steps": _("Steps"),
        "previous": _("Previous token"),
        "play": _("Play"),
        "pause": _("Pause"),
        "next": _("Next token"),
        "which": _("Choice of"),
        "this_one": _("this token"),
        "next_one": _("the next token"),
        "tint": _("Tint by"),
        "tint_probability": _("probability"),
        "tint_entropy": _("entropy"),
        "tint_nothing": _("nothing"),
        "all": _("Show all {total}"),
        "more": _("Show {count} more of {total}"),
        "fewer": _("Show fewer"),
        "keys_step": _("to step"),
        "space": _("Space"),
        "keys_play": _("play"),
        "keys_rows": _("between tokens"),
        "keys_take": _("go on with it"),
        "keys_reveal": _("show, then throw"),
    }


def _labels(_: Translate) -> dict[str, str]:
    return {
        "text": _("The text, every token tinted; a click goes to it"),
        "warm_up": _("warm-up: given, not written"),
        "by_hand": _("chosen by hand"),
        "entropy": _("Entropy under the model: {value} nats here, at most {most}"),
        "entropy_most": _("Entropy under the model, at most {most} nats"),
        "model": _("the model"),
        "tempered": _("after temperature {temperature}"),
        "greedy": _("temperature 0: only the likeliest"),
        "kept": _("after the cuts"),
        "kept_all": _("no cut"),
        "cut": _("cut"),
        "others": _("{count} others"),
        "list": _("Tokens that could stand here, the likeliest first; Enter goes on with one"),
        "dart": _("dart"),
    }


def _sentences(_: Translate) -> dict[str, str]:
    return {
        "thrown": _(
            "Token {position}, “{token}”: the dart {dart} hit it. {model} in the model, {tempered} "
            "after temperature, {kept} after the cuts."
        ),
        "thrown_uncut": _(
            "Token {position}, “{token}”: the dart {dart} hit it. {model} in the model, {tempered} "
            "after temperature; nothing is cut."
        ),
        "greedy_took": _(
            "Token {position}, “{token}”: the likeliest one, {model} in the model. At temperature "
            "0 every dart hits it."
        ),
        "given": _(
            "Token {position}, “{token}”, was given: warm-up, no dart was thrown. The model gave "
            "it {model}."
        ),
        "given_unknown": _(
            "Token {position}, “{token}”, was given, and is none that the network can write."
        ),
        "hand": _(
            "Token {position}, “{token}”, was chosen by hand; the model gave it {model}. The dart "
            "{dart} would have hit “{hit}”."
        ),
        "ended": _("The text ends after “{token}”: nothing was thrown here."),
    }


def _questions(_: Translate) -> dict[str, str]:
    return {
        "predict": _("What comes after “{token}”? Predict it."),
        "bars": _("Show the probabilities"),
        "aim": _("Where will the dart hit? Token {position} is still hidden."),
        "throw": _("Throw the dart"),
    }
