"""Two lakes of the same newsroom, read by different engines or at different times: equal where they hold the same.

What a version gives is compared column by column, with its attributions and events; not what tells of the reading
itself. Both newsrooms must have stood at the same addresses, since identities are made of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, Final

from tests.engines.judge import Terms, due_versions
from tests.engines.judge_rows import Served, open_views, read_rows
from tests.engines.judge_verdict import Findings, Verdict
from tests.newsroom.live import Log

OF_THE_READING: Final = ("first_seen_at", "fetched_at", "modified_at", "payload", "commit")
"""Columns that say when and by whom a version was read. Where a page does not say when it was modified, its feed does,
as of the poll that led to it: a page may be one take ahead of that."""

ONE_DATE: Final = ("rss10", "published_at")
"""A format with a single date, and the column that it fills: it moves with every edit, in the same way."""

Key = tuple[int, int]
"""Item and take."""


def compare(one: tuple[Log, Path], other: tuple[Log, Path], terms: Terms) -> Verdict:
    """Compare two lakes at rest.

    Args:
        one: A log of the newsroom, and the lake read from it.
        other: Another reading of the same plan.
        terms: What both readers had promised: a last version that was due in both is the last in both.

    Raises:
        ValueError: The plans or the addresses differ: nothing is the same then.
    """
    logs = one[0], other[0]
    if logs[0].plan.cut != logs[1].plan.cut or logs[0].hosts != logs[1].hosts:
        raise ValueError("these are logs of different newsrooms: play the same cut on the same port")
    findings = Findings(("differs", "another final state"))
    lefts, rights = _contents(*one), _contents(*other)
    common = sorted(lefts.keys() & rights.keys())
    for key in common:
        for column in sorted(lefts[key].keys() | rights[key].keys()):
            left, right = lefts[key].get(column), rights[key].get(column)
            if left != right and (logs[0].plan.house(key[0]).spec.format, column) != ONE_DATE:
                findings.add("differs", f"item {key[0]} take {key[1]}, {column}: {_short(left)} and {_short(right)}")
    due = due_versions(logs[0], terms) & due_versions(logs[1], terms)
    for item in logs[0].plan.items:
        last = (item.number, item.takes[-1].number)
        ends = [_last(contents, item.number) for contents in (lefts, rights)]
        if last in due and ends[0] != ends[1]:
            findings.add("another final state", f"item {item.number} ends with take {ends[0]} and {ends[1]}")
    findings.counts |= Counter(compared=len(common), columns=len(lefts[common[0]]) if common else 0)
    return findings.verdict()


def _contents(log: Log, lake: Path) -> dict[Key, dict[str, Any]]:
    """By item and take, what the lake has of it; versions that were never served are another judgement's."""
    served = Served(log)
    keys = {
        (row.story_id, row.version): (item.number, take.number)
        for row in read_rows(lake)
        if not isinstance(match := served.match(row, slack=float("inf")), str)
        for item, take in (match,)
    }
    contents: dict[Key, dict[str, Any]] = {}
    with open_views(lake) as connection:
        for table in ("stories", "attributions", "events"):
            many: dict[Key, list[dict[str, Any]]] = defaultdict(list)
            answer = connection.execute(f'FROM {table} ORDER BY story_id, "version"{", seq" * (table != "stories")}')
            names = [column[0] for column in answer.description]
            for values in answer.fetchall():
                row = {name: value for name, value in zip(names, values, strict=True) if name not in OF_THE_READING}
                if (key := keys.get((row["story_id"], row["version"]))) is not None:
                    many[key].append(row)
            for key in keys.values():
                of_it = contents.setdefault(key, {})
                of_it |= many[key][0] if table == "stories" else {table: many[key]}
    return contents


def _last(contents: dict[Key, dict[str, Any]], item: int) -> int:
    return max((take for number, take in contents if number == item), default=0)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}…"
