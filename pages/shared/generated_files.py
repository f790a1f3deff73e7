"""Files that are made on request stay long enough to be fetched."""

import time

from streamlit import runtime
from streamlit.runtime.media_file_manager import MediaFileManager

SECONDS = 30.0
"""Between two times at which the server removes files that no page names."""


def keep_generated_files() -> None:
    """Have the running server keep them for a while; without a server, do nothing."""
    if runtime.exists():
        manager = runtime.get_instance().media_file_mgr
        if isinstance(manager, MediaFileManager):
            remove_seldom(manager)


def remove_seldom(manager: MediaFileManager, seconds: float = SECONDS) -> None:
    """Have a store of files remove those that no page names only every so often.

    A file that a download button makes is named by no page. Streamlit removes it at the end of the
    second run after that, of whichever session: in a hall, before the browser has asked for it.

    Args:
        manager: the store.
        seconds: at least so many lie between two removals; a file lives through the first of them.
    """
    remove, last = manager.remove_orphaned_files, time.monotonic()

    def remove_now_and_then() -> None:
        nonlocal last
        if time.monotonic() - last >= seconds:
            last = time.monotonic()
            remove()

    manager.remove_orphaned_files = remove_now_and_then
