"""Places: which words name one, and which place of the gazetteer they mean.

A name is recognised by the gazetteer and by its surroundings (a preposition before it, a region after it, the rest of
a longer name) and resolved by how many people live there, what the text itself says (`Springfield, Ohio`) and which
countries and divisions the rest of the text is about, and by which names of the text may lie near one another.

:func:`find_places` and :func:`resolve_spans` stand by themselves: pure functions of the text and the gazetteer, used
without the rest of this room.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from schemas.story import Dateline, Span
from transforms.event import place_words as pw
from transforms.event.resolve import Candidate, contains, resolve_all, support_of
from transforms.event.surnames import surnames_in
from transforms.language.countries import AP_STATES, CANADIAN, CONTINENT_PEOPLE, DEMONYMS
from transforms.language.gazetteer import Gazetteer, GazetteerPlace, gazetteer
from transforms.language.tokens import Tokens, tokenize

LONGEST: Final = 200_000
"""Characters that are read."""
_WIDEST: Final = 6
"""Tokens of a name, hyphens included."""


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
    candidates = _recognise(tokens, known)
    resolve_all(candidates, dateline)
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


def resolve_spans(text: str, spans: list[Span], *, dateline: Dateline | None = None) -> list[GazetteerPlace | None]:
    """What given names mean in their text; None where the gazetteer has no such name.

    Args:
        text: Plain text.
        spans: Where the names stand.
        dateline: As for :func:`find_places`.
    """
    tokens = tokenize(text[:LONGEST])
    known = gazetteer()
    by_start = {start: index for index, start in enumerate(tokens.starts)}
    candidates = []
    for span in spans:
        first = by_start.get(span.start, -1)
        end = first
        while 0 <= end < len(tokens) and tokens.ends[end] <= span.end:
            end += 1
        words = text[span.start : span.end]
        choices, people = _look_up(words, known)
        within = _region_after(tokens, end, known) if first >= 0 else None
        candidates.append(Candidate(first, end, choices, people, within[0] if within else None))
    resolve_all(candidates, dateline)
    return [each.chosen for each in candidates]


@dataclass(slots=True)
class _Seen:
    """Candidates of a text so far."""

    found: list[Candidate] = field(default_factory=list)
    doubtful: list[Candidate] = field(default_factory=list)
    """Names of the gazetteer that nothing around them calls a place."""


def _recognise(tokens: Tokens, known: Gazetteer) -> list[Candidate]:
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
    for end in _ends(tokens, index):
        words = tokens.printed(index, end)
        if words.lower() in pw.NOT_PLACES:
            return None
        choices, people = _look_up(words, known)
        if not choices:
            continue
        region = _region_after(tokens, end, known)
        within = region[0] if region and contains(choices, region[0]) else None
        candidate = Candidate(index, end, choices, people, within)
        if _is_place(tokens, candidate, surnames, seen.found):
            return candidate
        if _may_repeat(tokens, candidate, surnames):
            seen.doubtful.append(candidate)
        if end - index == 1 or people:
            return None
    return None


def _ends(tokens: Tokens, index: int) -> Iterator[int]:
    """Ends of the names that may begin at a token, the longest first."""
    ends = []
    end = index
    while end < min(len(tokens), index + _WIDEST):
        word = tokens.words[end]
        joined = end > index and tokens.starts[end] == tokens.ends[end - 1]
        if end > index and tokens.sentence[end] != tokens.sentence[index]:
            break
        if tokens.capital(end) and (not joined or tokens.words[end - 1] in "-'’."):
            end += 1
            ends.append(end)
            if end < len(tokens) and tokens.words[end] == "." and tokens.starts[end] == tokens.ends[end - 1]:
                if tokens.printed(index, end + 1) in _REGION_ABBREVIATIONS:
                    ends.append(end + 1)
                if not _abbreviates(tokens, end):
                    break
                end += 1
        elif end > index and (
            word in ("of", "de", "la", "and", "the", "del", "al", "upon")
            or (joined and (word in "-'’" or len(word) < 4))
            or (len(word) < 4 and tokens.words[end + 1 : end + 2] == ["-"])
        ):
            end += 1
        else:
            break
    return reversed(ends) if ends else iter(())


_REGION_ABBREVIATIONS: Final = frozenset(AP_STATES) | frozenset(CANADIAN)


def _abbreviates(tokens: Tokens, at: int) -> bool:
    """Whether the full stop belongs to `St.` or `Ft.` in the middle of a name."""
    return tokens.words[at - 1] in ("st", "ft", "mt", "ste", "w")


def _look_up(words: str, known: Gazetteer) -> tuple[tuple[GazetteerPlace, ...], bool]:
    """Places of a name, and whether the name is one of people."""
    code = DEMONYMS.get(words)
    if code is not None:
        country = known.country(code)
        return ((country,) if country else ()), True
    if words in CONTINENT_PEOPLE:
        return known.find(CONTINENT_PEOPLE[words])[:1], True
    state = AP_STATES.get(words) or AP_STATES.get(words + ".") if words.endswith(".") or "." in words else None
    if state is not None:
        return tuple(p for p in _states(known, "USA", state)), False
    if words in CANADIAN:
        return tuple(_states(known, "CAN", CANADIAN[words])), False
    letters = words.replace(".", "")
    if words in _LOCAL:
        return known.find(_LOCAL[words])[:1], False
    if words == "Us" or (letters.isupper() and len(letters) < 5 and letters not in _SHORT):
        return (), False
    return known.find(words), False


_LOCAL: Final = {
    "NSW": "New South Wales", "BC": "British Columbia", "L.A.": "Los Angeles", "LA": "Los Angeles",
    "NYC": "New York City", "N.Y.": "New York", "S.F.": "San Francisco",
}  # fmt: skip
"""Divisions and towns that news calls by their letters."""
_SHORT: Final = frozenset({"US", "UK", "USA", "UAE", "DRC", "USSR", "DPRK", "PRC", "EU"})
"""Capitals that name a country; others of their length are organisations."""


def _states(known: Gazetteer, country: str, code: str) -> list[GazetteerPlace]:
    names = _STATE_NAMES.get(code) if country == "USA" else _PROVINCE_NAMES.get(code)
    kind = "capital" if code == "DC" else "division"
    return [p for p in known.find(names or "") if p.country == country and p.kind == kind][:1]


_STATE_NAMES: Final = dict(
    pair.split(":")
    for pair in (
        "AL:Alabama|AK:Alaska|AZ:Arizona|AR:Arkansas|CA:California|CO:Colorado|CT:Connecticut|DE:Delaware|FL:Florida|"
        "GA:Georgia|HI:Hawaii|ID:Idaho|IL:Illinois|IN:Indiana|IA:Iowa|KS:Kansas|KY:Kentucky|LA:Louisiana|ME:Maine|"
        "MD:Maryland|MA:Massachusetts|MI:Michigan|MN:Minnesota|MS:Mississippi|MO:Missouri|MT:Montana|NE:Nebraska|"
        "NV:Nevada|NH:New Hampshire|NJ:New Jersey|NM:New Mexico|NY:New York|NC:North Carolina|ND:North Dakota|OH:Ohio|"
        "OK:Oklahoma|OR:Oregon|PA:Pennsylvania|RI:Rhode Island|SC:South Carolina|SD:South Dakota|TN:Tennessee|TX:Texas|"
        "UT:Utah|VT:Vermont|VA:Virginia|WA:Washington|WV:West Virginia|WI:Wisconsin|WY:Wyoming|DC:Washington"
    ).split("|")
)
_PROVINCE_NAMES: Final = {
    "01": "Alberta", "02": "British Columbia", "03": "Manitoba", "04": "New Brunswick", "07": "Nova Scotia",
    "08": "Ontario", "10": "Quebec", "11": "Saskatchewan",
}  # fmt: skip


def _region_after(tokens: Tokens, end: int, known: Gazetteer) -> tuple[GazetteerPlace, int] | None:
    """The division or country after a comma: `, Ohio`, `, Iraq`, `, Calif.`, `, OH`."""
    comma = end < len(tokens) and tokens.words[end] in (",", "(")
    start = end + 1 if comma else end
    if start >= len(tokens) or not tokens.capital(start):
        return None
    for stop in _ends(tokens, start):
        words = tokens.printed(start, stop)
        if words in _STATE_NAMES and comma:
            states = _states(known, "USA", words)
            return (states[0], stop) if states else None
        choices, people = _look_up(words, known)
        for place in choices:
            if (
                not people
                and place.kind in ("division", "county", "country", "capital")
                and (comma or words[-1] == ".")
            ):
                return place, stop
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
    if alone and word in _NOT_ALONE and tokens.printed(first, end) not in _SHORT:
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
    if right and after not in pw.ORG_AFTER:
        return big or before in ("in", "at", "near", "from")
    if right or before in pw.PLACE_BEFORE or big:
        return True
    if after in pw.PERSON_AFTER:
        return top.people > 500_000
    if begins and alone:
        return top.people > 100_000
    return top.people > 20_000 or after in ("'", "’", "-", ",") or not alone


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
