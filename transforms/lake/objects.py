"""An object store as a lake's store: S3 and what speaks like it, and Google Cloud Storage; by way of obstore.

Both can put an object only where there is none (``If-None-Match: *``; generation 0), and only in the place of the one
that was read (``If-Match`` with its ETag; its generation). Neither can rename: files are staged under names of their
own and copied to their places, so that a listing never shows what was not committed.

Addresses are ``s3://bucket/prefix`` and ``gs://bucket/prefix``. Endpoint and credentials come from the environment, as
docs/lake.md says; there are no options for them, so that no secret stands in a command line.
"""

from __future__ import annotations

import errno
import itertools
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import urlsplit

import pyarrow as pa
from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
from obstore.store import GCSStore, S3Store

from transforms.lake.errors import LakeDamaged, NotALake, StoreFailed
from transforms.lake.lease import SEIZED, take, timed_lock
from transforms.lake.store import Clock, Held, LockTaken, OnStep, Version, VersionChanged

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

_POOL: Final = 16
"""Requests at once: they wait, they do not work."""

_RETRY: Final[RetryConfig] = {"max_retries": 6, "retry_timeout": timedelta(seconds=60)}
"""A request that may be repeated is, for a minute at most; then the command says what was wrong."""

_CODE: Final = re.compile(r"<Code>(\w{1,100})</Code>")

_BATCH: Final = 1000
"""Objects of one request to delete."""

_NOWHERE: Final = {"s3": Version('"0"'), "gs": Version("1")}
"""A version that no object has."""


