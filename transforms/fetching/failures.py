"""What goes wrong with a connection or a status, as a refusal."""

from __future__ import annotations

import ssl
from typing import Final

import httpcore

from schemas.records import Refusal
from transforms.fetching.limits import Limits
from transforms.fetching.reasons import refuse
from transforms.fetching.transport import RefusedError

FAULTS: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a mistake of ours, or of a library, raises on odd input; what a disk says is none of these."""


def status_code(status: int) -> str:
    """The reason code of a status that is no answer."""
    if status in (404, 410, 429):
        return f"http_{status}"
    if status in (408, 425):
        return "http_408"
    return "http_4xx" if 400 <= status < 500 else "http_5xx" if 500 <= status < 600 else "http_other"


_TIMEOUTS: Final = ((httpcore.ConnectTimeout, "connect_timeout"), (httpcore.TimeoutException, "read_timeout"))
_PROTOCOL: Final = (
    # The words of h11 and httpcore for what went wrong; their exceptions have no codes.
    ("too long", "headers_too_large"),
    ("too large", "headers_too_large"),
    ("closed connection", "truncated"),
    ("incomplete", "truncated"),
    ("disconnected without", "reset"),
)


def failure(error: Exception, stage: str, limits: Limits) -> Refusal:
    """What an exception of httpcore, or of the guard, means."""
    words = words_of(error)
    if isinstance(error, RefusedError):
        return refuse(stage, error.code, error.message)
    for kind, code in _TIMEOUTS:
        if isinstance(error, kind):
            seconds = limits.connect if code == "connect_timeout" else limits.read
            return refuse(stage, code, f"nothing came for {seconds:g} s")
    if isinstance(error, httpcore.ConnectError):
        return refuse(stage, "tls" if _of_tls(error) else "connect", words)
    if isinstance(error, httpcore.NetworkError):
        return refuse(stage, "reset", words or "the connection was cut")
    return refuse(stage, next((code for part, code in _PROTOCOL if part in words), "bad_http"), words)


def _of_tls(error: BaseException | None) -> bool:
    """Whether TLS stands somewhere behind an exception."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error is not None


def words_of(error: BaseException) -> str:
    """The words of an exception, or of what caused it, on one line."""
    words = str(error) or (str(error.__cause__) if error.__cause__ else "") or type(error).__name__
    return " ".join(words.split())[:300]
