"""Measures of event fields: one function a kind of set, from rows and a system to named figures in per cent.

A system is the adapter's `events` (:mod:`benchmarks.event_adapter`); rows are as :mod:`benchmarks.events` describes.
"""

from __future__ import annotations

import math
import re
import string
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

Row = dict[str, Any]
System = Callable[[str, str | None], Row]
Figures = dict[str, float]

KM = 161
"""A place within 100 miles of the true one is right."""
_TEXT = ("text", "start", "end")


def f1(right: float, found: float, gold: float) -> float:
    """F1 in per cent."""
    return 200 * right / (found + gold) if found + gold else 0.0


def share(right: float, whole: float) -> float:
    """A share in per cent."""
    return 100 * right / whole if whole else 0.0


def matched(edges: Sequence[Sequence[int]]) -> dict[int, int]:
    """A largest matching: for each right-hand node that is matched, its left-hand node."""
    match: dict[int, int] = {}

    def augment(left: int, seen: set[int]) -> bool:
        for right in edges[left]:
            if right not in seen:
                seen.add(right)
                if right not in match or augment(match[right], seen):
                    match[right] = left
                    return True
        return False

    for left in range(len(edges)):
        augment(left, set())
    return match


def meeting(found: Sequence[Sequence[int]], gold: Sequence[Sequence[int]]) -> list[list[int]]:
    """For each span found, the gold spans it overlaps; equal ones first."""
    return [
        sorted((j for j, g in enumerate(gold) if f[0] < g[1] and g[0] < f[1]), key=lambda j: tuple(gold[j]) != tuple(f))
        for f in found
    ]


def spans(things: Iterable[Row]) -> list[tuple[int, int]]:
    """Start and end of each, once each, in order."""
    return sorted({(thing["start"], thing["end"]) for thing in things})


def times(rows: list[Row], system: System) -> Figures:
    """Relaxed F1 over time expressions, and value F1 over those matched."""
    right = valued = found = gold = 0
    for row in rows:
        given = sorted(system(row["text"], row["dct"])["timexes"], key=lambda time: time["start"])
        true = row["timexes"]
        match = matched(meeting([(g["start"], g["end"]) for g in given], [(g["start"], g["end"]) for g in true]))
        right += len(match)
        valued += sum(given[left]["value"] == true[at]["value"] for at, left in match.items())
        found += len(given)
        gold += len(true)
    return {"relaxed F1": f1(right, found, gold), "value F1": f1(valued, found, gold)}


def kilometres(one: Row, other: Row) -> float:
    """Great-circle distance; 0 between places of one GeoNames id."""
    if one["geonameid"] is not None and one["geonameid"] == other["geonameid"]:
        return 0.0
    a, b = math.radians(one["lat"]), math.radians(other["lat"])
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other["lon"] - one["lon"]) / 2) ** 2
    return 6371.0 * 2 * math.asin(min(1.0, math.sqrt(half)))


def geo(rows: list[Row], system: System, resolver: Callable[..., list[Row | None]]) -> Figures:
    """Recognition, recognition and resolution together, and resolution of given names."""
    right = near = found = nowhere = gold = placed = given_near = 0
    for row in rows:
        true = row["toponyms"]
        given = {(p["start"], p["end"]): p for p in system(row["text"], row["doc_date"])["toponyms"]}
        ordered = [given[key] for key in sorted(given)]
        match = matched(meeting(sorted(given), [(t["start"], t["end"]) for t in true]))
        right += len(match)
        found += len(ordered)
        gold += len(true)
        placed += sum(t["lat"] is not None for t in true)
        nowhere += sum(true[at]["lat"] is None for at in match)
        pairs = [(true[at], ordered[left]) for at, left in match.items() if true[at]["lat"] is not None]
        near += sum(p["lat"] is not None and kilometres(t, p) <= KM for t, p in pairs)
        known = [t for t in true if t["lat"] is not None]
        answers = resolver(row["text"], row["doc_date"], [(t["start"], t["end"]) for t in known])
        given_near += sum(p is not None and kilometres(t, p) <= KM for t, p in zip(known, answers, strict=True))
    return {
        "recognition F1": f1(right, found, gold),
        "end to end F1": f1(near, found - nowhere, placed),
        "given names": share(given_near, placed),
    }