class ObjectStore:
    """A bucket, or what is under a prefix of it.

    Args:
        address: ``s3://bucket/prefix`` or ``gs://bucket/prefix``.
        on_step: Told of every change before it is made; a test dies there.

    Raises:
        NotALake: The address is none, or the environment does not say how to reach it.
    """

    def __init__(self, address: str, on_step: OnStep | None = None) -> None:
        self.address = address.rstrip("/")
        self.folder: Path | None = None
        self._on_step = on_step
        self._scheme: Literal["s3", "gs"] = "s3" if self.address.startswith("s3:") else "gs"
        self.objects = _bucket(self.address)

    def read(self, path: str) -> bytes:
        """See :meth:`Store.read`."""
        return self.read_version(path)[0]

    def read_all(self, paths: Sequence[str]) -> Iterator[bytes]:
        """See :meth:`Store.read_all`."""
        with ThreadPoolExecutor(_POOL) as pool:
            for at in range(0, len(paths), _POOL):
                yield from pool.map(self.read, paths[at : at + _POOL])

    def read_version(self, path: str) -> tuple[bytes, Version]:
        """See :meth:`Store.read_version`."""
        with self._asking(path):
            found = self.objects.get(path)
            return bytes(found.bytes()), self._version(found.meta)

    def put_if_absent(self, path: str, data: bytes) -> None:
        """See :meth:`Store.put_if_absent`."""
        with self._asking(path, "put"):
            self.objects.put(path, data, mode="create")

    def put_if_version(self, path: str, data: bytes, version: Version | None) -> Version:
        """See :meth:`Store.put_if_version`."""
        try:
            with self._asking(path, "put"):
                mode: Any = "create" if version is None else {self._versioned: version}
                return self._version(self.objects.put(path, data, mode=mode))
        except (FileExistsError, FileNotFoundError, PreconditionError):
            raise VersionChanged(path) from None

    def replace(self, path: str, data: bytes) -> None:
        """See :meth:`Store.replace`."""
        self._put(path, data)

    def stage(self, files: Mapping[str, bytes | memoryview]) -> None:
        """See :meth:`Store.stage`."""
        self._each(lambda item: self._put(*item), list(files.items()))

    def upload(self, path: str, file: Path) -> None:
        """See :meth:`Store.upload`."""
        with self._asking(path, "put"):
            self.objects.put(path, file)

    def publish(self, moves: Sequence[tuple[str, str]]) -> None:
        """See :meth:`Store.publish`: copied; what was staged goes with its folder once the snapshot names the copy."""
        self._each(lambda move: self._copy(*move), moves)

    def delete(self, paths: Iterable[str]) -> None:
        """See :meth:`Store.delete`."""
        rest = iter(paths)
        while batch := list(itertools.islice(rest, _BATCH)):
            with self._asking(batch[0], "delete"):
                self.objects.delete(batch)

    def discard(self, folder: str) -> None:
        """See :meth:`Store.discard`."""
        with self._asking(folder):
            found = [meta["path"] for page in self.objects.list(f"{folder}/") for meta in page]
        self.delete(found)

    def exists(self, path: str) -> bool:
        """See :meth:`Store.exists`: a folder is there when anything is in it."""
        with self._asking(path):
            try:
                self.objects.head(path)
            except FileNotFoundError:
                return any(page for page in self.objects.list(f"{path}/", chunk_size=1))
        return True

    def list(self, folder: str) -> Iterator[str]:
        """See :meth:`Store.list`."""
        with self._asking(folder):
            found = self.objects.list_with_delimiter(folder or None)
        yield from sorted([*found["common_prefixes"], *(meta["path"] for meta in found["objects"])])

    def map(self, path: str) -> pa.MemoryMappedFile:
        """See :meth:`Store.map`: fetched into a file that has lost its name, so that it goes with its last reader."""
        with tempfile.NamedTemporaryFile(prefix="wirelake-") as file:
            with self._asking(path):
                for chunk in self.objects.get(path):
                    file.write(chunk)
            file.flush()
            return pa.memory_map(file.name)

    def lock(self, path: str, note: bytes, clock: Clock) -> AbstractContextManager[Held]:
        """See :meth:`Store.lock`: a record with an end, see :mod:`transforms.lake.lease`."""
        return timed_lock(self, path, note, clock)

    def seize(self, path: str, clock: Clock) -> bool:
        """See :meth:`Store.seize`."""
        try:
            take(self, path, b"", clock, state=SEIZED)
        except LockTaken:
            return False
        return True

    def turn(self, path: str, note: bytes, wait: float) -> AbstractContextManager[None]:  # noqa: ARG002 - no lock here
        """See :meth:`Store.turn`: there is nothing to wait at; who loses a race does its work again."""
        return nullcontext()

    def file_system(self) -> Any:
        """See :meth:`Store.file_system`: by the same connections and credentials."""
        from transforms.lake.blocks import Blocks  # noqa: PLC0415 - only readers need it

        return Blocks(self.address, self)

    def end_of(self, path: str, length: int) -> tuple[int, bytes]:
        """See :meth:`transforms.lake.blocks.Ranges.end_of`."""
        with self._asking(path):
            found = self.objects.get(path, options={"range": {"suffix": length}})
            return found.meta["size"], bytes(found.bytes())

    def part_of(self, path: str, start: int, end: int) -> bytes:
        """See :meth:`transforms.lake.blocks.Ranges.part_of`."""
        with self._asking(path):
            return bytes(self.objects.get_range(path, start=start, end=end))

    def prove(self, path: str, data: bytes) -> None:
        """See :meth:`Store.prove`: by trying both. What is put is what is there, so that failing does no harm."""
        version = self.read_version(path)[1]
        try:
            self.put_if_absent(path, data)
        except FileExistsError:
            pass
        else:
            raise self._unfit("put an object that was there, told to put it only if absent")
        try:
            self.put_if_version(path, data, _NOWHERE[self._scheme])
        except VersionChanged:
            pass
        else:
            raise self._unfit("replaced an object, told to do so only if it was another one")
        try:
            self.put_if_version(path, data, version)
        except VersionChanged:
            if self.read_version(path)[1] == version:  # else somebody else tried the same just now, and could
                raise self._unfit("did not replace an object by the version that it gave for it") from None

    def _unfit(self, what: str) -> NotALake:
        return NotALake(
            f"{self.address}: this store {what}: without conditional puts two runs would overwrite each other's "
            "commits; use one that has them (S3 and GCS do)"
        )

    @property
    def _versioned(self) -> str:
        """Which of obstore's two names for a version this store compares."""
        return "e_tag" if self._scheme == "s3" else "version"

    def _version(self, meta: Any) -> Version:
        found = meta[self._versioned]
        if found is None:
            raise self._unfit("gives its objects no versions")
        return Version(found)

    def _put(self, path: str, data: bytes | memoryview) -> None:
        with self._asking(path, "put"):
            self.objects.put(path, memoryview(data).cast("B"))  # obstore takes unsigned bytes only

    def _copy(self, staged: str, final: str) -> None:
        try:
            with self._asking(final, "copy"):
                self.objects.copy(staged, final)
        except FileNotFoundError:
            if not self.exists(final):
                raise LakeDamaged(
                    f"{final} is part of a commit, but neither in its place nor staged: "
                    "somebody deleted it; restore it from a copy of the lake"
                ) from None

    @contextmanager
    def _asking(self, path: str, step: str | None = None) -> Iterator[None]:
        """Tell of a change before it is made, and give the store's errors the names that the seam has for them."""
        if step is not None and self._on_step is not None:
            self._on_step(step, path)
        try:
            yield
        except FileNotFoundError as error:
            if "NoSuchBucket" in str(error):
                bucket = urlsplit(self.address).netloc
                raise NotALake(f"{self.address}: there is no bucket {bucket}; make it, or mend the address") from error
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path) from error
        except AlreadyExistsError as error:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path) from error
        except PreconditionError:
            raise
        except BaseError as error:
            raise StoreFailed(f"{self.address}: {_brief(error)}") from error

    @staticmethod
    def _each(do: Any, items: Sequence[Any]) -> None:
        """Do it for every item, many at once."""
        if len(items) == 1:
            do(items[0])
            return
        with ThreadPoolExecutor(_POOL) as pool:
            for _ in pool.map(do, items):
                pass


def _bucket(address: str) -> S3Store | GCSStore:
    """What is under the prefix of an address, reached as the environment says.

    Raises:
        NotALake: The address names no bucket, or the environment does not say how to reach it.
    """
    parts = urlsplit(address)
    prefix = parts.path.strip("/") or None
    if not parts.netloc or parts.query or parts.fragment:
        raise NotALake(f"{address}: must be {parts.scheme}://BUCKET/PREFIX")
    if prefix is None:
        raise NotALake(f"{address}: a lake needs a prefix of its own in the bucket, such as {address.rstrip('/')}/lake")
    options: ClientConfig = {"allow_http": _plain_http()}
    kind = S3Store if parts.scheme == "s3" else GCSStore
    try:
        return kind(parts.netloc, prefix=prefix, client_options=options, retry_config=_RETRY)
    except (BaseError, ValueError) as error:
        raise NotALake(f"{address}: {_brief(error)}") from error


def _plain_http() -> bool:
    """Whether the environment names an endpoint without TLS; who writes so means it."""
    names = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT", "GOOGLE_BASE_URL")
    return any(os.environ.get(name, "").startswith("http://") for name in names)


def _brief(error: Exception) -> str:
    """The first line of what obstore says, and the code of the store's own answer; the rest is XML and Rust."""
    line = str(error).split("\n", 1)[0].split(": <", 1)[0]
    code = _CODE.search(str(error))
    return f"{line}: {code[1]}" if code else line
