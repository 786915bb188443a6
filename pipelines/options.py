"""What an ingest is asked to do, checked before anything runs."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipelines.config import ConfigError, feeds_of_urls, read_feeds
from pipelines.samples import check_metrics_file
from schemas.records import Feed
from transforms.fetching.agent import user_agent
from transforms.fetching.limits import Limits

SLICE: Final = 500
"""Stories a commit. Rows of so many weigh some ten megabytes; the engine's start costs a third of a second a slice."""

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """An ingest, checked.

    Attributes:
        lake: Address of the lake.
        feeds: Feeds to poll.
        allow_net: Networks that may be asked although they are not public.
        contact: E-mail address or web page of whoever runs this, for the User-Agent; None to name nobody.
        max_stories: Entries to handle at most; None for all.
        max_minutes: Minutes after which nothing new is begun; None for no limit.
        raw: Whether raw responses are kept.
        dry_run: Whether only to poll and to say what would be done.
        metrics_file: Where to write metrics for Prometheus; None for nowhere.
        slice_size: Stories a commit.
        limits: Limits of one request.
    """

    lake: str
    feeds: tuple[Feed, ...]
    allow_net: tuple[Network, ...] = ()
    contact: str | None = None
    max_stories: int | None = None
    max_minutes: float | None = None
    raw: bool = True
    dry_run: bool = False
    metrics_file: Path | None = None
    slice_size: int = SLICE
    limits: Limits = field(default_factory=Limits)


def options_of(
    *,
    lake: str,
    feeds_file: Path | None = None,
    feed_urls: Sequence[str] = (),
    allow_net: Sequence[str] = (),
    contact: str | None = None,
    max_stories: int | None = None,
    max_minutes: float | None = None,
    raw: bool = True,
    dry_run: bool = False,
    metrics_file: Path | None = None,
) -> IngestOptions:
    """The options of a command line.

    Raises:
        ConfigError: Something is missing or not as documented; its text says what and what is allowed.
    """
    if (feeds_file is None) == (not feed_urls):
        raise ConfigError("name the feeds: either --feeds FILE or --feed URL (which may be repeated)")
    return IngestOptions(
        lake=lake,
        feeds=read_feeds(feeds_file) if feeds_file is not None else feeds_of_urls(feed_urls),
        allow_net=tuple(network(text) for text in allow_net),
        contact=check_contact(contact),
        max_stories=max_stories,
        max_minutes=max_minutes,
        raw=raw,
        dry_run=dry_run,
        metrics_file=metrics_file and check_metrics_file(metrics_file),
    )


def check_contact(text: str | None) -> str | None:
    """Who to write to, checked.

    Raises:
        ConfigError: It cannot stand in a User-Agent.
    """
    try:
        user_agent(text)
    except ValueError as allowed:
        raise ConfigError(f"--contact {text}: must be {allowed}") from None
    return text


def network(text: str) -> Network:
    """A network, from its text.

    Raises:
        ConfigError: It is none.
    """
    try:
        return ipaddress.ip_network(text)
    except ValueError as error:
        raise ConfigError(f"--allow-net {text}: must be a network such as 10.1.0.0/16 or fd00::/8 ({error})") from None
