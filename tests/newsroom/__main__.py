"""Serve the newsroom for a person to look at: ``python -m tests.newsroom [--port N] [--write-feeds PATH] …``."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path

from tests.newsroom.faults import FAULTS
from tests.newsroom.server import Newsroom


def feeds_toml(room: Newsroom, extra: list[str]) -> str:
    """A feeds file for wirelake: every feed of the room, and further addresses."""
    return "\n".join(f'[[feed]]\nurl = "{url}"\n' for url in [*room.feeds, *extra])


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.newsroom", description=main.__doc__)
    parser.add_argument("--port", type=int, default=8100, help="port of every site (default 8100; 0 takes a free one)")
    parser.add_argument("--write-feeds", type=Path, metavar="PATH", help="write a feeds file for wirelake")
    parser.add_argument("--generated", type=int, default=0, metavar="N", help="further stories from word lists")
    parser.add_argument("--generated-feeds", type=int, default=1, metavar="M", help="over how many sites (default 1)")
    parser.add_argument("--generated-only", action="store_true", help="leave the hand-written stories out")
    parser.add_argument("--faults", action="store_true", help="also serve a feed for each fault")
    options = parser.parse_args()
    stories = () if options.generated_only else None
    with Newsroom(
        stories=stories, port=options.port, generated=options.generated, generated_feeds=options.generated_feeds
    ) as room:
        extra = [room.faulty_feed(name) for name in FAULTS] if options.faults else []
        print(*room.feeds, *extra, sep="\n", flush=True)
        if options.write_feeds:
            options.write_feeds.write_text(feeds_toml(room, extra), "utf-8")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
