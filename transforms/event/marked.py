"""What the encoder's head marks beside what the rules read: who of the two says who took part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from transforms.event.chunk_words import AUXILIARIES, RELATIVES
from transforms.event.chunks import Phrase, phrase_at
from transforms.event.merge import Happening, assault_of
from transforms.event.parties import SURE, Party
from transforms.event.same_party import same_parties
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
            phrase = _trimmed(tokens, Phrase(*bounds))
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


def _trimmed(tokens: Tokens, phrase: Phrase) -> Phrase:
    """A phrase without the beginning of a clause behind it: `two guards` of `two guards who were`."""
    end = phrase.end
    while end > phrase.first + 1 and tokens.words[end - 1] in RELATIVES | AUXILIARIES:
        end -= 1
    return Phrase(phrase.first, end)


def _whole(tokens: Tokens, phrase: Phrase) -> Phrase:
    """The noun phrase that a marked one begins: `extremist attackers` where only the first word is marked."""
    longer = phrase_at(tokens, phrase.first)
    if longer is None or not phrase.end < longer.end <= phrase.end + _LEFT_OUT:
        return phrase
    plain = not any(tokens.capital(at) for at in range(phrase.end - 1, longer.end))
    return Phrase(phrase.first, longer.end) if plain else phrase


_LEFT_OUT: Final = 2
"""Words that the head leaves out at the end of a phrase, at most."""
