"""What a commit says: the manifest, which is the commit and its redo log, and the receipt that leads to it.

A manifest is JSON under ``_lake/manifests/NNNNNNNNNN.json``, put once and never changed. Its number is its place in
the lake's history. Besides the files it carries what must become true together with them: the identities of the
entries, the validators of the feeds, the politeness of the hosts, the polls and the run.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import msgspec

from schemas.columns import Instant, day_of, iso_day, moment
from schemas.logbook import Poll, Run
from schemas.records import FeedState, HostState, LedgerEntry, StagedFile
from transforms.lake.errors import LakeDamaged, LakeFormat
from transforms.lake.store import CONTROL

FORMAT: Final = 1
"""The format of manifests, segments and snapshot; a reader refuses a greater one."""

_COMMIT_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,99}")

_SURROGATE: Final = re.compile("[\ud800-\udfff]")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a run wants committed, all of it or nothing.

    Attributes:
        commit_id: Names the commit and its files; unique in the lake, letters, digits, dots and hyphens.
        run_id: The run that commits.
        files: Files staged under this commit id.
        removed: Paths of live files that these files replace, relative to the lake; compaction's.
        ledger: Entries handled, the last word on each.
        feeds: Feeds polled.
        hosts: Hosts asked.
        polls: Rows of the table polls.
        run: Row of the table runs, as far as the run has come; a later commit's replaces it.
    """

    commit_id: str
    run_id: str
    files: tuple[StagedFile, ...] = ()
    removed: tuple[str, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    feeds: tuple[FeedState, ...] = ()
    hosts: tuple[HostState, ...] = ()
    polls: tuple[Poll, ...] = ()
    run: Run | None = None

    def __post_init__(self) -> None:
        check_commit_id(self.commit_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest(Draft):
    """A commit: the draft with its place in history.

    Attributes:
        format: Version of this format.
        seq: Number of the commit, from 1, without gaps.
        epoch: Fencing token of the lease under which it was made; 0 where the lease dies with its holder.
        made_at: When it was put.
        folded_through: Polls and runs of manifests up to this number are in Parquet once this commit is applied.
        unfolded_since: made_at of the oldest manifest after that number.
    """

    format: int = FORMAT
    seq: int
    epoch: int = 0
    made_at: Instant
    folded_through: int = 0
    unfolded_since: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The part of a manifest that the lake's state is made of."""

    ledger: tuple[LedgerEntry, ...] = ()
    feeds: tuple[FeedState, ...] = ()
    hosts: tuple[HostState, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Logbook:
    """The part of a manifest that is folded into Parquet."""

    seq: int
    run_id: str
    made_at: Instant
    polls: tuple[Poll, ...] = ()
    run: Run | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a pipeline wrote for a commit, for the driver to put into the draft."""

    commit_id: str
    files: tuple[StagedFile, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class _Header:
    format: int = 0


def new_run_id(started_at: Instant) -> str:
    """Start time and a random part: sorts by time, and begins the ids of the run's commits."""
    return f"{moment(started_at):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def check_commit_id(commit_id: str) -> None:
    """Refuse a commit id that cannot be part of a file name.

    Raises:
        ValueError: It has other characters than letters, digits, dots and hyphens, or is too long.
    """
    if not _COMMIT_ID.fullmatch(commit_id):
        raise ValueError(f"commit id {commit_id!r}: use up to 100 letters, digits, dots and hyphens")


def manifest_path(seq: int) -> str:
    """Where the manifest of a commit lies."""
    return f"{CONTROL}/manifests/{seq:010d}.json"


def staged_folder(commit_id: str, attempt: str = "") -> str:
    """Where the files of a commit wait for it.

    Args:
        commit_id: The commit.
        attempt: Names one of several that may stage for it at once, which then need not know of each other.
    """
    return f"{CONTROL}/staged/{commit_id}{attempt and '.'}{attempt}"


def receipt_path(commit_id: str) -> str:
    """Where the pipeline leaves the receipt of a commit."""
    return f"{staged_folder(commit_id)}/receipt.json"


def encode_manifest(manifest: Manifest) -> bytes:
    """A manifest as JSON; polls and run also carry their partition, as the tables' files have it in their path."""
    content = msgspec.to_builtins(manifest)
    for poll in content["polls"]:
        poll["polled_date"] = iso_day(day_of(poll["polled_at"]))
    if content["run"] is not None:
        content["run"]["started_date"] = iso_day(day_of(content["run"]["started_at"]))
    return encode(content)


def encode(content: Any) -> bytes:
    """A record as JSON. Half a surrogate pair, which UTF-8 cannot carry, becomes U+FFFD."""
    try:
        return msgspec.json.encode(content)
    except UnicodeEncodeError:
        return msgspec.json.encode(mend(msgspec.to_builtins(content)))


def decode(data: bytes, kind: type[_T], path: str) -> _T:
    """A record of a versioned file.

    Args:
        data: The file.
        kind: What it holds, or a part of that.
        path: Its path, for the message.

    Raises:
        LakeFormat: A newer wirelake wrote it.
        LakeDamaged: It is not such a file.
    """
    try:
        found = msgspec.json.decode(data, type=_Header).format
        if found > FORMAT:
            raise LakeFormat(
                f"{path} has format {found}, this wirelake reads up to {FORMAT}: use the newer wirelake that wrote it"
            )
        return msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError as error:
        raise LakeDamaged(f"{path} is not what wirelake wrote there ({error}): restore it from a copy") from error


def mend(value: Any) -> Any:
    """A value of dicts, lists and scalars whose texts UTF-8 can carry; offsets into them stay."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: mend(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [mend(item) for item in value]
    return value
