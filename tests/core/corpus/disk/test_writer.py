"""A complete index is read back as it was; an incomplete or damaged one is refused."""

import json
import shutil
import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from safetensors.numpy import load, save

from core.corpus.disk.arrays import to_arrays
from core.corpus.disk.reader import open_index
from core.corpus.disk.writer import (
    MANIFEST,
    REST,
    STATES,
    VERSION,
    StateIndexError,
    Writer,
    file_hash,
)
from core.corpus.index.build import trace_corpus, traced
from core.corpus.index.state_index import BLOCK, StateIndex
from core.jobs.steps import run
from tests.core.corpus.networks import TEXTS, corpus_of, network_of

NETWORK = network_of("lstm")
CORPUS = corpus_of(*TEXTS)


def written(folder: Path, network=NETWORK, corpus=CORPUS) -> StateIndex:
    """Write the index of a corpus, and return it as it is without a file."""
    with Writer(folder, network.card.hidden_size) as writer:
        writer.finish(run(trace_corpus(network, corpus, writer)))
    return traced(network, corpus)


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> tuple[Path, StateIndex]:
    folder = tmp_path_factory.mktemp("indexes") / "whole"
    return folder, written(folder)


@pytest.fixture
def copy(whole, tmp_path) -> tuple[Path, StateIndex]:
    """An index that may be damaged."""
    shutil.copytree(whole[0], tmp_path / "copy")
    return tmp_path / "copy", whole[1]


def assert_same(actual: StateIndex, expected: StateIndex) -> None:
    for name in ("key", "hidden_size", "length", "quantities"):
        assert getattr(actual, name) == getattr(expected, name)
    for block, other in zip(actual.blocks, expected.blocks, strict=True):
        np.testing.assert_array_equal(block, other)
    arrays, others = to_arrays(actual), to_arrays(expected)
    assert arrays.keys() == others.keys()
    for name, array in arrays.items():
        assert array.dtype == others[name].dtype
        np.testing.assert_array_equal(array, others[name], err_msg=name)


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru", "paper-gru"])
def test_an_index_comes_back_from_disk_as_it_was(tmp_path, cell):
    network = network_of(cell)
    expected = written(tmp_path / "index", network)

    assert_same(open_index(tmp_path / "index", expected.key), expected)


@pytest.mark.parametrize("texts", [(), ("",), ("l",), ("l" * BLOCK,), ("l" * (BLOCK + 1),)])
def test_indexes_of_no_token_one_token_and_whole_blocks_come_back(tmp_path, texts):
    network, corpus = network_of("rnn", hidden_size=2), corpus_of(*texts)
    expected = written(tmp_path / "index", network, corpus)

    assert_same(open_index(tmp_path / "index", expected.key), expected)


def test_the_index_of_a_network_of_one_unit_comes_back(tmp_path):
    network = network_of("gru", hidden_size=1)
    expected = written(tmp_path / "index", network)

    assert_same(open_index(tmp_path / "index", expected.key), expected)


def test_levels_are_mapped_from_the_file_and_no_array_can_be_written_to(whole):
    folder, expected = whole
    index = open_index(folder, expected.key)
    before = pa.total_allocated_bytes()
    again = open_index(folder, expected.key)

    assert pa.total_allocated_bytes() == before, "Arrow has copied nothing"
    for block in (*index.blocks, *again.blocks):
        assert not block.flags.writeable
        assert not block.flags.owndata
    assert not index.codes.flags.writeable


def test_any_tool_that_knows_arrow_can_read_the_levels(whole):
    folder, expected = whole
    with pa.memory_map(str(folder / STATES)) as file:
        table = pa.ipc.open_file(file).read_all()

    assert table.column_names == [f"unit_{unit}" for unit in range(5)]
    np.testing.assert_array_equal(table["unit_3"].to_numpy(), expected.column(3))


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("name", [STATES, REST])
@pytest.mark.parametrize("part", [0.0, 0.3, 0.6, 0.999])
def test_a_flipped_bit_is_detected(copy, name, part):
    folder, expected = copy
    path = folder / name
    flip(path, int(part * path.stat().st_size))

    with pytest.raises(StateIndexError, match=f"hash of {name}"):
        open_index(folder, expected.key)


@pytest.mark.parametrize("part", [0.02 * n for n in range(50)])
def test_a_flipped_bit_in_the_manifest_is_detected_or_changes_nothing(copy, part):
    folder, expected = copy
    flip(folder / MANIFEST, int(part * (folder / MANIFEST).stat().st_size))

    try:
        index = open_index(folder, expected.key)
    except StateIndexError:
        return
    assert_same(index, expected)


@pytest.mark.parametrize("content", ["[" * 100_000, '{"version":' * 100_000])
def test_a_manifest_that_is_nested_too_deep_is_detected(copy, content):
    folder, expected = copy
    (folder / MANIFEST).write_text(content)

    with pytest.raises(StateIndexError, match="cannot be used"):
        open_index(folder, expected.key)


@pytest.mark.parametrize("size", [10**9, 0, -1, 4])
def test_a_size_in_the_manifest_that_the_file_has_not_takes_no_memory(copy, size):
    folder, expected = copy
    manifest = json.loads((folder / MANIFEST).read_bytes()) | {"hidden_size": size}
    (folder / MANIFEST).write_text(json.dumps(manifest))

    tracemalloc.start()
    with pytest.raises(StateIndexError, match="cannot be used"):
        open_index(folder, expected.key)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10_000_000


