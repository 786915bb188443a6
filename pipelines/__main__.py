"""Where the command starts: Ctrl-C costs one line from here on, also while Python imports."""

from __future__ import annotations

import os
import signal
from types import FrameType

# ruff: noqa: PLC0415 - nothing is imported before the handler stands


def main() -> None:
    """The entry point."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else a shell's background job, which has none
        signal.signal(signal.SIGINT, _leave)
    from pipelines.cli import main as run

    run()


def _leave(signum: int, frame: FrameType | None) -> None:  # noqa: ARG001 - a handler's signature
    """Leave at once. While a lake is open another handler stands in this one's place; see :mod:`pipelines.ending`."""
    os.write(2, b"wirelake: interrupted\n")
    os._exit(130)


if __name__ == "__main__":
    main()
