"""Every story of the newsroom, on every site that carries it, against what a careful reader takes from it.

Floors are shares of the copies on which a field is right. They are pinned together with a digest of the newsroom's
stories and pages: whoever changes those measures anew, and a floor only goes up.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas import views
from tests.newsroom import Newsroom
from tests.newsroom.publishers import PUBLISHERS
from tests.pipelines.lakes import ingest

NEWSROOM = Path(__file__).parents[1] / "newsroom"

DIGEST = "d66c7b32d53f0eed"

FLOORS = {
    "there": 1.0,
    "title": 1.0,
    "begins": 0.951,
    "ends": 0.915,
    "paragraphs": 0.795,
    "agency": 1.0,
    "dateline": 0.963,
    "byline": 0.987,
    "marks": 1.0,
    "captions": 0.987,
    "removed": 0.759,
    "language": 1.0,
    "status": 1.0,
    "page_kind": 0.987,
}


def digest() -> str:
    """Digest of everything that decides what the newsroom serves."""
    total = hashlib.sha256()
    for path in sorted([*NEWSROOM.glob("*.py"), *NEWSROOM.glob("stories/*")]):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def rows(lake: Path) -> dict[str, dict[str, Any]]:
    """The stories of a lake by address, trackers aside."""
    with duckdb.connect() as connection:
        connection.execute(views.sql(str(lake)))
        answer = connection.execute("FROM stories")
        names = [column[0] for column in answer.description]
        stories = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    return {story["url"].split("?utm")[0].split("&utm")[0]: story for story in stories}


def judged(room: Newsroom, found: dict[str, dict[str, Any]]) -> Iterator[tuple[str, bool, str]]:
    """Field, whether it is right, and where."""
    for story in room.stories:
        for site in story.sites if room.served(story.slug) else ():
            where = f"{story.slug} on {site}"
            row = found.get(room.story_url(story.slug, site))
            yield "there", row is not None, where
            if row is None:
                continue
            printed = PUBLISHERS[site].edit(story)
            expected = printed.expected
            trimmed = len(story.paragraphs) - len(printed.paragraphs)
            right = {
                "title": row["title"] == expected.title,
                "begins": row["body"].startswith(expected.begins),
                "ends": bool(trimmed) or row["body"].endswith(expected.ends),
                "paragraphs": len(row["paragraphs"]) == expected.paragraphs - trimmed,
                "agency": row["agency"] == expected.agency,
                "dateline": (row["dateline"] or {}).get("place") == expected.place,
                # Capitals are kept as printed; a careful reader does not mind.
                "byline": [name["name"].casefold() for name in row["byline"]]
                == [n.casefold() for n in expected.byline],
                "marks": {mark["kind"] for mark in row["marks"]} == set(expected.marks),
                "captions": [c["credit"] for c in row["captions"]] == [p.credit for p in printed.pictures],
                "removed": set(expected.removed) <= {removed["kind"] for removed in row["removed"]},
                "language": row["language"] == expected.language,
                "status": row["status"] == expected.status,
                "page_kind": row["page_kind"] == expected.page_kind,
            }
            yield from ((field, good, where) for field, good in right.items())


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[bool, str]]]:
    lake = tmp_path_factory.mktemp("truth") / "lake"
    by_field: dict[str, list[tuple[bool, str]]] = {}
    with Newsroom() as room:
        ingest(lake, room.feeds)
        for field, right, where in judged(room, rows(lake)):
            by_field.setdefault(field, []).append((right, where))
    return by_field


def test_the_floors_are_of_this_newsroom():
    assert digest() == DIGEST, "the newsroom changed: measure its floors anew"


@pytest.mark.parametrize("field", FLOORS)
def test_a_field_is_as_a_careful_reader_has_it(verdicts: dict[str, list[tuple[bool, str]]], field: str):
    wrong = [where for right, where in verdicts[field] if not right]
    share = 1 - len(wrong) / len(verdicts[field])
    assert share >= FLOORS[field], f"{field}: {share:.3f}, wrong on {wrong}"


if __name__ == "__main__":
    import tempfile

    with Newsroom() as newsroom, tempfile.TemporaryDirectory() as folder:
        ingest(Path(folder) / "lake", newsroom.feeds)
        good, all_ = Counter[str](), Counter[str]()
        for name, fine, place in judged(newsroom, rows(Path(folder) / "lake")):
            good[name] += fine
            all_[name] += 1
            if not fine:
                print(f"{name}: {place}")
    print(digest(), {name: int(good[name] / all_[name] * 1000) / 1000 for name in all_})
