"""The politeness key of an address. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(url: str) -> str:
    """`host:port` of an address, in lower case, without a last dot, IPv6 hosts in brackets; empty where it has none."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if not host:
        return ""
    port = port or (443 if parts.scheme == "https" else 80)
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
