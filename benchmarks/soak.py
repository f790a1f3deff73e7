"""Growth of the server's memory over thousands of reruns.

    python -m benchmarks.soak [reruns]

from the root of the repository. A client speaks Streamlit's own protocol to a server with the
shipped settings: one session with a different sentence and cell each time, like somebody who never
stops typing. Prints the server's memory and its CPU time per rerun. In 2,000 reruns its memory
should grow by less than 30 MiB, including the 64 cached sentences. Never fails because of what it
measures.
"""

import os
import sys
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from benchmarks.server import start_server

RERUNS, WARM_UP = 2_000, 200
SENTENCE = "the film is not good but its acting was truly wonderful and every scene is dull"
WORDS = SENTENCE.split()


def memory(process: int) -> float:
    """Return the resident memory of a process, in MiB."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def seconds(process: int) -> float:
    """Return the CPU time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rerun(connection: ClientConnection, number: int) -> None:
    """Open a different view in the same session, and wait until the page has run."""
    words = [WORDS[(number * step + step) % len(WORDS)] for step in range(1, 4 + number % 20)]
    view = {"v": "1", "text": " ".join(words), "cell": ("rnn", "lstm", "gru")[number % 3], "t": "2"}
    message = BackMsg()
    message.rerun_script.query_string = urlencode(view)
    message.rerun_script.page_name = "Step_through"
    connection.send(message.SerializeToString())
    while True:
        answer = ForwardMsg.FromString(bytes(connection.recv(timeout=60)))  # type: ignore[arg-type]
        if answer.WhichOneof("type") == "script_finished":
            return


def main(reruns: int) -> None:
    """Start a server, rerun, and print."""
    server, address = start_server("app.py")
    stream = address.replace("http", "ws") + "/_stcore/stream"
    try:
        with connect(stream, max_size=None) as connection:
            for number in range(WARM_UP):
                rerun(connection, number)
            memory_before, seconds_before = memory(server.pid), seconds(server.pid)
            for number in range(WARM_UP, WARM_UP + reruns):
                rerun(connection, number)
            after, spent = memory(server.pid), seconds(server.pid) - seconds_before
        growth = after - memory_before
        print(f"{reruns} reruns: {memory_before:.0f} -> {after:.0f} MiB, {growth:+.1f} MiB")
        print(f"server CPU {1e3 * spent / reruns:.1f} ms per rerun")
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RERUNS)