@pytest.mark.parametrize("name", [STATES, REST, MANIFEST])
@pytest.mark.parametrize("left", [0, 1, 100, -1])
def test_a_file_that_was_cut_is_detected(copy, name, left):
    folder, expected = copy
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[:left])

    with pytest.raises(StateIndexError, match="cannot be used"):
        open_index(folder, expected.key)


@pytest.mark.parametrize("name", [STATES, REST, MANIFEST])
def test_a_file_that_is_missing_or_a_folder_is_detected(copy, name):
    folder, expected = copy
    (folder / name).unlink()
    with pytest.raises(StateIndexError, match=name):
        open_index(folder, expected.key)

    (folder / name).mkdir()
    with pytest.raises(StateIndexError, match="cannot be used"):
        open_index(folder, expected.key)


def test_an_index_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(StateIndexError, match="nowhere"):
        open_index(tmp_path / "nowhere", traced(NETWORK, CORPUS).key)


def changed(folder: Path, **changes: object) -> None:
    manifest = json.loads((folder / MANIFEST).read_bytes())
    (folder / MANIFEST).write_text(json.dumps(manifest | changes))


@pytest.mark.parametrize("part", ["network", "corpus"])
def test_the_index_of_another_key_is_not_read(copy, part):
    folder, expected = copy

    with pytest.raises(StateIndexError, match="another network or other texts"):
        open_index(folder, replace(expected.key, **{part: "0" * 64}))


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 0},
        {"version": VERSION + 1},
        {"hidden_size": 4},
        {"hidden_size": 6},
        {"hidden_size": -1},
        {"hidden_size": "many"},
        {"quantities": ["hidden_state", "mood"]},
        {"quantities": 3},
        {"sha256": {}},
        {"sha256": None},
        {"key": []},
    ],
    ids=str,
)
def test_a_manifest_that_does_not_fit_is_detected(copy, changes):
    folder, expected = copy
    changed(folder, **changes)

    with pytest.raises(StateIndexError, match="cannot be used"):
        open_index(folder, expected.key)


@pytest.mark.parametrize("manifest", ["", "{}", "[]", "null", "{", "\xff", '"a"', "1"])
def test_a_file_that_is_no_manifest_is_detected(copy, manifest):
    folder, expected = copy
    (folder / MANIFEST).write_bytes(manifest.encode("latin-1"))

    with pytest.raises(StateIndexError, match="cannot be used"):
        open_index(folder, expected.key)


REST_FAULTS = {
    "missing": lambda arrays: arrays.pop("codes"),
    "missing extremes": lambda arrays: arrays.pop("extremes.hidden_state.weakest_values"),
    "missing statistics": lambda arrays: arrays.pop("statistics.codes"),
    "unknown statistics": lambda arrays: arrays.update({"statistics.moments.a.b": np.ones(1)}),
    "short": lambda arrays: arrays.update(starts=arrays["starts"][:-1]),
    "shorter codes": lambda arrays: arrays.update(codes=arrays["codes"][:-1]),
    "no documents": lambda arrays: arrays.update(first_tokens=np.empty(0, np.int64)),
    "other documents": lambda arrays: arrays.update(first_tokens=arrays["first_tokens"] + 1),
    "checkpoints": lambda arrays: arrays.update(
        {"checkpoints.cell_state": arrays["checkpoints.cell_state"][:, :-1]}
    ),
    "peaks": lambda arrays: arrays.update(
        {"peaks.cell_state.low_offsets": arrays["peaks.cell_state.low_offsets"][:, 1:]}
    ),
}


@pytest.mark.parametrize("fault", REST_FAULTS.values(), ids=REST_FAULTS)
def test_arrays_that_do_not_fit_are_detected_even_with_the_right_hash(copy, fault):
    folder, expected = copy
    arrays = load((folder / REST).read_bytes())
    fault(arrays)
    (folder / REST).write_bytes(save({name: a.copy() for name, a in arrays.items()}))
    hashes = {name: file_hash(folder / name) for name in (STATES, REST)}
    changed(folder, sha256=hashes)

    with pytest.raises(StateIndexError, match="cannot be used"):
        open_index(folder, expected.key)


@pytest.mark.parametrize(
    ("levels", "gap", "match"),
    [([1.0, 2.0], 2.0, "5 columns of uint8"), ([1, 2], None, "equal distances")],
)
def test_levels_of_another_kind_are_detected_even_with_the_right_hash(copy, levels, gap, match):
    folder, expected = copy
    kind = pa.float64() if isinstance(gap, float) else pa.uint8()
    columns = {f"unit_{unit}": pa.array(levels, kind) for unit in range(5)}
    table = pa.table(columns | {"unit_2": pa.array([1, gap], kind)})
    with pa.OSFile(str(folder / STATES), "wb") as file, pa.ipc.new_file(file, table.schema) as to:
        to.write_table(table)
    changed(folder, sha256={name: file_hash(folder / name) for name in (STATES, REST)})

    with pytest.raises(StateIndexError, match=match):
        open_index(folder, expected.key)


def test_an_index_that_was_not_finished_is_not_read(tmp_path):
    with Writer(tmp_path / "index", 5) as writer:
        run(trace_corpus(NETWORK, CORPUS, writer))

    with pytest.raises(StateIndexError, match=MANIFEST):
        open_index(tmp_path / "index", traced(NETWORK, CORPUS).key)


@pytest.mark.parametrize("limit", [10, 1_000, 8_000])
def test_a_full_disk_is_an_error_of_the_system(tmp_path, limit):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            written(tmp_path / "index")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not (tmp_path / "index" / MANIFEST).exists()


def test_a_folder_that_exists_is_not_written_into(whole):
    with pytest.raises(FileExistsError):
        Writer(whole[0], 5)
