"""An upload by a raw request, as the widget for files makes it or as anybody can."""

from typing import Any

from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string


def token() -> dict[str, Any]:
    """Return the headers and cookies of a client that may upload."""
    made = generate_xsrf_token_string()
    return {"headers": {"X-Xsrftoken": made}, "cookies": {"_streamlit_xsrf": made}}


def put(client: Any, session: str, file: str, content: bytes) -> Any:
    """Return the answer to an upload under a session's name and a file's id.

    Args:
        client: of the server, with requests as ``httpx`` has them.
        session: the server's name of the session.
        file: the id of the file.
        content: its bytes.
    """
    files = {"file": ("notes.txt", content, "text/plain")}
    return client.put(f"/_stcore/upload_file/{session}/{file}", files=files)
