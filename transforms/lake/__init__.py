"""The lake: Parquet files, one commit protocol, what is remembered between runs.

:class:`~transforms.lake.write.WriteLake` is not named here, so that a reader of a lake does not import Beam.
"""

from transforms.lake.errors import (
    CommitBusy,
    LakeDamaged,
    LakeError,
    LakeFormat,
    LeaseHeld,
    NotALake,
    Superseded,
)
from transforms.lake.lake import Lake
from transforms.lake.ledger import Ledger
from transforms.lake.manifest import Draft, Manifest, Receipt
from transforms.lake.sink import write_rows
from transforms.lake.snapshot import Snapshot
from transforms.lake.state import LakeState
from transforms.lake.store import LocalStore, Store, open_store

__all__ = [
    "CommitBusy",
    "Draft",
    "Lake",
    "LakeDamaged",
    "LakeError",
    "LakeFormat",
    "LakeState",
    "LeaseHeld",
    "Ledger",
    "LocalStore",
    "Manifest",
    "NotALake",
    "Receipt",
    "Snapshot",
    "Store",
    "Superseded",
    "open_store",
    "write_rows",
]
