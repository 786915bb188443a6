"""What a file of metrics says: read before a run, which must not end on a file that is not ours, and after it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from prometheus_client.parser import text_string_to_metric_families

from pipelines.config import ConfigError

Samples: TypeAlias = Mapping[tuple[str, str], float]
"""Values by the sample's name and the value of its one label, empty without one."""


def read_samples(path: Path) -> Samples:
    """The values of an earlier file; none when there is no file.

    Raises:
        ConfigError: It cannot be read, or is no file of metrics.
    """
    try:
        text = path.read_text(encoding="utf-8")
        found = {
            (sample.name, next(iter(sample.labels.values()), "")): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if family.name.startswith("wirelake_") and math.isfinite(sample.value)
        }
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"--metrics-file {path}: {error.strerror}") from None
    except ValueError as error:
        raise ConfigError(
            f"--metrics-file {path}: not a file of metrics ({error}); remove it, or name another"
        ) from None
    if text.strip() and not found:
        raise ConfigError(f"--metrics-file {path}: not a file of wirelake's metrics; name another")
    return found


def check_metrics_file(path: Path) -> Path:
    """The path, if metrics can be written there.

    Raises:
        ConfigError: Its folder is missing, or what stands there is something else.
    """
    if not path.parent.is_dir():
        raise ConfigError(f"--metrics-file {path}: there is no folder {path.parent}")
    read_samples(path)
    return path
