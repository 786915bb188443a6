"""What the encoder's head marks beside what the rules read: who of the two says who took part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from transforms.event.chunk_words import AUXILIARIES, PREPOSITIONS, RELATIVES, STARTS
from transforms.event.chunks import Phrase, phrase_at, word
from transforms.event.mention_words import TARGET_THINGS
from transforms.event.merge import Happening, assault_of
from transforms.event.parties import SURE, Party
from transforms.event.same_party import same_parties
from transforms.language.lists import word_set
from transforms.language.numbers import ONES, TENS
from transforms.language.tokens import Tokens


class Marked:
    """The parties of a story, as phrases.

    Beside names the rules go first, and a party fills only what they leave empty. In a text in one case, where rules
    see little, the parties lead.
    """

    def __init__(self, tokens: Tokens, parties: Sequence[Party] | None) -> None:
        self._tokens = tokens
        one_case = tokens.text.islower() or tokens.text.isupper()
        found: dict[Phrase, Party] = {}
        for party in parties or ():
            bounds = (bisect_left(tokens.starts, at) for at in (party.span.start, party.span.end))
            phrase = _trimmed(tokens, Phrase(*bounds), party.kind)
            if phrase.first < phrase.end:
                found.setdefault(phrase if one_case else _whole(tokens, phrase), party)
        same = same_parties(tokens, [(party.kind, phrase) for phrase, party in found.items()])
        self._same = {
            phrase: group for phrase, group in same.items() if any(found[other].confidence >= SURE for other in group)
        }
        self._phrases = [(party.kind, phrase) for phrase, party in found.items() if phrase in self._same]
        self.lead = one_case and parties is not None
        """Whether who took part in assaults is as they say alone."""

    def hand_out(self, happenings: list[Happening]) -> None:
        """Give each party to the assault of its sentence; where they lead, to the first one else."""
        main = next((h for h in happenings if h.type == "ASSAULT"), None)
        named = {phrase.first for kind, phrase in self._phrases if kind == "person"}
        for kind, phrase in self._phrases:
            if kind == "people" and phrase.end in named:
                continue  # the title before a name
            home = assault_of(self._tokens, happenings, phrase.first) or (main if self.lead else None)
            if home is not None:
                home.parties.append((kind, phrase))

    def sees_nobody(self) -> bool:
        """Whether the head, where it leads, finds in the whole story nobody who did or suffered violence."""
        return self.lead and not self._phrases

    def leads(self, happening: Happening) -> bool:
        """Whether who took part in a happening is as they say alone."""
        return self.lead and happening.type == "ASSAULT"

    def named_as(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """All phrases of the story for the party that a phrase names, the fullest first."""
        return self._same.get(phrase, (phrase,))

    def side(self, happening: Happening, kinds: frozenset[str], by_rules: list[Phrase]) -> list[Phrase]:
        """The phrases of one side of a happening, of the rules or of the parties."""
        marked = [phrase for kind, phrase in happening.parties if kind in kinds]
        return marked if not by_rules or self.leads(happening) else by_rules


def _trimmed(tokens: Tokens, phrase: Phrase, kind: str) -> Phrase:
    """A party's plain words: `bombs` of `several powerful bombs`, `two guards` of `the alleged two guards who were`."""
    first, end = phrase.first, phrase.end
    while end > first + 1 and _begins_clause(tokens, end - 1):
        end -= 1
    while first < end - 1 and (skipped := _empty_words(tokens, first, kind)):
        first += skipped
    return Phrase(min(first, end - 1), end)


def _begins_clause(tokens: Tokens, at: int) -> bool:
    """Whether the word that a phrase ends with opens a clause about it: `a bus covering the route`."""
    here, after = tokens.words[at], word(tokens, at + 1)
    if here in RELATIVES or here in AUXILIARIES or here in _OPENING:
        return True
    return here.endswith("ing") and here not in TARGET_THINGS and (after in STARTS or after in PREPOSITIONS)


def _empty_words(tokens: Tokens, at: int, kind: str) -> int:
    """How many words from a token on say nothing of what a party is: how many there are, or that it is doubted."""
    here = tokens.words[at]
    if "".join(tokens.words[at : at + 3]) in ("self-styled", "so-called"):
        return 3
    counts = here in _AMOUNTS or here in ONES or here in TENS or here[0].isdigit()
    return int(here in _HEDGES or (kind in _UNCOUNTED and counts and word(tokens, at + 1) not in _MEASURES))


_OPENING: Final = frozenset({"full", "loaded", "located", "occupied", "owned", "belonging", "filled", "rigged", "near"})
_HEDGES: Final = word_set("alleged presumed suspected supposed several")
"""Words of doubt and number before a party."""
_UNCOUNTED: Final = frozenset({"thing", "weapon"})
"""Kinds that one does not tell apart by their number."""
_MEASURES: Final = frozenset({"-", "mm", "caliber", "calibre"})
"""Words behind a number that says what kind of weapon it is: `9-mm pistol`."""
_AMOUNTS: Final = word_set(
    "some various many numerous other powerful more than over about at least to kg kilos kilograms pounds grams tons of"
)


def _whole(tokens: Tokens, phrase: Phrase) -> Phrase:
    """The noun phrase that a marked one begins: `extremist attackers` where only the first word is marked."""
    longer = phrase_at(tokens, phrase.first)
    if longer is None or not phrase.end < longer.end <= phrase.end + _LEFT_OUT:
        return phrase
    plain = not any(tokens.capital(at) for at in range(phrase.end - 1, longer.end))
    return Phrase(phrase.first, longer.end) if plain else phrase


_LEFT_OUT: Final = 2
"""Words that the head leaves out at the end of a phrase, at most."""