def casualties(rows: list[Row], system: System) -> Figures:
    """Exact numbers where they are not zero, and the day."""
    right: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for row in rows:
        out = system(row["text"], row["doc_date"])
        for kind in ("killed", "wounded"):
            if row[kind]:
                whole[kind] += 1
                right[kind] += out[kind] == row[kind]
        if row["date"]:
            whole["day"] += 1
            right["day"] += out["date"] == row["date"]
    return {name: share(right[name], whole[name]) for name in ("killed", "wounded", "day")}


_OLD_CODES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "YIELD": "CONCEDE"}
_OLD_CODES |= {"FIGHT": "ASSAULT", "CRIME": "COERCE"}
_LIGHT = frozenset("the a an of and in on at for to by 's s its his their government".split())


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if word not in _LIGHT}


def coding(rows: list[Row], system: System) -> Figures:
    """Types, sources and targets of records whose parties are given as words."""
    counts = {name: [0, 0, 0] for name in ("type", "source", "target")}
    for row in rows:
        out = system(row["text"], row["date"])["coding"]
        gold = {_OLD_CODES.get(event["code"], event["code"]) for event in row["events"]}
        _add(counts["type"], len(gold & {event["code"] for event in out}), len({e["code"] for e in out}), len(gold))
        for side in ("source", "target"):
            true = [party["text"] for event in row["events"] for party in event[side] or [] if party.get("text")]
            if side == "target" and not true and len(row["events"][0]["source"]) > 1:
                continue
            given = list({party["text"].lower(): party["text"] for event in out for party in event[side]}.values())
            edges = [[j for j, words in enumerate(true) if _words(text) & _words(words)] for text in given]
            _add(counts[side], len(matched(edges)), len(given), len(true))
    return {name: f1(*count) for name, count in counts.items()}


def _add(count: list[int], *numbers: int) -> None:
    for at, number in enumerate(numbers):
        count[at] += number


def place(rows: list[Row], places: Callable[..., list[tuple[int, int]]]) -> Figures:
    """Places of an event verb; also over the rows whose spans cover names."""
    counts = {"F1": [0, 0, 0], "F1, whole spans": [0, 0, 0]}
    for row in rows:
        found, gold = places(row["text"], None, tuple(row["verb"])), row["places"]
        numbers = len(matched(meeting(found, gold))), len(found), len(gold)
        _add(counts["F1"], *numbers)
        if all(len(row["text"][start:end].strip()) > 2 for start, end in gold):
            _add(counts["F1, whole spans"], *numbers)
    return {name: f1(*count) for name, count in counts.items()}


def _token_f1(one: str, other: str) -> float:
    a, b = (Counter(re.findall(r"\w+", text.lower())) for text in (one, other))
    return f1((a & b).total(), a.total(), b.total())


def fivew(rows: list[Row], system: System) -> Figures:
    """First answers that share half their words with one of the annotators', or name the day."""
    right: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for row in rows:
        text = "\n".join(part for part in (row["title"], row["lead"], row["text"]) if part)
        answers = system(text, row["doc_date"])["fivew"]
        for question in ("who", "what", "when", "where"):
            gold = row["fivew"].get(question)
            if not gold:
                continue
            whole[question] += 1
            given = answers.get(question) or [""]
            same = max(_token_f1(given[0], each["text"]) for each in gold) >= 50
            dated = question == "when" and any(str(e.get("parsed"))[:10] in given for e in gold if e.get("parsed"))
            right[question] += same or dated
    return {name: share(right[name], whole[name]) for name in ("who", "what", "when", "where")}


_CUT = re.compile(
    r"[,;(\[]|\b(?:of|in|at|from|with|for|on|to|by|who|which|that|whose|near|belonging|carrying|armed|loaded|against|"
    r"inside|outside|under|between|located|made|containing|including|wearing|traveling|riding)\b"
)
_MARKS = str.maketrans("", "", string.punctuation)


def plain(text: str) -> str:
    """Words in lower case, without articles and marks."""
    return " ".join(re.sub(r"\b(?:a|an|the)\b", " ", text.lower().translate(_MARKS)).split())


def head(text: str) -> str:
    """The head noun of a noun phrase, singular."""
    text = text.lower().strip()
    words = re.findall(r"[\w'&.-]+", _CUT.split(text)[0].strip() or text) or re.findall(r"\w+", text) or [text]
    word = words[-1].strip("'.-")
    for ending, singular in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if len(word) > 4 and word.endswith(ending) and not word.endswith("ss"):
            return word[: -len(ending)] + singular
    return word


