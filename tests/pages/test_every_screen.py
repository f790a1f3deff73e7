"""Every screen opens in both languages, in lecture mode, and without files."""

import pytest

from tests.pages.screens import HOME, PARAMETER_COUNT, SCREENS, opened


@pytest.mark.parametrize("page", SCREENS)
@pytest.mark.parametrize("lecture", ["0", "1"])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_screen_opens_in_both_languages_and_in_lecture_mode(page, lecture, lang):
    app = opened(page, lecture=lecture, lang=lang)

    assert not app.exception
    assert not app.warning
    leave = {"en": "Leave lecture mode", "ko": "강의 모드 끝내기"}[lang]
    assert (leave in [button.label for button in app.button]) == (lecture == "1")
    assert bool(list(app.sidebar.get("page_link"))) == (lecture == "0")


def test_every_screen_opens_without_any_file(checkpoints):
    for path in checkpoints.iterdir():
        path.unlink()

    for page in SCREENS:
        assert not opened(page).exception


@pytest.mark.usefixtures("checkpoints")
@pytest.mark.parametrize("page", [HOME, PARAMETER_COUNT])
def test_screens_that_need_no_network_work_with_damaged_files(page):
    app = opened(page, lang="en")

    assert not app.exception
    assert [warning.value for warning in app.warning] == (
        [
            "Some files of this installation are damaged; what needs them will say so.",
            "This network cannot be used right now: its file is missing or damaged.",
        ]
        if page == HOME
        else []
    )
