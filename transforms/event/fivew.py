"""Who, what, when and where of a story, from its lead and its events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from schemas.columns import Day, iso_day
from schemas.event import Event
from transforms.event.chunk_words import AUXILIARIES, COMMON_VERBS, REPORTING
from transforms.event.chunks import verb_group
from transforms.event.lexicon import VERBS
from transforms.event.locate import is_where
from transforms.event.name_runs import names_in
from transforms.event.places import places_in
from transforms.event.subjects import subject_of
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
    places = [*_where(tokens), *(place.words for event in events for place in event.places)]
    if places:
        answers["where"] = list(dict.fromkeys(places))[:3]
    return answers


def _where(tokens: Tokens) -> list[str]:
    """The places that the top of a story dwells on, those first that a preposition of place governs."""
    known = {place.first: place for place in places_in(tokens)}
    weights: defaultdict[str, float] = defaultdict(float)
    total = Counter(tokens.words)
    for name in names_in(tokens, 0, len(tokens), known):
        depth = tokens.sentence[name.first]
        if depth >= 2 * _LEAD or (name.known is not None and name.known.people):
            continue
        place = name.known.place if name.known else None
        if place is None and not _AT & set(tokens.words[max(0, name.first - 2) : name.first]):
            continue
        worth = _WORTH.get(place.kind, 1.0) if place is not None else _WORTH["venue"]
        often = min(total[tokens.words[name.first]], 6)
        governed = 1.0 if is_where(tokens, name.first) else _UNGOVERNED
        high = 3 if depth < 3 else 2 if depth < _LEAD else 1
        weights[tokens.printed(name.first, name.end)] += worth * governed * high * (1 + often)
    return sorted(weights, key=lambda words: -weights[words])


_AT: Final = frozenset({"at", "outside", "inside"})
"""Prepositions that tell a building or ground from other names that no gazetteer has."""
_WORTH: Final = {"town": 1.5, "country": 0.5, "division": 0.8, "region": 0.4, "county": 0.8, "venue": 1.2}
"""How much a place of a kind counts: the nearer, the better an answer."""
_UNGOVERNED: Final = 0.4


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
