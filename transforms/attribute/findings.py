"""From sentences to findings: every frame of a story, with the quotations that no verb stands beside."""

from __future__ import annotations

import re
from typing import Final

from transforms.attribute.frames import CHARGES, Chars, Frame
from transforms.attribute.marks import Marks
from transforms.attribute.merging import merge
from transforms.attribute.passages import Passage
from transforms.attribute.reading import SentenceFrames
from transforms.attribute.signed import find_signed
from transforms.attribute.stances import is_about_names
from transforms.attribute.words import Sentence

_EDGE: Final = " \t\r\n.,;:-–—"
_SPOKEN_KINDS: Final = frozenset({"say", "tell"})
_TERMS: Final = re.compile(
    r"(?:(?:on|for|strict|complete|full|his|her|their) )*anonymity\b|(?:on|under) (?:the )?(?:strict )?condition\b|"
    r"(?:that )?(?:his|her|their|the) (?:\w+ ){0,2}?names? (?:not )?be\b|(?:him|her|it)self as\b|themselves as\b",
    re.I,
)
_LINE: Final = re.compile(r"(?:the|his|her|a|their) (?:door)?(?:tele)?(?:phone|bell|door)\b", re.I)
"""What is answered without anything being said: `who answered the telephone`."""
_MOST_ITEMS: Final = 20
_LONGEST_ITEM: Final = 200
"""Characters of one item of a list."""
_REACH: Final = 2
"""Paragraphs that a speaker's words may follow the verb that introduced them."""


def find_frames(body: str, passage: Passage, marks: Marks | None = None) -> list[Frame]:
    """Every attribution of a story, in the order of its cues.

    Args:
        body: The story's body.
        passage: Its sentences.
        marks: What the encoder marks; None where there is none, and the rules stand alone.
    """
    by_sentence: list[list[Frame]] = []
    for number, sentence in enumerate(passage.sentences):
        found = SentenceFrames(sentence, number, body).read()
        _settle(found)
        by_sentence.append(found)
    for frame in find_signed(body, passage):
        by_sentence[frame.sentence] = [
            *(other for other in by_sentence[frame.sentence] if other.lemma != "label"),
            frame,
        ]
    if marks is not None:
        by_sentence = merge(body, passage, by_sentence, marks)
    _carry(passage, by_sentence)
    frames = [frame for found in by_sentence for frame in found]
    for frame in frames:
        frame.content, frame.source = _trimmed(body, frame.content), _trimmed(body, frame.source)
        if frame.chain is not None:
            frame.content = list(frame.chain.content)
    kept = [frame for frame in frames if (frame.content or frame.stance) and not _sets_terms(body, frame)]
    return _without_weak_nesting(kept)


def _is_what_was_said(silence: Frame, above: list[Frame]) -> bool:
    """Whether a refusal is all that the speech before it says: `Kessel said it did not comment on rumours`."""
    spoken = above and above[0].kind in _SPOKEN_KINDS and above[0].content and silence.source
    return bool(spoken) and 0 <= silence.source[0][0] - above[0].content[0][0] <= len("that ")


def _sets_terms(body: str, frame: Frame) -> bool:
    """Whether a verb says nothing: somebody asks to stay unnamed, which is a field of what he says, or picks up."""
    if frame.lemma == "answer" and frame.content:
        return _LINE.match(body, frame.content[0][0], frame.content[0][1]) is not None
    if frame.confidence is not None and any(is_about_names(body[start:end]) for start, end in frame.content):
        return True
    return (
        not frame.stance
        and bool(frame.content)
        and _TERMS.match(body, frame.content[0][0], frame.content[0][1]) is not None
    )


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
        if frame.nested and frame.kind == "silence" and _is_what_was_said(frame, kept[-1:]):
            continue
        plain = frame.kind in ("say", "tell", "silence") or frame.lemma in CHARGES
        if not frame.nested or (plain and frame.source and not frame.shared):
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


class _Floor:
    """Who has the floor: gives quotations without a verb of their own to whoever speaks."""

    def __init__(self) -> None:
        self.speaker: Frame | None = None
        self._reaches = -1
        self._since = 0
        self._given = 0
        self._open: list[Chars] = []

    def hear(self, sentence: Sentence, frames: list[Frame], following: list[Frame]) -> None:
        """Take the next sentence in; `following` are the frames of the one after it."""
        for frame in frames:
            self._given = max(self._given, frame.content[-1][1] if frame.content else 0)
            self._open = [span for span in self._open if not _holds(frame, span)]
        bare = "Q" in sentence.tag and all(tag in "Q.,;" for tag in sentence.tag)
        told = any(_holds(frame, (sentence.start, sentence.end)) for frame in following)
        if bare and not frames and (told or sentence.start < self._given):
            return
        if bare and not frames:
            self._since = self._since if self._open else sentence.paragraph
            self._open.append((sentence.starts[0], sentence.ends[-1]))
            if not sentence.speech[-1].open:
                self.close(sentence.paragraph)
            return
        if self._open:
            goes_on = next((frame for frame in frames if frame.content and frame.content[0][0] == sentence.start), None)
            if goes_on is not None:
                goes_on.content = [*self._open, *goes_on.content]
                self._open = []
            self.close(sentence.paragraph)
        speaker = _speaker(sentence, frames)
        if speaker is not None:
            self.speaker = speaker
            self._reaches = sentence.paragraph + _REACH

    def close(self, paragraph: int) -> None:
        """Give what stands open to the speaker, unless he spoke too long ago."""
        if self._open and self.speaker is not None and self._since <= self._reaches:
            self.speaker.content += self._open
            self._reaches = paragraph + _REACH
        self._open = []


