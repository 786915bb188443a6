"""No host was asked more often than its limit: by the newsroom's own log.

A host's limit is the spacing that the feeds file gives (one over the rate) or, from the moment that its robots.txt was
read, the longer one that robots.txt asks for. Arrivals are compared with a schedule: the n-th request may not come
earlier than n spacings after any request before it. What a busy machine delays once shifts one arrival, so one slack is
allowed however long the row; a reader that asks too often falls further behind with every request. Where the newsroom
itself did not get to run, a request counts as come when that began: what it cannot know it holds against nobody.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from tests.engines.judge_verdict import Findings, Verdict
from tests.newsroom.live import Log
from tests.newsroom.live.log import Asked

SLACK: Final = 0.25
"""Seconds by which one arrival may be late before the next: from the reader's start of a request to the newsroom's loop
both processes, and the connection between them, have to get their turn of the machine."""


def judge_limits(log: Log, rate: float, *, slack: float = SLACK) -> Verdict:
    """Judge the spacing of the requests to each host.

    Args:
        log: What was asked.
        rate: Requests a second that the feeds file allows a host.
        slack: Seconds, see :data:`SLACK`.
    """
    findings = Findings(("asked too often",))
    delays = {log.hosts[str(house.number)]: house.crawl_delay or 0.0 for house in log.plan.houses}
    hosts: dict[str, list[Asked]] = defaultdict(list)
    for ask in log.requests:
        hosts[ask.host].append(ask)
    earliest = 0.0
    came = _came(log.stalls)
    for host, asked in sorted(hosts.items()):
        early, at = _earliest(asked, 1 / rate, max(1 / rate, delays.get(host, 0.0)), came)
        earliest = max(earliest, early)
        if early > slack:
            findings.add(
                "asked too often", f"{host}: {at.path} came {early:.2f} s early, at {at.time - log.began:.1f} s"
            )
    findings.counts["hosts"] = len(hosts)
    verdict = findings.verdict()
    return Verdict({**verdict.counts, "earliest, s": round(earliest, 3)}, verdict.faults)


def _came(stalls: Sequence[tuple[float, float]]) -> Callable[[Asked], float]:
    """When a request came at the earliest: when it was logged, or when the newsroom stopped before that."""
    begins = [begun for begun, _ in stalls]

    def came(ask: Asked) -> float:
        place = bisect_right(begins, ask.time) - 1
        # A beat after the end the loop is still busy with what had come in meanwhile.
        return stalls[place][0] if place >= 0 and ask.time <= stalls[place][1] + 0.05 else ask.time

    return came


def _earliest(
    asked: Sequence[Asked], before: float, after: float, came: Callable[[Asked], float]
) -> tuple[float, Asked]:
    """By how many seconds a request came before its time at most, and which.

    Args:
        asked: Requests to one host in order of arrival; not empty.
        before: Spacing until robots.txt was read.
        after: Spacing from then on.
        came: When a request came at the earliest.
    """
    allowed, worst, which = float("-inf"), 0.0, asked[0]
    spacing = before
    for ask in asked:
        if allowed - ask.time > worst:
            worst, which = allowed - ask.time, ask
        spacing = after if ask.path == "/robots.txt" else spacing
        # A late request moves the schedule on; an early one does not move it back.
        allowed = max(allowed, came(ask)) + spacing
    return worst, which
