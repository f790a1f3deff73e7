"""Corpora read in the background: which readings are one job, and where the index is kept."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from core.corpus.disk.location import VARIABLE
from core.corpus.disk.writer import StateIndexError
from core.corpus.index.build import traced
from core.corpus.index.state_index import Progress, StateIndex
from core.corpus.jobs import ReadingJob, join_reading
from core.jobs.jobs import Jobs
from core.jobs.status import Status
from core.jobs.steps import Blocked, Steps
from tests.core.corpus.networks import corpus_of, names, network_of

NETWORK = network_of("rnn")
CORPORA = [corpus_of("hello" * (n + 1)) for n in range(2)]
INDEX = traced(NETWORK, CORPORA[0])


def ended(job: ReadingJob) -> Status[Progress, StateIndex]:
    assert job.wait(20)
    return job.status("ann")


def test_other_texts_and_other_networks_are_other_jobs(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    jobs = Jobs()
    wanted = [(NETWORK, CORPORA[0]), (NETWORK, CORPORA[1]), (network_of("gru"), CORPORA[0])]

    readings = {join_reading(jobs, *pair, "ann") for pair in 2 * wanted}
    assert len(readings) == 3
    keys = {result.key for reading in readings if (result := ended(reading).result)}
    assert len(keys) == 3


def test_by_default_the_index_is_kept_on_disk(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    status = ended(join_reading(Jobs(), NETWORK, CORPORA[1], "ann"))

    assert status.result is not None
    assert status.progress == Progress(10, 10)
    assert (tmp_path / status.result.key.name).is_dir()


def test_a_folder_that_cannot_be_used_is_an_error_of_the_job(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file"))

    assert isinstance(
        ended(join_reading(Jobs(), NETWORK, CORPORA[1], "ann")).error, StateIndexError
    )


def test_a_job_says_that_it_waits_for_another_process():
    finished = threading.Event()

    def made_elsewhere(network, corpus) -> Steps[Progress, StateIndex]:
        while not finished.is_set():
            yield Blocked()
            time.sleep(0.002)
        return INDEX

    job = join_reading(Jobs(), NETWORK, CORPORA[0], "ann", make=made_elsewhere)
    while job.status("ann").blocked is None:
        time.sleep(0.002)
    finished.set()
    assert ended(job).result is INDEX


PROGRAM = """
import sys, time
from pathlib import Path
from core.corpus.disk.cache import load_or_build
from core.corpus.jobs import join_reading
from core.jobs.jobs import Jobs
from tests.core.corpus.networks import corpus_of, names, network_of

def make(network, corpus):
    return load_or_build(network, corpus, Path(sys.argv[1]))

corpus = corpus_of("hello\\n" * 20_000)
job = join_reading(Jobs(), network_of("lstm"), corpus, "ann", make=make)
while not ((status := job.status("ann")).progress and status.progress.done):
    time.sleep(0.01)
print("at work" if not status.over else "over")
"""


@pytest.mark.slow
def test_a_program_that_ends_stops_its_jobs_first(tmp_path):
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    root = Path(__file__).parents[3]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=100)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "at work\n", "")
    assert names(tmp_path) == set()
