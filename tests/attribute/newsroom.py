"""How well the attributions of the newsroom's stories are found: what a careful reader lists against our rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from schemas.attribution import Attribution
from schemas.columns import day
from tests.newsroom.story import ExpectedAttribution, NewsroomStory, load_stories
from transforms.attribute import extract_attributions

FIELDS = ("kind", "anonymous", "count", "reason", "speaker", "told_to", "medium", "day")


@dataclass(slots=True)
class Outcome:
    """What became of one story.

    Attributes:
        hits: Expected rows with the row that answers each.
        missed: Expected rows that none answers.
        bogus: Rows of a story whose list is complete that answer nothing listed.
    """

    story: NewsroomStory
    hits: list[tuple[ExpectedAttribution, Attribution]] = field(default_factory=list)
    missed: list[ExpectedAttribution] = field(default_factory=list)
    bogus: list[Attribution] = field(default_factory=list)


@cache
def outcomes() -> tuple[Outcome, ...]:
    """Every English story with attributions, read as it was filed."""
    return tuple(
        _outcome(story)
        for story in load_stories()
        if story.language == "en" and (story.expected.attributions or story.expected.complete)
    )


def _outcome(story: NewsroomStory) -> Outcome:
    published_on = day(story.published.date().isoformat())
    rows = list(extract_attributions(story.body, published_on=published_on))
    outcome = Outcome(story)
    for expected in story.expected.attributions:
        row = next((row for row in rows if answers(story.body, expected, row)), None)
        if row is None:
            outcome.missed.append(expected)
        else:
            rows.remove(row)
            outcome.hits.append((expected, row))
    outcome.bogus = rows if story.expected.complete else []
    return outcome


def answers(body: str, expected: ExpectedAttribution, row: Attribution) -> bool:
    """Whether a row is the one meant: its source overlaps, its content holds the words, the stance is the same."""
    if row.stance != expected.stance:
        return False
    if expected.source is None:
        if row.source is not None:
            return False
    elif not any(
        start < span.end and end > span.start
        for start, end in _places(body, expected.source)
        for span in row.source_spans
    ):
        return False
    if expected.content is None:
        return expected.cue is None or bool(set(expected.cue.split()) & set((row.cue or "").split()))
    return expected.content in (row.content or "")


def _places(body: str, words: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", body))


def value(expected: ExpectedAttribution, row: Attribution, name: str) -> tuple[object, object]:
    """What a field should be, and what it is."""
    if name == "day":
        said = row.said_on.date if row.said_on else None
        return (day(expected.day) if expected.day else None), said
    ours = {"kind": row.source_kind, "reason": row.anonymity_reason}.get(name, getattr(row, name, None))
    return getattr(expected, name), ours


def right(expected: ExpectedAttribution, row: Attribution, name: str) -> bool:
    """Whether a field is right; a reason is, where one of the two holds the other."""
    should, is_ = value(expected, row, name)
    if name == "reason" and isinstance(should, str) and isinstance(is_, str):
        return should in is_ or is_ in should
    return should == is_


def accuracy(found: Iterable[Outcome]) -> dict[str, float]:
    """Share of hits with the right value, by field.

    `anonymous` is always given; every other field counts only where the reader gave it.
    """
    asked: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for outcome in found:
        for expected, row in outcome.hits:
            for name in FIELDS:
                if getattr(expected, name) is not None:
                    asked[name] += 1
                    good[name] += right(expected, row, name)
    return {name: good[name] / asked[name] for name in FIELDS if asked[name]}
