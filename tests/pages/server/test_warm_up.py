"""What is loaded before anybody comes."""

import gc

from pages.server import warm_up


def test_what_was_loaded_for_every_screen_is_not_collected_again_and_again(monkeypatch):
    loaded: list[list[int]] = []
    monkeypatch.setattr(warm_up, "_import_parts", lambda *_: loaded.append([1]))
    monkeypatch.setattr(warm_up, "_write_ahead", lambda: loaded.append([2]))

    try:
        warm_up.for_every_screen()

        seen = {id(each) for each in gc.get_objects()}
        assert len(loaded) == 2
        assert not [each for each in loaded if id(each) in seen]
    finally:
        gc.unfreeze()
