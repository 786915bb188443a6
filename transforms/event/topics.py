"""What a story is about beyond PLOVER's acts: accident, disaster, health, economy, sport, court.

A topic is read where a cue and a word that goes with it stand in one sentence (`topic_words.RULES`): `river` and
`burst`, `ferry` and `capsized`. One such sentence in the headline or lead is enough, or several further down.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from schemas.story import Span, Topic
from transforms.event.topic_words import (
    ABSTRACT,
    ACCIDENT,
    DELIBERATE,
    ENDS,
    FLOWERY,
    HEDGES,
    MEDIA_TOPICS,
    METAPHOR_AFTER,
    METAPHOR_BEFORE,
    METAPHORS,
    UNREAL,
    UNTRUE,
    Rule,
    read_rules,
)
from transforms.language.tokens import Tokens, tokenize

LONGEST: Final = 6_000
"""Characters of a body, and of a headline, that are read: what a story is about, its beginning says."""
_LEAD: Final = 3
"""Sentences of the lead."""
_ENOUGH: Final = 3
"""Sentences that make a topic, where one of the headline or lead counts for all of them."""
_CANDIDATES: Final = 4
"""Cues of one rule that are looked at in one sentence."""
_ASIDE: Final = 3
"""Words behind `in` within which what a metaphor is about is looked for."""
_KIND: Final = 2
"""Words behind `of` within which its thing is looked for, the article aside."""

_RULES: Final = read_rules()
_ENTRIES: Final[dict[str, list[tuple[str, bool, int]]]] = {}
"""By first word: the second or empty, whether it is a cue, the rule."""
for _number, _rule in enumerate(_RULES):
    for _is_cue, _words in ((True, _rule.cues), (False, _rule.beside)):
        for _word in sorted(_words):
            _first, _, _second = _word.partition("_")
            _ENTRIES.setdefault(_first, []).append((_second, _is_cue, _number))


@dataclass(slots=True)
class _Score:
    """How often a topic was read, and the words it was first read from."""

    points: int = 0
    found: list[tuple[str, tuple[Span, ...]]] = field(default_factory=list)


def find_topics(title: str, body: str, *, language: str | None = "en") -> tuple[Topic, ...]:
    """The IPTC Media Topics of a story, the best read first, each before the narrower ones under it.

    Args:
        title: The headline; empty where there is none.
        body: The story's own text; the spans point into it.
        language: ISO 639-1 code; only English is read, other languages give no topic. None is read as English.

    Returns:
        Topics of :data:`transforms.event.topic_words.MEDIA_TOPICS`; none where the words do not settle one.
    """
    if language not in (None, "en"):
        return ()
    scores: dict[str, _Score] = {}
    headline, text = tokenize(title[:LONGEST]), tokenize(body[:LONGEST])
    deliberate = _is_deliberate(headline, 0, len(headline)) or _is_deliberate(text, 0, _end_of(text, _LEAD))
    for tokens in (headline, text):
        for first, end in _sentences(tokens):
            opens = tokens is headline or tokens.sentence[first] < _LEAD
            for rule, at, other in _read(tokens, first, end):
                if _needs_chance(rule.topic) and (deliberate or _is_deliberate(tokens, first, end)):
                    continue
                words, spans = _evidence(tokens, at, other)
                score = scores.setdefault(rule.topic, _Score())
                score.points += _ENOUGH if opens else 1
                score.found.append((words, spans if tokens is text else ()))
    return tuple(_ranked(scores))


def topic_of(topics: Sequence[Topic]) -> str | None:
    """The one topic that stands for a story: the name of the best read of the broad ones; None where there is none."""
    return topics[0].name if topics else None


def _ranked(scores: dict[str, _Score]) -> Iterator[Topic]:
    """The topics with enough points, by those of the broad topic that they fall under."""
    broad: dict[str, list[str]] = {}
    for name in scores:
        broad.setdefault(MEDIA_TOPICS[name][1] or name, []).append(name)
    totals = {name: sum(scores[each].points for each in under) for name, under in broad.items()}
    for name in sorted((n for n in totals if totals[n] >= _ENOUGH), key=lambda n: -totals[n]):
        under = sorted(broad[name], key=lambda each: -scores[each].points)
        yield _topic(name, scores[under[0]])
        yield from (_topic(n, scores[n]) for n in under if n != name and scores[n].points >= _ENOUGH)


def _topic(name: str, score: _Score) -> Topic:
    words, spans = next((found for found in score.found if found[1]), score.found[0])
    return Topic(qcode=MEDIA_TOPICS[name][0], name=name, words=words, spans=spans)


def _needs_chance(name: str) -> bool:
    """Whether a topic is one of what nobody meant to do."""
    return name == "fire" or ACCIDENT in (name, MEDIA_TOPICS[name][1])


def _is_deliberate(tokens: Tokens, first: int, end: int) -> bool:
    """Whether words of an act of force stand in a stretch, and are not denied there."""
    return any(
        tokens.words[at] in DELIBERATE and not _is_denied(tokens.words[max(first, at - 4) : at])
        for at in range(first, end)
    )


def _is_denied(before: list[str]) -> bool:
    return any(word in ("no", "not", "neither", "nor", "than", "out") for word in before)


def _end_of(tokens: Tokens, sentences: int) -> int:
    return next((at for at, number in enumerate(tokens.sentence) if number >= sentences), len(tokens))


def _sentences(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """First token of each sentence, and one past its last."""
    first = 0
    for at in range(1, len(tokens) + 1):
        if at == len(tokens) or tokens.sentence[at] != tokens.sentence[first]:
            yield first, at
            first = at


def _read(tokens: Tokens, first: int, end: int) -> Iterator[tuple[Rule, range, range]]:
    """The rules that a sentence fulfils, each once, with the tokens of its cue and of the words beside it."""
    words = tokens.words[first:end]
    if not UNTRUE.isdisjoint(words):
        return
    cues: dict[int, list[range]] = {}
    beside: dict[int, list[range]] = {}
    for is_cue, number, at in _entries(tokens, first, end):
        found = (cues if is_cue else beside).setdefault(number, [])
        if len(found) < _CANDIDATES:
            found.append(at)
    for number, found in cues.items():
        others = beside.get(number, ())
        pair = next(((cue, other) for cue in found for other in others if _is_apart(cue, other)), None)
        if pair is not None and _RULES[number].against.isdisjoint(words):
            yield _RULES[number], *pair


def _is_apart(one: range, other: range) -> bool:
    return one.stop <= other.start or other.stop <= one.start


def _entries(tokens: Tokens, first: int, end: int) -> Iterator[tuple[bool, int, range]]:
    """Words of rules in a sentence that mean what they say: whether each is a cue, its rule and where it stands."""
    words = tokens.words
    for at in range(first, end):
        for second, is_cue, number in _ENTRIES.get(words[at], ()):
            if second and (at + 1 == end or words[at + 1] != second):
                continue
            meant = (
                is_meant(tokens, at, (first, end), _RULES[number].words)
                if is_cue
                else not _is_to_come(words, first, at)
            )
            if meant:
                yield is_cue, number, range(at, at + 1 + bool(second))


def is_meant(tokens: Tokens, at: int, bounds: tuple[int, int], kin: frozenset[str]) -> bool:
    """Whether a cue means what it says: no `political earthquake`, no `flood of letters`, no `crash course`.

    Args:
        tokens: The text.
        at: Index of the cue.
        bounds: First token of its sentence, and the token after its last.
        kin: What a flowery cue may be of: `a flood of muddy water`.
    """
    words = tokens.words
    before = words[at - 1] if at > bounds[0] else ""
    next_at = at + 2 if at + 2 < bounds[1] and words[at + 1] == "-" else at + 1
    after = words[next_at] if next_at < bounds[1] else ""
    if before in ("a", "an") and at - 1 > bounds[0]:
        before = "like" if words[at - 2] == "like" else before
    if before in UNREAL or after in METAPHOR_AFTER or {f"{before}_{words[at]}", f"{words[at]}_{after}"} & METAPHORS:
        return False
    if before in METAPHOR_BEFORE and words[at] in FLOWERY:
        return False
    if after == "of" and words[at] in FLOWERY:
        return _is_of_its_kind(tokens, at + 2, bounds[1], kin)
    aside = words[at + 2 : min(at + 2 + _ASIDE, bounds[1])]
    return after not in ("in", "through", "within") or ABSTRACT.isdisjoint(aside)


def _is_of_its_kind(tokens: Tokens, at: int, end: int, kin: frozenset[str]) -> bool:
    """Whether what stands behind `of` goes with the cue, or is a name or number: `a flood of muddy water`."""
    words = tokens.words
    at += at < end and words[at] in ("the", "a", "an")
    thing = itertools.takewhile(lambda i: words[i] not in ENDS, range(at, min(at + _KIND, end)))
    return any(words[i] in kin or tokens.capital(i) or words[i][0].isdigit() for i in thing)


def _is_to_come(words: list[str], first: int, at: int) -> bool:
    return any(word in HEDGES for word in words[max(first, at - 2) : at])


def _evidence(tokens: Tokens, *pieces: range) -> tuple[str, tuple[Span, ...]]:
    ordered = sorted(pieces, key=lambda piece: piece.start)
    spans = tuple(Span(tokens.starts[piece.start], tokens.ends[piece.stop - 1]) for piece in ordered)
    return " … ".join(tokens.text[span.start : span.end] for span in spans), spans
