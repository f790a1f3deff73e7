"""Uploads by raw requests, through Streamlit's own routes, to a store with limits."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.web.server.starlette.starlette_routes import create_upload_routes

from pages.shared import upload_limits as upload_limits_module
from pages.shared.upload_limits import UploadLimits, limit_uploads, upload_limits
from tests.pages.shared.uploading import put, token

LIMITS = upload_limits()
SMALL = UploadLimits(file=100, network=100, files=3, all_files=500)


class Server:
    """As much of Streamlit's runtime as its routes ask: who is connected."""

    def __init__(self) -> None:
        self.connected = {f"visitor {number}" for number in range(9)}

    def is_active_session(self, session: str) -> bool:
        return session in self.connected


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def kept() -> MemoryUploadedFileManager:
    return MemoryUploadedFileManager("/_stcore/upload_file")


def client_of(server: Server, kept: MemoryUploadedFileManager, limits: UploadLimits) -> TestClient:
    limit_uploads(kept, server.is_active_session, limits)
    routes = create_upload_routes(server, kept, "")  # pyright: ignore[reportArgumentType]
    return TestClient(Starlette(routes=routes), **token())


@pytest.fixture
def client(server: Server, kept: MemoryUploadedFileManager) -> TestClient:
    return client_of(server, kept, SMALL)


def ids(kept: MemoryUploadedFileManager, session: str = "visitor 0") -> list[str]:
    return list(kept.file_storage.get(session, {}))


@pytest.mark.parametrize("size", [0, 1, 99, 100])
def test_a_file_of_the_stated_size_is_kept(client, kept, size):
    assert put(client, "visitor 0", "a", b"x" * size).status_code == 204
    assert ids(kept) == ["a"]


def test_one_byte_more_is_refused_with_words(client, kept):
    answer = put(client, "visitor 0", "a", b"x" * 101)

    assert answer.status_code == 413
    assert "at most 100 bytes" in answer.text
    assert "this one has 101" in answer.text
    assert ids(kept) == []


def test_a_visitor_has_so_many_files_at_a_time(client, kept):
    assert [put(client, "visitor 0", name, b"x").status_code for name in "abc"] == [204] * 3
    refused = put(client, "visitor 0", "d", b"x")

    assert refused.status_code == 429
    assert "At most 3 files" in refused.text
    assert put(client, "visitor 1", "d", b"x").status_code == 204, "others are not concerned"
    assert put(client, "visitor 0", "a", b"y").status_code == 204, "a file in place of itself"
    assert client.delete("/_stcore/upload_file/visitor 0/b").status_code == 204
    assert put(client, "visitor 0", "d", b"x").status_code == 204
    assert ids(kept) == ["a", "c", "d"]


def test_all_visitors_together_have_so_many_bytes(client, kept):
    for number in range(5):
        assert put(client, f"visitor {number}", "a", b"x" * 100).status_code == 204
    refused = put(client, "visitor 5", "a", b"x")

    assert refused.status_code == 429
    assert "Try again" in refused.text
    assert refused.headers["retry-after"] == "60"
    assert ids(kept, "visitor 5") == []


def test_files_of_visitors_who_have_gone_make_room(client, kept, server):
    for number in range(5):
        put(client, f"visitor {number}", "a", b"x" * 100)
    server.connected.discard("visitor 2")

    assert put(client, "visitor 5", "a", b"x" * 100).status_code == 204
    assert ids(kept, "visitor 2") == []
    assert all(ids(kept, f"visitor {number}") for number in (0, 1, 3, 4, 5))


def test_what_a_flood_leaves_is_bounded(server, kept):
    client = client_of(server, kept, LIMITS)
    answers = [
        put(client, "visitor 0", str(number), b"x" * 2**20).status_code for number in range(60)
    ]

    assert answers == [204] * LIMITS.files + [429] * (60 - LIMITS.files)
    assert len(ids(kept)) == LIMITS.files


def test_there_is_room_until_as_many_bytes_are_kept_as_the_server_keeps(server, kept, monkeypatch):
    server.uploaded_file_mgr = kept
    monkeypatch.setattr(upload_limits_module.runtime, "exists", lambda: True)
    monkeypatch.setattr(upload_limits_module.runtime, "get_instance", lambda: server)
    monkeypatch.setattr(upload_limits_module, "upload_limits", lambda: SMALL)
    client = client_of(server, kept, SMALL)
    for number in range(4):
        assert upload_limits_module.has_room()
        put(client, f"visitor {number}", "a", b"x" * 100)
    put(client, "visitor 4", "a", b"x")

    assert not upload_limits_module.has_room()

    server.connected.remove("visitor 0")
    assert upload_limits_module.has_room(), "the files of those who are gone make room"
