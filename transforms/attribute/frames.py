"""A frame: one attribution as found in its sentence, before its fields are worked out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from transforms.attribute.words import Sentence
from transforms.language.lists import word_set

Chars = tuple[int, int]
"""A half-open range of characters of the body."""

BE: Final = word_set(
    "were be is was aren't being weren't are wasn't isn't been am it's",
)
"""Forms of `be`, by which a passive or a progressive is known."""

NEGATIVE: Final = frozenset({"not", "never", "cannot"})
"""Words that deny the verb they stand before, beside those in n't."""

CHARGES: Final = frozenset({"deny", "reject", "accuse", "blame"})
"""Verbs that, like those of speech, make a row of their own within what somebody else says."""

VERDICTS: Final = word_set(
    "accusation charge assessment statement claim contention allegation view suggestion assertion",
)
"""Nouns by which a clause sums up what was said before it: `, a charge the rebels rejected`."""


@dataclass(slots=True)
class Frame:
    """One attribution before its fields are worked out.

    Attributes:
        sentence: Number of its sentence.
        at: Word of the sentence that attributes.
        lemma: Dictionary form of the cue: `say`; `according`.
        kind: Kind of the cue, as in :class:`~transforms.attribute.cue_words.Cue`, or silence.
        source: Where the source stands.
        cue: Where the cue stands.
        content: Where the content stands.
        order: before (content, then source), after, around, or none.
        negated: Whether the cue stands under a `not`.
        hearer: Whom it was told to.
        stance: Fixed by an idiom; None where the cue's lemma decides.
        chain: The frame above it in a media chain.
        shared: Whether the source was taken over from an earlier verb of the sentence.
        nested: Whether the cue stands within another content.
        verdict: Whether its content is a noun that sums up what was said before it.
        confidence: How sure the encoder is; None for what the rules found alone.
    """

    sentence: int
    at: int
    lemma: str
    kind: str
    source: list[Chars]
    cue: list[Chars]
    content: list[Chars]
    order: str = "after"
    negated: bool = False
    hearer: Chars | None = None
    stance: str | None = None
    chain: Frame | None = field(default=None, repr=False)
    shared: bool = False
    nested: bool = False
    verdict: bool = False
    confidence: float | None = None


def chars(sentence: Sentence, start: int, end: int) -> list[Chars]:
    """The characters of a range of words, without punctuation at its edges."""
    tag = sentence.tag
    while start < end and (tag[start] in ",." or (tag[start] == ";" and sentence.low[start] not in "([")):
        start += 1
    while end > start and (tag[end - 1] in ",." or (tag[end - 1] == ";" and sentence.low[end - 1] not in ")]")):
        end -= 1
    return [(sentence.starts[start], sentence.ends[end - 1])] if end > start else []
