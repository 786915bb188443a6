"""How good and how fast events are read: the whole table over a folder of annotated sets.

    python -m benchmarks.events SETS [--only KIND …] [--json FILE]

SETS holds gzipped JSON lines, recognised by the beginnings of their names; sets of one kind that are not there are left
out. A row holds `text`, and

* `time_*`: `dct`, `timexes` (start, end, value): TempEval-3 form of TimeBank and AQUAINT;
* `geo_*`: `doc_date`, `toponyms` (start, end, lat, lon, geonameid): LGL, GeoWebNews, GeoVirus;
* `casualty_*`: `doc_date`, `killed`, `wounded`, `date`: the Gun Violence Database;
* `coding_plover_*`: `date`, `events` (code, source and target with text): PLOVER's gold records;
* `place_*`: `verb`, `places`: the place of an event's verb;
* `fivew_*`: `title`, `lead`, `doc_date`, `fivew` (question: answers with text): Giveme5W1H;
* `events_muc4_dev*`: `doc_date`, `events` (types), `doc_roles`: MUC-4;
* `wikievents_*`: `doc_date`, `events` (type, args with role and text).

The texts belong to their publishers and are no part of this repository. Last comes the speed of attributions and events
together, in words a second of CPU of one thread, and the greatest memory of the process.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import events_scores as measure
from benchmarks.event_adapter import events, geo_resolver, places_of_event
from benchmarks.events_scores import Figures, Row
from transforms.attribute import extract_attributions
from transforms.event import extract_events

KINDS: dict[str, tuple[str, Callable[[list[Row]], Figures]]] = {
    "time": ("time_", lambda rows: measure.times(rows, events)),
    "geo": ("geo_", lambda rows: measure.geo(rows, events, geo_resolver)),
    "casualty": ("casualty_", lambda rows: measure.casualties(rows, events)),
    "coding": ("coding_plover", lambda rows: measure.coding(rows, events)),
    "place": ("place_", lambda rows: measure.place(rows, places_of_event)),
    "fivew": ("fivew_", lambda rows: measure.fivew(rows, events)),
    "muc": ("events_muc4_dev", lambda rows: measure.muc(rows, events)),
    "wiki": ("wikievents_", lambda rows: measure.wiki(rows, events)),
}
"""Kind of set: beginning of its files' names, and its measure."""
TOGETHER = ("casualty",)
"""Kinds whose files are one set in parts."""


def read(path: Path) -> list[Row]:
    """Rows of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def table(folder: Path, kinds: list[str]) -> dict[str, Figures]:
    """Figures of every set in a folder, printed as they come."""
    results: dict[str, Figures] = {}
    for kind in kinds:
        beginning, score = KINDS[kind]
        files = sorted(folder.glob(f"{beginning}*.jsonl.gz"))
        parts = [files] if kind in TOGETHER and files else [[file] for file in files]
        for part in parts:
            name = kind if len(part) > 1 else part[0].name.removesuffix(".jsonl.gz")
            results[name] = score([row for file in part for row in read(file)])
            print(f"{name:24}", "  ".join(f"{key} {value:.1f}" for key, value in results[name].items()), flush=True)
    return results


def speed(folder: Path) -> Figures:
    """Words a second of attributions and events of every story of the dated sets, and memory in MiB."""
    texts = [
        row["text"]
        for kind in ("muc", "wiki", "fivew")
        for file in folder.glob(KINDS[kind][0] + "*")
        for row in read(file)
    ]
    for text in texts[:3]:
        extract_events(text, attributions=extract_attributions(text))
    began = time.process_time()
    for text in texts:
        extract_events(text, attributions=extract_attributions(text))
    spent = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return {"words a CPU second": sum(len(text.split()) for text in texts) / spent if texts else 0.0, "MiB": memory}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--only", nargs="*", choices=sorted(KINDS), default=list(KINDS))
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    results = table(given.sets, given.only)
    results["speed"] = speed(given.sets)
    print(f"{'speed':24}", "  ".join(f"{key} {value:.0f}" for key, value in results["speed"].items()))
    if given.json:
        given.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
