"""Words of time as data."""

from __future__ import annotations

import re
from typing import Final

from transforms.language.lists import word_list, word_set

YEAR: Final = re.compile(r"(?:1[0-9]|20)\d\d\Z")

WEEKDAYS: Final = {
    word: number for number, word in enumerate(word_list("monday tuesday wednesday thursday friday saturday sunday"))
}
"""Monday is 0."""
SHORT_WEEKDAYS: Final = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
"""Only before a date or a full stop: `Sat` and `Sun` are words too."""

MONTHS: Final = {
    word: number
    for number, word in enumerate(
        word_list("january february march april may june july august september october november december"), start=1
    )
}
SHORT_MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
ALL_MONTHS: Final = MONTHS | SHORT_MONTHS
AMBIGUOUS_MONTHS: Final = word_set("march may april june august")
"""Also verbs and first names."""

UNITS: Final = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "fortnight": "2W",
    "month": "M", "quarter": "Q", "year": "Y", "decade": "10Y", "century": "100Y", "weekend": "WE",
}  # fmt: skip
"""Unit and its TIMEX3 letter; T stands for units below the day."""
PLURALS: Final = {f"{unit}s": unit for unit in UNITS if unit != "century"} | {"centuries": "century"}

PARTS_OF_DAY: Final = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
HALF_DAYS: Final = frozenset(PARTS_OF_DAY) - {"night"}
"""Without `night`: `late night` is more often an adjective."""
PLURAL_PARTS: Final = {f"{part}s": letters for part, letters in PARTS_OF_DAY.items()}
SEASONS: Final = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
SEASON_MIDDLE: Final = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}
"""A month well inside the season, northern hemisphere."""

DECADES: Final = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8,
    "nineties": 9,
}  # fmt: skip

SETS: Final = {
    "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "annually": "P1Y", "yearly": "P1Y",
    "hourly": "PT1H",
}  # fmt: skip
REFERENCES: Final = {
    ("now",): "PRESENT_REF",
    ("right", "now"): "PRESENT_REF",
    ("currently",): "PRESENT_REF",
    ("current",): "PRESENT_REF",
    ("presently",): "PRESENT_REF",
    ("nowadays",): "PRESENT_REF",
    ("at", "present"): "PRESENT_REF",
    ("at", "the", "moment"): "PRESENT_REF",
    ("these", "days"): "PRESENT_REF",
    ("recently",): "PAST_REF",
    ("recent",): "PAST_REF",
    ("lately",): "PAST_REF",
    ("the", "recent", "past"): "PAST_REF",
    ("the", "past"): "PAST_REF",
    ("the", "future"): "FUTURE_REF",
    ("the", "near", "future"): "FUTURE_REF",
    ("in", "future"): "FUTURE_REF",
    ("the", "short", "term"): "FUTURE_REF",
    ("the", "near", "term"): "FUTURE_REF",
    ("the", "long", "term"): "FUTURE_REF",
    ("a", "later", "date"): "FUTURE_REF",
    ("soon",): "FUTURE_REF",
}

BACKWARD: Final = word_set("last past previous preceding")
FORWARD: Final = word_set("next coming following upcoming")
TOLD: Final = word_set("previous preceding following")
"""Counted from the day that the text named, not from today."""
HERE: Final = word_set("this current the same that")
VAGUE: Final = word_set("several some few many recent coming past")
NEAR: Final = word_set("early late mid earlier later about nearly almost around roughly approximately sometime")
"""Words before an expression that belong to it without changing its day."""

YEAR_BEFORE: Final = word_set(
    "in since until till of from by during to before after through fiscal early late mid the and or between year "
    "circa around about spring summer fall autumn winter for ( , - – /"
)
"""What stands before a number that is a year."""

MODALS: Final = word_set("will would could might may can should to")
"""Words beside `soon`, and before `one day`, that put it into the future."""

LOOKS_AHEAD: Final = word_set(
    "will ll shall would scheduled expected expects due upcoming begins starts opens expires resumes meets meet",
    "intends hopes tomorrow payable effective deadline plan plans planned planning until postponed",
    "poised preparing heads headed",
)
"""Words that turn an open weekday or month towards the future."""
LOOKS_BACK: Final = word_set(
    "was were had said did told took began came went met left made found held hit shot fell fled rose won lost gave",
    "got saw sent became broke brought led spoke struck ran wrote kept stood blew drove threw put cut sold bought",
    "paid since has have been burst grew knew sank sought taught thought",
)
