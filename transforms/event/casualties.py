"""The casualties of an event: counts of its victims, each with who gave it."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.attribution import Attribution
from schemas.event import Casualty
from schemas.story import Span
from transforms.event.merge import Happening
from transforms.event.victims import VictimCount
from transforms.language.tokens import Tokens


def counts_of(tokens: Tokens, victims: Sequence[VictimCount], happening: Happening) -> list[VictimCount]:
    """Those counts of a story that stand in the sentences that name a happening.

    Args:
        tokens: The story's text.
        victims: All counts in it.
        happening: One of its events.
    """
    if happening.type not in ("ASSAULT", "COERCE", "PROTEST"):
        return []
    sentences = {tokens.sentence[each.mention.at] for each in happening.mentions}
    kinds = ("killed", "injured", "missing", "abducted") if happening.type != "COERCE" else ("detained",)
    return [
        count
        for count in victims
        if tokens.sentence[count.at] in sentences and (count.kind in kinds or happening.type == "PROTEST")
    ]


def casualties_of(
    tokens: Tokens, victims: Sequence[VictimCount], happening: Happening, said: Sequence[Attribution]
) -> tuple[Casualty, ...]:
    """The casualties of a happening, each number once; one who may be counted already only where nobody else is.

    Args:
        tokens: The story's text.
        victims: All counts in it.
        happening: One of its events.
        said: The story's attributions that say anything; the first that holds a count is the one that gave it.
    """
    counts = counts_of(tokens, victims, happening) + happening.counts
    certain = {count.kind for count in counts if not count.definite and count.min > 0}
    found: dict[tuple[str, int, int | None], Casualty] = {}
    for count in counts:
        if count.definite and count.kind in certain:
            continue
        key = (count.kind, count.min, count.max)
        spans = (*(found[key].spans if key in found else ()), count.span)
        words = found[key].words if key in found else count.words
        seq = next((each.seq for each in said if covers(each, count.span)), None)
        found[key] = Casualty(kind=count.kind, min=count.min, max=count.max, words=words, spans=spans, attribution=seq)
    return tuple(found.values())


def covers(attribution: Attribution, span: Span) -> bool:
    """Whether what an attribution says holds a span of the story."""
    return any(content.start <= span.start and span.end <= content.end for content in attribution.content_spans)
