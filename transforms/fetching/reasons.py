"""Every reason code of a reject, as data: stage, whether it may pass by itself, one sentence.

docs/rejects.md is made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from schemas.records import Refusal


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason code.

    Attributes:
        code: What the row of rejects or polls holds.
        stages: The stages that give it.
        transient: Whether it may pass by itself; then the next runs try again, with back-off and an end.
        says: One sentence for the person who finds it.
    """

    code: str
    stages: tuple[str, ...]
    transient: bool
    says: str


_REQUEST: Final = ("poll", "fetch")

_ALL: Final = (
    # Before a byte is sent.
    Reason(
        "bad_url",
        _REQUEST,
        False,
        "The address is not one that may be asked: no http or https, a disguised number "
        "for a host, a user name in it, a port that belongs to another protocol, or plain nonsense.",
    ),
    Reason("dns", _REQUEST, True, "The name has no address, or the name server did not say so in time."),
    Reason(
        "refused_address",
        _REQUEST,
        False,
        "The name leads to an address that is not public; `--allow-net` can name its network.",
    ),
    Reason("robots", ("fetch",), False, "The site's robots.txt forbids the page to wirelake."),
    Reason(
        "robots_unavailable",
        ("fetch",),
        True,
        "robots.txt could not be had (5xx, time-out, no connection), and the "
        "standard (RFC 9309) says to ask for nothing until it can.",
    ),
    Reason(
        "host_unavailable",
        _REQUEST,
        True,
        "The host failed to answer other requests of this run, so this one was not sent.",
    ),
    Reason("host_closed", _REQUEST, True, "The host asked for a pause (Retry-After, 429) longer than the run waits."),
    Reason("out_of_time", _REQUEST, True, "The run's time was up before this request's turn came."),
    # Connection.
    Reason("connect", _REQUEST, True, "The connection was refused or could not be made."),
    Reason("connect_timeout", _REQUEST, True, "The connection, or its TLS handshake, was not made in time."),
    Reason(
        "tls",
        _REQUEST,
        True,
        "TLS failed: an expired, foreign or unknown certificate, or no common protocol; "
        "certificates are renewed, so it is tried again.",
    ),
    Reason("reset", _REQUEST, True, "The server cut the connection before its answer was complete or had begun."),
    Reason("read_timeout", _REQUEST, True, "Nothing came for longer than the limit."),
    Reason("timeout", _REQUEST, True, "The whole request took longer than the limit, though bytes kept coming."),
    Reason(
        "truncated",
        _REQUEST,
        True,
        "The connection ended before the announced length, or the compressed body before its end.",
    ),
    Reason("bad_http", _REQUEST, True, "The answer is not HTTP."),
    Reason("headers_too_large", _REQUEST, False, "The answer's headers are larger than 100 KiB."),
    # Redirects.
    Reason("too_many_redirects", _REQUEST, False, "More than five redirects in a row."),
    Reason("redirect_loop", _REQUEST, False, "A redirect led to an address that had redirected already."),
    Reason("redirect_to_http", _REQUEST, False, "https redirected to http, which is not followed."),
    Reason("bad_redirect", _REQUEST, False, "A redirect without an address, or to one that may not be asked."),
    # Body.
    Reason("too_large", _REQUEST, False, "The body, or the document, is larger than the limit."),
    Reason(
        "decompression_bomb", _REQUEST, False, "The body unpacks to more than the limit, at a ratio that no text has."
    ),
    Reason("bad_encoding", _REQUEST, False, "The body is not compressed as its Content-Encoding says."),
    Reason("empty", _REQUEST, True, "An answer without a body."),
    Reason("not_html", ("fetch",), False, "The page is a picture, a sound, a film, a PDF or other binary data."),
    # Status.
    Reason("http_404", _REQUEST, False, "Not found; a feed is asked again all the same, with back-off."),
    Reason("http_408", _REQUEST, True, "The server gave up waiting, or asks to come later (408, 425)."),
    Reason("http_410", _REQUEST, False, "Gone for good; a feed is asked again after a week."),
    Reason("http_429", _REQUEST, True, "Too many requests; the host is left alone for as long as it asks."),
    Reason(
        "http_4xx",
        _REQUEST,
        False,
        "Another refusal of the server, such as 401, 403 or 451; the message has the number.",
    ),
    Reason("http_5xx", _REQUEST, True, "The server failed; the message has the number."),
    Reason("http_other", _REQUEST, False, "A status that no plain request should see; the message has the number."),
    Reason(
        "internal_error",
        _REQUEST,
        True,
        "A fault of ours while the address was asked; the message has it. Please report it.",
    ),
    # Feeds.
    Reason("not_a_feed", ("poll",), False, "The document is none of RSS, RDF, Atom, CDF and JSON Feed: often a page."),
    Reason(
        "malformed", ("poll",), True, "The feed is broken before its first entry; feeds are often broken for an hour."
    ),
    Reason("entity_bomb", ("poll",), False, "The document's entity declarations unpack to far more than a feed."),
    Reason(
        "too_slow",
        ("poll",),
        False,
        "Reading the document costs more than any honest feed: in time, elements, attributes or depth.",
    ),
    Reason("no_address_no_text", ("poll",), False, "An entry with neither a link nor a text."),
)

REASONS: Final[dict[str, Reason]] = {reason.code: reason for reason in _ALL}
"""Reason codes by code. The rooms that read pages have theirs beside their own code."""

TRANSIENT_TIMEOUTS: Final = frozenset({"connect", "connect_timeout", "read_timeout", "timeout"})
"""Failures that say the host, not the page, is in trouble: two in a row and the gate leaves it alone for the run."""


def refuse(
    stage: str, code: str, message: str, *, retry_after: float | None = None, payload: str | None = None
) -> Refusal:
    """A refusal with its code's own word on whether it may pass.

    Messages quote what servers and feeds say: what steers a terminal in them becomes a space.

    Raises:
        KeyError: The code is not in :data:`REASONS`: a mistake of ours.
    """
    return Refusal(
        stage=stage,
        reason=code,
        transient=REASONS[code].transient,
        message="".join(character if character.isprintable() else " " for character in message),
        retry_after=retry_after,
        payload=payload,
    )
