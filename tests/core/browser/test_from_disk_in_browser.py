"""The stepper on a page that is opened from disk: no server, no module, no network."""

from base64 import b64encode
from pathlib import Path

import numpy as np
import pytest
import torch
from playwright.sync_api import Browser, expect

from core.analysis.reading import ShownToken
from core.browser import STEPPER_STYLES
from core.browser.assemble import assemble, stylesheet
from core.browser.payload import pack
from core.browser.scene import Cue, Scene
from core.cells import CELLS
from core.language import TRANSLATIONS
from core.trace import Trace, unroll
from tests.in_a_browser import expect_step, press

pytestmark = pytest.mark.browser

ENTRY = Path(__file__).with_name("from_disk.js")
TOKENS = ("not", "a", "</script>", "film")


def make_page(trace: Trace, language: str) -> str:
    """Return a page that contains all that it needs."""
    shown = [ShownToken(token, token, True) for token in TOKENS]
    scene = Scene(trace, "lstm", "d1", shown)
    payload = b64encode(pack(scene, Cue(0, 2, 3), "stepper", TRANSLATIONS[language].gettext))
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>Trace</title>'
        f"<style>{stylesheet(*STEPPER_STYLES)}</style><body>"
        f'<script type="text/plain" id="payload">{payload.decode()}</script>'
        f'<script type="module">{assemble(ENTRY)}</script></body></html>'
    )


@pytest.mark.parametrize(("language", "play"), [("en", "Play"), ("ko", "재생")])
def test_a_page_from_disk_steps(browser: Browser, tmp_path: Path, language: str, play: str) -> None:
    generator = torch.Generator().manual_seed(1)
    inputs = torch.randn(len(TOKENS), 6, generator=generator)
    trace = unroll(CELLS["lstm"](6, 8, generator), inputs, TOKENS)
    file = tmp_path / "trace.html"
    file.write_text(make_page(trace, language), "utf-8")
    page = browser.new_page()
    errors: list[str] = []
    requests: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))

    page.goto(file.as_uri())
    expect_step(page, 2)
    press(page, "ArrowRight", "ArrowDown")
    expect_step(page, 3)
    value = page.get_by_test_id("gs-value-cell_state").get_attribute("data-value")
    assert value
    assert np.float32(value) == trace["cell_state"][2, 4]
    expect(page.get_by_test_id("gs-token-3")).to_contain_text("</script>")
    expect(page.get_by_test_id("gs-play")).to_have_attribute("aria-label", play)
    assert (errors, requests) == ([], [file.as_uri()])
    page.close()
