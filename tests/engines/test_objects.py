"""A lake in a real object store: what is promised of one on a disk holds there, whatever is killed when.

The server is VersityGW (tools/engines/object_server.py), on loopback.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipelines.compact import run_compact
from pipelines.query import lake_sql, open_lake
from tests.engines.objects import BUCKET, free_port, serving, story_ids, under
from tests.lake.conftest import ROOT, STORY_TABLES, Crash, crash  # noqa: F401 - a fixture
from tests.lake.rows import NOON, Running, draft, story_id
from tests.newsroom import Newsroom
from tests.pipelines.lakes import ask, ingest
from tools.engines import httpfs, object_server
from transforms.fetching.archive import read_payload
from transforms.fetching.limits import Limits
from transforms.lake import Lake, LeaseHeld, StoreFailed, VersionChanged, open_store
from transforms.lake.objects import ObjectStore

pytestmark = [pytest.mark.engines("object_server"), pytest.mark.slow, pytest.mark.timeout(900)]

AFTER = 100_000_000
"""Microseconds after which a lease that nobody renewed is over."""
BEGUN = time.time_ns()
"""When it was noon in these tests."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("objects") / "data"
    with serving(object_server.binary(), folder) as environment, pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        yield


@pytest.fixture
def address(server: None) -> str:
    return f"s3://{BUCKET}/{uuid.uuid4().hex}"


@pytest.fixture
def store(address: str) -> ObjectStore:
    return ObjectStore(address)


