"""What goes wrong on the web: one small function a fault."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import socket
import struct
import zlib
from dataclasses import replace
from email.utils import format_datetime
from functools import cache
from typing import Final

from tests.newsroom.exchange import Answer, Exchange

REFUSED_ADDRESSES: Final = ("http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[fd00::1]/")
"""Where nothing must ever connect: cloud metadata (RFC 3927), private networks (RFC 1918, RFC 4193)."""

HUGE: Final = 64 * 1024 * 1024
"""Bytes of the huge page."""

BOMB: Final = 1_000_000_000
"""Bytes that the gzip bomb unpacks to."""

DEPTH: Final = 300_000
"""Elements, one within the other."""

RETRY_AFTER: Final = 120
"""Seconds that 429 and 503 ask to wait."""

_CHUNK: Final = b"<p>" + b"The tide tables for the harbour are printed again below. " * 1149 + b"</p>\n"


async def _status(exchange: Exchange, status: int, headers: dict[str, str] | None = None) -> None:
    body = f"<html><head><title>{status}</title></head><body><h1>Status {status}</h1></body></html>".encode()
    await exchange.answer(Answer(status=status, body=body, headers=headers or {}))


async def not_modified(exchange: Exchange) -> None:
    """304, asked for or not."""
    await exchange.answer(Answer(status=304))


async def not_found(exchange: Exchange) -> None:
    """404."""
    await _status(exchange, 404)


async def gone(exchange: Exchange) -> None:
    """410."""
    await _status(exchange, 410)


async def too_many_requests(exchange: Exchange) -> None:
    """429 with Retry-After in seconds."""
    await _status(exchange, 429, {"Retry-After": str(RETRY_AFTER)})


async def too_many_requests_until(exchange: Exchange) -> None:
    """429 with Retry-After as a date."""
    until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=RETRY_AFTER)
    await _status(exchange, 429, {"Retry-After": format_datetime(until, usegmt=True)})


async def server_error(exchange: Exchange) -> None:
    """500, every time."""
    await _status(exchange, 500)


async def unavailable_once(exchange: Exchange) -> None:
    """503 to the first request, healthy ever after."""
    if exchange.visits == 0:
        await _status(exchange, 503)
    else:
        await exchange.answer(exchange.healthy)


async def hang(exchange: Exchange) -> None:
    """Takes the request and never answers."""
    await asyncio.sleep(3600)
    exchange.close()


async def drip(exchange: Exchange) -> None:
    """A byte every fifth of a second: no single read is ever too slow."""
    body = exchange.healthy.body
    await exchange.head(200, exchange.healthy.content_type, {"Content-Length": str(len(body))})
    for position in range(len(body)):
        await exchange.send(body[position : position + 1])
        await asyncio.sleep(0.2)


async def truncated(exchange: Exchange) -> None:
    """Half of what Content-Length announced."""
    body = exchange.healthy.body
    await exchange.head(200, exchange.healthy.content_type, {"Content-Length": str(len(body))})
    await exchange.send(body[: len(body) // 2])
    exchange.close()


async def malformed(exchange: Exchange) -> None:
    """A feed whose markup breaks before its first entry; a page of unclosed and crossed elements."""
    if exchange.is_feed:
        body = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Broken & <b>unclosed'
        await exchange.answer(replace(exchange.healthy, status=200, body=body))
        return
    body = exchange.healthy.body.replace(b"</p>", b"").replace(b"</div>", b"</b>").replace(b"</body>", b"<p <<")
    await exchange.answer(replace(exchange.healthy, body=body))


async def wrong_charset(exchange: Exchange) -> None:
    """Windows-1252 that header and document call UTF-8."""
    body = exchange.healthy.body.decode("utf-8").encode("cp1252", "xmlcharrefreplace")
    await exchange.answer(replace(exchange.healthy, body=body))


async def entity_bomb(exchange: Exchange) -> None:
    """Ten entities, each ten times the one before: a billion laughs."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    document = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "laugh">{entities}]><rss version="2.0"><channel>'
        "<title>&l9;</title><item><title>&l9;</title><link>/never</link></item></channel></rss>"
    )
    content_type = exchange.healthy.content_type if exchange.is_feed else "application/xhtml+xml"
    await exchange.answer(Answer(body=document.encode(), content_type=content_type))


