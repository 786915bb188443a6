"""The headline without the outlet's name, which page titles and feeds put before or behind it."""

from __future__ import annotations

import re
from typing import Final

_AFTER_NAME: Final = r"\s*(?:[|•·»:]|\s[-–—])\s+"
_BEFORE_NAME: Final = r"\s*(?:[|•·»]|\s[-–—])\s+"


def without_outlet(title: str, outlet: str | None) -> str:
    """A title without the outlet's name at its beginning or end, case aside; a title that is nothing else stays."""
    if not outlet or not outlet.strip():
        return title
    name = re.escape(" ".join(outlet.split()))
    single = " ".join(title.split())  # of a run of white space the pattern would try every beginning
    bare = re.sub(rf"^{name}{_AFTER_NAME}|{_BEFORE_NAME}{name}\s*$", "", single, flags=re.IGNORECASE).strip()
    return bare or title
