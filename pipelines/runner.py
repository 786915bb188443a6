"""The engine of bounded runs, pinned.

``DirectRunner`` is three engines: it tries Prism (fetched from the network), then one of two in-process ones, by what
the graph holds. A dead-letter output more, or a network less, must not change what runs (research: beam.md, fact 1).
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.runners.runner import PipelineResult

from transforms.lake.errors import LakeError


def run_bounded(build: Callable[[beam.Pipeline], None]) -> PipelineResult:
    """Build a bounded pipeline and run it to its end in this process.

    Args:
        build: Adds the steps to the pipeline.

    Returns:
        The result, its metrics included.

    Raises:
        OSError: What a step's disk said.
        LakeError: What a step was told by the lake.
        KeyboardInterrupt: The user's.
        RuntimeError: Whatever else a step raised; this engine tries a bundle once.
    """
    # What a step raises comes out of here; Beam also logs it, with the traceback, once for every layer of its own.
    logging.getLogger("apache_beam").setLevel(logging.CRITICAL)
    pipeline = beam.Pipeline(runner=FnApiRunner(), options=PipelineOptions([], pipeline_type_check=False))
    build(pipeline)
    try:
        result = pipeline.run()
        result.wait_until_finish()
    except RuntimeError as error:
        # Beam makes a RuntimeError of whatever a step raises, also of the user's Ctrl-C, and one for every layer.
        if str(error).startswith("KeyboardInterrupt"):
            raise KeyboardInterrupt from None
        cause: BaseException | None = error
        while isinstance(cause, RuntimeError):
            cause = cause.__cause__ or cause.__context__
        if isinstance(cause, (OSError, LakeError, KeyboardInterrupt)):
            raise cause from None
        raise
    return result