def run(program: str, *words: object) -> subprocess.Popen[str]:
    """A program in a process of its own, which says on its output how far it has come."""
    command = [sys.executable, "-c", program, *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_of_32_puts_at_once_one_wins(store: ObjectStore):
    for number in range(10):
        path = f"contested/{number}"
        ready = threading.Barrier(32)

        def create(writer: int) -> bool:
            ready.wait()  # noqa: B023 - called within the round
            try:
                store.put_if_absent(path, b"%d" % writer)  # noqa: B023 - called within the round
            except FileExistsError:
                return False
            return True

        with ThreadPoolExecutor(32) as pool:
            won = list(pool.map(create, range(32)))
        assert Counter(won) == {True: 1, False: 31}
        data, version = store.read_version(path)
        assert data == b"%d" % won.index(True)

        def swap(writer: int) -> bool:
            ready.wait()  # noqa: B023 - called within the round
            try:
                store.put_if_version(path, b"s%d" % writer, version)  # noqa: B023 - called within the round
            except VersionChanged:
                return False
            return True

        with ThreadPoolExecutor(32) as pool:
            won = list(pool.map(swap, range(32)))
        assert Counter(won) == {True: 1, False: 31}
        assert store.read(path) == b"s%d" % won.index(True)


def test_the_store_does_what_the_seam_says(store: ObjectStore, tmp_path: Path):
    assert not store.exists("a")
    with pytest.raises(FileNotFoundError, match="a/b"):
        store.read("a/b")
    store.stage({"a/b": b"1", "a/c": memoryview(b"2"), "a/d/e=1/f": b"3"})
    assert store.exists("a")
    assert store.exists("a/b")
    assert list(store.list("a")) == ["a/b", "a/c", "a/d"]
    assert list(store.read_all(["a/c", "a/b"])) == [b"2", b"1"]
    for _ in range(2):
        store.publish([("a/b", "final/b"), ("a/c", "final/c")])
    store.discard("a")
    store.publish([("a/b", "final/b")])
    assert list(store.read_all(["final/b", "final/c"])) == [b"1", b"2"]
    with pytest.raises(Exception, match="neither in its place nor staged"):
        store.publish([("a/x", "final/x")])
    assert not store.exists("a")
    store.delete(["final/b", "final/none"])
    assert list(store.list("final")) == ["final/c"]
    large = tmp_path / "large"
    large.write_bytes(bytes(range(256)) * 60_000)
    store.upload("raw/large", large)
    assert store.map("raw/large").read() == large.read_bytes()
    with pytest.raises(VersionChanged):
        store.put_if_version("final/none", b"", store.read_version("final/c")[1])


def test_what_many_processes_change_is_changed_by_all(address: str):
    program = (
        "import sys; from transforms.lake import open_store, update\n"
        "store = open_store(sys.argv[1])\n"
        "for _ in range(20): update(store, 'count', lambda data: str(int(data or b'0') + 1).encode())"
    )
    children = [run(program, address) for _ in range(4)]
    assert [child.wait() for child in children] == [0] * 4
    assert ObjectStore(address).read("count") == b"80"


COMMITTER = """
import sys
from tests.lake.rows import NOON, Running, draft
from transforms.lake import Lake
address, name, first, commits, begun = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
lake = Lake.open(address, clock=Running(begun))
for number in range(first, first + commits):
    commit = f"{name}-{number}"
    with lake.claim(commit):
        print(number, lake.commit(draft(lake, name, commit, [number], NOON)), flush=True)
"""


def test_eight_committers_at_once_each_land_exactly_once(address: str):
    Lake.open(address)
    children = [run(COMMITTER, address, f"c{n}", 100 * n, 5, BEGUN) for n in range(8)]
    said = [child.communicate()[0].split() for child in children]
    assert [child.returncode for child in children] == [0] * 8
    numbers = [int(word) for words in said for word in words[1::2]]
    assert sorted(numbers) == list(range(1, 41))
    expected = sorted(story_id(100 * n + i) for n in range(8) for i in range(5))
    for table in STORY_TABLES:
        assert story_ids(address, table) == (expected, expected)
    lake = Lake.open(address)
    assert len(lake.state().ledger.find(f"url-{100 * n + i}" for n in range(8) for i in range(5))) == 40
    assert under(lake.store, "_lake/staged") == []


def test_committers_killed_at_random_moments_lose_what_they_had_not_said_and_nothing_else(address: str):
    Lake.open(address)
    chance = random.Random(20261127)
    said: set[int] = set()
    for round_ in range(6):
        children = [run(COMMITTER, address, f"r{round_}c{n}", 1000 * round_ + 100 * n, 8, BEGUN) for n in range(3)]
        assert children[0].stdout is not None
        said.add(int(children[0].stdout.readline().split()[0]))
        time.sleep(chance.random() * 0.8)
        for child in children:
            child.send_signal(signal.SIGKILL)
        for child in children:
            said |= {int(line.split()[0]) for line in child.communicate()[0].splitlines() if len(line.split()) == 2}
    lake = Lake.open(address, clock=Running(BEGUN, ahead=AFTER))
    with lake.lease("recovers"):
        lake.recover()
    stories, by_name = story_ids(address, "stories")
    assert stories == by_name
    assert len(stories) == len(set(stories))
    assert {story_id(number) for number in said} <= set(stories)
    for table in STORY_TABLES:
        assert story_ids(address, table) == (stories, stories)
    known = lake.state().ledger.find(f"url-{number}" for number in range(6000))
    assert sorted(entry.story_id for entry in known.values()) == stories
    assert under(lake.store, "_lake/staged") == []


def test_a_run_killed_at_any_request_is_whole_after_the_next(crash: Crash, address: str, tmp_path: Path):  # noqa: F811
    job = {"run_id": "a", "stories": 2, "slice_of": 2, "at": NOON, "report": tmp_path / "report"}
    steps = crash(**job, lake=f"{address}/count")["steps"]
    assert {step.split()[0] for step in steps} == {"put", "copy", "delete"}
    expected = sorted(map(story_id, range(2)))
    for die_at in range(1, len(steps) + 1):
        again = {**job, "lake": f"{address}/{die_at}"}
        assert crash(**again, die_at=die_at)["signal"] == signal.SIGKILL, steps[die_at - 1]
        crash(**{**again, "run_id": "b", "at": NOON + AFTER, "die_at": 1 + die_at * 7 % 40})
        crash(**{**again, "run_id": "c", "at": NOON + 2 * AFTER})
        for table in STORY_TABLES:
            assert story_ids(again["lake"], table) == (expected, expected), (table, steps[die_at - 1])
        assert under(ObjectStore(again["lake"]), "_lake/staged") == []


HOLDER = """
import sys, time
from tests.lake.rows import draft
from transforms.lake import Lake, LeaseLost, lease
lease.TERM, lease.TOLERANCE = 1.0, 0.5
lake = Lake.open(sys.argv[1])
with lake.lease(sys.argv[2]):
    lake.recover()
    waiting = draft(lake, sys.argv[2], sys.argv[2], [int(sys.argv[3])])
    print("staged", flush=True)
    sys.stdin.readline()
    try:
        print(lake.commit(waiting), flush=True)
    except LeaseLost as error:
        print("lost", error, flush=True)
"""


def test_the_lease_of_a_killed_holder_ends_with_its_time_and_a_frozen_one_is_fenced_off(
    address: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("transforms.lake.lease.TERM", 1.0)
    monkeypatch.setattr("transforms.lake.lease.TOLERANCE", 0.5)
    command = [sys.executable, "-c", HOLDER, address]
    for number, stop in enumerate((signal.SIGKILL, signal.SIGSTOP)):
        name = f"holder-{number}"
        holder = subprocess.Popen(
            [*command, name, str(number)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "staged\n"
        time.sleep(2.5)
        lake = Lake.open(address)
        with pytest.raises(LeaseHeld, match=rf"{name}, process {holder.pid} on"), lake.lease("early"):
            pass  # renewed for longer than its term
        os.kill(holder.pid, stop)
        began = time.monotonic()
        while time.monotonic() - began < 30:
            try:
                with lake.lease("successor") as held:
                    assert held.fences
                    lake.recover()
                    assert under(lake.store, "_lake/staged") == []
                    if stop == signal.SIGSTOP:
                        os.kill(holder.pid, signal.SIGCONT)
                        holder.stdin.write("\n")
                        holder.stdin.flush()
                        assert holder.stdout.readline().startswith("lost ")
                break
            except LeaseHeld:
                time.sleep(0.1)
        else:
            pytest.fail("the lease never ended")
        holder.communicate()
    assert story_ids(address, "stories") == ([], [])


def test_ingest_twice_adds_nothing_and_reads_as_a_lake_on_a_disk(address: str, tmp_path: Path):
    with Newsroom() as room:
        feeds = room.feeds[:4]
        first = ingest(address, feeds, limits=Limits())
        again = ingest(address, feeds, limits=Limits())
        disk = ingest(tmp_path / "lake", feeds, limits=Limits())
    assert first.new == disk.new > 10
    assert (again.new, again.edited, again.rows["stories"]) == (0, 0, 0)
    query = "SELECT outlet, version, title, body FROM stories ORDER BY ALL"  # ids: of the feed that is first
    in_bucket = open_lake(address)
    assert in_bucket.execute(query).fetchall() == ask(tmp_path / "lake", query)
    said = "SELECT version, seq, source, content FROM attributions ORDER BY ALL"
    assert in_bucket.execute(said).fetchall() == ask(tmp_path / "lake", said)
    payload = in_bucket.execute("SELECT payload FROM stories WHERE payload IS NOT NULL").fetchone()[0]
    file = payload.split("#")[0]
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_bytes(open_store(address).read(file))
    kept = read_payload(tmp_path, payload)
    assert kept is not None
    assert kept.status == 200


CLI = [sys.executable, "-c", "from pipelines.cli import main; main()"]


def test_a_lake_in_a_bucket_is_compacted_under_a_claim_and_answers_as_before(address: str):
    lake = Lake.open(address)
    for number in range(5):
        with lake.lease(f"run-{number}"):
            lake.commit(draft(lake, f"run-{number}", f"run-{number}-0000", [2 * number, 2 * number + 1]))
    before = open_lake(address).execute("FROM stories ORDER BY story_id").fetchall()
    reader = open_lake(address)
    done = run_compact(lake, today="2027-01-01")
    assert [len(files) for _, files in done.done] == [1, 1, 1, 1]
    for connection in (reader, open_lake(address)):
        assert connection.execute("FROM stories ORDER BY story_id").fetchall() == before
    assert [len(files) for files in lake.snapshot().live.values()][:4] == [1, 1, 1, 1]
    assert under(lake.store, "_lake/staged") == []
    assert run_compact(lake, today="2027-01-01").commits == 0


def test_an_ingest_killed_at_random_moments_repeats_nothing(address: str, tmp_path: Path):
    chance = random.Random(2026)
    program = (
        "import sys; from transforms.lake import lease; lease.TERM, lease.TOLERANCE = 1.0, 0.5\n"
        "from tests.pipelines.lakes import ingest; from transforms.fetching.limits import Limits\n"
        "print('ready', flush=True); ingest(sys.argv[1], sys.argv[2:], slice_size=10, limits=Limits())"
    )
    with Newsroom(stories=(), generated=60, generated_feeds=6) as room:
        urls = room.feeds
        for _ in range(5):
            child = run(program, address, *urls)
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            time.sleep(1 + 4 * chance.random())
            child.kill()
            child.communicate()
            time.sleep(1.6)
        last = run(program, address, *urls)
        last.communicate()
        assert last.returncode == 0
    session = open_lake(address)
    rows, versions = session.execute("SELECT count(*), count(DISTINCT (story_id, version)) FROM stories").fetchall()[0]
    assert rows == versions == 60
    assert under(ObjectStore(address), "_lake/staged") == []
    assert story_ids(address, "stories")[0] == story_ids(address, "stories")[1]


def test_the_command_line_asks_and_shows_a_lake_in_a_bucket(address: str):
    with Newsroom() as room:
        feed = room.feeds[0]
        done = subprocess.run(
            [*CLI, "ingest", "--lake", address, "--feed", feed, "--allow-net", "127.0.0.0/8"], cwd=ROOT, check=False
        )
    assert done.returncode == 0
    for words, expected in (
        (["query", "SELECT count(*) > 0 AS some FROM stories_latest"], '{"some": true}'),
        (["status"], "Last runs"),
        (["sql"], "LOAD httpfs;"),
    ):
        said = subprocess.run([*CLI, *words, "--lake", address], cwd=ROOT, capture_output=True, text=True, check=True)
        assert expected in said.stdout
        assert os.environ["AWS_SECRET_ACCESS_KEY"] not in said.stdout


OWN_DUCKDB = """
import os, sys, duckdb
session = duckdb.connect(config={"extension_directory": sys.argv[3]})
session.execute(f"INSTALL '{sys.argv[1]}'")
session.execute("LOAD httpfs")
session.execute(f'''CREATE SECRET (TYPE s3, KEY_ID '{os.environ["AWS_ACCESS_KEY_ID"]}', URL_STYLE path, USE_SSL false,
    SECRET '{os.environ["AWS_SECRET_ACCESS_KEY"]}', ENDPOINT '{os.environ["AWS_ENDPOINT_URL"].removeprefix("http://")}')''')
session.execute(sys.argv[2])
print(session.execute("SELECT count(*), count(body) FROM stories").fetchall())
"""


@pytest.mark.engines("object_server", "httpfs")
def test_a_duckdb_of_ones_own_reads_the_bucket_through_httpfs(address: str, tmp_path: Path):
    extension = httpfs.extension()
    lake = Lake.open(address)
    with lake.lease("run"):
        lake.commit(draft(lake, "run", "one", [1, 2, 3]))
    done = subprocess.run(
        [sys.executable, "-c", OWN_DUCKDB, extension, lake_sql(address), tmp_path],
        env={**os.environ, "PYTHONPATH": str(httpfs.packages())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("[(3, 3)]\n", "")


@pytest.mark.parametrize(
    ("lake", "changed", "expected"),
    [
        (f"s3://{BUCKET}", {}, "needs a prefix of its own"),
        ("s3://nobody/lake", {}, "there is no bucket nobody"),
        (f"s3://{BUCKET}/none", {}, "there is no lake; `wirelake ingest"),
        (f"s3://{BUCKET}/lake", {"AWS_SECRET_ACCESS_KEY": "wrong"}, "SignatureDoesNotMatch"),
        (f"s3://{BUCKET}/lake", {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{free_port()}"}, "error sending request"),
    ],
)
def test_a_mistake_costs_one_line(server: None, lake: str, changed: dict[str, str], expected: str):
    done = subprocess.run(
        [*CLI, "query", "--lake", lake, "SELECT 1"],
        cwd=ROOT,
        env={**os.environ, **changed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert expected in done.stderr


def test_a_store_that_goes_away_is_told_and_nothing_is_half_done(server: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(StoreFailed, match="error sending request"):
        Lake.open("s3://wire/gone")
