"""Writes what is derived in this folder: `make docs`. Tests fail while a page is stale.

`python docs/write.py --lake LAKE` also answers the SQL of the pages for analysts over a lake, and puts the answers
below the questions.
"""

from __future__ import annotations

import argparse
import io
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from typer import Context
from typer.cli import get_docs_for_click
from typer.main import get_command

from pipelines.cli import app
from pipelines.query import run_query
from schemas.dictionary import dictionary, macros
from transforms.fetching.reasons import REASONS
from transforms.measure import MEASURES
from transforms.seen import RETRY_AFTER

DOCS = Path(__file__).parent
ASKING = (*(DOCS / name for name in ("lake.md", "who-said-what.md", "what-happened.md")), DOCS.parent / "README.md")
"""The pages with questions in SQL and a lake's answers."""
QUESTION = re.compile(r"(```sql\n(?P<sql>.*?)```\n)(?:\n```text\n.*?```\n)?", re.DOTALL)
WIDTH = 110

READING = (
    ("binary", "The page is no text, whatever its headers say."),
    ("no_text", "Nothing on the page, or in the feed's text, reads like a story."),
    ("too_deep", "Elements are nested deeper than any page needs."),
    ("too_large_tree", "More elements, blocks or lines than any page needs."),
    ("internal_error", "A fault of ours while the story was read; the message has it. Please report it."),
)
"""Reasons of the steps that read a page, none of which passes by itself."""


def pages() -> dict[str, str]:
    """The derived pages by file name."""
    return {
        "cli.md": _commands(),
        "macros.md": macros(),
        "metrics.md": "\n".join(_metrics()),
        "rejects.md": "\n".join(_rejects()),
        "tables.md": dictionary(),
    }


def _commands() -> str:
    """The command line, from the same source as `--help`."""
    root = get_command(app)
    text = get_docs_for_click(obj=root, ctx=Context(root), name="wirelake", title="Commands")
    text = re.sub(r"\*\*Commands\*\*:\n\n(?:\* .*\n)+\n", "", text)
    text = re.sub(r"^\* `--help`:.*\n", "", text, flags=re.MULTILINE).replace("**Options**:\n\n\n", "")
    text = re.sub(r"\[bold\](.*?)\[/bold\]", r"    \1", text).replace("\\[", "[")
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n\nWritten from the code by `make docs`.\n"


def _rejects() -> Iterator[str]:
    """What can go wrong with a feed or a page, and what becomes of it."""
    waits = [f"{wait / 3600:g} h" if wait >= 3600 else f"{wait / 60:g} min" for wait in RETRY_AFTER[1:]]
    again = f"""A reason that may pass is tried again without anybody's help: by the next run, then {", ".join(waits)}
after the last attempt or later, and never sooner than the server asks; after {len(RETRY_AFTER) + 1} attempts it is
given up. `next_try_at` says when, and is null when there is no next time. A reason that does not pass waits for a newer
wirelake, or for the outlet to change the entry in its feed."""
    yield f"""\
# Rejects

Written from the code by `make docs`. Whatever a step cannot use becomes a row of `rejects`, one an attempt, with the
code of its reason. A feed that fails is a row of `polls` with the same codes.

{textwrap.fill(again, 118)}

## While feeds are polled and pages are fetched

| reason | stage | may pass | |
| --- | --- | --- | --- |"""
    for reason in REASONS.values():
        says = reason.says.replace("|", "\\|")
        yield f"| `{reason.code}` | {', '.join(reason.stages)} | {'yes' if reason.transient else ''} | {says} |"
    yield "\n## While pages are read\n\n| reason | |\n| --- | --- |"
    for code, says in READING:
        yield f"| `{code}` | {says} |"
    yield ""