def _entities(roles: dict[str, list[list[str]]], *names: str) -> list[list[str]]:
    """Entities of some roles; mentions that share a string are one."""
    found: list[list[str]] = []
    for name in names:
        mine: list[list[str]] = []
        for mentions in roles.get(name, []):
            texts = [text for text in dict.fromkeys(map(plain, mentions)) if text]
            same = next((entity for entity in mine if set(entity) & set(texts)), None)
            if same is not None:
                same.extend(text for text in texts if text not in same)
            elif texts:
                mine.append(texts)
        found += mine
    return found


def muc(rows: list[Row], system: System) -> Figures:
    """Role fillers by head noun, types of incidents, and which stories hold one."""
    names = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
    heads, types, relevant = [0, 0, 0], [0, 0, 0], [0, 0, 0]
    for row in rows:
        out = system(row["text"], row["doc_date"])
        for name in names:
            gold = [{head(mention) for mention in entity} for entity in row["doc_roles"][name]]
            given = _entities(out["roles"], name)
            edges = [[j for j, g in enumerate(gold) if {head(text) for text in entity} & g] for entity in given]
            _add(heads, len(matched(edges)), len(given), len(gold))
        kinds = sorted({event["type"] for event in out["events"] if event["type"]})
        true = sorted({tuple(event["types"]) for event in row["events"]})
        _add(types, len(matched([[j for j, g in enumerate(true) if k in g] for k in kinds])), len(kinds), len(true))
        _add(relevant, bool(kinds and true), bool(kinds), bool(true))
    return {"head match": f1(*heads), "types": f1(*types), "relevance": f1(*relevant)}


_WIKI_TYPES = {
    "Conflict.Attack": "ASSAULT", "Life.Die": "ASSAULT", "Life.Injure": "ASSAULT", "Conflict.Demonstrate": "PROTEST",
    "Justice.ArrestJailDetain": "COERCE", "Justice.Sentence": "SANCTION", "Justice.Convict": "SANCTION",
    "Justice.ChargeIndict": "ACCUSE", "Justice.InvestigateCrime": "ACCUSE", "Justice.TrialHearing": "ACCUSE",
    "Justice.ReleaseParole": "RETREAT", "Contact.ThreatenCoerce": "THREATEN", "Contact.RequestCommand": "REQUEST",
    "Contact.Contact.Meet": "CONSULT", "Contact.Contact.Correspondence": "CONSULT", "Conflict.Defeat": "ASSAULT",
}  # fmt: skip
_WIKI_ROLES = {
    "Attacker": "Perp", "Killer": "Perp", "Injurer": "Perp", "Target": "Affected", "Victim": "Affected",
    "Instrument": "Weapon", "ExplosiveDevice": "Weapon", "Place": "Place",
}  # fmt: skip


def wiki(rows: list[Row], system: System) -> Figures:
    """Types of events, and role fillers of attacks, deaths and injuries by head noun."""
    counts = {name: [0, 0, 0] for name in ("types", "Perp", "Affected", "Weapon", "Place")}
    for row in rows:
        out = system(row["text"], row["doc_date"])
        true = {code for event in row["events"] for kind, code in _WIKI_TYPES.items() if event["type"].startswith(kind)}
        given = {event["code"] for event in out["events"]} & set(_WIKI_TYPES.values())
        _add(counts["types"], len(true & given), len(given), len(true))
        gold: dict[str, set[str]] = defaultdict(set)
        for event in row["events"]:
            if event["type"].startswith(("Life.", "Conflict.Attack")):
                for argument in event["args"]:
                    if argument["role"] in _WIKI_ROLES:
                        gold[_WIKI_ROLES[argument["role"]]].add(head(argument["text"]))
        found = {
            "Perp": _entities(out["roles"], "PerpInd", "PerpOrg"),
            "Affected": _entities(out["roles"], "Victim", "Target"),
            "Weapon": _entities(out["roles"], "Weapon"),
            "Place": [[plain(words)] for words in dict.fromkeys(out["places"])],
        }
        for name, entities in found.items():
            heads = sorted(gold[name])
            edges = [[j for j, h in enumerate(heads) if h in {head(text) for text in e}] for e in entities]
            _add(counts[name], len(matched(edges)), len(entities), len(heads))
    return {name: f1(*count) for name, count in counts.items()}
