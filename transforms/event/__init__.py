"""What happened, to whom, where, when, and on whose word."""

from __future__ import annotations

from typing import Final

from transforms.event.extract import extract_events
from transforms.event.topics import find_topics

VERSION: Final[str] = "6"
"""Changes whenever the same story would give other events."""

__all__ = ["VERSION", "extract_events", "find_topics"]
