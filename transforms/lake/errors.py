"""What can go wrong with a lake that a caller can act upon."""

# ruff: noqa: N818 - each is named for what is the case, which is what a caller catches

from __future__ import annotations


class LakeError(Exception):
    """The root of the lake's errors; its message says what to do."""


class NotALake(LakeError):
    """The address is no lake, and no place where one can be made."""


class LakeFormat(LakeError):
    """The lake was written by a newer wirelake."""


class LakeDamaged(LakeError):
    """A file that the lake's own log names is gone or was changed by somebody else."""


class LeaseHeld(LakeError):
    """Another run polls this lake."""


class CommitBusy(LakeError):
    """Another process has been committing for longer than a commit may take."""


class Superseded(LakeError):
    """A file that this commit replaces was already replaced by another commit: make the commit anew."""


class LeaseLost(LeaseHeld):
    """This run's lease expired and another run took over; what this one had not committed, it cannot any more."""


class StoreFailed(LakeError):
    """The store of the lake did not do what was asked, however often it was asked."""
