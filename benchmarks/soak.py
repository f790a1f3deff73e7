"""Growth of the server's memory over thousands of reruns.

    python -m benchmarks.soak [reruns]

from the root of the repository. A client speaks Streamlit's own protocol to a server with the
shipped settings: one session with a different sentence, cell and screen each time, like somebody
who never stops typing. Prints the server's memory and its CPU time per rerun, every few hundred
reruns; what is kept of sentences and figures is bounded, so the memory should end to grow. Never
fails because of what it measures.
"""

import os
import sys
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from benchmarks.server import start_server, wait_until_ready

RERUNS, PARTS = 2_000, 10
SCREENS = (
    "", "Step_through", "Compare_cells", "Parameter_count", "Inspect_a_unit",
    "Memory_and_gradients", "What_if", "Tokens_and_vectors", "Generate",
)  # fmt: skip
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
    message.rerun_script.page_name = SCREENS[number % len(SCREENS)]
    connection.send(message.SerializeToString())
    while True:
        answer = ForwardMsg.FromString(bytes(connection.recv(timeout=60)))  # type: ignore[arg-type]
        if answer.WhichOneof("type") == "script_finished":
            return


def main(reruns: int) -> None:
    """Start a server, rerun, and print."""
    server, address = start_server("app.py")
    wait_until_ready(address)
    stream = address.replace("http", "ws") + "/_stcore/stream"
    try:
        with connect(stream, max_size=None) as connection:
            print(f"before the first rerun: {memory(server.pid):.0f} MiB")
            for part in range(PARTS):
                spent = seconds(server.pid)
                numbers = range(part * reruns // PARTS, (part + 1) * reruns // PARTS)
                for number in numbers:
                    rerun(connection, number)
                spent = seconds(server.pid) - spent
                print(
                    f"{numbers.stop:5,} reruns: {memory(server.pid):5.0f} MiB, "
                    f"server CPU {1e3 * spent / len(numbers):.1f} ms per rerun",
                    flush=True,
                )
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RERUNS)
