"""How often headline, date and kind of a page are right.

    python -m benchmarks.metadata DATA.jsonl.gz … [--wrong]

Data: as for benchmarks.extraction, with optional `title`, `date` (a day or an ISO 8601 time) and `page_type` (absent:
article). A headline is right when its letters and digits are the gold one's. A date is right when its day is the gold
one's as written or in UTC; it counts for pages that have a gold date. Kinds are counted by `page_type`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.extraction import read
from schemas.columns import Instant
from schemas.records import Article, Refusal
from transforms.headline import without_outlet
from transforms.strip import strip_page


def days(text: str) -> set[str]:
    """The day of a gold date as written and in UTC; empty when it is none."""
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        return set()
    return {text[:10], at.astimezone(dt.UTC).date().isoformat()} if at.tzinfo else {text[:10]}


def day(at: Instant | None) -> str | None:
    """The day of an instant in UTC."""
    return None if at is None else dt.datetime.fromtimestamp(at / 1e6, dt.UTC).date().isoformat()


def same(one: str, other: str) -> bool:
    """Whether two headlines have the same letters and digits."""
    return re.sub(r"\W", "", one) == re.sub(r"\W", "", other)


def judged(row: dict[str, Any], found: Article | Refusal) -> Iterator[tuple[str, bool, str]]:
    """What the row has gold for, whether it is right, and what was found."""
    article = found if isinstance(found, Article) else Article()
    if row.get("title"):
        title = without_outlet(article.title, article.outlet)
        yield "title", same(title, row["title"]), f"{title!r} for {row['title']!r}"
    if gold := days(str(row.get("date") or "")):
        got = day(article.published_at)
        yield "date", got in gold, f"{got} ({article.published_source}) for {row['date']}"


def main() -> None:
    """Print the figures of each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--wrong", action="store_true", help="print what is wrong, page by page")
    arguments = parser.parse_args()
    for path in arguments.data:
        kinds: dict[str, Counter[str]] = {}
        right, asked = Counter[str](), Counter[str]()
        for row in read(path):
            found = strip_page(row["html"], url=row.get("url"))
            kind = found.page_kind if isinstance(found, Article) else f"refused: {found.reason}"
            kinds.setdefault(row.get("page_type") or "article", Counter())[kind] += 1
            for field, good, what in judged(row, found):
                right[field] += good
                asked[field] += 1
                if arguments.wrong and not good:
                    print(f"{row['id']} {field}: {what}")
        print(
            path.name,
            *(f"{field} {right[field]}/{asked[field]} = {right[field] / asked[field]:.1%}" for field in asked),
        )
        for page_type, counts in kinds.items():
            print(f"  {page_type}:", ", ".join(f"{kind} {count}" for kind, count in counts.most_common()))


if __name__ == "__main__":
    main()
