"""From frames to rows: every field of an attribution, in the order of the contents."""

from __future__ import annotations

from typing import Final

from schemas.attribution import Attribution
from schemas.columns import Day
from schemas.story import Span
from transforms.attribute.circumstances import anonymity_reason, medium, said_on, told_to
from transforms.attribute.countries import country_of
from transforms.attribute.frames import Chars, Frame
from transforms.attribute.kinds import Kind
from transforms.attribute.passages import Passage
from transforms.attribute.people import Person
from transforms.attribute.speakers import Speakers
from transforms.attribute.stances import read_stance
from transforms.attribute.words import Sentence

_CONFIDENCE: Final[dict[str, float]] = {
    "say": 0.8,
    "tell": 0.76,
    "silence": 0.57,
    "seem": 0.5,
    "particle": 0.49,
    "act": 0.47,
    "hold": 0.44,
    "will": 0.43,
    "show": 0.42,
}
"""Share of a kind's rows on PolNeAR's training part whose source and content are marked so there, November 2026."""

_OTHER_CONFIDENCE: Final = 0.4
_MARKS: Final = '"“”«»'
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
    frames = sorted(frames, key=lambda frame: (_position(frame), frame.cue[0][0] if frame.cue else 0))
    seqs = {id(frame): number for number, frame in enumerate(frames)}
    parents = _parents(frames, seqs)
    speakers = Speakers(body)
    for frame in sorted(frames, key=lambda frame: frame.cue[0][0] if frame.cue else _position(frame)):
        speakers.identify(frame)
    return tuple(
        _row(
            body,
            passage.sentences[frame.sentence],
            frame,
            number,
            parents[number],
            speakers[frame],
            published_on,
            agency,
        )
        for number, frame in enumerate(frames)
    )


def _position(frame: Frame) -> int:
    if frame.content:
        return frame.content[0][0]
    return frame.cue[0][0] if frame.cue else 0


def _parents(frames: list[Frame], seqs: dict[int, int]) -> list[int | None]:
    """For each frame the innermost other frame whose content holds its cue, or the link above it in a media chain."""
    pieces = sorted((start, -end, number) for number, frame in enumerate(frames) for start, end in frame.content)
    cues = sorted((frame.cue[0][0], number) for number, frame in enumerate(frames) if frame.cue)
    parents: list[int | None] = [None] * len(frames)
    stack: list[tuple[int, int]] = []
    which = 0
    for at, number in cues:
        while which < len(pieces) and pieces[which][0] <= at:
            start, minus_end, owner = pieces[which]
            while stack and stack[-1][0] <= start:
                stack.pop()
            stack.append((-minus_end, owner))
            which += 1
        while stack and stack[-1][0] <= at:
            stack.pop()
        holder = next((owner for end, owner in reversed(stack[-4:]) if end > at and owner != number), None)
        parents[number] = holder
    for number, frame in enumerate(frames):
        if frame.chain is not None:
            parents[number] = seqs.get(id(frame.chain))
    return _without_circles(parents)


def _without_circles(parents: list[int | None]) -> list[int | None]:
    for number, parent in enumerate(parents):
        if parent is not None and parents[parent] == number:
            parents[number] = None
    return parents


def _row(
    body: str,
    sentence: Sentence,
    frame: Frame,
    seq: int,
    parent: int | None,
    who: tuple[Kind, Person | None],
    published_on: Day | None,
    agency: str | None,
) -> Attribution:
    kind, person = who
    source, cue, content = _text(body, frame.source), _text(body, frame.cue), _text(body, frame.content)
    around = _around(body, sentence, frame)
    stance = frame.stance or read_stance(frame.lemma, cue or "", content or "", negated=frame.negated)
    reason = _reason(body, sentence, frame, kind, source or "")
    shielded = kind.shielded or (reason is not None and kind.kind in ("anonymous", "official", "other"))
    name = kind.kind
    if shielded and name == "official" and reason is not None:
        name = "anonymous"
    if name in ("named_person", "organisation", "media", "document", "none"):
        shielded, reason = False, None
    hearer = _text(body, [frame.hearer]) if frame.hearer else told_to(source or "")
    when = said_on(around + " " + (source or "" if "," in (source or "") else ""), published_on)
    return Attribution(
        seq=seq,
        parent=parent,
        source=source,
        source_spans=_spans(frame.source),
        cue=cue,
        cue_spans=_spans(frame.cue),
        content=content,
        content_spans=_spans(frame.content),
        quote_type=_quote_type(body, sentence, frame, stance),
        source_kind=name,
        speaker=person.name if person else None,
        speaker_spans=(person.span,) if person else (),
        role=kind.role,
        affiliation=agency if source and source.lower() == "the agency" and agency else kind.affiliation,
        country=country_of(source or ""),
        count=kind.count,
        count_words=kind.count_words,
        anonymous=shielded,
        anonymity_reason=reason,
        stance=stance,
        told_to=hearer,
        medium=medium(f"{cue or ''} {around}") if stance not in _NOTHING_SAID else None,
        said_on=when,
        confidence=_CONFIDENCE.get(frame.kind, _OTHER_CONFIDENCE),
    )


def _reason(body: str, sentence: Sentence, frame: Frame, kind: Kind, source: str) -> str | None:
    """The stated condition of anonymity, from the source's own words, the rest of the sentence or the content."""
    if kind.kind not in ("anonymous", "official", "other", "spokesperson", "named_person"):
        return None
    if kind.kind in ("named_person", "spokesperson") and kind.name:
        return None
    own = anonymity_reason(source)
    if own is not None:
        return own
    words = _unquoted(body, sentence)
    found = anonymity_reason(words)
    if found is None:
        return None
    return (
        found
        if kind.shielded or kind.count == 1 or (frame.source and source.lower() in ("they", "he", "she"))
        else None
    )


def _unquoted(body: str, sentence: Sentence) -> str:
    pieces, at = [], sentence.start
    for quotation in sentence.speech:
        pieces.append(body[at : max(at, quotation.start)])
        at = max(at, quotation.end)
    pieces.append(body[at : sentence.end])
    return " ".join(pieces)


def _around(body: str, sentence: Sentence, frame: Frame) -> str:
    """The words beside the cue that belong to no content: where day and medium stand."""
    if not frame.cue:
        return ""
    covered = sorted([*frame.content, *frame.source, *frame.cue])
    pieces, at = [], sentence.start
    for start, end in covered:
        if start > at:
            pieces.append(body[at : min(start, sentence.end)])
        at = max(at, end)
    if at < sentence.end:
        pieces.append(body[at : sentence.end])
    cue_at = frame.cue[0][0]
    text = " ".join(pieces)
    return text if len(text) < 400 else body[cue_at : min(sentence.end, cue_at + 120)]


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
