"""`python -m tools.engines`: install the engines, or those named."""

from __future__ import annotations

import sys
import time

from tools.engines import INSTALLERS
from tools.engines.installing import CannotInstall


def main(names: list[str]) -> int:
    """Install each; a name that fails does not keep the others from being installed.

    Returns:
        The exit code: 0, 1 if something could not be installed, 2 for a name that is none.
    """
    if unknown := [name for name in names if name not in INSTALLERS]:
        print(f"no such engine: {', '.join(unknown)}; there are {', '.join(INSTALLERS)}", file=sys.stderr)
        return 2
    failed = False
    for name in names or INSTALLERS:
        started = time.monotonic()
        try:
            if INSTALLERS[name].install():
                print(f"{INSTALLERS[name].VERSION}: installed in {time.monotonic() - started:.0f} s", flush=True)
        except CannotInstall as error:
            failed = True
            print(f"{INSTALLERS[name].VERSION}: {error}", file=sys.stderr, flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
