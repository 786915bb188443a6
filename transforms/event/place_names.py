"""What a printed name may mean in the gazetteer: whole, as an abbreviation of news, or by the region after it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from transforms.event.resolve import Candidate
from transforms.language.countries import AP_STATES, CANADIAN, DEMONYMS
from transforms.language.gazetteer import Gazetteer, GazetteerPlace
from transforms.language.lists import word_set
from transforms.language.regions import REGION_PEOPLE
from transforms.language.tokens import Tokens

_WIDEST: Final = 6
"""Tokens of a name, hyphens included."""


def ends_of(tokens: Tokens, index: int) -> Iterator[int]:
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


def look_up(words: str, known: Gazetteer) -> tuple[tuple[GazetteerPlace, ...], bool]:
    """Places of a name, and whether the name is one of people."""
    code = DEMONYMS.get(words)
    if code is not None:
        country = known.country(code)
        return ((country,) if country else ()), True
    if words in REGION_PEOPLE:
        return known.find(REGION_PEOPLE[words])[:1], True
    state = AP_STATES.get(words) or AP_STATES.get(words + ".") if words.endswith(".") or "." in words else None
    if state is not None:
        return tuple(p for p in _states(known, "USA", state)), False
    if words in CANADIAN:
        return tuple(_states(known, "CAN", CANADIAN[words])), False
    letters = words.replace(".", "")
    if words in _LOCAL:
        return known.find(_LOCAL[words])[:1], False
    if words == "Us" or (letters.isupper() and len(letters) < 5 and letters not in SHORT):
        return (), False
    return _by_spelling(words, known), False


def _by_spelling(words: str, known: Gazetteer) -> tuple[GazetteerPlace, ...]:
    """Places of a name as printed, and those of the name with its first word written out: `St. Petersburg`."""
    found = known.find(words)
    first, _, rest = words.partition(" ")
    full = _SHORT_FIRST.get(first.lower().removesuffix("."))
    if full is None or not rest:
        return found
    more = [place for place in known.find(f"{full} {rest}") if place not in found]
    return tuple(sorted([*found, *more], key=lambda place: -place.people)) if more else found


_SHORT_FIRST: Final = {
    "st": "Saint", "saint": "St", "mt": "Mount", "mount": "Mt", "ft": "Fort", "fort": "Ft", "n": "North", "s": "South",
    "e": "East", "w": "West",
}  # fmt: skip
"""First words of names, short and written out."""


_LOCAL: Final = {
    "NSW": "New South Wales", "BC": "British Columbia", "L.A.": "Los Angeles", "LA": "Los Angeles",
    "NYC": "New York City", "N.Y.": "New York", "S.F.": "San Francisco",
}  # fmt: skip
"""Divisions and towns that news calls by their letters."""
SHORT: Final = frozenset({"US", "UK", "USA", "UAE", "DRC", "USSR", "DPRK", "PRC", "EU"})
"""Capitals that name a country; others of their length are organisations."""


def states_by_letters(words: str, known: Gazetteer) -> tuple[GazetteerPlace, ...]:
    """The US state of `NY` or `Calif`; empty for other words."""
    code = words if words in _STATE_NAMES else AP_STATES.get(words + ".")
    return tuple(_states(known, "USA", code)) if code else ()


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


def region_after(tokens: Tokens, end: int, known: Gazetteer) -> tuple[GazetteerPlace, int] | None:
    """The division or country after a comma: `, Ohio`, `, Iraq`, `, Calif.`, `, OH`."""
    comma = end < len(tokens) and tokens.words[end] in (",", "(")
    start = end + 1 if comma else end
    if start >= len(tokens) or not tokens.capital(start):
        return None
    for stop in ends_of(tokens, start):
        words = tokens.printed(start, stop)
        if words in _STATE_NAMES and comma:
            states = _states(known, "USA", words)
            return (states[0], stop) if states else None
        choices, people = look_up(words, known)
        for place in choices:
            if (
                not people
                and place.kind in ("division", "county", "country", "capital")
                and (comma or words[-1] == ".")
            ):
                return place, stop
    return None


def mark_surroundings(tokens: Tokens, candidates: list[Candidate]) -> None:
    """Say of names, in order, which have a word of a town's own beside them and which stand in one list."""
    for each in candidates:
        after = tokens.words[each.end : each.end + 1]
        each.civic = bool(after and after[0] in _CIVIC) or tokens.words[max(each.first - 1, 0)] == "downtown"
    for left, right in pairwise(candidates):
        if left.within is None and 0 < right.first - left.end <= 2 and {*tokens.words[left.end : right.first]} <= _AND:
            left.beside = left.beside or _area_kind(right)
            right.beside = _area_kind(left)


def _area_kind(candidate: Candidate) -> str | None:
    kind = candidate.choices[0].kind if candidate.choices else ""
    return kind if kind in ("country", "division") and not candidate.people else None


def region_of(tokens: Tokens, candidate: Candidate, known: Gazetteer) -> GazetteerPlace | None:
    """The region that stands after a name, unless both are members of one list: `China, Japan and Korea`."""
    found = region_after(tokens, candidate.end, known)
    if found is None:
        return None
    region, stop = found
    alike = candidate.choices and candidate.choices[0].kind == region.kind and tokens.words[stop - 1] != "."
    return None if alike and _in_list(tokens, candidate.first, stop) else region


def _in_list(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether names go on, by commas and `and`, before or after some tokens."""
    before = first > 1 and tokens.words[first - 1] in _AND and tokens.capital(first - 2)
    after = stop + 1 < len(tokens) and tokens.words[stop] in _AND
    named = after and any(tokens.capital(at) for at in (stop + 1, stop + 2) if at < len(tokens))
    return before or named


_AND: Final = frozenset({",", "and", "or", "&"})
_CIVIC: Final = word_set("city elementary high middle mayor township isd independent schools residents school")
"""Words after the name of a town, rarely after that of a country."""
