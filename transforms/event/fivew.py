"""Who, what, when and where of a story, from its lead and its events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from schemas.columns import Day, iso_day
from schemas.event import Event
from transforms.event.chunk_words import AUXILIARIES, COMMON_VERBS, REPORTING
from transforms.event.chunks import subject_of, verb_group
from transforms.event.lexicon import VERBS
from transforms.event.places import places_in
from transforms.language.times import times_in
from transforms.language.tokens import Tokens, tokenize

_LEAD = 6
"""Sentences that are looked through: news says it first."""


def five_ws(text: str, *, published_on: Day | None = None, events: Sequence[Event] = ()) -> dict[str, list[str]]:
    """Answers to who, what, when and where, the best first; a question without an answer is left out.

    Args:
        text: A story, its headline first if there is one.
        published_on: UTC day of publication.
        events: Its events, if they are known already; they name places that the lead leaves out.
    """
    tokens = tokenize(text[:20_000])
    answers: dict[str, list[str]] = {}
    clause = _first_clause(tokens)
    if clause is not None:
        answers["who"], answers["what"] = [clause[0]], [clause[1]]
    times = [t for t in times_in(tokens, published_on) if t.day_from is not None and t.day_from == t.day_to]
    if times and times[0].day_from is not None:
        answers["when"] = [times[0].words, iso_day(times[0].day_from), *(t.words for t in times[1:3])]
    named = [p for p in places_in(tokens) if not p.people]
    counts = Counter(p.words for p in named)
    lead = sorted((p for p in named if tokens.sentence[p.first] < 2 * _LEAD), key=lambda p: -counts[p.words])
    places = [p.words for p in lead] + [place.words for event in events for place in event.places]
    if places:
        answers["where"] = list(dict.fromkeys(places))[:3]
    return answers


def _first_clause(tokens: Tokens) -> tuple[str, str] | None:
    """Subject and predicate of the first sentence that has both."""
    for index, word in enumerate(tokens.words):
        if tokens.sentence[index] >= _LEAD:
            break
        if not (
            word in VERBS or word in COMMON_VERBS or word in AUXILIARIES or word in REPORTING or word.endswith("ed")
        ):
            continue
        group = verb_group(tokens, index)
        subjects = subject_of(tokens, group.first)
        if not subjects:
            continue
        end = index
        while end < len(tokens) and tokens.sentence[end] == tokens.sentence[index]:
            end += 1
        stop = min(end, group.first + 14)
        return tokens.printed(subjects[0].first, subjects[0].end), tokens.printed(group.first, stop)
    return None
