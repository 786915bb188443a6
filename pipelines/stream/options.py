"""What a stream is asked to do, checked before anything runs."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipelines.config import ConfigError, feeds_of_urls, read_feeds
from pipelines.options import Network as NetworkOption
from pipelines.options import check_contact, network
from pipelines.samples import check_metrics_file
from pipelines.stream.plan import Plan
from schemas.records import Feed
from transforms.fetching.limits import Limits
from transforms.fetching.network import Network

RUNNERS: Final = ("prism", "flink", "dataflow")
"""Engines that keep what a stream asks of one: timers, event time, state that is saved."""

SHORTEST: Final = 5.0
"""Seconds of the shortest window: a commit syncs a dozen files."""

LONGEST: Final = 86_400.0
"""Seconds of the longest window: what a stream has not committed a restart asks for again."""

_UNITS: Final = {"s": 1.0, "m": 60.0, "h": 3600.0}
_DURATION: Final = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)([smh])")
_POLITE: Final = 60.0
"""Seconds between two polls of a feed that asks for nothing, at least."""
_SHARDS: Final = {"prism": 4, "flink": 8, "dataflow": 16}
_IN_PROCESS: Final = ("direct", "fnapi", "interactive", "bundlebased", "switchingdirect")


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamOptions:
    """A stream, checked.

    Attributes:
        lake: Address of the lake.
        feeds: Feeds to poll.
        runner: One of :data:`RUNNERS`.
        window: Seconds of a window: one commit each.
        every: Seconds between two polls of a feed without an interval of its own; None for a third of the window, and
            a minute at least.
        shards: Keys over which the work is spread; None for a number that suits the runner.
        allow_net: Networks that may be asked although they are not public.
        contact: E-mail address or web page of whoever runs this, for the User-Agent; None to name nobody.
        raw: Whether raw responses are kept.
        metrics_file: Where to write metrics for Prometheus; None for nowhere.
        runner_options: Passed to the runner as they are.
        limits: Limits of one request.
    """

    lake: str
    feeds: tuple[Feed, ...]
    runner: str
    window: float = 300.0
    every: float | None = None
    shards: int | None = None
    allow_net: tuple[NetworkOption, ...] = ()
    contact: str | None = None
    raw: bool = True
    metrics_file: Path | None = None
    runner_options: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)

    def plan(self) -> Plan:
        """The stream as its workers know it, under a new name."""
        stream = f"stream-{secrets.token_hex(4)}"
        every = max(_POLITE, self.window / 3) if self.every is None else self.every
        soonest = min((feed.interval if feed.interval is not None else every for feed in self.feeds), default=every)
        return Plan(
            lake=self.lake,
            stream=stream,
            feeds=self.feeds,
            network=Network(
                run_id=stream,
                limits=self.limits,
                allow=tuple(map(str, self.allow_net)),
                archive=self.lake if self.raw else None,
                give_up_for=300.0,
                contact=self.contact,
            ),
            window=self.window,
            every=every,
            tick=min(max(soonest / 5, 1.0), self.window / 5, 10.0),
            shards=_SHARDS[self.runner] if self.shards is None else self.shards,
            raw=self.raw,
        )


def stream_options_of(
    *,
    lake: str,
    runner: str,
    feeds_file: Path | None = None,
    feed_urls: Sequence[str] = (),
    window: str = "5m",
    every: str | None = None,
    shards: int | None = None,
    allow_net: Sequence[str] = (),
    contact: str | None = None,
    raw: bool = True,
    metrics_file: Path | None = None,
    runner_options: Sequence[str] = (),
) -> StreamOptions:
    """The options of a command line.

    Raises:
        ConfigError: Something is missing or not as documented; its text says what and what is allowed.
    """
    check_runner(runner)
    if raw and "://" in lake:
        raise ConfigError(f"--lake {lake}: raw responses are kept on a disk only so far; add --no-raw")
    if (feeds_file is None) == (not feed_urls):
        raise ConfigError("name the feeds: either --feeds FILE or --feed URL (which may be repeated)")
    return StreamOptions(
        lake=lake,
        feeds=read_feeds(feeds_file) if feeds_file is not None else feeds_of_urls(feed_urls),
        runner=runner,
        window=duration("--window", window, SHORTEST, LONGEST),
        every=None if every is None else duration("--every", every, 1.0, LONGEST),
        shards=shards,
        allow_net=tuple(network(text) for text in allow_net),
        contact=check_contact(contact),
        raw=raw,
        metrics_file=metrics_file and check_metrics_file(metrics_file),
        runner_options=tuple(runner_options),
    )


def check_runner(runner: str) -> None:
    """Refuse an engine that cannot stream.

    Raises:
        ConfigError: It is none of :data:`RUNNERS`.
    """
    if runner in RUNNERS:
        return
    if runner.lower().removesuffix("runner").replace("_", "") in _IN_PROCESS:
        raise ConfigError(
            f"--runner {runner}: Beam's in-process engine ends a window only when its source ends, so a stream on it "
            "would never commit; use --runner prism on one machine (make engines installs it), or `wirelake ingest` "
            "from a timer"
        )
    raise ConfigError(f"--runner {runner}: use one of {', '.join(RUNNERS)}")


def duration(option: str, text: str, least: float, most: float) -> float:
    """The seconds of a duration such as 30s, 5m or 1h.

    Args:
        option: Whose value it is, for the message.
        text: The duration.
        least: Seconds at least.
        most: Seconds at most.

    Raises:
        ConfigError: It is none, or out of bounds.
    """
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        raise ConfigError(f"{option} {text}: must be a duration such as 30s, 5m or 1h")
    seconds = float(found[1]) * _UNITS[found[2]]
    if not least <= seconds <= most:
        raise ConfigError(f"{option} {text}: must lie between {least:g}s and {most / 3600:g}h")
    return seconds


def find_prism(runner_options: Sequence[str] = ()) -> Path:
    """The program of Prism: as --prism_location says, else the variable WIRELAKE_PRISM, else .engines/bin/prism.

    Raises:
        ConfigError: There is none. It is never fetched from here.
    """
    named = next((text.partition("=")[2] for text in runner_options if text.startswith("--prism_location=")), None)
    source = "--prism_location" if named is not None else "WIRELAKE_PRISM"
    named = named if named is not None else os.environ.get("WIRELAKE_PRISM")
    if named:
        if not Path(named).is_file():
            raise ConfigError(f"{source} {named}: there is no such file; it must name Prism's program on this machine")
        return Path(named).absolute()
    for root in (Path.cwd(), Path(__file__).parents[2]):
        found = root / ".engines" / "bin" / "prism"
        if found.is_file():
            return found
    raise ConfigError(
        "--runner prism: Prism is not installed; `make engines` builds it into .engines, or name a program with "
        "WIRELAKE_PRISM"
    )
