"""Options that are passed to the engine: known to Beam, or to nobody, which is a slip of the pen."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from apache_beam.options.pipeline_options import PipelineOptions

from pipelines.config import ConfigError

OURS: Final = (
    "lake",
    "runner",
    "feeds",
    "feed",
    "window",
    "every",
    "shards",
    "allow-net",
    "contact",
    "raw",
    "no-raw",
    "metrics-file",
)
"""Names of our own, to tell a slip from an option of the engine."""

_BEAM: Final = logging.getLogger("apache_beam")


def check_passed(runner: str, given: Sequence[str]) -> None:
    """Refuse options that no engine would take.

    Flink's job server has options that Beam does not know here (``--checkpointing_interval=…``); they pass, unless they
    look like one of ours.

    Args:
        runner: prism, flink or dataflow.
        given: As on the command line.

    Raises:
        ConfigError: One is a stray word, or unknown.
    """
    for word in _stray(given):
        raise ConfigError(f"{word}: what goes to the engine is written --name=value")
    for name in sorted(_unknown(given)):
        near = get_close_matches(name.replace("_", "-"), OURS, n=1, cutoff=0.75)
        if near:
            raise ConfigError(f"--{name}: there is no such option; is --{near[0]} meant?")
        if runner != "flink":
            raise ConfigError(f"--{name}: neither `wirelake stream` nor Beam knows this option")


def _stray(given: Sequence[str]) -> Iterator[str]:
    """Words that are neither an option nor the value of the one before."""
    takes_value = False
    for word in given:
        option = word.startswith("--") and len(word) > 2
        if not option and not takes_value:
            yield word
        takes_value = option and "=" not in word


def _unknown(given: Sequence[str]) -> set[str]:
    """Names that Beam would drop, saying so in its log only."""
    options = PipelineOptions([*given])
    before = _BEAM.level
    _BEAM.setLevel(logging.CRITICAL)
    try:
        return set(options.get_all_options(retain_unknown_options=True)) - set(options.get_all_options())
    except SystemExit:
        # Beam's parser has said what is wrong with a value, and ends the process.
        raise ConfigError("Beam does not take an option as it is given: see above") from None
    finally:
        _BEAM.setLevel(before)
