"""What a person names on the command line, read: a file, an address, or what is piped in."""

from __future__ import annotations

import asyncio
import mimetypes
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from pipelines.config import ConfigError
from pipelines.options import network
from schemas.records import Refusal
from transforms.fetching.answer import Answer
from transforms.fetching.gate import HostGate
from transforms.fetching.limits import Limits
from transforms.fetching.network import Network
from transforms.strip.decode import decode

STDIN: Final = "-"
_MISTAKES: Final = frozenset({"bad_url", "refused_address"})
"""Reasons that the address itself is at fault for."""
_TYPES: Final = frozenset({"text/html", "text/plain", "application/xhtml+xml"})
_HEAD: Final = 1 << 16
"""Bytes in which markup shows a tag."""
_TAG: Final = re.compile(
    r"<(?:!doctype html|html|head|body|meta|title|article|div|span|p|br|a|b|i|em|strong|h[1-6]|ul|table)\b",
    re.IGNORECASE,
)


class NoAnswerError(Exception):
    """An address did not give its page; the text is the one line that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What was read.

    Attributes:
        name: How to call it to a person: the address that answered, the file's name, or ``standard input``.
        body: Its bytes, decompressed; at most :attr:`Limits.body_bytes`.
        url: The address that answered, after redirects; None for files and standard input.
        content_type: The header's value; of files and standard input ``text/html`` or ``text/plain``, by the file's
            name where it ends in one of the usual ways, else by whether the text has tags.
    """

    name: str
    body: bytes
    url: str | None = None
    content_type: str | None = None


def read_source(
    where: str, *, allow_net: Sequence[str] = (), limits: Limits | None = None, stdin: BinaryIO | None = None
) -> Source:
    """Read what a person named.

    An address is fetched as ``ingest`` fetches a page: robots.txt binds, private networks are refused unless named,
    sizes and times are bounded. Nothing is archived.

    Args:
        where: An http or https address, the path of a file, or ``-`` for standard input.
        allow_net: Networks, as ``10.1.0.0/16``, that may be asked although they are not public.
        limits: Seconds and bytes; the size bounds files and standard input as well.
        stdin: What ``-`` reads; the process's own by default.

    Raises:
        ConfigError: There is no such file, it is too large, or the address may not be asked.
        NoAnswerError: The address was asked, and gave no page.
    """
    limits = limits or Limits()
    if where == STDIN:
        body = _bounded(stdin or sys.stdin.buffer, "standard input", limits)
        return Source(name="standard input", body=body, content_type=_guessed("", body))
    if where.lower().startswith(("http://", "https://")):
        return _fetched(where, [str(network(text)) for text in allow_net], limits)
    try:
        with Path(where).open("rb") as file:
            body = _bounded(file, where, limits)
    except (OSError, ValueError) as error:
        why = "is neither a file nor an http or https address" if "://" in where else getattr(error, "strerror", None)
        raise ConfigError(f"{where}: {why or error}") from None
    return Source(name=where, body=body, content_type=_guessed(where, body))


def _guessed(name: str, body: bytes) -> str:
    """The type of bytes that came without a header."""
    by_name = mimetypes.guess_type(Path(name).name)[0]
    if by_name in _TYPES:
        return by_name
    return "text/html" if _TAG.search(decode(body[:_HEAD])) else "text/plain"


def _bounded(file: BinaryIO, name: str, limits: Limits) -> bytes:
    body = file.read(limits.body_bytes + 1)
    if len(body) > limits.body_bytes:
        raise ConfigError(f"{name}: is larger than {limits.body_bytes} bytes, the limit of a page")
    return body


def _fetched(url: str, allow: Sequence[str], limits: Limits) -> Source:
    async def fetch() -> Answer | Refusal:
        settings = Network(run_id="one page", limits=limits, allow=tuple(allow))
        async with settings.client(HostGate()) as client:
            return await client.fetch(url)

    answer = asyncio.run(fetch())
    if isinstance(answer, Answer):
        return Source(name=answer.url, body=answer.body, url=answer.url, content_type=answer.header("content-type"))
    hint = "; --allow-net can name its network" if answer.reason == "refused_address" else ""
    line = f"{url}: {answer.reason}: {answer.message}{hint}"
    raise ConfigError(line) if answer.reason in _MISTAKES else NoAnswerError(line)
