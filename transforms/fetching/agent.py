"""What requests say of themselves. Pure."""

from __future__ import annotations

from functools import cache
from importlib import metadata


def user_agent(contact: str | None = None) -> str:
    """What requests say of themselves: name, version, purpose, and who to write to where the user gave it."""
    words = ["reads news feeds for analysis", "obeys robots.txt", *([contact] if contact else [])]
    return f"wirelake/{_version()} ({'; '.join(words)})"


@cache
def _version() -> str:
    try:
        return metadata.version("wirelake")
    except metadata.PackageNotFoundError:
        return "0"
