"""Play a timeline until told to stop: ``python -m tests.newsroom.live --feeds FEEDS --log LOG [--stories N] …``.

The clock starts with the first request. What happened is written to LOG at the start (its head) and at the end.
"""

from __future__ import annotations

import argparse
import os
import signal
import threading
from dataclasses import fields
from pathlib import Path

from tests.newsroom.live.plan import Cut, Plan
from tests.newsroom.live.serve import LiveNewsroom


def main() -> None:
    """Serve until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(prog="python -m tests.newsroom.live", description=__doc__)
    parser.add_argument("--feeds", type=Path, required=True, help="write the feeds file for wirelake here")
    parser.add_argument("--log", type=Path, required=True, help="write what was served and asked here")
    parser.add_argument("--rate", type=float, default=1.0, help="requests a second that the feeds file allows a host")
    parser.add_argument("--port", type=int, default=0, help="port of every site (0 takes a free one)")
    for field in fields(Cut):
        kind = int if isinstance(field.default, int) else float
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=kind, default=field.default)
    options = vars(parser.parse_args())
    plan = Plan(Cut(**{field.name: options[field.name] for field in fields(Cut)}))
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with LiveNewsroom(plan, port=options["port"]) as room:
        lines = [f"[defaults]\nrate = {options['rate']}\n", *(f'[[feed]]\nurl = "{url}"\n' for url in room.feeds)]
        _put(options["feeds"], "\n".join(lines))
        while not (room.playing.wait(0.05) or stopped.is_set()):
            pass
        if room.began is not None:
            _put(options["log"].with_suffix(".began"), str(room.began))
        stopped.wait()
    room.log().write(options["log"])


def _put(path: Path, text: str) -> None:
    """Write a file that whoever waits for it sees whole."""
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, "utf-8")
    os.replace(part, path)  # noqa: PTH105 - atomic, and says so


if __name__ == "__main__":
    main()
