"""How well and how fast the body of a page is found, beside the extractors that people use today.

    python -m benchmarks.extraction DATA.jsonl.gz … [--extractor NAME …] [--limit N] [--json FILE]

Data: one JSON object a line, gzip or not, with `id` and `html` (or `text` for the plain-text sets), `body` (the story's
own text, a paragraph a line) or the lists `with` and `without` (snippets that must and must not appear), and optionally
`url`. Public sets in this form or a few lines from it: WCXB, DAnIEL, the test pages of Readability.js and of
trafilatura, scrapinghub's article-extraction-benchmark. Their texts belong to their publishers and are no part of this
repository.

Figures: F1 of word 4-grams (mean precision and mean recall over the pages, as scrapinghub's benchmark has it), the
share of pages whose output holds a boilerplate phrase that the body lacks (leak), F1 over snippets, pages per second of
CPU relative to trafilatura's default in the same run, slowest page, crashes. `wirelake` and `trafilatura` read the body
alone, the two called `_article` metadata too; of each project ask for one in a run, since the second finds names of the
page known already. Peers that are not installed are left out.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import logging
import re
import resource
import statistics
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from schemas.records import Refusal
from transforms.strip import read_body, strip_page, strip_text

Extractor = Callable[[str, str | None], str]
TOKEN = re.compile(r"\w+")
LEAKS = re.compile(
    r"\b(?:related (?:posts|articles|stories|topics|content|news)|you (?:may|might) also like|recommended for you|"
    r"most (?:popular|read|viewed)|"
    r"trending now|top stories|latest news|read (?:more|next|also)|also read|up next|editor's picks|(?:previous|"
    r"next) (?:article|post)|see also|"
    r"leave a (?:reply|comment)|post a comment|email address will not be published|required fields are marked|"
    r"cancel reply|comments are closed|"
    r"join the conversation|report abuse|share (?:this|on|via)|click to share|opens in new window|copy link|"
    r"tweet this|email this|"
    r"sign up (?:for|to) our|subscribe (?:to our|now|today)|enter your email|by (?:signing up|subscribing)|"
    r"in(?:to)? your inbox|our newsletter|"
    r"all rights reserved|privacy policy|terms (?:of (?:service|use)|and conditions)|cookies?|without permission|"
    r"follow us|download (?:our|the) app|"
    r"advertisement|advertising|sponsored|(?:story|article) continues below|continue reading|"
    r"skip to (?:main )?content|back to top|sign in|log in|"
    r"create an account|view all|load more|show more|click here to|minute read|min read)(?!\w)",
    re.IGNORECASE,
)
"""Words that give boilerplate away; a leak when the body has them nowhere."""


def wirelake(page: str, url: str | None) -> str:
    """This project's, asked for the body alone as trafilatura's default is."""
    return read_body(page, url=url)


def wirelake_article(page: str, url: str | None) -> str:
    """This project's, with times, authors, keywords, kind and what was removed: what the pipelines run."""
    found = strip_page(page, url=url)
    return "" if isinstance(found, Refusal) else found.body


def wirelake_text(text: str, _: str | None) -> str:
    """This project's for plain text."""
    found = strip_text(text)
    return "" if isinstance(found, Refusal) else found.body


def _trafilatura(**settings: Any) -> Callable[[], Extractor]:
    def load() -> Extractor:
        extract = importlib.import_module("trafilatura").extract
        return lambda page, url: extract(page, url=url, include_comments=False, **settings) or ""

    return load


def _trafilatura_article() -> Extractor:
    extract = importlib.import_module("trafilatura").bare_extraction

    def read(page: str, url: str | None) -> str:
        found = extract(page, url=url, include_comments=False, with_metadata=True)
        return (found.text or "") if found is not None else ""

    return read


def _readability() -> Extractor:
    document = importlib.import_module("readability").Document
    html = importlib.import_module("lxml.html")
    return lambda page, _: "\n".join(html.fromstring(document(page).summary(html_partial=True)).itertext())


def _resiliparse() -> Extractor:
    extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    return lambda page, _: extract(page, main_content=True, alt_texts=False, list_bullets=False)


def _newspaper() -> Extractor:
    article = importlib.import_module("newspaper").Article

    def read(page: str, url: str | None) -> str:
        one = article(url or "http://localhost/a", fetch_images=False)
        one.download(input_html=page)
        one.parse()
        return one.text or ""

    return read


EXTRACTORS: dict[str, Callable[[], Extractor]] = {
    "wirelake": lambda: wirelake,
    "wirelake_article": lambda: wirelake_article,
    "wirelake_text": lambda: wirelake_text,
    "trafilatura": _trafilatura(),
    "trafilatura_article": _trafilatura_article,
    "trafilatura_precision": _trafilatura(favor_precision=True),
    "trafilatura_fast": _trafilatura(fast=True),
    "readability_lxml": _readability,
    "resiliparse": _resiliparse,
    "newspaper4k": _newspaper,
}


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        yield from map(json.loads, file)


