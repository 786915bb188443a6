"""Fixed phrases and times that come again: `now`, `recently`, `the future`, `every day`, `daily`."""

from __future__ import annotations

from typing import Final

from transforms.language import time_words as tw
from transforms.language.lists import word_set
from transforms.language.numbers import read_number
from transforms.language.time_scene import Reading, Scene
from transforms.language.time_units import duration

_AFTER_THE_PAST: Final = word_set("and but or when that as have has to he she it they we i")
"""Words after `the past` that leave it a noun; other words begin `the past three months` or are what it describes."""
_BY_FIRST: Final = {
    first: sorted((each for each in tw.REFERENCES.items() if each[0][0] == first), key=lambda each: -len(each[0]))
    for first in {words[0] for words in tw.REFERENCES}
}
PHRASE_WORDS: Final = frozenset(_BY_FIRST)
SET_WORDS: Final = frozenset(tw.SETS) | {"every", "each", "per"}


def phrase(scene: Scene, index: int) -> Reading | None:
    """Fixed phrases without a day: `now`, `recently`, `the future`."""
    found = next((each for each in _BY_FIRST[scene.words[index]] if scene.says(index, *each[0])), None)
    if found is None or _says_nothing(scene, index):
        return None
    end = index + len(found[0])
    following = scene.word(end)
    if found[0] == ("recent",) and following in tw.PLURALS:
        return Reading(index, and_more(scene, end + 1), "DURATION", duration(None, tw.PLURALS[following]))
    if found[0] == ("the", "past") and following.isalpha() and following not in _AFTER_THE_PAST:
        return None
    return Reading(index, end, "DATE", found[1])


def _says_nothing(scene: Scene, index: int) -> bool:
    """Whether `now` only opens a sentence, or `soon` is not about what will be."""
    if scene.words[index] == "now":
        return scene.opens(index) and scene.word(index + 1) in (",", "for")
    return scene.words[index] == "soon" and tw.MODALS.isdisjoint((scene.word(index - 1), scene.word(index + 1)))


def and_more(scene: Scene, end: int) -> int:
    """The token after the `or months` of `weeks or months`."""
    return end + 2 if scene.word(end) in ("and", "or") and scene.word(end + 1) in tw.PLURALS else end


def repeated(scene: Scene, index: int) -> Reading | None:
    """`daily`, `every day`, `each Thursday`, `per year`, `every two weeks`."""
    word, following = scene.words[index], scene.word(index + 1)
    if word in tw.SETS:
        return Reading(index, index + 1, "SET", tw.SETS[word])
    if following in tw.UNITS and following != "second" and (following != "quarter" or word == "every"):
        return Reading(index, index + 2, "SET", duration(1, following))
    if word == "per":
        return None
    if following in tw.WEEKDAYS:
        return Reading(index, index + 2, "SET", f"XXXX-WXX-{tw.WEEKDAYS[following] + 1}")
    if following in tw.MONTHS:
        return Reading(index, index + 2, "SET", f"XXXX-{tw.MONTHS[following]:02d}")
    number = read_number(scene.words, index + 1)
    if number is None or scene.word(number[0]) not in tw.PLURALS:
        return None
    return Reading(index, number[0] + 1, "SET", duration(number[1], tw.PLURALS[scene.word(number[0])]))
