"""Values of DuckDB as JSON has them, and as one line of text."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any


def jsonable(value: Any) -> Any:
    """A value of DuckDB as JSON has it; infinities and NaN, which JSON cannot say, become null."""
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [jsonable(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, (bool, int, float, str)) else _text(value)


def _text(value: Any) -> str:
    """A value that JSON has no form of its own for: times in ISO 8601, bytes in hexadecimal digits."""
    if isinstance(value, dt.datetime):
        return iso(value)
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else str(value)


def iso(moment: dt.datetime) -> str:
    """A time in ISO 8601, UTC as ``Z``; without any zone where SQL gave none."""
    if moment.tzinfo is None:
        return moment.isoformat()
    return moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat() + "Z"


def text_of(value: Any) -> str:
    """A value as text: JSON for what is nested, nothing for null."""
    if value is None:
        return ""
    plain = jsonable(value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)
