"""ReadWireMarks: dateline, byline, credit, notices and origin, read off a story by the agencies' own conventions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from transforms.wire.read import read_wire_marks as read_wire_marks

if TYPE_CHECKING:
    from transforms.wire.step import ReadWireMarks as ReadWireMarks

VERSION: Final = "1"
"""Version of the reading; another one may read other marks from the same article."""

__all__ = ["VERSION", "ReadWireMarks", "read_wire_marks"]


def __getattr__(name: str) -> Any:
    """The composite, loaded when it is asked for: the pure function must not pull in Beam."""
    if name == "ReadWireMarks":
        from transforms.wire.step import ReadWireMarks  # noqa: PLC0415

        return ReadWireMarks
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
