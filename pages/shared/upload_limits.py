"""What the server keeps of uploaded files: the size that the screen states, and a few for each.

Streamlit takes files from any open session, as many as it sends, whether or not a widget asked for
them, and keeps them until the session is over. ``limit_uploads`` bounds that where files are
stored: there the size is known exactly, and no two requests are counted at the same time.
"""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from core.text.decoding import MAX_FILE
from pages.shared.limits import limits as limits_of_server
from pages.shared.memory import MEBIBYTE


@dataclass(frozen=True)
class UploadLimits:
    """How much is kept.

    Attributes:
        file: bytes of one text or table.
        network: bytes of one file with a network.
        files: files of one session that no page has read yet; a page that reads one discards it.
        all_files: bytes of all sessions' files together.
    """

    file: int
    network: int
    files: int
    all_files: int


def upload_limits() -> UploadLimits:
    """Return the limits of this server; nothing larger than what can be decoded is kept."""
    limits = limits_of_server()
    return UploadLimits(
        min(limits.upload_bytes, MAX_FILE),
        limits.network_bytes,
        limits.uploads_each,
        limits.uploads * MEBIBYTE,
    )


def limit_server() -> None:
    """Limit what the running server keeps; without a server, do nothing."""
    if runtime.exists():
        server = runtime.get_instance()
        if isinstance(server.uploaded_file_mgr, MemoryUploadedFileManager):
            limit_uploads(server.uploaded_file_mgr, server.is_active_session, upload_limits())


def has_room(size: int | None = None) -> bool:
    """Return whether the running server takes one more file; without a server, it does.

    Args:
        size: bytes that it may have; by default, those of a text.
    """
    kept = runtime.get_instance().uploaded_file_mgr if runtime.exists() else None
    if not isinstance(kept, MemoryUploadedFileManager):
        return True
    limits = upload_limits()
    more = limits.file if size is None else size
    _forget_the_gone(kept, runtime.get_instance().is_active_session, limits, more)
    return _bytes(kept) + more <= limits.all_files


def limit_uploads(
    kept: MemoryUploadedFileManager,
    is_connected: Callable[[str], bool],
    limits: UploadLimits,
) -> None:
    """Have a store of uploaded files refuse what is too much.

    A refused upload is answered with 413 or 429 and a sentence that says what to do.

    Args:
        kept: the store.
        is_connected: whether a session has a browser; when space is short, the files of one that
            has none go first.
        limits: how much is kept.
    """
    add = kept.add_file

    def add_within_limits(session_id: str, file: UploadedFileRec) -> None:
        _check_size(file, limits)
        _check_count(kept, session_id, file, limits)
        _forget_the_gone(kept, is_connected, limits, len(file.data))
        _check_room(kept, file, limits)
        add(session_id, file)

    kept.add_file = add_within_limits


def _check_size(file: UploadedFileRec, limits: UploadLimits) -> None:
    # Nothing says for which widget a file is; a screen reads none that is larger than it states.
    most = max(limits.file, limits.network)
    if len(file.data) > most:
        raise HTTPException(
            413,
            f"A file of at most {most:,} bytes can be read; this one has "
            f"{len(file.data):,}. Upload a part of it.",
        )


def _check_count(
    kept: MemoryUploadedFileManager, session: str, file: UploadedFileRec, limits: UploadLimits
) -> None:
    others = [each for each in kept.file_storage.get(session, {}) if each != file.file_id]
    if len(others) >= limits.files:
        raise HTTPException(
            429,
            f"At most {limits.files} files can wait to be read by a page, and this visit has as "
            "many. Delete one, or open the page again.",
        )


def _check_room(
    kept: MemoryUploadedFileManager, file: UploadedFileRec, limits: UploadLimits
) -> None:
    if _bytes(kept) + len(file.data) > limits.all_files:
        raise HTTPException(
            429,
            "The server has as many uploaded files as it keeps. Try again in a minute.",
            {"Retry-After": "60"},
        )


def _forget_the_gone(
    kept: MemoryUploadedFileManager,
    is_connected: Callable[[str], bool],
    limits: UploadLimits,
    more: int,
) -> None:
    """If so many more bytes are too many, forget the files of those who are not here."""
    if _bytes(kept) + more > limits.all_files:
        for session in [each for each in list(kept.file_storage) if not is_connected(each)]:
            kept.remove_session_files(session)


def _bytes(kept: MemoryUploadedFileManager) -> int:
    of_each = (list(files.values()) for files in list(kept.file_storage.values()))
    return sum(len(file.data) for files in of_each for file in files)
