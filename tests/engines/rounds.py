"""The plain way to follow a newsroom: ingest it again and again while it publishes."""

from __future__ import annotations

import time
from pathlib import Path

from pipelines.config import read_feeds
from pipelines.ingest import run_ingest
from pipelines.options import IngestOptions, network
from tests.engines.judge import Terms
from tests.newsroom.live import Apart


def ingest_in_rounds(room: Apart, lake: Path, *, rate: float, every: float = 1.0) -> Terms:
    """Ingest until nothing more can be due: two rounds after the last story.

    Args:
        room: The newsroom.
        lake: Where to.
        rate: That of the feeds file.
        every: Seconds between the starts of two rounds at least.

    Returns:
        What these rounds promise: to look again within the longest of them, from poll to poll.
    """
    options = IngestOptions(lake=str(lake), feeds=read_feeds(room.feeds), allow_net=(network("127.0.0.0/8"),))
    longest = every
    while True:
        started = time.time()
        run_ingest(options)
        time.sleep(max(0.0, started + every - time.time()))
        longest = max(longest, time.time() - started)
        assert room.began is not None
        if started - room.began > room.cut.seconds + 2 * longest:
            return Terms(interval=longest, rate=rate, until=time.time())
