"""What a request may cost: seconds, bytes, redirects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEBIBYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of one request. Seconds and bytes.

    Raises:
        ValueError: A limit that is not positive.
    """

    dns: float = 5.0
    connect: float = 10.0
    """To connect, and again for TLS."""
    read: float = 20.0
    """Between two reads."""
    whole: float = 45.0
    """Of all hops together, waiting for the gates not counted."""
    wire_bytes: int = 16 * MEBIBYTE
    """As received."""
    body_bytes: int = 16 * MEBIBYTE
    """After decompression."""
    robots_bytes: int = 500 * 1024
    """RFC 9309: a crawler reads at least 500 KiB; what stands behind is ignored."""
    redirects: int = 5

    def __post_init__(self) -> None:
        for name in ("dns", "connect", "read", "whole", "wire_bytes", "body_bytes", "robots_bytes"):
            if getattr(self, name) <= 0:
                raise ValueError(f"Limits.{name} must be above 0, is {getattr(self, name)}")
        if self.redirects < 0:
            raise ValueError(f"Limits.redirects must be at least 0, is {self.redirects}")
