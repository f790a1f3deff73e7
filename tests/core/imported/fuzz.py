"""Many files changed by chance, each refused or opened: ``python -m tests.core.imported.fuzz``.

The number of files and a seed may follow: ``python -m tests.core.imported.fuzz 100000 7``.
"""

import resource
import sys
from collections import Counter
from time import process_time

from core.imported import Refusal, find_networks, open_network
from tests.core.imported.hostile import Mutations, honest


def outcome(file: bytes) -> str:
    """Return what becomes of a file; anything but a refusal or a network is raised."""
    try:
        found = find_networks(file)
        network = open_network(file, found[0])
        network.trace(" ".join(["|".join(["0.5"] * network.card.input_size)] * 2))
    except Refusal as refusal:
        return refusal.notice.message[:50]
    return "opened"


def main(count: int, seed: int) -> None:
    mutations, outcomes, slowest = Mutations(seed), Counter[str](), 0.0
    outcome(honest())  # what is loaded at the first use counts for nobody
    for number in range(count):
        file = mutations.next()
        begun = process_time()
        try:
            outcomes[outcome(file)] += 1
        except Exception:
            print(f"file {number} of seed {seed} escaped: {file!r}")
            raise
        slowest = max(slowest, process_time() - begun)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for what, times in outcomes.most_common():
        print(f"{times:8d} {what}")
    print(f"{count} files, none escaped; slowest {slowest * 1000:.1f} ms; at most {memory} MiB")


if __name__ == "__main__":
    main(*(int(each) for each in (*sys.argv[1:], *("1000", "0")[len(sys.argv) - 1 :])))
