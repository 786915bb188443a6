"""State of a key on a real Prism, under the options that a stream gives it: one element after the other."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apache_beam as beam
import pytest
from apache_beam.coders import VarIntCoder
from apache_beam.runners.portability.prism_runner import PrismRunner
from apache_beam.transforms.userstate import ReadModifyWriteStateSpec

from pipelines.config import ConfigError
from pipelines.stream.options import find_prism, stream_options_of
from pipelines.stream.prism import prism_server
from pipelines.stream.run import prism_options

pytestmark = [pytest.mark.engines("prism"), pytest.mark.slow]


class _Number(beam.DoFn):
    """Gives every element of a key its number, slowly: the engine thinks of splitting after a tenth of a second."""

    STATE = ReadModifyWriteStateSpec("number", VarIntCoder())

    def process(
        self,
        element: tuple[int, int],  # noqa: ARG002 - a signature of Beam
        held: Any = beam.DoFn.StateParam(STATE),  # noqa: B008 - Beam's way
    ) -> Iterator[int]:
        number = (held.read() or 0) + 1
        time.sleep(0.25)
        held.write(number)
        yield number


def _numbered(element: bytes) -> Iterator[tuple[int, int]]:
    return ((1, number) for number in range(20))


def test_elements_of_a_key_that_take_long_find_the_state_of_those_before(tmp_path: Path):
    try:
        program = find_prism()
    except ConfigError as missing:
        pytest.skip(str(missing))
    feeds = ["http://127.0.0.1:9/feed"]
    stream = stream_options_of(lake=str(tmp_path / "lake"), runner="prism", feed_urls=feeds)
    out = tmp_path / "numbers"
    out.mkdir()
    with (
        prism_server(program) as endpoint,
        beam.Pipeline(runner=PrismRunner(), options=prism_options(stream, endpoint)) as pipeline,
    ):
        _ = (
            pipeline
            | beam.Impulse()
            | beam.FlatMap(_numbered).with_output_types(tuple[int, int])
            | beam.ParDo(_Number()).with_output_types(int)
            | beam.io.WriteToText(str(out / "n"))
        )
    numbers = sorted(int(line) for file in out.iterdir() for line in file.read_text().split())
    assert numbers == list(range(1, 21))
