"""Places: which words name one, and which place of the gazetteer they mean.

A name is recognised by the gazetteer and by its surroundings: a preposition before it, a region after it, the rest of
a longer name. What it means is said in :mod:`transforms.event.resolve`.

:func:`find_places` stands by itself: a pure function of the text and the gazetteer, used without the rest of this room.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from schemas.story import Dateline, Span
from transforms.event import place_words as pw
from transforms.event.home import home_of
from transforms.event.place_names import SHORT, ends_of, look_up, mark_surroundings, region_of
from transforms.event.resolve import Candidate, contains, resolve_all, support_of
from transforms.event.surnames import surnames_in
from transforms.language.gazetteer import Gazetteer, GazetteerPlace, gazetteer, name_key
from transforms.language.tokens import Tokens, tokenize

LONGEST: Final = 200_000
"""Characters that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """Words that name a place.

    Attributes:
        words: As printed.
        span: Where they stand.
        place: What they mean; None where the gazetteer cannot tell.
        people: Whether they are a word for the people or things of the place: `Iraqi`.
        first: Index of the first token.
        end: Index after the last token.
    """

    words: str
    span: Span
    place: GazetteerPlace | None
    people: bool = False
    first: int = 0
    end: int = 0


def find_places(text: str, *, dateline: Dateline | None = None) -> tuple[PlaceMention, ...]:
    """The place names of a text, in order, none inside another.

    Args:
        text: Plain English text with its capitals.
        dateline: Where it was filed: its country tells places of one name apart.
    """
    return places_in(tokenize(text[:LONGEST]), dateline=dateline)


def places_in(tokens: Tokens, *, dateline: Dateline | None = None) -> tuple[PlaceMention, ...]:
    """:func:`find_places` over a text that is cut into tokens already."""
    known = gazetteer()
    candidates = recognise(tokens, known)
    mark_surroundings(tokens, candidates)
    resolve_all(candidates, dateline, home=home_of(tokens))
    return tuple(
        PlaceMention(
            words=tokens.printed(each.first, each.end),
            span=Span(tokens.starts[each.first], tokens.ends[each.end - 1]),
            place=each.chosen,
            people=each.people,
            first=each.first,
            end=each.end,
        )
        for each in candidates
    )


@dataclass(slots=True)
class _Seen:
    """Candidates of a text so far."""

    found: list[Candidate] = field(default_factory=list)
    doubtful: list[Candidate] = field(default_factory=list)
    """Names of the gazetteer that nothing around them calls a place."""


def recognise(tokens: Tokens, known: Gazetteer) -> list[Candidate]:
    """The names of a text that stand where a place may, in order, with what each may mean."""
    surnames = surnames_in(tokens)
    seen = _Seen()
    found = seen.found
    index = 0
    while index < len(tokens):
        candidate = _at(tokens, index, known, surnames, seen) if tokens.capital(index) else None
        if candidate is None:
            index += 1
            continue
        if found and found[-1].within in candidate.choices and 0 < index - found[-1].end < 3:
            candidate.choices = tuple(place for place in candidate.choices if place == found[-1].within)
        found.append(candidate)
        index = candidate.end
    return _with_repeated(tokens, found, seen.doubtful)


def _with_repeated(tokens: Tokens, found: list[Candidate], doubtful: list[Candidate]) -> list[Candidate]:
    """Names found, and names that a doubtful place left out but that stand elsewhere where only a place may."""
    sure = {
        tokens.printed(each.first, each.end)
        for each in found
        if each.within is not None or _before(tokens, each.first) in _SURELY
    }
    taken = {index for each in found for index in range(each.first, each.end)}
    near = support_of(found + doubtful) if doubtful else {}
    again = [
        each
        for each in doubtful
        if (
            tokens.printed(each.first, each.end) in sure
            or max((near.get(place, 0) for place in each.choices), default=0) >= _NEIGHBOURS
        )
        and not taken & set(range(each.first, each.end))
    ]
    return sorted(found + again, key=lambda each: each.first) if again else found


_NEIGHBOURS: Final = 2
"""Other names of the text that may lie near a doubtful one."""
_SURELY: Final = frozenset({"in", "near", "outside", "around"})