@cache
def gzip_bomb_bytes() -> bytes:
    """A gzip stream of a gigabyte of spaces, about a thousandth of it on the wire."""
    block = b" " * 1_000_000
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    # A full flush makes the packed block repeatable, so that the gigabyte itself is never packed.
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    times = BOMB // len(block)
    checksum = 0
    for _ in range(times):
        checksum = zlib.crc32(block, checksum)
    header = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    return header + packed * times + packer.flush() + struct.pack("<LL", checksum, BOMB & 0xFFFFFFFF)


@cache
def layered_bomb_bytes() -> bytes:
    """The gzip bomb, gzipped: a few kilobytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(gzip_bomb_bytes()) + packer.flush()


async def gzip_bomb(exchange: Exchange) -> None:
    """A megabyte that unpacks to a gigabyte."""
    body = await asyncio.to_thread(gzip_bomb_bytes)
    await exchange.answer(replace(exchange.healthy, body=body, headers={"Content-Encoding": "gzip"}))


async def layered_bomb(exchange: Exchange) -> None:
    """A few kilobytes that unpack to a gigabyte, packed twice and saying so."""
    body = await asyncio.to_thread(layered_bomb_bytes)
    await exchange.answer(replace(exchange.healthy, body=body, headers={"Content-Encoding": "gzip, gzip"}))


async def huge(exchange: Exchange) -> None:
    """64 MB without an announced length."""
    await exchange.head(200, exchange.healthy.content_type, {"Connection": "close"})
    await exchange.send(b"<html><body>" if not exchange.is_feed else b'<rss version="2.0"><channel>')
    for _ in range(HUGE // len(_CHUNK)):
        await exchange.send(_CHUNK)
    exchange.close()


async def nested(exchange: Exchange) -> None:
    """300,000 elements, each within the one before."""
    body = exchange.healthy.body
    if exchange.is_feed:
        document = b'<?xml version="1.0"?><rss version="2.0"><channel>' + b"<d>" * DEPTH + b"</d>" * DEPTH
        await exchange.answer(replace(exchange.healthy, body=document + b"</channel></rss>"))
        return
    await exchange.answer(replace(exchange.healthy, body=b"<html><body>" + b"<div>" * DEPTH + body + b"</div>" * DEPTH))


async def redirect_loop(exchange: Exchange) -> None:
    """Two addresses, each redirecting to the other."""
    path = exchange.request.path
    other = path.removesuffix("?back") if path.endswith("?back") else f"{path}?back"
    await _status(exchange, 302, {"Location": other})


async def redirect_chain(exchange: Exchange) -> None:
    """Seven redirects, then the answer."""
    path, _, hop = exchange.request.path.partition("?hop=")
    number = int(hop) if hop.isdecimal() else 0
    if number >= 7:
        await exchange.answer(exchange.healthy)
    else:
        await _status(exchange, 301, {"Location": f"{exchange.base}{path}?hop={number + 1}"})


async def redirect_refused(exchange: Exchange) -> None:
    """A redirect into a network that must not be asked."""
    number = exchange.visits % len(REFUSED_ADDRESSES)
    await _status(exchange, 302, {"Location": REFUSED_ADDRESSES[number]})


async def redirect_shared(exchange: Exchange) -> None:
    """A redirect to the one host that all such sites redirect to."""
    name = re.sub(r"[^0-9]+", "-", f"{exchange.request.host}:{exchange.request.port}")
    kind = "feed" if exchange.is_feed else "page"
    await _status(exchange, 302, {"Location": f"{exchange.shared}/shared/{name}/{kind}"})


async def reset(exchange: Exchange) -> None:
    """A connection that is reset (RST) in the middle of the headers."""
    exchange.writer.write(b"HTTP/1.1 200 OK\r\nContent-Ty")
    raw = exchange.writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    exchange.abort()


async def empty(exchange: Exchange) -> None:
    """200 and not a byte."""
    await exchange.answer(replace(exchange.healthy, body=b"", headers={}))


async def binary(exchange: Exchange) -> None:
    """A picture that calls itself what was asked for."""
    picture = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40
    await exchange.answer(replace(exchange.healthy, body=picture, headers={}))


async def robots_disallow(exchange: Exchange) -> None:
    """A robots.txt that closes the site."""
    await exchange.answer(Answer(body=b"User-agent: *\nDisallow: /\n", content_type="text/plain"))


async def robots_error(exchange: Exchange) -> None:
    """A robots.txt that the server fails to give."""
    await _status(exchange, 500)
