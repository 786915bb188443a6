"""Which addresses may be asked. Pure but for :func:`resolve`.

A name is resolved once, checked, and connected to as checked. The check stands at connect time
(:mod:`transforms.fetching.transport`), so that neither a redirect nor a name that changes between two look-ups (DNS
rebinding) leads anywhere else than to what was checked.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import re
import socket
import threading
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port to addresses as text, in the order to try them; raises OSError where there is none."""

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_MAPPED: Final = ipaddress.IPv6Network("::ffff:0:0/96")
_REFUSED: Final = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.88.99.0/24",  # 6to4 relays, withdrawn by RFC 7526
        # What the IANA registries call not globally reachable and some Python versions do not know yet.
        "192.0.0.0/24",
        "198.18.0.0/15",
        "100::/64",
        "2001:2::/48",
        "2001:10::/28",
        "3fff::/20",
        "5f00::/16",
        "168.63.129.16/32",  # the host service of a large cloud, on a public address
        "2002::/16",  # 6to4: embeds an IPv4 address
        "2001::/32",  # Teredo: embeds an IPv4 address
        "::/96",  # IPv4-compatible, withdrawn by RFC 4291
        "fec0::/10",  # site-local, withdrawn by RFC 3879
        "64:ff9b:1::/48",  # NAT64 of a local network, RFC 8215
    )
)

BAD_PORTS: Final = frozenset(
    {0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109}
    | {110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530}
    | {531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190}
    | {5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}
)
"""Ports of other protocols that an HTTP request could be smuggled into (the Fetch standard, port blocking)."""

_NUMBER: Final = re.compile(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)\Z")
_QUAD: Final = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})\Z")
_LABEL: Final = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_NAME: Final = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?\Z")
_URL_LENGTH: Final = 4096


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Networks that may be asked although they are not public.

    Raises:
        ValueError: One is not a network; the message says what one looks like.
    """
    found: list[Network] = []
    for text in texts:
        try:
            found.append(ipaddress.ip_network(text))
        except ValueError as error:
            raise ValueError(f"{text!r} is not a network; write it like 127.0.0.0/8 or fd00::/8 ({error})") from None
    return tuple(found)


def permitted(address: Address, allow: Sequence[Network] = ()) -> bool:
    """Whether an address may be connected to: it is public, or one of `allow` holds it.

    An IPv6 address that only wraps an IPv4 one (mapped, NAT64) is judged as that one; other ways to wrap (6to4,
    Teredo) are refused, because nothing that publishes needs them.
    """
    if any(address.version == network.version and address in network for network in allow):
        return True
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return False
        if address in _MAPPED or address in _NAT64:
            return permitted(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF), allow)
    if any(address.version == network.version and address in network for network in _REFUSED):
        return False
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or address.is_link_local
        or address.is_private
    )


def address(host: str) -> Address | None:
    """The address that a host is written as, or None where it is a name. Brackets are taken off."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def bad_host(host: str) -> str | None:
    """Why a host, in ASCII and without brackets, may not be asked; None where it may.

    Numbers in any writing but four plain decimals (`0x7f.1`, `2130706433`, `0177.0.0.1`) are refused: system
    resolvers read them as addresses, people and lists of networks do not.
    """
    if not host:
        return "it has no host"
    if ":" in host:
        return None if address(host) is not None else "its host is no IPv6 address"
    labels = host.rstrip(".").split(".")
    if _NUMBER.match(labels[-1]) and not (_QUAD.match(host) and address(host) is not None):
        return "its host is a number in disguise"
    if len(host) > 253 or not _NAME.match(host):
        return "its host is no name"
    return None


def bad_url(url: str) -> str | None:
    """Why an absolute address may not be asked; None where it may. Where its name leads is checked at connect time."""
    if len(url) > _URL_LENGTH:
        return f"it has {len(url)} characters, more than {_URL_LENGTH}"
    if any(character <= " " or character in "\x7f\\" for character in url):
        return "it has white space, control characters or backslashes in it"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        return str(error)
    why = None
    if parts.scheme not in ("http", "https"):
        why = f"its scheme is {parts.scheme or 'missing'}, not http or https"
    elif "@" in parts.netloc:
        why = "it has a user name in it, and wirelake sends none"
    elif port is not None and port in BAD_PORTS:
        why = f"port {port} belongs to another protocol"
    elif host.isascii():  # others are checked once they are written in ASCII
        why = bad_host(host)
    return why


async def resolve(host: str, port: int) -> Sequence[str]:
    """The system's addresses for a name, each asked in a thread of its own that nobody waits for at exit.

    The loop's own pool has a handful of threads: a few names whose server hangs would stop every other look-up.

    Raises:
        OSError: The name has no address.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Sequence[str]] = loop.create_future()

    def settle(found: Sequence[str], error: OSError | None) -> None:
        if future.done():
            return
        if error is None:
            future.set_result(found)
        else:
            future.set_exception(error)

    def ask() -> None:
        found: list[str] = []
        failure: OSError | None = None
        try:
            infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found = list(dict.fromkeys(str(info[4][0]) for info in infos))
        except OSError as error:
            failure = error
        except UnicodeError as error:
            failure = OSError(str(error))
        # The loop may have ended while the name server hung: then nobody wants the answer.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, found, failure)

    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    return await future
