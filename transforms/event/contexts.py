"""PLOVER contexts of a story, from words that name them."""

from __future__ import annotations

from collections import Counter
from typing import Final

from transforms.language.lists import word_set
from transforms.language.tokens import Tokens

_WORDS: Final = {
    "military": word_set("army troops soldiers military navy battalion brigade airbase warplanes commander"),
    "intelligence": word_set("intelligence spy spies espionage"),
    "executive": word_set("president minister premier chancellor cabinet government"),
    "legislative": word_set("parliament senate congress lawmakers legislature parliamentary"),
    "election": word_set("election elections electoral vote voters ballot polls polling campaign"),
    "legal": word_set("court judge trial prosecutor prosecutors lawyer verdict sentenced"),
    "economic": word_set("economy economic inflation trade tariffs bank exports imports"),
    "diplomatic": word_set("ambassador embassy diplomat diplomats diplomatic envoy treaty"),
    "peacekeeping": word_set("peacekeepers peacekeeping"),
    "health": word_set("hospital virus vaccine epidemic pandemic outbreak disease"),
    "asylum": word_set("asylum"),
    "migration": word_set("migrants refugees displaced migration"),
    "disasters": word_set("earthquake flood floods hurricane cyclone typhoon wildfire tsunami landslide"),
    "environment": word_set("climate emissions pollution deforestation"),
    "terrorism": word_set("terrorist terrorists terrorism militant militants militia extremists suicide jihadist"),
    "cbrn": word_set("nuclear chemical uranium radioactive sarin biological"),
    "cyber": word_set("hackers ransomware malware cyberattack hacked"),
    "crime": word_set("murder robbery homicide gang police suspect arrested burglary"),
    "corruption": word_set("corruption bribery bribes embezzlement graft"),
    "illegal_drugs": word_set("cocaine heroin cartel narcotics drug drugs traffickers"),
    "trafficking": word_set("smugglers smuggling trafficking traffickers"),
    "religion_ethnicity": word_set("shiite sunni muslim christian hindu jewish ethnic sectarian mosque church"),
    "human_rights": word_set("torture abuses amnesty"),
}  # fmt: skip
_LEAST: Final = 2
"""Words of a context that make it one of the story's."""


def contexts_of(tokens: Tokens) -> tuple[str, ...]:
    """Contexts of which a text holds at least two words, in alphabetical order."""
    seen: Counter[str] = Counter()
    for word in tokens.words:
        for context in _OF_WORD.get(word, ()):
            seen[context] += 1
    return tuple(sorted(context for context, count in seen.items() if count >= _LEAST))


_OF_WORD: Final[dict[str, tuple[str, ...]]] = {
    word: tuple(context for context, words in _WORDS.items() if word in words)
    for word in frozenset().union(*_WORDS.values())
}
