"""English abbreviations that keep their full stop, as in the files of the Penn treebank.

The lists have what stands in its newspapers and in film reviews, without the stop.
"""


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


TITLES = _listed("""
    mr mrs ms messrs mme mlle dr prof st ste rev hon jr sr
    adm brig capt cdr cmdr col cpl gen lt maj pvt sgt supt
    amb atty gov pres rep reps sen sens treas
""")
"""What stands with a name."""

PLACES = _listed("""
    ave blvd ft hwy mt mts rd
    ala ariz calif colo conn fla kan mich minn mont neb nev okla tenn tex wis wyo
""")

COMPANIES = _listed("assn bros co corp cos dept inc intl ltd mfg natl univ")

TIMES = _listed("jan feb apr jun jul aug sep sept oct nov dec mon tue tues thu thur thurs fri")

OTHERS = _listed("approx cf eds esp est etc ext viz vs ch nos pp")

WHOLE = (*TITLES, *PLACES, *COMPANIES, *TIMES, *OTHERS)
"""Abbreviations that are no words: whole wherever they stand, except at the end of a text."""

ALSO_WORDS = _listed("no fig figs art sec vol mar sat sun wed ill ind mass miss ore wash")
"""Abbreviations that could be the last word of a sentence: whole only before a number or comma."""

DEGREES = _listed(r"""
    ph\.d d\.phil m\.phil b\.sc m\.sc d\.sc ed\.d ed\.m b\.ed m\.ed ll\.b ll\.d ll\.m
    litt\.d mus\.b mus\.d pharm\.d psy\.d sc\.d th\.d
""")
"""Patterns of abbreviations with a stop within; those of single letters, as in U.S., need none."""
