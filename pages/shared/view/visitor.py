"""This session as the server knows it: its name, whether its browser is there, its files."""

from uuid import uuid4

from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.shared.view import session

_NAME = "visitor"


def name() -> str:
    """Return a name for this session, which nobody else knows."""
    context = get_script_run_ctx()
    if context is not None and runtime.exists():
        return context.session_id
    session.keep(_NAME, session.kept(_NAME, None) or uuid4().hex)
    return session.kept(_NAME, "")


def is_served() -> bool:
    """Return whether there is a server, as there is none in a test without one."""
    return runtime.exists()


def is_connected(visitor: str) -> bool:
    """Return whether a visitor's browser is connected; without a server, everyone's is."""
    return not runtime.exists() or runtime.get_instance().is_active_session(visitor)


def discard_file(file_id: str) -> None:
    """Free what the server holds of an uploaded file; its widget goes on showing the name."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file_id)
