"""What given place names mean in their text: names that somebody else has marked as places.

A name that the gazetteer lacks is read by its parts (`Eastern Ghouta`, `Nyanza Province`, `Delhi High Court`). What is
unknown then, a street or a building as a rule, lies where the text is: in the place named nearest to it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Final

from schemas.story import Dateline, Span
from transforms.event import place_words as pw
from transforms.event.home import home_of
from transforms.event.place_names import look_up, mark_surroundings, region_of, states_by_letters
from transforms.event.places import LONGEST, recognise
from transforms.event.resolve import Candidate, resolve_all
from transforms.language.gazetteer import Gazetteer, GazetteerPlace, gazetteer, name_key
from transforms.language.lists import word_set
from transforms.language.regions import LANDMARKS
from transforms.language.tokens import Tokens, tokenize


def resolve_spans(text: str, spans: list[Span], *, dateline: Dateline | None = None) -> list[GazetteerPlace | None]:
    """The place that each given name means, or lies in where the gazetteer does not have the name.

    Args:
        text: Plain text.
        spans: Where the names stand.
        dateline: Where the text was filed: its country tells places of one name apart.

    Returns:
        A place for each span; None where neither the name nor any other in the text tells.
    """
    tokens = tokenize(text[:LONGEST])
    if not len(tokens):
        return [None] * len(spans)
    known = gazetteer()
    given = [_candidate(tokens, text, span, known) for span in spans]
    taken = {index for each in given for index in range(each.first, each.end)}
    around = [each for each in recognise(tokens, known) if taken.isdisjoint(range(each.first, each.end))]
    together = sorted(given + around, key=lambda each: each.first)
    mark_surroundings(tokens, together)
    resolve_all(together, dateline, home=home_of(tokens), least=_LEAST)
    _put_where_text_is(given, together)
    return [each.chosen for each in given]


_LEAST: Final = 3.0
"""What must speak for a place, in powers of ten of inhabitants, for it to be better than the place named nearest."""


def _candidate(tokens: Tokens, text: str, span: Span, known: Gazetteer) -> Candidate:
    first = max(bisect_right(tokens.starts, span.start) - 1, 0)
    end = first + 1
    while end < len(tokens) and tokens.ends[end] <= span.end:
        end += 1
    words = text[span.start : span.end]
    choices, people = _whole(words, known)
    partly = not choices
    if partly:
        choices, people = _by_parts(words, known)
    candidate = Candidate(first, end, name_key(words), choices, people, partly=partly)
    candidate.within = region_of(tokens, candidate, known)
    return candidate


def _whole(words: str, known: Gazetteer) -> tuple[tuple[GazetteerPlace, ...], bool]:
    """Places of the whole name, and whether it is one of people; a landmark is its town, letters are their state."""
    if words in LANDMARKS:
        return tuple(place for place in known.find(LANDMARKS[words]) if place.kind != "division")[:1], False
    state = states_by_letters(words, known)
    return (state, False) if state else look_up(words, known)


def _by_parts(words: str, known: Gazetteer) -> tuple[tuple[GazetteerPlace, ...], bool]:
    """Places of the longest part of a name that the gazetteer has, and whether it is one of people."""
    for run, rest in _runs(words):
        choices, people = look_up(re.sub(r"['’]s\Z", "", run), known)
        if not choices:
            continue
        if rest <= _KINDS | _SIDES:
            areas = tuple(place for place in choices if place.kind in ("county", "division"))
            return (areas if areas and rest & _AREAS else choices), people
        if people or " " in run or choices[0].people >= _KNOWN:
            return choices, people
    return (), False


def _runs(words: str) -> Iterator[tuple[str, set[str]]]:
    """Capitalised runs of a name's words, the longest first, and the plain form of the words that each leaves out."""
    parts = re.split(r"[\s,/-]+", words)[:_MOST_PARTS]
    plain = [part.lower().strip(".'’") for part in parts]
    for size in range(len(parts), 0, -1):
        for start in range(len(parts) - size + 1):
            end = start + size
            if parts[start][:1].isupper() and parts[end - 1][:1].isupper() and not _PLAIN.issuperset(plain[start:end]):
                yield " ".join(parts[start:end]), {*plain[:start], *plain[end:]}


_MOST_PARTS: Final = 8
_KNOWN: Final = 20_000
"""Inhabitants of a town that a single word in a longer name means: `Manila Cathedral`, but not `Hubbard School`."""
_AREAS: Final = word_set("county co province state department prefecture governorate oblast canton region")
"""Words that make a name one of a division or county."""
_KINDS: Final = _AREAS | word_set(
    "city district valley township twp municipality division island islands river lake bay beach harbor harbour",
    "peninsula area metro town village parish borough airport port mountains mountain hills coast desert estate canal",
    "republic federation kingdom of the and in at",
)
_SIDES: Final = word_set(
    "north south east west northern southern eastern western central greater upper lower inner outer northeast",
    "northwest southeast southwest northeastern northwestern southeastern southwestern mid downtown",
)
_PLAIN: Final = pw.NOT_ALONE | _KINDS | _SIDES


def _put_where_text_is(given: list[Candidate], together: list[Candidate]) -> None:
    """Give each name without a place the one named nearest that the text speaks of most; its own where none is."""
    placed = [(each, each.chosen) for each in together if each.chosen is not None]
    counts = Counter(place for _, place in placed)
    for each in given:
        if each.chosen is None and not placed:
            each.chosen = each.likeliest
        elif each.chosen is None:
            each.chosen = max(
                ((_worth(other, place, each.first) + 0.5 * counts[place] ** 0.5, place) for other, place in placed),
                key=lambda pair: pair[0],
            )[1]


_FINE: Final = {"town": 3.0, "capital": 3.0, "county": 3.0, "division": 1.6, "country": 0.0, "region": -2.0}
"""A street is rather in a town than in a country."""


def _worth(other: Candidate, place: GazetteerPlace, at: int) -> float:
    """How likely something unknown lies in another name's place: 0.3 less for every 100 tokens between them."""
    far = min(abs(other.first - at), 400) / 100
    return _FINE[place.kind] - 0.3 * far - 0.2 * (other.first > at) - other.people + 0.5 * other.support
