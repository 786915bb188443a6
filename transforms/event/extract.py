"""Events of a story."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.attribution import Attribution
from schemas.columns import Day
from schemas.event import Event
from schemas.story import Dateline


def extract_events(
    body: str,
    *,
    language: str | None = "en",
    published_on: Day | None = None,
    dateline: Dateline | None = None,
    attributions: Sequence[Attribution] = (),
    story_id: str = "",
    version: str = "",
) -> tuple[Event, ...]:
    """The events that a story reports, one for each happening, in order of their triggers.

    Args:
        body: The story's own text; every offset given back points into it.
        language: ISO 639-1 code; only English is read, other languages give no events.
        published_on: UTC day of publication, from which `Sunday` is counted.
        dateline: Where the story was filed; its country helps to tell places of one name apart.
        attributions: What :func:`transforms.attribute.extract_attributions` found in the same body.
        story_id: Goes into `event_id`.
        version: Goes into `event_id`.
    """
    return ()
