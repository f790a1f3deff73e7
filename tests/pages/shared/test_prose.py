"""Text on screen: templates are ours, and values are shown as they are."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.shared import prose

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("template", "value", "shown"),
    [
        ("{value:,} parameters", 1234, "1,234 parameters"),
        ("{value:+.2f} points", np.float32(-0.5), "-0.50 points"),
        ("{value:.0%}", 0.5, "50%"),
        ("{value}", 10**6, "1000000"),
        ("{value}", "r = +0.97", "r = +0.97"),
        ("{value}", "3.8 × 10⁻³⁷", "3.8 × 10⁻³⁷"),
        ("**{value}**", prose.compose("**{n}**", n=3), "****3****"),
        ("{value}", "**b**", r"\*\*b\*\*"),
        ("{value:>4}", "*b", r"  \*b".replace("  ", " ")),
        ("{value}", "{0}", "{0}"),
        ("{value}", ["*"], r"\['\*'\]"),
        ("{value}", "a\n\n# b", "a # b"),
        ("{value}", "# b", r"\# b"),
        ("{value}", "1. b", r"1\. b"),
        ("{value}", "   # b", r" \# b"),
        ("{value}", "-0.5", "-0.5"),
    ],
)
def test_a_value_is_formatted_and_escaped_unless_it_is_a_number(template, value, shown):
    assert prose.compose(template, value=value) == shown


def test_a_word_joiner_splits_what_streamlit_would_read_behind_escapes():
    assert prose.escape(":smile:") == "\\:\u2060smile\\:\u2060"
    assert prose.escape("http://a www.a a@a") == "http\\:\u2060//a www\u2060.a a@\u2060a"
    assert prose.escape("a -> b") == "a -\u2060\\> b"


def test_a_composed_text_takes_no_values():
    composed = prose.compose("{text}", text="{n}")

    assert prose.compose(composed) == "{n}"
    with pytest.raises(TypeError, match="no values for a composed text"):
        prose.compose(composed, n=3)


def test_texts_are_joined_without_escaping_them_again():
    parts = [prose.compose("{text}", text="*"), prose.compose("{n:d}", n=2)]

    assert prose.join(parts, " · ") == r"\* · 2"
    assert isinstance(prose.join(parts, " · "), prose.Markdown)


def test_every_function_of_prose_escapes_its_values():
    def page() -> None:
        from pages.shared import prose

        for say in (prose.say, prose.caption, prose.note, prose.warn, prose.error):
            say("a {text}", text="*")
        prose.title("a {text}", text="*")
        prose.heading("a {text}", text="*")
        prose.badge("a {text}", text="*", icon=":material/info:", color="gray", help="b")
        prose.metric(prose.compose("a {text}", text="*"), "*", "+*", delta_color="off")

    app = AppTest.from_function(page).run()

    assert not app.exception
    kinds = (app.caption, app.info, app.warning, app.error, app.title, app.header)
    for kind in kinds:
        assert [element.value for element in kind] == [r"a \*"]
    assert app.markdown[0].value == r"a \*"
    assert app.markdown[1].value == r":gray-badge[:material/info: a \*]"
    metric = app.metric[0]
    assert (metric.label, metric.value, metric.delta) == (r"a \*", r"\*", r"+\*")


PLANTED = """
from core.notation import N_, Notice
from pages.language import _, ngettext
from pages.shared import prose

def show(text: str, names: dict[str, str]) -> None:
    prose.say(text)
    prose.caption(f"a {text}")
    prose.note("a " + text)
    prose.compose("a {text}".format(text=text))
    prose.heading(names["a"])
    prose.metric(text, "3")
    prose.say(_(text))
    Notice(text)
    N_(text)
"""
INNOCENT = """
from core.notation import TITLES, Notice
from pages.language import _, ngettext
from pages.shared import prose

def show(text: str, notice: Notice) -> None:
    prose.say("a {text}", text=text)
    prose.say(_("a") + " " + _("b"))
    prose.say(_(TITLES["cell_state"]))
    prose.warn(_(notice.message), icon=None, **notice.values)
    prose.say(ngettext("{n} a", "{n} b", 2), n=prose.compose("{text}", text=text))
"""


def test_the_type_checker_refuses_a_text_that_is_not_ours_as_template(tmp_path):
    settings = {"extraPaths": [str(ROOT)], "pythonVersion": "3.11"}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    (tmp_path / "planted.py").write_text(PLANTED)
    (tmp_path / "innocent.py").write_text(INNOCENT)
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable]

    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    errors = json.loads(run.stdout)["generalDiagnostics"]
    faults = [(Path(each["file"]).name, each["range"]["start"]["line"] + 1) for each in errors]
    first = PLANTED.splitlines().index("    prose.say(text)") + 1
    assert sorted(faults) == [("planted.py", first + place) for place in range(9)]