def _speaker(sentence: Sentence, frames: list[Frame]) -> Frame | None:
    """Whose a quotation after a sentence is: his who spoke last in it, and not only in what another says.

    What somebody did not say is none; what a colon announces is his of whom the sentence tells anything.
    """
    outer = [
        frame
        for frame in frames
        if frame.source and not any(_holds(other, frame.cue[0]) for other in frames if other is not frame)
    ]
    spoken = [frame for frame in outer if frame.kind in _SPOKEN_KINDS and not frame.negated]
    announced = outer if sentence.low[-1:] == [":"] else []
    return next(reversed([frame for frame in spoken if not frame.shared] or spoken or announced), None)


def _holds(frame: Frame, span: Chars) -> bool:
    return any(start < span[1] and span[0] < end for start, end in frame.content)


def _carry(passage: Passage, by_sentence: list[list[Frame]]) -> None:
    """Give quotations without a verb of their own to whoever speaks."""
    floor = _Floor()
    for number, sentence in enumerate(passage.sentences):
        if number:
            _claim_previous(by_sentence[number], sentence, passage.sentences[number - 1], by_sentence[number - 1])
        floor.hear(sentence, by_sentence[number], by_sentence[number + 1] if number + 1 < len(by_sentence) else [])
    if passage.sentences:
        floor.close(passage.sentences[-1].paragraph)
    for number, sentence in enumerate(passage.sentences):
        spoken = [frame for frame in by_sentence[number] if frame.kind in _SPOKEN_KINDS]
        if not spoken or sentence.low[-1:] != [":"]:
            continue
        waiting = [frame for frame in spoken if not frame.content]
        if waiting:
            waiting[-1].content = _block(passage, number + 1, sentence.paragraph)
        elif spoken[-1].content[-1][1] >= sentence.ends[-1] - 1:
            spoken[-1].content += _items(passage, number + 1, sentence.paragraph)


def _items(passage: Passage, number: int, paragraph: int) -> list[Chars]:
    """`Kern promised three things:`, then the items of a list: short paragraphs, none but the last with a full stop."""
    found: list[Chars] = []
    for sentence in passage.sentences[number : number + _MOST_ITEMS]:
        goes_on = sentence.paragraph == paragraph + 1 + len(found) and sentence.end - sentence.start <= _LONGEST_ITEM
        whole = sentence.low[-1:] == [":"] or (not found and sentence.tag[-1:] == ["."])
        if not goes_on or whole or "Q" in sentence.tag:
            return []
        found.append((sentence.start, sentence.end))
        if sentence.tag[-1:] == ["."]:
            return found
    return []


def _block(passage: Passage, number: int, paragraph: int) -> list[Chars]:
    """`The governor added:`, then a paragraph of its own, without marks because it is set apart.

    Where a quotation in it stays open, the paragraphs that open with the next marks belong to it.
    """
    sentences = passage.sentences
    if number >= len(sentences) or sentences[number].paragraph == paragraph:
        return []
    last = number
    while last + 1 < len(sentences) and _runs_on(sentences[last], sentences[last + 1]):
        last += 1
    return [(sentences[number].start, sentences[last].end)]


def _runs_on(sentence: Sentence, following: Sentence) -> bool:
    """Whether a sentence stands in the same paragraph as the one before, or goes on with its open quotation."""
    goes_on = bool(sentence.speech) and sentence.speech[-1].open and following.tag[:1] == ["Q"]
    return goes_on or sentence.paragraph == following.paragraph


def _claim_previous(frames: list[Frame], sentence: Sentence, previous: Sentence, before: list[Frame]) -> None:
    """`"Why?" Veil asked.`: a verb without content takes the quotation that ends right before its sentence."""
    if previous.paragraph != sentence.paragraph or previous.tag[-1:] != ["Q"] or before:
        return
    for frame in frames:
        if not frame.content and frame.kind in _SPOKEN_KINDS:
            frame.content = [(previous.starts[0], previous.ends[-1])]
            return


def _trimmed(body: str, spans: list[Chars]) -> list[Chars]:
    """Spans without punctuation at their edges; those of nothing else are gone."""
    return [piece for piece in (_trim(body, span) for span in spans) if piece[1] > piece[0]]


def _trim(body: str, span: Chars) -> Chars:
    start, end = span
    while start < end and body[start] in _EDGE:
        start += 1
    while end > start and body[end - 1] in _EDGE:
        end -= 1
    return start, end
