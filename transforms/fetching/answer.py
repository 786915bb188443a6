"""What a server answered. Pure: the schedule and the parsers read it without an HTTP library."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

from schemas.columns import Instant

PERMANENT = frozenset({301, 308})
"""Redirects that move an address for good (RFC 9110)."""


def body_digest(body: bytes) -> str:
    """Digest of a body, 32 hex digits: the same bytes need no second reading and no second record."""
    return blake2b(body, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """One redirect that was followed."""

    url: str
    """The address that redirected."""
    status: int
    to: str
    """Where it led, absolute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A complete answer: a 2xx, or a 304."""

    url: str
    """The address that answered, after redirects."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """As received, names in lower case."""
    body: bytes = field(default=b"", repr=False)
    """Decompressed."""
    payload: str | None = None
    """`FILE#OFFSET` of the response as received in the raw archive, relative to the lake; None where there is none."""
    redirects: tuple[Redirect, ...] = ()
    started: Instant
    """When the first request was sent."""
    seconds: float
    """On the network, over all hops; waiting for a host's gate not counted."""

    def header(self, name: str) -> str | None:
        """The header of this lower-case name, several joined by a comma (RFC 9110), or None."""
        found = [value for key, value in self.headers if key == name]
        return ", ".join(found) if found else None

    @property
    def moved_to(self) -> str | None:
        """Where permanent redirects moved the address that was asked; None where they did not.

        A temporary redirect ends the chain: what follows it may lead elsewhere tomorrow.
        """
        to = None
        for redirect in self.redirects:
            if redirect.status not in PERMANENT:
                break
            to = redirect.to
        return to
