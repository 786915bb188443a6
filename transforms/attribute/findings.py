"""From sentences to findings: every frame of a story, with the quotations that no verb stands beside."""

from __future__ import annotations

from typing import Final

from transforms.attribute.frames import Chars, Frame
from transforms.attribute.passages import Passage
from transforms.attribute.reading import SentenceFrames
from transforms.attribute.words import Sentence

_EDGE: Final = " \t\r\n.,;:-–—"
_SPOKEN_KINDS: Final = frozenset({"say", "tell"})
_REACH: Final = 2
"""Paragraphs that a speaker's words may follow the verb that introduced them."""


def find_frames(body: str, passage: Passage) -> list[Frame]:
    """Every attribution of a story, in the order of its cues."""
    frames: list[Frame] = []
    by_sentence: list[list[Frame]] = []
    for number, sentence in enumerate(passage.sentences):
        found = SentenceFrames(sentence, number, body).read()
        _settle(found)
        by_sentence.append(found)
        frames += found
    _carry(body, passage, by_sentence)
    for frame in frames:
        frame.content = [piece for piece in (_trim(body, span) for span in frame.content) if piece[1] > piece[0]]
        if frame.chain is not None:
            frame.content = list(frame.chain.content)
    kept = [frame for frame in frames if frame.content or frame.stance]
    return _without_weak_nesting(kept)


def _without_weak_nesting(frames: list[Frame]) -> list[Frame]:
    """Within another content only plain speech and refusals stand on their own."""
    pieces = sorted(
        (span for frame in frames if frame.chain is None for span in frame.content), key=lambda span: span[0]
    )
    kept: list[Frame] = []
    reach, which = 0, 0
    for frame in sorted(frames, key=lambda frame: frame.cue[0][0] if frame.cue else 0):
        at = frame.cue[0][0] if frame.cue else 0
        while which < len(pieces) and pieces[which][0] <= at:
            reach = max(reach, pieces[which][1])
            which += 1
        frame.nested = reach > at and frame.chain is None
        if not frame.nested or (frame.kind in ("say", "tell", "silence") and frame.source and not frame.shared):
            kept.append(frame)
    return kept


def _settle(frames: list[Frame]) -> None:
    """Shorten contents that run into the next attribution of the sentence, and mark what is nested."""
    for earlier in frames:
        if not earlier.content:
            continue
        for later in frames:
            if later is earlier or not later.content or not later.cue:
                continue
            if earlier.cue[0][0] < later.cue[0][0] and later.order == "before" and earlier.order == "after":
                limit = later.content[-1][1]
                start, end = earlier.content[-1]
                if start < limit < end:
                    earlier.content[-1] = (start, limit)


def _carry(body: str, passage: Passage, by_sentence: list[list[Frame]]) -> None:
    """Give quotations without a verb of their own to whoever speaks."""
    sentences = passage.sentences
    speaker: Frame | None = None
    pending: list[Chars] = []
    for number, sentence in enumerate(sentences):
        frames = by_sentence[number]
        previous = sentences[number - 1] if number else None
        _claim_previous(frames, sentence, previous, by_sentence[number - 1] if number else [])
        bare = bool(sentence.tag) and all(tag in "Q.,;" for tag in sentence.tag) and "Q" in sentence.tag
        if bare and not frames:
            if sentence.speech and sentence.speech[-1].open:
                pending.append((sentence.starts[0], sentence.ends[-1]))
                continue
            pending_here = pending
            pending = []
            if speaker is not None and sentence.paragraph - sentences[speaker.sentence].paragraph <= _carried(
                speaker, sentences
            ):
                speaker.content += [*pending_here, (sentence.starts[0], sentence.ends[-1])]
            continue
        if pending:
            ends_here = [frame for frame in frames if frame.content and frame.content[0][0] == sentence.start]
            if ends_here:
                ends_here[0].content = [*pending, *ends_here[0].content]
            elif speaker is not None:
                speaker.content += pending
            pending = []
        spoken = [
            frame
            for frame in frames
            if frame.kind in _SPOKEN_KINDS and frame.source and not frame.shared and not frame.nested
        ]
        if spoken:
            speaker = spoken[-1]
        elif (
            "Q" not in sentence.tag
            and previous is not None
            and sentence.paragraph != previous.paragraph
            and speaker is not None
            and sentence.paragraph - sentences[speaker.sentence].paragraph > _REACH
        ):
            speaker = None


def _carried(speaker: Frame, sentences: list[Sentence]) -> int:
    """How many paragraphs a speaker reaches: as far as the words carried so far."""
    last = speaker.content[-1][1] if speaker.content else 0
    first = sentences[speaker.sentence].paragraph
    for at in range(speaker.sentence, len(sentences)):
        if sentences[at].start >= last:
            break
        first = max(first, sentences[at].paragraph)
    return first - sentences[speaker.sentence].paragraph + _REACH


def _claim_previous(frames: list[Frame], sentence: Sentence, previous: Sentence | None, before: list[Frame]) -> None:
    """`"Why?" Veil asked.`: a verb without content takes the quotation that ends right before its sentence."""
    if (
        previous is None
        or previous.paragraph != sentence.paragraph
        or not previous.tag
        or previous.tag[-1] != "Q"
        or before
    ):
        return
    for frame in frames:
        if not frame.content and frame.kind in _SPOKEN_KINDS:
            frame.content = [(previous.starts[0], previous.ends[-1])]
            return


def _trim(body: str, span: Chars) -> Chars:
    start, end = span
    while start < end and body[start] in _EDGE:
        start += 1
    while end > start and body[end - 1] in _EDGE:
        end -= 1
    return start, end