def _metrics() -> Iterator[str]:
    """What the steps count, under its name in an engine and in Prometheus."""
    yield """\
# Metrics

Written from the code by `make docs`. Every step counts what it does as metrics of Beam, under its own name: Dataflow
shows them as custom counters of a job, Flink as accumulators of a job and through its reporters. What comes after a
colon is the label. Distributions of an engine have whole numbers, hence milliseconds.

| step | in an engine | for Prometheus | label | |
| --- | --- | --- | --- | --- |"""
    for measure in MEASURES:
        name = measure.name + (":" if measure.name and measure.label else "") + (measure.label or "").upper()
        family = f"wirelake_{measure.family}" + ("_total" if measure.unit is None else "")
        yield f"| `{measure.step}` | `{name}` | `{family}` | {measure.label or ''} | {measure.says} |"
    yield """
The lag of a story reaches from the publication time that its feed or page states to the commit that shows it. The first
poll of a feed brings what it has carried for days, and such lags with it; what counts is the rate after that.

## On one machine

    wirelake ingest --feeds feeds.toml --lake lake --metrics-file /var/lib/node_exporter/wirelake.prom

adds the run to the file when it ends; `wirelake stream` writes every fifteen seconds what has been
counted, on Prism by its own process (Prism may lose a count while a stream starts), else by the engine.
node_exporter's textfile collector reads `*.prom` of its folder (`--collector.textfile.directory`). The file is replaced
in one step. Counters (`_total`) and summaries (`_sum`, `_count`) go on from what the file says; without it they begin
anew, which Prometheus takes for a reset. A run that fails or is killed leaves the file as it was, so watch its age:

| also in the file | |
| --- | --- |
| `wirelake_stream_timestamp_seconds` | When a stream was last seen to run, Unix time. |
| `wirelake_last_run_timestamp_seconds` | When the last run ended, Unix time. |
| `wirelake_last_run_duration_seconds`, `wirelake_last_run_cpu_seconds` | What it took. |
| `wirelake_last_run_answered_feeds`, `wirelake_last_run_failed_feeds` | Feeds of the last run. |
| `wirelake_last_run_left_entries` | What it left to the next run. |

```yaml
groups:
  - name: wirelake
    rules:
      - alert: WirelakeStands
        expr: time() - wirelake_last_run_timestamp_seconds > 3600
      - alert: WirelakeFeedsFail
        expr: wirelake_last_run_failed_feeds > 0.2 * (wirelake_last_run_failed_feeds + wirelake_last_run_answered_feeds)
        for: 1h
      - alert: WirelakeFeedWentQuiet
        expr: increase(wirelake_feed_lag_seconds_count[1d]) == 0 and increase(wirelake_feed_lag_seconds_count[7d]) > 7
      - record: wirelake:lag_seconds:mean1h
        expr: increase(wirelake_lag_seconds_sum[1h]) / increase(wirelake_lag_seconds_count[1h])
```

## In the lake

`polls` has a row for every request of a feed, with its outcome, bytes and seconds; `runs` has what went into each step
and came out, and in `lags` how late the new stories of each feed were:

    FROM (SELECT started_at, unnest(lags, recursive := true) FROM runs) ORDER BY most DESC
"""


def questions(page: str) -> list[str]:
    """The SQL of a page, block by block."""
    return [match["sql"] for match in QUESTION.finditer(page)]


def answered(page: str, lake: Path) -> str:
    """A page with the answers of a lake below its questions."""

    def answer(match: re.Match[str]) -> str:
        out = io.StringIO()
        run_query(lake, match["sql"], style="table", out=out, width=WIDTH)
        lines = "\n".join(line.rstrip() for line in out.getvalue().strip("\n").splitlines())
        return f"{match[1]}\n```text\n{lines.strip(chr(10))}\n```\n"

    return QUESTION.sub(answer, page)


def main() -> None:
    """Write the derived pages; with a lake, also the answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lake", type=Path, help="the lake that answers the questions")
    lake = parser.parse_args().lake
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
    for page in ASKING if lake else ():
        page.write_text(answered(page.read_text(encoding="utf-8"), lake), encoding="utf-8")


if __name__ == "__main__":
    main()
