"""Content-Encoding undone in bounded memory: gzip, deflate, br, zstd, cut where the limit is."""

from __future__ import annotations

import zlib
from typing import Final, Protocol

import brotli  # type: ignore[import-untyped, unused-ignore]
import zstandard

ACCEPTED: Final = "gzip, deflate, br, zstd"
_STEP: Final = 1 << 18
"""Bytes unpacked at a time, so that a limit is overrun by at most this much."""
_INPUT: Final = 1 << 13
_WINDOW: Final = 8 << 20
"""The largest zstd window a receiver has to support (RFC 9659)."""


class UndecodableError(ValueError):
    """The bytes are not encoded as announced."""


class OverrunError(Exception):
    """The decoded body passed the limit."""


class _Decoder(Protocol):
    done: bool
    """Whether the encoded data came to its own end."""

    def feed(self, data: bytes, room: int) -> bytes:
        """Decode `data`; raise OverrunError past `room` bytes, UndecodableError on nonsense."""


class _Zlib:
    """gzip of one or several members, and deflate with its zlib header or, as some servers do, without."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._stream = zlib.decompressobj(wbits)
        self._fresh = True
        self.done = False

    def feed(self, data: bytes, room: int) -> bytes:
        out: list[bytes] = []
        pending = False
        while data or pending:
            most = min(_STEP, room + 1)
            try:
                piece = self._stream.decompress(data, most)
            except zlib.error as error:
                if self._fresh and self._wbits == zlib.MAX_WBITS:
                    self._wbits = -zlib.MAX_WBITS
                    self._stream = zlib.decompressobj(self._wbits)
                    continue
                if self.done:
                    break  # padding after a gzip member
                raise UndecodableError(str(error)) from None
            self._fresh = False
            room -= len(piece)
            if room < 0:
                raise OverrunError
            out.append(piece)
            data, pending = self._stream.unconsumed_tail, len(piece) == most
            if self._stream.eof:
                pending = False
                self.done, data = True, self._stream.unused_data
                self._stream = zlib.decompressobj(self._wbits)
        return b"".join(out)


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self.done = False

    def feed(self, data: bytes, room: int) -> bytes:
        out: list[bytes] = []
        while True:
            try:
                piece = self._stream.process(data, output_buffer_limit=min(_STEP, room + 1))
            except brotli.error as error:
                raise UndecodableError(str(error)) from None
            room -= len(piece)
            if room < 0:
                raise OverrunError
            out.append(piece)
            data = b""
            self.done = self._stream.is_finished()
            if self.done or (self._stream.can_accept_more_data() and not piece):
                return b"".join(out)


class _Zstd:
    def __init__(self) -> None:
        self._stream = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
        self.done = False

    def feed(self, data: bytes, room: int) -> bytes:
        out: list[bytes] = []
        # A zstd block of four bytes can stand for 128 KiB of equal ones (RFC 8878, 3.1.1.2): so little input at a time
        # keeps the output of one step near the limit.
        view = memoryview(data)
        for start in range(0, len(view), 256):
            if self.done:
                break
            try:
                piece = self._stream.decompress(bytes(view[start : start + 256]))
            except zstandard.ZstdError as error:
                raise UndecodableError(str(error)) from None
            room -= len(piece)
            if room < 0:
                raise OverrunError
            out.append(piece)
            self.done = self._stream.eof
        return b"".join(out)


class Body:
    """Collects a body as it comes, decoded, within a limit.

    Args:
        encodings: The Content-Encoding header, or None.
        limit: Decoded bytes at most, of each layer where it is encoded twice.

    Raises:
        UndecodableError: An encoding that was not offered.
    """

    def __init__(self, encodings: str | None, limit: int) -> None:
        names = [
            name for part in (encodings or "").lower().split(",") if (name := part.strip()) not in ("", "identity")
        ]
        if len(names) > 2:
            raise UndecodableError(f"encoded {len(names)} times over")
        # Applied in the order of the header, so undone from its end (RFC 9110, 8.4).
        self._decoders = [_decoder(name) for name in reversed(names)]
        self._rooms = [limit] * len(self._decoders)
        self._limit = limit
        self._pieces: list[bytes] = []
        self.size = 0
        """Bytes decoded."""
        self.received = 0
        """Bytes received."""

    @property
    def encoded(self) -> bool:
        """Whether the body is encoded at all."""
        return bool(self._decoders)

    def feed(self, chunk: bytes) -> None:
        """Decode a chunk.

        Raises:
            UndecodableError: It is not encoded as announced.
            OverrunError: The body passed the limit.
        """
        if not self._decoders:
            self.received += len(chunk)
            self._take(chunk)
            return
        # Little by little, so that `received` says what it took to pass the limit.
        for start in range(0, len(chunk), _INPUT):
            data = chunk[start : start + _INPUT]
            self.received += len(data)
            for layer, decoder in enumerate(self._decoders):
                data = decoder.feed(data, self._rooms[layer])
                self._rooms[layer] -= len(data)
            self._take(data)

    def _take(self, chunk: bytes) -> None:
        self.size += len(chunk)
        if self.size > self._limit:
            raise OverrunError
        self._pieces.append(chunk)

    def end(self) -> tuple[bytes, bool]:
        """The whole body, and whether the encoded data came to its own end."""
        return b"".join(self._pieces), all(decoder.done for decoder in self._decoders)


def _decoder(name: str) -> _Decoder:
    if name in ("gzip", "x-gzip"):
        return _Zlib(zlib.MAX_WBITS | 16)
    if name == "deflate":
        return _Zlib(zlib.MAX_WBITS)
    if name == "br":
        return _Brotli()
    if name == "zstd":
        return _Zstd()
    raise UndecodableError(f"Content-Encoding {name[:40]!r} was not offered")
