"""Object stores as far as no real server is needed: what is refused, and how Google's is told a version.

A real one is asked in tests/engines/test_objects.py.
"""

from __future__ import annotations

import builtins
import json
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from transforms.lake import Lake, LakeError, NotALake, StoreFailed, VersionChanged
from transforms.lake.objects import ObjectStore


class Bucket(BaseHTTPRequestHandler):
    """Puts and gets of a store that looks at no condition; generations as Google's has them."""

    objects: dict[str, bytes]
    generations: dict[str, int]
    turn: threading.Lock

    def do_PUT(self) -> None:
        data = self.rfile.read(int(self.headers["content-length"]))
        with self.turn:
            if self.refuses(self.generations.get(self.path, 0)):
                self.answer(412)
                return
            self.objects[self.path] = data
            self.generations[self.path] = self.generations.get(self.path, 1000) + 1
        self.answer(200)

    def do_GET(self) -> None:
        if "list-type" in self.path:
            self.answer(200, b"<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>")
        else:
            self.answer(200 if self.path in self.objects else 404, self.objects.get(self.path, b""))

    do_HEAD = do_GET  # noqa: N815 - so the server calls it

    def refuses(self, generation: int) -> bool:  # noqa: ARG002 - it does not look
        return False

    def answer(self, status: int, data: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("ETag", f'"{hash(self.objects.get(self.path))}"')
        self.send_header("x-goog-generation", str(self.generations.get(self.path, 0)))
        self.send_header("Last-Modified", "Fri, 27 Nov 2026 12:00:00 GMT")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


class Careful(Bucket):
    """Looks at the generation that a put asks for."""

    def refuses(self, generation: int) -> bool:
        asked = self.headers.get("x-goog-if-generation-match")
        return asked is not None and int(asked) != generation


@contextmanager
def serving(kind: type[Bucket]) -> Iterator[tuple[str, type[Bucket]]]:
    contents: dict[str, Any] = {"objects": {}, "generations": {}, "turn": threading.Lock()}
    handler = type("Handler", (kind,), contents)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", handler
        server.shutdown()


@pytest.fixture
def anybody(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "anybody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "anything")
    monkeypatch.setenv("GOOGLE_BEARER_TOKEN", "anything")
    return monkeypatch


@pytest.mark.parametrize(("scheme", "variable"), [("s3", "AWS_ENDPOINT_URL"), ("gs", "GOOGLE_BASE_URL")])
def test_a_store_without_conditional_puts_is_refused_and_left_as_it_was(
    anybody: pytest.MonkeyPatch, scheme: str, variable: str
):
    with serving(Bucket) as (url, bucket):
        anybody.setenv(variable, url)
        for number in range(2):
            # Of another prefix each time: a store is opened once a process.
            with pytest.raises(NotALake, match=r"put an object that was there, .* without conditional puts"):
                Lake.open(f"{scheme}://careless/lake{number}")
            there = {unquote(path): data for path, data in bucket.objects.items()}
            assert json.loads(there[f"/careless/lake{number}/_lake/format.json"]) == {"format": 1}


def test_google_is_told_the_generation_that_was_read(anybody: pytest.MonkeyPatch):
    with serving(Careful) as (url, _):
        anybody.setenv("GOOGLE_BASE_URL", url)
        store = ObjectStore("gs://careful/lake")
        with pytest.raises(FileNotFoundError):
            store.read("small")
        first = store.put_if_version("small", b"1", None)
        assert store.read_version("small") == (b"1", first)
        with pytest.raises(VersionChanged):
            store.put_if_version("small", b"2", None)
        second = store.put_if_version("small", b"1", first)
        assert second != first, "the same bytes, and yet another generation"
        with pytest.raises(VersionChanged):
            store.put_if_version("small", b"2", first)
        with pytest.raises(FileExistsError):
            store.put_if_absent("small", b"2")
        store.prove("small", b"1")
        assert store.read("small") == b"1"


def test_two_may_try_the_store_at_once(anybody: pytest.MonkeyPatch):
    with serving(Careful) as (url, _):
        anybody.setenv("GOOGLE_BASE_URL", url)
        puts = 0

        def meanwhile(what: str, path: str) -> None:
            nonlocal puts
            puts += 1
            if puts == 3:
                ObjectStore("gs://careful/lake").replace(path, b"1")

        ObjectStore("gs://careful/lake").replace("small", b"1")
        ObjectStore("gs://careful/lake", meanwhile).prove("small", b"1")
        assert puts == 3


def test_a_file_that_is_mapped_leaves_nothing_on_the_disk(anybody: pytest.MonkeyPatch, tmp_path: Path):
    with serving(Careful) as (url, _):
        anybody.setenv("GOOGLE_BASE_URL", url)
        anybody.setattr(tempfile, "tempdir", str(tmp_path))
        store = ObjectStore("gs://careful/lake")
        for number in range(3):
            store.replace(f"state/{number}", b"%d" % number * 100_000)
            mapped = store.map(f"state/{number}")
            assert mapped.read() == b"%d" % number * 100_000
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]
        with pytest.raises(FileNotFoundError):
            store.map("state/4")


@pytest.mark.parametrize("address", ["s3://", "s3:///lake", "gs://bucket", "s3://bucket/", "s3://bucket/lake?x=1"])
def test_an_address_needs_bucket_and_prefix(address: str):
    with pytest.raises(NotALake, match=r"BUCKET/PREFIX|needs a prefix of its own"):
        ObjectStore(address)


def test_a_store_that_nobody_serves_is_told_in_one_line(anybody: pytest.MonkeyPatch):
    with serving(Bucket) as (url, _):
        pass
    anybody.setenv("AWS_ENDPOINT_URL", url)
    with pytest.raises(StoreFailed) as failed:
        Lake.open("s3://nowhere/lake", create=False)
    assert "\n" not in str(failed.value)


def test_without_the_extra_the_command_to_install_it_is_told(monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("transforms.lake.objects"):
            raise ImportError("No module named 'obstore'", name="obstore")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(LakeError, match=r"pip install 'wirelake\[objects\]'"):
        Lake.open("s3://bucket/without-the-extra")
