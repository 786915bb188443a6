"""The weapons of an event, each once, with every wording of it: `two car bombs`, `the bombs`, `detonated them`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from schemas.event import Participant
from schemas.story import Span
from transforms.event.chunks import Phrase, verb_group, word
from transforms.event.same_party import initials, name_of
from transforms.language.lists import word_set
from transforms.language.tokens import Tokens


def weapons_of(tokens: Tokens, phrases: Sequence[Phrase]) -> tuple[Participant, ...]:
    """Phrases for weapons as participants, in the order of the text, with the words of the longest.

    Args:
        tokens: The text.
        phrases: Weapons, and pronouns that :func:`stands_for_weapon`; these go to the weapon named last before them.
    """
    found: dict[str, list[Phrase]] = {}
    short = {_kind(tokens, phrase) for phrase in phrases}
    last: str | None = None
    done = 0
    for phrase in sorted(phrases, key=lambda phrase: (phrase.first, -phrase.end)):
        if phrase.end <= done:
            continue
        done = phrase.end
        if not stands_for_weapon(tokens, phrase.first):
            letters = initials(name_of(tokens, phrase))
            last = letters if letters in short else _kind(tokens, phrase)
        if last is not None:
            found.setdefault(last, []).append(phrase)
    return tuple(_participant(tokens, each) for each in found.values())


def _kind(tokens: Tokens, phrase: Phrase) -> str:
    return tokens.words[phrase.end - 1].rstrip("s")


def _participant(tokens: Tokens, phrases: Sequence[Phrase]) -> Participant:
    spans = [Span(tokens.starts[phrase.first], tokens.ends[phrase.end - 1]) for phrase in phrases]
    named = [span for span, phrase in zip(spans, phrases, strict=True) if not stands_for_weapon(tokens, phrase.first)]
    longest = max(named, key=lambda span: span.end - span.start)
    others = (span for span in spans if span != longest)
    text = next(tokens.printed(p.first, p.end) for p in phrases if tokens.starts[p.first] == longest.start)
    return Participant(text=text, spans=(longest, *others), role="weapon")


def stands_for_weapon(tokens: Tokens, at: int) -> bool:
    """Whether a pronoun stands for what blows up, as only weapons do: `before detonating them`, `they went off`."""
    here = tokens.words[at]
    if here not in _PRONOUNS:
        return False
    if word(tokens, at - 1) in _SETTING_OFF:
        return not verb_group(tokens, at - 1).negated
    verb = at + 1
    while word(tokens, verb) in _WERE:
        verb += 1
    return here != "them" and (word(tokens, verb) in _EXPLODED or tokens.words[verb : verb + 2] == ["went", "off"])


_PRONOUNS: Final = frozenset({"it", "they", "them"})
_SETTING_OFF: Final = word_set("detonate detonated detonating exploding")
_EXPLODED: Final = word_set("exploded detonated")
_WERE: Final = word_set("was were had been being then all both")
