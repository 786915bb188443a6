"""The takes of a story: the same file again, changed, each with its number in its own text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Final

from tests.newsroom.generated import generated_story
from tests.newsroom.story import NewsroomStory

BEGAN: Final = dt.datetime(2025, 10, 6, 6, 0, tzinfo=dt.UTC)
"""What the stories' own dates count from: the same in every run, so that what is read off them is the same."""

_TOKEN: Final = re.compile(r"\bfile (\d{6})/(\d+), take (\d+)\b")
_TIMES: Final = ("", "", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


@dataclass(frozen=True, kw_only=True)
class Take:
    """One version of a story, as its agency files it."""

    number: int
    """From 1."""
    at: float
    """When it is published, in seconds of the timeline."""
    kind: str
    """``first``, or how it was edited; see :func:`next_take`."""
    title: str
    """Its headline as a careful reader has it, without the wire's marks."""
    story: NewsroomStory

    @property
    def announced(self) -> bool:
        """Whether the feed tells of it: by another date, or by other words."""
        return self.kind != "silent"

    @property
    def killed(self) -> bool:
        """Whether it takes the story back."""
        return self.kind == "kill"


def first_take(file: int, seed: int, at: float) -> Take:
    """A story as first filed."""
    story = generated_story(file, seed)
    published = BEGAN + dt.timedelta(seconds=at)
    story = replace(story, published=published, modified=published)
    story = replace(story, paragraphs=_numbered(story.paragraphs, f"{file:06d}/{seed}", 1))
    return Take(number=1, at=at, kind="first", title=story.headline, story=story)


def next_take(before: Take, kind: str, at: float) -> Take:
    """A story edited.

    Args:
        before: As it was.
        kind: ``dated`` (new date, same headline and first words), ``undated`` (other headline and first words, and no
            new date), ``silent`` (text further down, and nothing of it in the feed), ``kill``.
        at: When.
    """
    number = before.number + 1
    story, title = before.story, before.title
    changed = BEGAN + dt.timedelta(seconds=at)
    _, file, seed = _token(story)
    paragraphs = _numbered(story.paragraphs, f"{file:06d}/{seed}", number)
    if kind == "kill":
        advisory = (
            f"ATTENTION EDITORS: Please kill the story headlined “{title}”. The statement it was based on is a fake.",
            f"There will be no substitute for file {file:06d}/{seed}, take {number} is the last of it.",
        )
        story = replace(
            story,
            headline=f"KILL: {title}",
            paragraphs=advisory,
            dateline="",
            closing=(),
            pictures=(),
            modified=changed,
        )
    elif kind == "undated":
        title = f"{re.sub(r' for a [a-z]+ time$', '', title)} for a {_TIMES[min(number, 8)]} time"
        first = re.sub(r" It is the [a-z]+ account\.$", "", paragraphs[0])
        paragraphs = (f"{first} It is the {_TIMES[min(number, 8)]} account.", *paragraphs[1:])
        story = replace(story, headline=f"UPDATE {number - 1}-{title}", paragraphs=paragraphs)
    else:
        story = replace(story, paragraphs=paragraphs, modified=changed if kind == "dated" else story.modified)
    return Take(number=number, at=at, kind=kind, title=title, story=story)


def tokens(text: str) -> set[tuple[int, int]]:
    """The files and takes that a text says it is of: one, unless it was put together of several."""
    return {(int(file), int(take)) for file, _, take in _TOKEN.findall(text)}


def _token(story: NewsroomStory) -> tuple[int, int, int]:
    found = _TOKEN.search(story.body)
    assert found is not None
    return int(found[3]), int(found[1]), int(found[2])


def _numbered(paragraphs: tuple[str, ...], file: str, take: int) -> tuple[str, ...]:
    """The paragraphs with the number of the take in the second and in the last."""
    last = re.sub(r" It ends file \S+, take \d+\.$", "", paragraphs[-1])
    second = re.sub(r"\bfile \d{6}/\d+(?:, take \d+)?", f"file {file}, take {take}", paragraphs[1])
    return (paragraphs[0], second, *paragraphs[2:-1], f"{last} It ends file {file}, take {take}.")
