"""How growth is told from a stream that is only getting into its stride."""

from __future__ import annotations

from tests.engines.weight import Sample, growth, table


def test_what_stays_flat_after_its_start_does_not_grow():
    assert growth([10, 40, 90, 100, 100, 101, 99, 100, 100]) == 1


def test_what_goes_on_growing_does():
    assert growth([100 + 10 * minute for minute in range(30)]) > 1.3


def test_samples_fit_a_page():
    samples = [
        Sample(at=5.0 * n, worker=400_000_000, engine=50_000_000, state={"PollFeeds": 2000.0}, written=9)
        for n in range(400)
    ]
    lines = table(samples).splitlines()
    assert len(lines) <= 15
    assert max(map(len, lines)) <= 120
    assert "400" in lines[1]
