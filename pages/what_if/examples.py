"""Edits worth making."""

from core.edits import Hold, Swap
from core.notation import N_
from pages.shared.example import Example
from pages.shared.view.selection import Selection
from pages.what_if.view import WhatIfView

CHANGES = (
    Example(
        N_("What if it never forgot?"),
        N_("The forget gate is held open from “but” on: 73% positive becomes 5%."),
        Selection(position=6, screens=(WhatIfView((Hold("forget_gate", 1.0, None, 5),)),)),
    ),
    Example(
        N_("One word's worth of state"),
        N_("After “good”, the state of “bad” is put in its place. What was in it?"),
        Selection(
            text="The film is good.",
            position=4,
            screens=(WhatIfView((Swap(3, 3),), other="The film is bad."),),
        ),
    ),
    Example(
        N_("What if it never forgot, in Korean"),
        N_("“I thought it would be dull, but it was fun.” If nothing is forgotten, it stays dull."),
        Selection(
            text="재미없을 줄 알았는데 재미있었다.",
            model="korean-reviews",
            position=10,
            screens=(WhatIfView((Hold("forget_gate", 1.0),)),),
        ),
    ),
)
"""Edits that reverse an opinion, each on a sentence that anybody understands."""
