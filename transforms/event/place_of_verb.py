"""Where the act of a verb or noun happened: which names of its sentence say so.

A small linear model decides (docs/models/place_of_verb.md). Nothing that it looks at is a certain place or actor: it
sees small words, word classes, verbs, order and distance.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from schemas.story import Span
from transforms.event.chunk_words import AUXILIARIES, BREAKS, PREPOSITIONS, RELATIVES, REPORTING
from transforms.event.lexicon import INSTRUMENTS, NOUNS, VERBS
from transforms.event.linear import load_linear
from transforms.event.name_runs import Name, names_in
from transforms.event.place_words import NEUTRAL
from transforms.event.places import PlaceMention
from transforms.event.victim_numbers import is_people
from transforms.language.lists import word_set
from transforms.language.time_words import MONTHS, WEEKDAYS
from transforms.language.tokens import Tokens

_KINDS: Final = word_set(
    "town city village province district region state capital neighborhood neighbourhood area suburb camp island",
    "county governorate municipality port settlement outskirts suburbs part parts north south east west center",
    "centre valley towns cities villages provinces districts border coast road highway street streets countryside",
    "territory territories stronghold front frontline front-line base airport farm farms hills hill mountain mountains",
    "river strip peninsula gulf sea quarter square market mosque hospital prison university airbase crossing hilltop",
)
_COMPASS: Final = word_set(
    "northern southern eastern western central northeastern northwestern southeastern southwestern downtown nearby",
    "restive neighboring neighbouring coastal mountainous strategic",
)
_ORGANS: Final = word_set(
    "army police forces force front group party militia government ministry council court company agency news state",
    "minister president guard brigade division movement union organization committee parliament congress university",
    "times post television radio air navy command corps battalion",
)
_CLOSED: Final = PREPOSITIONS | RELATIVES | BREAKS | AUXILIARIES | word_set("the a an s to of not his her their its")
_LISTED: Final = {
    word: name
    for words, name in (
        (_ORGANS, "ORGAN"),
        (REPORTING, "SAY"),
        (WEEKDAYS.keys() | MONTHS.keys(), "TIME"),
        (_COMPASS, "COMPASS"),
        (_KINDS, "KIND"),
    )
    for word in words
}
"""Class of each listed word; the later list wins."""
_LINKS: Final = word_set("the a an - s ' ’ of other two three several more all main largest both")


THRESHOLD: Final = -0.45
"""Log-odds from which on a name is taken: where F1 is best by cross-validation."""


def places_of(tokens: Tokens, at: int, known: dict[int, PlaceMention], bounds: tuple[int, int]) -> list[PlaceMention]:
    """The names of a sentence that say where an act happened, in order; empty where it does not say.

    A name that no gazetteer has comes without a place.

    Args:
        tokens: The text.
        at: Index of the verb or noun that names the act.
        known: Places of the text by their first token.
        bounds: First token of its sentence, and the token after the last.
    """
    bounds = max(bounds[0], at - _AROUND), min(bounds[1], at + _AROUND)
    names = names_in(tokens, *bounds, known)
    model = load_linear("place_of_verb")
    return [
        name.known or _unknown(tokens, name)
        for index, name in enumerate(names[:_MOST])
        if model.margin(features(tokens, at, names, index, bounds)) > THRESHOLD
    ]


_MOST: Final = 40
_AROUND: Final = 120
"""Names that are looked at, and tokens on either side of the verb: bounds for hostile text."""


def _unknown(tokens: Tokens, name: Name) -> PlaceMention:
    return PlaceMention(
        words=tokens.printed(name.first, name.end),
        span=Span(tokens.starts[name.first], tokens.ends[name.end - 1]),
        place=None,
        first=name.first,
        end=name.end,
    )


def word_class(tokens: Tokens, at: int) -> str:
    """What a token counts as: itself where it is a small word, else a class of words."""
    if not 0 <= at < len(tokens):
        return "<>"
    here = tokens.words[at]
    if here in _CLOSED or not here[0].isalnum():
        return here
    listed = _LISTED.get(here)
    if listed is not None:
        return listed
    if here[0].isdigit():
        return "NUMBER"
    return "NAME" if tokens.capital(at) else _plain_class(here)


@lru_cache(maxsize=20_000)
def _plain_class(word: str) -> str:
    """The class of a word that is no name and on no list of this module."""
    trigger = VERBS.get(word)
    if trigger is not None:
        return "V" + trigger.form
    if word in NOUNS:
        return "ACT"
    if word in INSTRUMENTS:
        return "WEAPON"
    if is_people(word):
        return "PEOPLE"
    return word[-3:] if word.endswith(("ing", "ed", "ly")) else "word"


def _bucket(number: int) -> str:
    for bound in (0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 30):
        if number <= bound:
            return str(bound)
    return "far"


def _governor(tokens: Tokens, first: int) -> tuple[str, str, int]:
    """The preposition before a name, kinds of places and compass words passed over; what was passed; where it is."""
    at, passed = first - 1, ""
    while at >= 0 and first - at < 9 and tokens.sentence[at] == tokens.sentence[first]:
        kind = word_class(tokens, at)
        if kind in PREPOSITIONS and kind != "of":
            return kind, passed, at
        if kind in ("KIND", "COMPASS"):
            passed = kind if kind == "KIND" or not passed else passed
        elif tokens.words[at] not in _LINKS and not tokens.capital(at):
            return kind, passed, at
        at -= 1
    return "<>", passed, at


def features(tokens: Tokens, verb: int, names: list[Name], index: int, bounds: tuple[int, int]) -> list[str]:
    """What speaks for or against one name of a sentence being where the act of a verb happened."""
    name = names[index]
    first, end = name.first, name.end
    after = first > verb
    low, high = (verb + 1, first) if after else (end, verb)
    between = [word_class(tokens, at) for at in range(low, high)]
    side = "A" if after else "B"
    near = _bucket(high - low)
    governor, passed, seat = _governor(tokens, first)
    head = word_class(tokens, seat - 1) if seat > bounds[0] else "<>"
    nearest = next((at for at in range(first - 1, bounds[0] - 1, -1) if is_verb(tokens, at)), -1)
    follows = next((at for at in range(end, bounds[1]) if is_verb(tokens, at)), -1)
    ours = f"{nearest == verb}{follows == verb}"
    verbs = sum(kind in AUXILIARIES or kind[0] == "V" or kind == "SAY" for kind in between)
    commas = sum(kind == "," for kind in between)
    clauses = sum(kind in RELATIVES or kind in _CLAUSE for kind in between)
    nearer = sum(1 for other in names if low <= other.first < high)
    placed = sum(1 for other in names if low <= other.first < high and other.known is not None)
    kind = "?" if name.known is None else "people" if name.known.people else _kind_of(name)
    left = [word_class(tokens, at) if at >= bounds[0] else "<>" for at in (first - 1, first - 2, first - 3)]
    right = [word_class(tokens, at) if at < bounds[1] else "<>" for at in (end, end + 1, end + 2)]
    last = word_class_of_name(tokens, end - 1)
    trigger = VERBS.get(tokens.words[verb])
    what = trigger.lemma if trigger else tokens.words[verb]
    around = [word_class(tokens, verb - 1), word_class(tokens, verb + 1)]
    chained = left[0] == "," and index > 0 and names[index - 1].end == first - 1
    gap = f"{min(verbs, 2)}{min(commas, 3)}{min(clauses, 2)}"
    return [
        "bias", f"side={side}", f"near={side}{near}", f"gov={governor}", f"gov={governor}{side}",
        f"gov={governor}{passed}", f"kind={kind}", f"kind={kind}{governor}", f"gap={side}{gap}", f"gap={gap}{governor}",
        f"verbs={side}{min(verbs, 4)}", f"commas={side}{min(commas, 4)}", f"clauses={side}{min(clauses, 3)}",
        f"nearer={side}{min(nearer, 4)}", f"placed={side}{min(placed, 3)}", f"placed={governor}{side}{min(placed, 3)}",
        f"l1={left[0]}", f"l2={left[1]},{left[0]}", f"l3={left[2]},{left[1]},{left[0]}", f"r1={right[0]}",
        f"r2={right[0]},{right[1]}", f"r3={right[0]},{right[1]},{right[2]}", f"lr={left[0]},{right[0]}",
        f"lr2={left[1]},{left[0]},{right[0]}", f"last={last}", f"last={last}{governor}", f"width={min(end - first, 5)}",
        f"what={what}", f"what={what}{side}", f"what={what}{governor}", f"what={what}{kind}", f"what={what}{left[0]}",
        f"around={around[0]}{side}", f"around={around[1]}{side}", f"around={around[0]}_{around[1]}{governor}",
        f"chained={chained}", f"chained={chained}{kind}", f"begins={first - bounds[0] < 2}{right[0]}",
        f"ends={bounds[1] - end < 2}", f"index={min(index, 3)}of{min(len(names), 5)}", f"mid={','.join(between[:5])}"
        if len(between) < 5 else "mid=long", f"midset={side}" + ",".join(sorted(set(between) & _MIDDLE)),
        f"ours={ours}{side}", f"ours={ours}{governor}", f"head={head}{governor}", f"head={head}{governor}{ours}",
        f"nearverb={word_class(tokens, nearest)}{ours}", f"passed={passed}{governor}{ours}",
        f"joined={_joined(tokens, names, index)}", f"joined={_joined(tokens, names, index)}{kind}",
        f"before={_before_group(tokens, names, index)}{side}",
        f"sayer={any(tokens.words[i] in REPORTING for i in range(end, min(end + 3, bounds[1])))}",
        f"form={trigger.form if trigger else tokens.words[verb][-3:]}{side}{governor}",
    ]  # fmt: skip


def is_verb(tokens: Tokens, at: int) -> bool:
    """Whether a token looks like a verb: a form on a list, or one in -ed or -ing."""
    kind = word_class(tokens, at)
    return kind[0] == "V" or kind in ("SAY", "ed", "ing") or (kind in AUXILIARIES and kind != "s")


def _joined(tokens: Tokens, names: list[Name], index: int) -> str:
    """The mark or word that alone stands between a name and the one before it."""
    between = tokens.words[names[index - 1].end : names[index].first] if index else []
    return " ".join(between) if index and len(between) < 3 else "-"


def _before_group(tokens: Tokens, names: list[Name], index: int) -> str:
    """What governs the first name of the list that this one belongs to."""
    while index and _joined(tokens, names, index) in (",", "and", ", and", "or"):
        index -= 1
    return "".join(_governor(tokens, names[index].first)[:2])


def word_class_of_name(tokens: Tokens, at: int) -> str:
    """The class of the last word of a name."""
    here = tokens.words[at]
    if here in _KINDS:
        return "KIND:" + here
    if here in _ORGANS:
        return "ORGAN"
    if here in NEUTRAL:
        return "NEUTRAL"
    return "UPPER" if tokens.text[tokens.starts[at] : tokens.ends[at]].isupper() and len(here) > 1 else "-"


def _kind_of(name: Name) -> str:
    place = name.known.place if name.known else None
    return "unresolved" if place is None else place.kind


_CLAUSE: Final = word_set("after before while as but because although since ; following when where and")
_MIDDLE: Final = word_set(
    "in at near on from to by , and SAY of with after during when who that which while as ACT KIND"
)
