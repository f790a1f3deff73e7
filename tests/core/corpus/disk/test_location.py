"""Indexes are kept in the folder that is named, else in one that is ours and writable."""

import os
import tempfile

import pytest

from core.corpus.disk.location import VARIABLE, cache_folder
from core.corpus.disk.writer import StateIndexError


def test_a_named_folder_is_used(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "a" / "b"))

    assert cache_folder() == tmp_path / "a" / "b"
    assert cache_folder().is_dir()


def test_a_named_folder_that_cannot_be_used_is_reported(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "cache"))

    with pytest.raises(StateIndexError, match=f"cannot be written to.*{VARIABLE}"):
        cache_folder()


def test_the_default_folder_is_in_the_user_s_caches_or_among_temporary_files(tmp_path, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert cache_folder() == tmp_path / "caches" / "gatescope"

    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    own = cache_folder()
    assert own.parent == tmp_path
    assert own.name.startswith("gatescope")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder() == tmp_path / "home" / ".cache" / "gatescope"


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="each user has a folder for temporary files")
def test_another_user_s_folder_among_temporary_files_is_not_used(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "elsewhere").mkdir()
    mine = os.getuid()
    theirs = tmp_path / f"gatescope-{mine + 1}"
    theirs.mkdir()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)

    with pytest.raises(StateIndexError, match="cannot be written to"):
        cache_folder()