def _at(tokens: Tokens, index: int, known: Gazetteer, surnames: frozenset[str], seen: _Seen) -> Candidate | None:
    """The longest name that begins at a token and stands where a place may."""
    for end in ends_of(tokens, index):
        words = tokens.printed(index, end)
        if words.lower() in pw.NOT_PLACES:
            return None
        choices, people = look_up(words, known)
        if not choices:
            continue
        candidate = Candidate(index, end, name_key(words), choices, people)
        region = region_of(tokens, candidate, known)
        candidate.within = region if region and contains(choices, region) else None
        if _is_place(tokens, candidate, surnames, seen.found):
            return candidate
        if _may_repeat(tokens, candidate, surnames):
            seen.doubtful.append(candidate)
        if end - index == 1 or people:
            return None
    return None


_NOT_ALONE: Final = (pw.NOT_ALONE | pw.NEUTRAL) - {"turkey", "panama", "jordan", "lima", "rome", "victoria"}


def _is_place(tokens: Tokens, candidate: Candidate, surnames: frozenset[str], found: list[Candidate]) -> bool:
    first, end = candidate.first, candidate.end
    words = tokens.words
    alone = end - first == 1
    word = words[first]
    if candidate.people or candidate.within is not None:
        return True
    before = _before(tokens, first)
    after = words[end] if end < len(tokens) and tokens.sentence[end] == tokens.sentence[first] else ""
    top = candidate.choices[0]
    big = top.kind in ("country", "division", "region") or (top.kind == "capital" and top.people > 200_000)
    begins = first == 0 or tokens.sentence[first - 1] != tokens.sentence[first]
    if alone and word in _NOT_ALONE and tokens.printed(first, end) not in SHORT:
        return False
    if before in pw.PERSON_BEFORE and first and (tokens.capital(first - 1) or before in ("named", "called")):
        return False
    if alone and word in surnames and not big and before not in ("in", "at", "near", "outside"):
        return False
    if alone and word in pw.GIVEN_NAMES and after and tokens.capital(end) and after not in pw.ORG_AFTER:
        return False
    left = _capital_left(tokens, first)
    right = end < len(tokens) and tokens.capital(end) and bool(after) and after not in pw.NEUTRAL
    if left is not None and left not in pw.LOCAL_BEFORE and not _ends_place(found, first):
        return False
    if right and alone and not big and top.people < _OWN_NAME:
        return False
    if right and after not in pw.ORG_AFTER:
        return big or before in ("in", "at", "near", "from")
    if right or before in pw.PLACE_BEFORE or big:
        return True
    if after in pw.PERSON_AFTER:
        return top.people > 500_000
    if begins and alone:
        return top.people > 100_000
    return top.people > 20_000 or after in ("'", "’", "-", ",") or not alone


_OWN_NAME: Final = 2_000
"""Inhabitants of a town after which a hall or school is named, rather than after somebody."""


def _may_repeat(tokens: Tokens, candidate: Candidate, surnames: frozenset[str]) -> bool:
    """Whether nothing but the want of a sign speaks against a name that is no place by itself."""
    word = tokens.words[candidate.first]
    if candidate.end - candidate.first == 1 and (word in _NOT_ALONE or word in surnames or word in pw.GIVEN_NAMES):
        return False
    after = tokens.words[candidate.end] if candidate.end < len(tokens) else ""
    return _before(tokens, candidate.first) not in pw.PERSON_BEFORE and after not in pw.PERSON_AFTER


def _before(tokens: Tokens, first: int) -> str:
    """The word before a name, articles and full stops passed over; empty at the beginning of a sentence."""
    at = first - 1
    while at >= 0 and tokens.words[at] in ("the", "."):
        at -= 1
    return tokens.words[at] if at >= 0 and tokens.sentence[at] == tokens.sentence[first] else ""


def _capital_left(tokens: Tokens, first: int) -> str | None:
    """A capitalised word right before a name, unless it only begins the sentence with a common word."""
    at = first - 1
    if at < 0 or tokens.sentence[at] != tokens.sentence[first]:
        return None
    if tokens.words[at] == "." and at and tokens.ends[at - 1] == tokens.starts[at] and tokens.capital(at - 1):
        at -= 1
    if not tokens.capital(at) or tokens.words[at] in pw.NEUTRAL or tokens.words[at] in pw.PLACE_BEFORE:
        return None
    return tokens.words[at]


def _ends_place(found: list[Candidate], first: int) -> bool:
    return bool(found) and found[-1].end == first
