"""How well ReadWireMarks reads agency, dateline and byline, against the metadata of annotated stories.

    python benchmarks/wire.py STORIES.jsonl[.gz] [...]

Each line of a file is a story: `text` (its first line may repeat `title`), `title`, `date` (YYYY-MM-DD), `byline`,
`wire` (an agency's abbreviation, `NA`, or null). PolNeAR's documents come in this form. Two readings are scored: from
the text alone, and with the metadata's byline as the page's author.

The metadata says nothing of datelines, and where the text printed one, nobody marked it: the gold dateline is what a
plain expression of its own finds (capitals, a dash or an agency in parentheses), independent of the grammar measured.
Everything that is taken out can be read with `--show`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from schemas.columns import instant
from schemas.records import Article, WireMarks
from transforms.wire import VERSION, read_wire_marks

_WIRES: Final = {
    "ap": "Associated Press",
    "upi": "United Press International",
    "afp": "Agence France-Presse",
    "reuters": "Reuters",
}
_NAMED: Final = re.compile(r"\b(?:AP|UPI|AFP|Reuters|Associated Press)\b|Reporting by|Editing by")
_CITY = r"(?:[A-Z][A-Z.'\-]+ ?)+(?:, [A-Z][A-Za-z.]+(?: [A-Z]\.?[a-z]*)?)?"
_DATELINE: Final = re.compile(
    rf"(?:(?:{_CITY}(?:, [A-Z][a-z]+\.? \d+)?|[A-Z][a-z]+ ?[A-Z]?[a-z]*|[A-Z][a-z]{{2,4}}\.? \d+)"
    rf" \((?:AP|UPI|AFP|Reuters)\) ?[-—–]+|{_CITY} (?:—|--|―|–|- ))\s*(?=\S)"
)
_NOT_A_PLACE: Final = re.compile(r"EXCLUSIVE|UPDATE|SIEGEL|POLLS|FAVOR")


def stories(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file, gzip by its name."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def lines_of(story: dict[str, Any]) -> list[str]:
    """The story's lines without the headline that its text repeats."""
    lines = [line.strip() for line in story["text"].split("\n") if line.strip()]
    bare = re.sub(r"\W", "", story["title"])
    return lines[1:] if lines and re.sub(r"\W", "", lines[0]) == bare else lines


def gold_names(byline: str | None) -> list[str]:
    """The people of a metadata byline: handles, outlets, addresses and notes left out."""
    text = re.split(
        r"(?<=[^\W\d_]{3})\. |Follow|Email| contributed", re.sub(r"^(?:[Bb][Yy] |by(?=[A-Z]))", "", byline or "")
    )[0]
    pieces = (piece.strip(" .") for piece in re.split(r",| and ", text))
    return [
        piece.casefold()
        for piece in pieces
        if re.fullmatch(r"[^\W\d_][\w.'’-]+(?: [\w.'’-]+){1,3}", piece)
        and not re.search(r"(?i)\b(the|news|today|press|post|special|park|enquirer|times|insights)\b", piece)
    ]


class Score:
    """Counts of one reading."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.all: Counter[str] = Counter()
        self.wrong: list[str] = []

    def count(self, measure: str, right: bool, note: str) -> None:
        """Count one decision and keep the note of a wrong one."""
        self.all[measure] += 1
        self.right[measure] += right
        if not right:
            self.wrong.append(f"{measure}: {note}")

    def lines(self) -> Iterator[str]:
        """The table, a measure a line."""
        for measure, count in sorted(self.all.items()):
            yield f"  {measure:<52} {self.right[measure]:>5} of {count:<5} {100 * self.right[measure] / count:6.1f} %"


def score_story(story: dict[str, Any], marks: WireMarks, score: Score, *, authors: bool) -> None:
    """Compare one reading with the metadata."""
    lines = lines_of(story)
    note = f"{story['id']} | {story.get('byline')} | {story.get('wire')}"
    wire = _WIRES.get((story.get("wire") or "").lower())
    named = bool(_NAMED.search(" ".join(lines[:3] + lines[-3:])))
    if wire is None:
        score.count("no agency where metadata names none", marks.agency is None, f"{note} -> {marks.agency}")
    else:
        score.count("agency, all wire stories", marks.agency == wire, f"{note} -> {marks.agency}")
        if named:
            score.count("agency, where head or tail names it", marks.agency == wire, f"{note} -> {marks.agency}")
    gold = next(
        (match for line in lines[:6] if (match := _DATELINE.match(line)) and not _NOT_A_PLACE.search(match[0])), None
    )
    words = marks.dateline.words if marks.dateline else None
    if gold is None:
        score.count("no dateline where none is printed", words is None, f"{note} -> {words}")
    else:
        score.count("dateline, where one is printed", words == gold[0].strip(), f"{note} -> {words} / {gold[0]}")
    names = gold_names(story.get("byline"))
    read = {person.name.casefold().strip(". ") for person in marks.byline}
    if authors and names:
        score.count("byline names, all of them", set(names) <= read, f"{note} -> {sorted(read)}")
    printed = "\n".join(lines[:2] + lines[-3:]).casefold()
    if not authors and re.search(
        r"reporting (?:by|from)|translated by|contribut(?:ed|ing)(?: reporting| to this|:|\.)|reported from", printed
    ):
        score.count(
            "somebody read where credits are printed", bool(read), f"{note} -> {sorted(read)} / {printed[-200:]}"
        )
    elif not authors:
        score.count("nobody read where no credits are printed", not read, f"{note} -> {sorted(read)}")


def main() -> int:
    """Print the table for each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="print what was taken out and every wrong decision")
    options = parser.parse_args()
    for path in options.files:
        report(path, show=options.show)
    return 0


def report(path: Path, *, show: bool) -> None:
    """Score one file in both readings and print the tables."""
    records = list(stories(path))
    for authors in (False, True):
        score = Score()
        cut: Counter[str] = Counter()
        characters = 0
        began = time.process_time()
        readings = []
        for story in records:
            day = dt.datetime.fromisoformat(story["date"]).replace(tzinfo=dt.UTC)
            article = Article(
                title=story["title"],
                body="\n\n".join(lines_of(story)),
                authors=(story["byline"],) if authors and story.get("byline") else (),
            )
            characters += len(article.body)
            readings.append((story, read_wire_marks(article, published_at=instant(day))))
        seconds = time.process_time() - began
        for story, marks in readings:
            score_story(story, marks, score, authors=authors)
            for item in marks.removed:
                cut[item.kind] += 1
                if show and not authors:
                    print(f"    {item.kind}/{item.rule}: {item.text[:150]!r} ({story['publisher']})")
        source = "text and the page's authors" if authors else "text alone"
        print(f"{path.name}, {len(records)} stories, version {VERSION}, {source}")
        print("\n".join(score.lines()))
        print(f"  taken out: {dict(cut)}; {characters / seconds / 1e6:.1f} M characters a CPU second")
        if show:
            print("\n".join(f"    WRONG {line}" for line in score.wrong))


if __name__ == "__main__":
    sys.exit(main())
