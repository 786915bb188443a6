"""The lake: Parquet files, one commit protocol, what is remembered between runs.

:class:`~transforms.lake.write.WriteLake` is not named here, so that a reader of a lake does not import Beam.
"""

from transforms.lake.errors import (
    CommitBusy,
    LakeDamaged,
    LakeError,
    LakeFormat,
    LeaseHeld,
    LeaseLost,
    NotALake,
    StoreFailed,
    Superseded,
)
from transforms.lake.lake import Lake
from transforms.lake.ledger import Ledger
from transforms.lake.local import LocalStore
from transforms.lake.manifest import Draft, Manifest, Receipt
from transforms.lake.sink import write_rows
from transforms.lake.snapshot import Snapshot
from transforms.lake.state import LakeState
from transforms.lake.store import Store, Version, VersionChanged, open_store, update

__all__ = [
    "CommitBusy",
    "Draft",
    "Lake",
    "LakeDamaged",
    "LakeError",
    "LakeFormat",
    "LakeState",
    "LeaseHeld",
    "LeaseLost",
    "Ledger",
    "LocalStore",
    "Manifest",
    "NotALake",
    "Receipt",
    "Snapshot",
    "Store",
    "StoreFailed",
    "Superseded",
    "Version",
    "VersionChanged",
    "open_store",
    "update",
    "write_rows",
]
