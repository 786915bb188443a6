"""Install the engines that `wirelake stream` runs on, and the servers of tests, at pinned versions into `.engines/`.

    python -m tools.engines [NAME ...]      all of them, or those named

One module an engine: `VERSION` says what is installed, `is_installed()` whether it is there, `install()` puts it there
with its tools' own default registries. Nothing else of this project downloads an engine.
"""

from __future__ import annotations

from types import ModuleType
from typing import Final

from tools.engines import flink, httpfs, object_server, prism

INSTALLERS: Final[dict[str, ModuleType]] = {
    "prism": prism,
    "flink": flink,
    "object_server": object_server,
    "httpfs": httpfs,
}
