"""How a command ends: its exit codes, one line for what a person can mend, and Ctrl-C.

====  ==========================================================================
0     done; for ``ingest``: committed, also when single feeds or pages failed
1     a fault of ours: a traceback worth reporting
2     usage or configuration: one line says what to change
3     committed, but no feed answered; for ``strip`` and ``explain``: the address gave no page
74    a disk gave out: full, read-only, no permission (``EX_IOERR`` of sysexits.h)
75    another run polls this lake: try again later (``EX_TEMPFAIL``)
130   interrupted; what was committed stays
====  ==========================================================================
"""

from __future__ import annotations

import errno
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, NoReturn

import typer
from typer.exceptions import TyperException

FAULT: Final = 1
USAGE: Final = 2
NO_ANSWER: Final = 3
GAVE_OUT: Final = 74
BUSY: Final = 75
INTERRUPTED: Final = 130

_OF_A_DISK: Final = frozenset(
    {
        errno.EACCES, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EMFILE, errno.ENAMETOOLONG,
        errno.ENOSPC, errno.ENOTDIR, errno.EPERM, errno.EROFS, errno.ESTALE,
    }
)  # fmt: skip
"""What a disk says that is full, read-only or gone. Whatever else the system says is a fault of ours."""


def fail(message: str, code: int) -> NoReturn:
    """Say in one line on standard error what is wrong, and leave with a code."""
    typer.echo(f"wirelake: {message}", err=True)
    raise typer.Exit(code)


def end_as_a_filter() -> None:
    """From here on let a reader that stops early end us as it ends every other filter.

    A command that writes to a lake says so when it has committed, and only its report is left.
    """
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def misused(error: TyperException) -> NoReturn:
    """Say in one line what is wrong with a command line, where its help is, and leave."""
    told = getattr(error, "format_message", error.__str__)().rstrip(".")
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "wirelake"
    typer.echo(f"{command}: {told[:1].lower()}{told[1:]}; {command} -h says what it takes", err=True)
    sys.exit(USAGE)


@contextmanager
def user_errors(*, writes: str | None = None) -> Iterator[None]:
    """Turn what a user can mend into one line and a code.

    Args:
        writes: The lake that the command writes to; None for one that only reads.
    """
    from pipelines.config import ConfigError  # noqa: PLC0415 - what a command needs is imported when it runs
    from transforms.lake.errors import LakeError, LeaseHeld  # noqa: PLC0415

    stays = "; what was committed stays, and the next run goes on from there" if writes else ""
    try:
        with _interruptible():
            yield
    except LeaseHeld as error:
        fail(str(error), BUSY)
    except (ConfigError, LakeError) as error:
        fail(str(error), USAGE)
    except OSError as error:
        if error.errno not in _OF_A_DISK:
            raise
        fail(f"{error.filename or writes or 'the disk'}: {error.strerror}{stays}", GAVE_OUT)
    except KeyboardInterrupt:
        fail(f"interrupted{stays}", INTERRUPTED)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let no Ctrl-C be lost: libraries swallow the exception, or make another of it, and a run would look whole."""
    asked = False

    def interrupt(signum: int, frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        signal.default_int_handler(signum, frame)

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    except typer.Exit:
        raise
    except Exception as error:
        if asked:
            raise KeyboardInterrupt from error
        raise
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt
