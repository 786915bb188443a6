"""The log of a lake: manifests under numbers, each put once, and the snapshot that follows from them.

A commit is three steps. Its manifest is put under the next number, which is free for one committer only: from here on
it holds, whatever happens. Then its files are brought into place, then the snapshot is replaced by the one after it,
if it is still the one before. Whoever comes next and finds a manifest beyond the snapshot takes these steps again; each
may be taken twice, by several at once. Nothing rests on a lock.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from schemas.columns import day_of
from schemas.records import StagedFile
from transforms.lake.errors import CommitBusy, LakeDamaged, Superseded
from transforms.lake.fold import fold, foldable
from transforms.lake.manifest import (
    Draft,
    Logbook,
    Manifest,
    Memory,
    decode,
    encode,
    encode_manifest,
    manifest_path,
    staged_folder,
)
from transforms.lake.sink import write_rows
from transforms.lake.snapshot import (
    GRACE,
    RECENT,
    ROOT_PATH,
    Retired,
    Root,
    missing,
    next_segments,
    read_root_version,
)
from transforms.lake.state import checkpoint_due, read_state, write_checkpoint
from transforms.lake.store import CONTROL, Clock, Store, Version, VersionChanged


@dataclasses.dataclass(frozen=True, slots=True)
class At:
    """The root, and which it is; None in a new lake."""

    root: Root
    version: Version | None


class Log:
    """The log in a store.

    Args:
        store: The lake's.
        clock: Says when a manifest is made.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self._clock = clock

    def put(self, draft: Draft, token: int, may_commit: Callable[[Root], None], *, after: int | None = None) -> int:
        """Put the manifest of a draft under the first number that nobody else takes, and make it true.

        Args:
            draft: What to commit.
            token: Of the lease that it is committed under; 0 for none.
            may_commit: Called before every number that is tried, with the root that all before it made.
            after: The number that it must follow; None for any.

        Returns:
            Its number; where it was put before, that one.

        Raises:
            Superseded: A file to be replaced is not live any more, or another commit came after ``after``; nothing was
                committed.
            CommitBusy: It cannot be told any more whether it was committed.
            LakeDamaged: A staged file is gone.
            Exception: What ``may_commit`` raises; nothing was committed.
        """
        at = self.read()
        put = 0
        while True:
            if after is not None and not put:
                at = self.catch_up(at)
                if at.root.seq != after:
                    raise Superseded(f"commit {at.root.seq} came after {after}: read the state, make the commit anew")
            seq = at.root.number_of(draft.commit_id)
            if seq is None:
                at = self.catch_up(at)
                seq = at.root.number_of(draft.commit_id)
            if seq is not None:
                return seq
            if put:
                self._take_back(at.root, put)
            may_commit(at.root)
            try:
                manifest = self._manifest(draft, at.root, token)
            except FileNotFoundError:
                at = self._moved_from(at)
                continue
            data = encode_manifest(manifest)
            try:
                self.store.put_if_absent(manifest_path(manifest.seq), data)
            except FileExistsError:
                at = self.read()
                continue
            put = manifest.seq
            at = self._apply(at, manifest, len(data))

    def _take_back(self, root: Root, put: int) -> None:
        """Delete a manifest that took a number long gone: this process slept while the log went on and was cut."""
        if root.seq - put >= len(root.recent):
            raise CommitBusy(
                f"commit {put} was put, but {root.seq - put} others came before it was applied: "
                "look in the lake whether it is there"
            )
        self.store.delete([manifest_path(put)])

    def _manifest(self, draft: Draft, root: Root, token: int) -> Manifest:
        """The draft as the next commit after the root; folds polls and runs of days that are over."""
        gone = missing(self.store, root, draft.removed)
        if gone:
            raise Superseded(f"{min(gone)} was replaced by another commit: read the snapshot and make the commit anew")
        made_at = self._clock()
        files: tuple[StagedFile, ...] = ()
        folded_through, unfolded_since = root.folded_through, root.unfolded_since
        if unfolded_since is not None and day_of(unfolded_since) < day_of(made_at):
            logbooks = [decode(self.store.read(path), Logbook, path) for path in root.manifests]
            folded = foldable(logbooks, draft.run_id, made_at)
            if folded:
                files = write_rows(self.store, draft.commit_id, fold(folded))
                folded_through = folded[-1].seq
                unfolded_since = next((book.made_at for book in logbooks[len(folded) :]), None)
        fields = {field.name: getattr(draft, field.name) for field in dataclasses.fields(Draft)}
        fields["files"] = tuple({file.path: file for file in (*draft.files, *files)}.values())
        return Manifest(
            **fields,
            seq=root.seq + 1,
            epoch=token,
            made_at=made_at,
            folded_through=folded_through,
            unfolded_since=made_at if unfolded_since is None else unfolded_since,
        )

    def read(self) -> At:
        """Where the log's readers are."""
        return At(*read_root_version(self.store))

    def _moved_from(self, at: At) -> At:
        """The root now, where something that an older one needs is gone because others went on.

        Raises:
            LakeDamaged: It is still the same root.
        """
        there = self.read()
        if there.root.seq <= at.root.seq:
            raise LakeDamaged(f"{ROOT_PATH} names what is gone: restore it from a copy of the lake")
        return there

    def catch_up(self, at: At) -> At:
        """Apply the manifests beyond the root, found by asking for the next number until there is none."""
        while True:
            path = manifest_path(at.root.seq + 1)
            try:
                data = self.store.read(path)
            except FileNotFoundError:
                return at
            at = self._apply(at, decode(data, Manifest, path), len(data))

    def _apply(self, at: At, manifest: Manifest, size: int) -> At:
        """Make a manifest true, unless somebody else did: files into place, then the snapshot.

        The root after it follows from the root before it and the manifest alone, but for when a grace begins, so that
        it does not matter who is first to put it; and it is put only in the place of the one before it.
        """
        try:
            after = self._next_root(at.root, manifest, size)
            version = self.store.put_if_version(ROOT_PATH, encode(after), at.version)
        except VersionChanged:
            return self.read()
        except (FileNotFoundError, LakeDamaged):
            there = self.read()
            if there.root.seq <= at.root.seq:
                raise
            return there
        folders = (staged_folder(manifest.commit_id), *(file.staged.rpartition("/")[0] for file in manifest.files))
        for folder in dict.fromkeys(folders):
            self.store.discard(folder)
        return At(after, version)

    def _next_root(self, root: Root, manifest: Manifest, size: int) -> Root:
        """Bring the files of a manifest into place, and give the root that names them."""
        self.store.publish([(file.staged, file.path) for file in manifest.files])
        segments, written = next_segments(self.store, root, manifest)
        self.store.stage(written)
        after = dataclasses.replace(
            root,
            seq=manifest.seq,
            commit_id=manifest.commit_id,
            epoch=max(root.epoch, manifest.epoch),
            recent=(*root.recent, manifest.commit_id)[-RECENT:],
            segments=segments,
            manifests=tuple(manifest_path(seq) for seq in range(manifest.folded_through + 1, manifest.seq + 1)),
            folded_through=manifest.folded_through,
            unfolded_since=manifest.unfolded_since,
            log_bytes=root.log_bytes + size,
        )
        if checkpoint_due(after):
            state = read_state(self.store, root)
            state.apply(Memory(ledger=manifest.ledger, feeds=manifest.feeds, hosts=manifest.hosts), manifest.seq)
            folder, state_bytes = write_checkpoint(self.store, state, manifest.made_at)
            after = dataclasses.replace(
                after, state=folder, checkpoint_seq=manifest.seq, state_bytes=state_bytes, log_bytes=0
            )
        return self._retire(root, after, manifest)

    def _retire(self, root: Root, after: Root, manifest: Manifest) -> Root:
        """Note what the new root names no more, and delete what was so noted long enough ago.

        Its grace begins now: a manifest may be older by hours, where who put it was killed, and readers began with the
        root before it until this moment.
        """
        named_until = max(manifest.made_at, self._clock())
        expired = [old for old in root.retired if old.at + GRACE <= manifest.made_at]
        for old in expired:
            if old.path.startswith(f"{CONTROL}/state/"):
                self.store.discard(old.path)
        self.store.delete(old.path for old in expired if not old.path.startswith(f"{CONTROL}/state/"))
        gone = [*manifest.removed, *sorted(_paths(root) - _paths(after))]
        if root.state is not None and root.state != after.state:
            gone.append(root.state)
        both = (min(root.folded_through, root.checkpoint_seq), min(after.folded_through, after.checkpoint_seq))
        gone.extend(manifest_path(seq) for seq in range(both[0] + 1, both[1] + 1))
        kept = [old for old in root.retired if old.at + GRACE > manifest.made_at]
        retired = (*kept, *(Retired(path, named_until) for path in gone))
        return dataclasses.replace(after, retired=retired)


def _paths(root: Root) -> set[str]:
    return {path for paths in root.segments.values() for path in paths}
