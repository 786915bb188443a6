"""Who may act and who may suffer in a mention: what is no party is taken out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from schemas.attribution import Attribution
from schemas.story import Span
from transforms.event.chunk_words import STARTS
from transforms.event.chunks import Phrase, word
from transforms.event.lexicon import INSTRUMENTS, NOUNS, VERBS
from transforms.event.mention import Mention
from transforms.event.mention_words import NOT_A_PERSON, OPEN_SUBJECTS
from transforms.event.roles import head_of
from transforms.language.numbers import ONES, SCALES, TENS
from transforms.language.tokens import Tokens


def tidy(tokens: Tokens, mention: Mention) -> None:
    """Take out what cannot be an actor or a target, and cut `accused X of …` after X."""
    if mention.trigger.type in ("ACCUSE", "REQUEST", "THREATEN", "SANCTION", "COERCE", "REJECT"):
        mention.targets = [_cut_of(tokens, phrase) for phrase in mention.targets]
    weapons = [p for p in mention.actors if head_of(tokens, p) in INSTRUMENTS]
    mention.instruments += weapons
    nominal = [p for p in mention.actors if head_of(tokens, p) in NOUNS]
    mention.actors = [p for p in mention.actors if p not in weapons and p not in nominal and _can_act(tokens, p)]
    if mention.trigger.lemma == "kill":
        mention.actors = [p for p in mention.actors if word(tokens, p.end) != "which" or not tokens.capital(p.end - 1)]
    mention.targets = [p for p in mention.targets if head_of(tokens, p) not in NOUNS and can_suffer(tokens, p)]


def leave_out_speakers(tokens: Tokens, mention: Mention, attributions: Sequence[Attribution]) -> None:
    """Take out whoever tells of the act: `Ministers agreed to close the port, Ada Kern said`."""
    start, end = tokens.starts[mention.at], tokens.ends[mention.end - 1]
    telling = [a for a in attributions if any(span.start <= start and end <= span.end for span in a.content_spans)]
    speakers = [span for each in telling for span in each.source_spans]
    mention.actors = [phrase for phrase in mention.actors if not _speaks(tokens, phrase, speakers)]
    mention.targets = [phrase for phrase in mention.targets if not _speaks(tokens, phrase, speakers)]


def _speaks(tokens: Tokens, phrase: Phrase, speakers: Sequence[Span]) -> bool:
    first, last = tokens.starts[phrase.first], tokens.ends[phrase.end - 1]
    return any(span.start <= first and last <= span.end for span in speakers)


def _cut_of(tokens: Tokens, phrase: Phrase) -> Phrase:
    for at in range(phrase.first + 1, phrase.end):
        if tokens.words[at] == "of" and (tokens.capital(at - 1) or word(tokens, at + 1).endswith("ing")):
            return Phrase(phrase.first, at)
    return phrase


def _can_act(tokens: Tokens, phrase: Phrase) -> bool:
    first = VERBS.get(tokens.words[phrase.first])
    if first is not None and first.form == "ing" and phrase.end - phrase.first > 1:
        return False
    return head_of(tokens, phrase) not in NOT_A_PERSON and tokens.words[phrase.first] not in OPEN_SUBJECTS


def can_suffer(tokens: Tokens, phrase: Phrase) -> bool:
    """Whether a phrase may name who or what an act is done to."""
    return head_of(tokens, phrase) not in NOT_A_PERSON | OPEN_SUBJECTS and not is_number(tokens, phrase)


def is_number(tokens: Tokens, phrase: Phrase) -> bool:
    """Whether a phrase counts without saying whom: `five`, `at least 15`, `another two`."""
    return all(
        here in _COUNTING or here[0].isdigit() or not here[0].isalnum()
        for here in tokens.words[phrase.first : phrase.end]
    )


_COUNTING: Final = (
    STARTS | ONES.keys() | TENS.keys() | SCALES.keys() | {"than", "about", "nearly", "almost", "over", "of"}
)