def grams(text: str) -> Counter[tuple[str, ...]]:
    """Word 4-grams; a shorter text is one gram."""
    words = TOKEN.findall(text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))) if words else Counter()


def overlap(body: str, found: str) -> tuple[float, float]:
    """Precision and recall of a text's 4-grams against a body's."""
    gold, given = grams(body), grams(found)
    both = (gold & given).total()
    return (both / given.total() if given else 0.0), (both / gold.total() if gold else 0.0)


def f1(precision: float, recall: float) -> float:
    """Harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def leaks(body: str, found: str) -> bool:
    """Whether a text holds a boilerplate phrase that the body lacks."""
    flat = " ".join(body.lower().split())
    return any(match.lower() not in flat for match in LEAKS.findall(" ".join(found.split())))


@dataclass
class Tally:
    """What one extractor did so far."""

    overlaps: list[tuple[float, float]] = field(default_factory=list)
    leaked: list[bool] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    right: int = 0
    missed: int = 0
    wrong: int = 0
    crashes: int = 0

    def count(self, row: dict[str, Any], found: str) -> None:
        """Judge the text found on a page."""
        if row.get("body"):
            golds = (row["body"], row.get("body_min"))
            self.overlaps.append(max((overlap(gold, found) for gold in golds if gold), key=lambda pair: f1(*pair)))
            self.leaked.append(leaks(row["body"], found))
        flat = " ".join(found.lower().split())
        held = [" ".join(snippet.lower().split()) in flat for snippet in row.get("with") or []]
        self.right += sum(held)
        self.missed += len(held) - sum(held)
        self.wrong += sum(" ".join(snippet.lower().split()) in flat for snippet in row.get("without") or [])

    def figures(self) -> dict[str, float | int | None]:
        """The figures of all pages."""
        precision, recall = (
            (statistics.fmean(values) for values in zip(*self.overlaps, strict=True)) if self.overlaps else (0.0, 0.0)
        )
        given, wanted = max(1, self.right + self.wrong), max(1, self.right + self.missed)
        return {
            "pages": len(self.times),
            "f1": f1(precision, recall) if self.overlaps else None,
            "leak": statistics.fmean(self.leaked) if self.leaked else None,
            "snippets": f1(self.right / given, self.right / wanted) if self.right else None,
            "per_second": len(self.times) / max(sum(self.times), 1e-9),
            "slowest_ms": max(self.times) * 1e3,
            "crashes": self.crashes,
        }


def measure(rows: list[dict[str, Any]], extractors: dict[str, Extractor]) -> dict[str, dict[str, float | int | None]]:
    """The figures of some extractors, which take turns on every page, so that other work slows all of them alike."""
    tallies = {name: Tally() for name in extractors}
    for row in rows[:3]:
        for extract in extractors.values():
            _guarded(extract, row)
    for row in rows:
        for name, extract in extractors.items():
            tally = tallies[name]
            start = time.process_time()
            found, crashed = _guarded(extract, row)
            tally.times.append(time.process_time() - start)
            tally.crashes += crashed
            tally.count(row, found)
    return {name: tally.figures() for name, tally in tallies.items()}


def _guarded(extract: Extractor, row: dict[str, Any]) -> tuple[str, bool]:
    try:
        return extract(row.get("html") or row.get("text") or "", row.get("url")), False
    except Exception:  # noqa: BLE001 - a crash of any kind is what is counted here
        return "", True


def main() -> None:
    """Measure and print one line an extractor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="+", help="several are measured as one")
    parser.add_argument("--extractor", action="append", choices=sorted(EXTRACTORS))
    parser.add_argument("--limit", type=int, help="pages of each")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    rows = [row for path in given.data for row in islice(read(path), given.limit)]
    text = "html" not in rows[0]
    names = given.extractor or (["wirelake_text"] if text else [name for name in EXTRACTORS if name != "wirelake_text"])
    extractors: dict[str, Extractor] = {}
    for name in names:
        try:
            extractors[name] = EXTRACTORS[name]()
        except ImportError:
            print(f"{name:24} not installed")
    results = measure(rows, extractors)
    base = results.get("trafilatura", {}).get("per_second")
    print(f"{'extractor':24} {'F1':>6} {'leak':>6} {'snip':>6} {'p/s':>7} {'rel':>5} {'max ms':>7} crashes")
    for name, one in results.items():
        shown = [f"{one[key]:6.3f}" if one[key] is not None else "     -" for key in ("f1", "leak", "snippets")]
        relative = f"{one['per_second'] / base:5.1f}" if base and one["per_second"] else "    -"
        print(
            f"{name:24} {' '.join(shown)} {one['per_second']:7.1f} {relative} {one['slowest_ms']:7.0f} {one['crashes']}"
        )
    print(f"peak memory of the process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")
    if given.json:
        given.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
