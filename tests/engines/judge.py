"""The judge: a lake against the log of the newsroom that it was read from.

A version is *due* where the newsroom served it, feed and page both, for two poll intervals on end in which the reader
was up. The lake must hold every version that is due once, may hold others that were served, and none that was not.
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from tests.engines.judge_limits import judge_limits
from tests.engines.judge_rows import Row, Served, open_views, read_rows
from tests.engines.judge_verdict import Findings, Verdict
from tests.newsroom.live import Item, Log
from tests.newsroom.live.takes import Take

SLACK: Final = 1.0
"""Seconds by which a fetch's time may miss the time of its take: both are of one clock, on a busy machine."""

KINDS: Final = ("missing", "never served", "twice", "wrong final state", "out of order", "torn apart")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the reader had promised.

    Attributes:
        interval: Seconds between its polls of a feed.
        rate: Requests a second to a host.
        outages: When it was down, in Unix seconds.
        until: Unix seconds at which it was told to stop; None for when the newsroom closed.
    """

    interval: float
    rate: float = 1.0
    outages: tuple[tuple[float, float], ...] = ()
    until: float | None = None


def judge(log: Log, lake: Path, terms: Terms, seen: Mapping[str, float] | None = None) -> Verdict:
    """Judge a lake at rest.

    Args:
        log: What was served and asked.
        lake: Its folder.
        terms: What the reader had promised.
        seen: By commit, the Unix seconds at which a reader first saw it, for the figures of visibility.
    """
    findings = Findings(KINDS)
    rows = read_rows(lake)
    held = _matched(log, rows, findings)
    due = due_versions(log, terms)
    _judge_versions(log, held, due, findings)
    _judge_order(rows, held, findings)
    _judge_tables(lake, findings)
    findings.counts |= Counter(versions=sum(len(item.takes) for item in log.plan.items), due=len(due), rows=len(rows))
    verdict = findings.verdict() | judge_limits(log, terms.rate)
    figures = poll_gaps(log)
    if seen is not None:
        figures |= visibility(log, held, seen, terms)
    return Verdict({**verdict.counts, **figures}, verdict.faults)


Held = dict[tuple[int, int], list[Row]]
"""Rows by item and take."""


def due_versions(log: Log, terms: Terms) -> set[tuple[int, int]]:
    """Item and take of every version that the lake must hold."""
    until = (log.ended if terms.until is None else terms.until) - log.began
    down = [(begins - log.began, ends - log.began) for begins, ends in terms.outages]
    due = set()
    for item in log.plan.items:
        for take in item.takes:
            page = item.page_span(take)
            for said in log.plan.said_spans.get((item.number, take.number), ()):
                begins, ends = max(page[0], said[0], 0.0), min(page[1], said[1], until)
                if _longest(begins, ends, down) >= 2 * terms.interval:
                    due.add((item.number, take.number))
    return due


def _longest(begins: float, ends: float, down: Sequence[tuple[float, float]]) -> float:
    """The longest piece of a span that no outage touches."""
    longest = 0.0
    for stopped, back in sorted(down):
        if stopped < ends and back > begins:
            longest = max(longest, stopped - begins)
            begins = max(begins, back)
    return max(longest, ends - begins)


def _matched(log: Log, rows: Sequence[Row], findings: Findings) -> Held:
    served = Served(log)
    held: Held = defaultdict(list)
    for row in rows:
        match = served.match(row, slack=SLACK)
        if isinstance(match, str):
            findings.add("never served", f"{row.url}: {match} (commit {row.commit})")
        else:
            item, take = match
            held[item.number, take.number].append(row)
    return held


def _judge_versions(log: Log, held: Held, due: set[tuple[int, int]], findings: Findings) -> None:
    for key in sorted(due - set(held)):
        findings.add("missing", f"{_where(log, log.plan.items[key[0]], key[1])} was due")
    for (number, take), rows in sorted(held.items()):
        if len(rows) > 1:
            commits = ", ".join(row.commit for row in rows)
            findings.add("twice", f"{_where(log, log.plan.items[number], take)} is there {len(rows)} times: {commits}")
    for item in log.plan.items:
        last_due = max((take for number, take in _keys(item) if (number, take) in due), default=0)
        latest = [take for number, take in _keys(item) for row in held.get((number, take), ()) if row.latest]
        if last_due and latest and min(latest) < last_due:
            findings.add(
                "wrong final state", f"{_where(log, item, last_due)} was due last, the lake ends with {latest}"
            )


def _judge_order(rows: Sequence[Row], held: Held, findings: Findings) -> None:
    """Versions are numbered as their takes are, and every story has one last one."""
    takes = {(row.story_id, row.version): take for (_, take), same in held.items() for row in same}
    by_story: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_story[row.story_id].append(row)
    for story_id, versions in by_story.items():
        order = [takes[row.story_id, row.version] for row in versions if (row.story_id, row.version) in takes]
        if order != sorted(order):
            findings.add("out of order", f"{versions[0].url}: takes in the order {order} (story {story_id})")
        if sum(row.latest for row in versions) != 1:
            findings.add("out of order", f"{versions[0].url}: {sum(row.latest for row in versions)} latest versions")


def _judge_tables(lake: Path, findings: Findings) -> None:
    """Attributions and events belong to a story and stand once; the raw files hold what the views show."""
    with open_views(lake) as connection:
        ask = connection.execute
        for table in ("attributions", "events"):
            twice = f'SELECT story_id, count(*) FROM {table} GROUP BY story_id, "version", seq HAVING count(*) > 1'
            for story_id, times in ask(twice).fetchall():
                findings.add("twice", f"{table} of story {story_id}: one row {times} times")
            orphans = (
                f"SELECT DISTINCT story_id FROM {table} ANTI JOIN stories USING (published_date, story_id, version)"
            )
            for (story_id,) in ask(orphans).fetchall():
                findings.add("torn apart", f"{table} of story {story_id}, which has no such version")
        for table in ("stories", "attributions", "events"):
            ((rows,),) = ask(f"SELECT count(*) FROM {table}").fetchall()
            files = f"{lake}/{table}/**/*.parquet"
            raw = ask(f"SELECT count(*) FROM read_parquet('{files}')").fetchall()[0][0] if rows else 0
            if raw != rows:
                findings.add("torn apart", f"{table}: {raw} rows in the files, {rows} in the views")
        ((told, there),) = ask("SELECT (SELECT sum(stories) FROM runs), (SELECT count(*) FROM stories)").fetchall()
        if (told or 0) != there:
            findings.add("torn apart", f"the runs tell of {told} versions, {there} are there")


def poll_gaps(log: Log) -> dict[str, float]:
    """Seconds between two polls of a feed, as they were: the middle, and the longest."""
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    for ask in log.requests:
        if ask.path.endswith("/feed.xml"):
            times[ask.host, ask.path].append(ask.time)
    gaps = [after - before for asked in times.values() for before, after in pairwise(asked)]
    if not gaps:
        return {}
    return {"requests": len(log.requests), "poll gap p50, s": statistics.median(gaps), "poll gap max, s": max(gaps)}


def visibility(log: Log, held: Held, seen: Mapping[str, float], terms: Terms) -> dict[str, float]:
    """Seconds from a version's first stand in a feed until a reader of the lake saw it.

    Stories of before, and those that came while the reader was down, are left aside.
    """
    lags = []
    for key, rows in held.items():
        began = log.began + log.plan.said_spans.get(key, [(-1.0, 0.0)])[0][0]
        down = any(stopped <= began <= back for stopped, back in terms.outages)
        if began >= log.began and not down and rows[0].commit in seen:
            lags.append(seen[rows[0].commit] - began)
    lags.sort()
    if not lags:
        return {}
    p50, p99 = lags[len(lags) // 2], lags[min(len(lags) - 1, int(len(lags) * 0.99))]
    return {"visible p50, s": round(p50, 2), "visible p99, s": round(p99, 2), "visible max, s": round(lags[-1], 2)}


def _keys(item: Item) -> list[tuple[int, int]]:
    return [(item.number, take.number) for take in item.takes]


def _where(log: Log, item: Item, number: int) -> str:
    take: Take = item.takes[number - 1]
    said = ", ".join(f"{a:g}-{b:g}" for a, b in log.plan.said_spans.get((item.number, number), ()))
    return f"{log.page(item)} take {number} (from {take.at:g} s, in the feed {said or 'never'})"
