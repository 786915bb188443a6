"""Attributions: who said what, how, and to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from schemas.columns import Day
from schemas.story import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOn:
    """When it was said."""

    words: Annotated[str, "As printed: `on Monday`."]
    date: Annotated[Day | None, "The day meant; null when the words do not settle it."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One statement, refusal or silence, and whose it is."""

    seq: Annotated[int, "Number within the story, from 0, in order of the content."]
    parent: Annotated[int | None, "seq of the attribution whose content holds this one; null at the top."] = None
    source: Annotated[str | None, "Who is made responsible, as printed; null when nobody is named."] = None
    source_spans: Annotated[tuple[Span, ...], "Where the source stands."] = ()
    cue: Annotated[str | None, "The words that attribute: `said`, `according to`, `declined to comment`."] = None
    cue_spans: Annotated[tuple[Span, ...], "Where the cue stands."] = ()
    content: Annotated[str | None, "What is attributed, pieces joined by ` … `; null when nothing was said."] = None
    content_spans: Annotated[tuple[Span, ...], "Where the content stands."] = ()
    quote_type: Annotated[str, "direct, indirect, mixed, none (a refusal or silence)."]
    source_kind: Annotated[
        str, "named_person, official, spokesperson, organisation, document, media, anonymous, none, other."
    ]
    speaker: Annotated[str | None, "The full name the story gives to the source (`he` → `Ada Kern`)."] = None
    speaker_spans: Annotated[tuple[Span, ...], "Where the story gives that name."] = ()
    role: Annotated[str | None, "Office or function, as printed: `Foreign Minister`."] = None
    affiliation: Annotated[str | None, "What the source belongs to or is close to, as printed."] = None
    country: Annotated[str | None, "ISO 3166-1 alpha-3 code of the source's country."] = None
    count: Annotated[int | None, "How many people speak; null when not said exactly (`several`)."] = None
    count_words: Annotated[str | None, "The words of the count: `two … and three`, `several`."] = None
    anonymous: Annotated[bool, "Whether the speaker is a person whom the story does not name."] = False
    anonymity_reason: Annotated[str | None, "The stated condition or reason, as printed."] = None
    stance: Annotated[
        str,
        "statement, denial, no_comment, no_response, unreachable, cannot_confirm, confirmation, "
        "claim_of_responsibility, no_claim, accusation, question, promise, demand, warning.",
    ] = "statement"
    told_to: Annotated[str | None, "Whom it was said to, as printed: `Reuters`."] = None
    medium: Annotated[
        str | None, "interview, statement, post, broadcast, court_papers, news_conference, report, letter."
    ] = None
    said_on: Annotated[SaidOn | None, "When it was said."] = None
    confidence: Annotated[float | None, "0 to 1; null where the extractor gives none."] = None
