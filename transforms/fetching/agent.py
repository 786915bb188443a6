"""What requests say of themselves. Pure."""

from __future__ import annotations

import re
from functools import cache
from importlib import metadata
from typing import Final

_CONTACT: Final = re.compile(
    r"https?://[!-'*-:<-\[\]-~]{1,200}|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"
)
"""A web page or an e-mail address, without what would end the comment that it stands in (RFC 9110, 5.6.5)."""


def user_agent(contact: str | None = None) -> str:
    """What requests say of themselves: name, version, purpose, and who to write to where the user gave it.

    Raises:
        ValueError: The contact is neither an e-mail address nor a web page.
    """
    if contact is not None and not _CONTACT.fullmatch(contact):
        raise ValueError("an e-mail address or a web page, such as desk@example.org or https://example.org/bot")
    words = ["reads news feeds for analysis", "obeys robots.txt", *([contact] if contact else [])]
    return f"wirelake/{_version()} ({'; '.join(words)})"


@cache
def _version() -> str:
    try:
        return metadata.version("wirelake")
    except metadata.PackageNotFoundError:
        return "0"
