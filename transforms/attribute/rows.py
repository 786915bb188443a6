"""From frames to rows: every field of an attribution, in the order of the contents."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from schemas.attribution import Attribution
from schemas.columns import Day
from schemas.story import Span
from transforms.attribute.circumstances import anonymity_reason, medium, said_on, told_to
from transforms.attribute.countries import country_of
from transforms.attribute.frames import Chars, Frame
from transforms.attribute.kinds import Kind
from transforms.attribute.nesting import parents_of, position
from transforms.attribute.passages import Passage
from transforms.attribute.people import Person
from transforms.attribute.speakers import Speakers
from transforms.attribute.stances import read_stance
from transforms.attribute.words import Sentence

_CONFIDENCE: Final[dict[str, float]] = {
    "say": 0.81,
    "tell": 0.78,
    "silence": 0.67,
    "seem": 0.5,
    "particle": 0.5,
    "act": 0.52,
    "hold": 0.44,
    "will": 0.48,
    "show": 0.42,
}
"""Share of a kind's rows on PolNeAR's training part whose source and content are marked so there, November 2026."""

_OTHER_CONFIDENCE: Final = 0.4
_BESIDE: Final = 120
"""Characters beside a cue in which day and medium are looked for."""

_OPENING: Final = re.compile(r"\W*(?:But |And )?(?:In|At|On|During|Speaking|Late|Earlier|Last|Via|Through)\b")
_MARKS: Final = '"“”«»'
_ON_TERMS: Final = re.compile(
    r"(?:All|Both|They|He|She|The|Each|None)(?: (?!who\b|that\b|which\b|said\b)[\w-]+){0,4}? "
    r"(?:spoke|asked|insisted|requested|demanded|declined|was|were) "
)
_CAN_HIDE: Final = frozenset({"anonymous", "official", "other", "spokesperson"})
_NOTHING_SAID: Final = frozenset({"no_comment", "no_response", "unreachable", "no_claim"})


def build_rows(
    body: str, passage: Passage, frames: list[Frame], published_on: Day | None, agency: str | None
) -> tuple[Attribution, ...]:
    """The rows of a story.

    Args:
        body: The story's body.
        passage: Its sentences.
        frames: Its attributions.
        published_on: The day of publication, against which weekdays are resolved.
        agency: Who wrote the story: `the agency` then speaks for it.
    """
    frames = sorted(frames, key=lambda frame: (position(frame), _said_at(frame)))
    speakers = Speakers(body)
    for frame in sorted(frames, key=_said_at):
        speakers.identify(frame)
    parents = parents_of(frames, {id(frame): number for number, frame in enumerate(frames)})
    terms = _Terms(body, passage, published_on)
    rows = []
    for number, frame in enumerate(frames):
        row = _row(body, passage.sentences[frame.sentence], frame, speakers[frame], terms)
        if agency is not None and row.source is not None and row.source.lower() == "the agency":
            row = replace(row, affiliation=agency)
        rows.append(replace(row, seq=number, parent=parents[number]))
    return tuple(rows)


def _said_at(frame: Frame) -> int:
    """Where the cue stands, or what there is in its place."""
    return frame.cue[0][0] if frame.cue else position(frame)


def _row(
    body: str,
    sentence: Sentence,
    frame: Frame,
    who: tuple[Kind, Person | None],
    terms: _Terms,
) -> Attribution:
    """One row, without its number and its parent."""
    kind, person = who
    source, cue, content = _text(body, frame.source), _text(body, frame.cue), _text(body, frame.content)
    around = _around(body, sentence, frame)
    stance = frame.stance or read_stance(frame.lemma, cue or "", content or "", negated=frame.negated)
    reason = _reason(terms, frame.sentence, kind, source or "")
    aside = source if source and "," in source else ""
    return Attribution(
        seq=0,
        source=source,
        source_spans=_spans(frame.source),
        cue=cue,
        cue_spans=_spans(frame.cue),
        content=content,
        content_spans=_spans(frame.content),
        quote_type=_quote_type(body, sentence, frame, stance),
        source_kind="anonymous" if kind.kind == "official" and reason else kind.kind,
        speaker=person.name if person else None,
        speaker_spans=(person.span,) if person else (),
        role=kind.role,
        affiliation=kind.affiliation,
        country=country_of(source or ""),
        count=kind.count,
        count_words=kind.count_words,
        anonymous=kind.shielded or reason is not None,
        anonymity_reason=reason,
        stance=stance,
        told_to=_text(body, [frame.hearer]) if frame.hearer else told_to(source or ""),
        medium=medium(f"{cue or ''} {around.lstrip()}") if stance not in _NOTHING_SAID else None,
        said_on=said_on(f"{cue or ''} {around} {aside}", terms.published_on),
        confidence=frame.confidence or _CONFIDENCE.get(frame.kind, _OTHER_CONFIDENCE),
    )


def _reason(terms: _Terms, number: int, kind: Kind, source: str) -> str | None:
    """The stated condition of anonymity, from the source's own words or the rest of its sentence.

    The rest of a sentence, and the next one where that is about the terms alone, count for a source that can be
    meant: one whose name is withheld, or people who are counted.
    """
    if kind.kind not in _CAN_HIDE or kind.name:
        return None
    own = anonymity_reason(source)
    if own is not None:
        return anonymity_reason(terms.onwards(number, source)) or own
    meant = kind.shielded or kind.count is not None or source.lower() in ("they", "he", "she")
    return terms.of(number) if meant else None


class _Terms:
    """On what condition a sentence says that somebody speaks; each sentence is read once."""

    def __init__(self, body: str, passage: Passage, published_on: Day | None) -> None:
        self.body = body
        self.published_on = published_on
        self.sentences = passage.sentences
        self._known: dict[int, str | None] = {}

    def of(self, number: int) -> str | None:
        """The terms that a sentence states, or the next one of its paragraph: `The official spoke on condition of`."""
        if number not in self._known:
            self._known[number] = anonymity_reason(self._unquoted(number)) or self._after(number + 1)
        return self._known[number]

    def onwards(self, number: int, source: str) -> str:
        """A source and what follows in its sentence: `one trader, who asked not to be named | because he feared …`."""
        words = self._unquoted(number)
        at = words.find(source)
        return words[at:] if at >= 0 else source

    def _after(self, number: int) -> str | None:
        if number >= len(self.sentences) or self.sentences[number].paragraph != self.sentences[number - 1].paragraph:
            return None
        words = self._unquoted(number)
        return anonymity_reason(words) if _ON_TERMS.match(words) else None

    def _unquoted(self, number: int) -> str:
        """A sentence without what stands in quotation marks."""
        sentence = self.sentences[number]
        pieces, at = [], sentence.start
        for quotation in sentence.speech:
            pieces.append(self.body[at : max(at, quotation.start)])
            at = max(at, quotation.end)
        pieces.append(self.body[at : sentence.end])
        return " ".join(pieces)


def _around(body: str, sentence: Sentence, frame: Frame) -> str:
    """The words beside the cue that are neither source nor content, where day and medium stand.

    They are those between the cue and the content after it, or after a cue that closes its sentence, and an opening
    phrase before the source: `In a statement on Friday, the union said`.
    """
    if not frame.cue:
        return ""
    cue_end, between = frame.cue[-1][1], ""
    after = min((start for start, _ in (*frame.content, *frame.source) if start >= cue_end), default=sentence.end)
    if frame.source and frame.source[0][0] >= cue_end:
        cue_end = after = max(cue_end, frame.source[-1][1])
        after = min((start for start, _ in frame.content if start >= cue_end), default=sentence.end)
    elif frame.source and frame.source[-1][1] < frame.cue[0][0] <= frame.source[-1][1] + _BESIDE:
        between = body[frame.source[-1][1] : frame.cue[0][0]]
    beside = body[cue_end : min(after, cue_end + _BESIDE)]
    first = min((start for start, _ in (*frame.content, *frame.source, *frame.cue)), default=sentence.start)
    opening = body[max(sentence.start, first - _BESIDE) : first] if first > sentence.start else ""
    return f"{beside} {between} {opening}" if _OPENING.match(opening) else f"{beside} {between}"


def _text(body: str, spans: list[Chars]) -> str | None:
    return " … ".join(body[start:end] for start, end in spans) or None


def _spans(spans: list[Chars]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in spans)


def _quote_type(body: str, sentence: Sentence, frame: Frame, stance: str) -> str:
    if stance in _NOTHING_SAID or not frame.content:
        return "none"
    inside = outside = 0
    quotations = sentence.speech
    for start, end in frame.content:
        if not sentence.start <= start < sentence.end:
            inside += 1
            continue
        held = [q for q in quotations if q.start < end and q.end > start]
        marked = sum(min(q.end, end) - max(q.start, start) for q in held)
        if marked:
            inside += 1
        if end - start - marked > 3:
            outside += 1
            if not held and any(mark in body[start:end] for mark in _MARKS):
                inside += 1
    return "mixed" if inside and outside else "direct" if inside else "indirect"
