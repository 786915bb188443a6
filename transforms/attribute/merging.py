"""Marks and rules together: the encoder says who said what, the rules know the wire's idioms and what a cue means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from transforms.attribute.cue_words import CUES
from transforms.attribute.edges import (
    bare_source,
    behind,
    breaks_off,
    closed,
    from_cue,
    holds,
    inside,
    is_same,
    is_torn,
    joined,
    one_thing,
    overlap,
    to_comma,
    whole_quotation,
    with_name,
    with_time,
)
from transforms.attribute.frames import CHARGES, NEGATIVE, Chars, Frame
from transforms.attribute.hearers import after_hearer
from transforms.attribute.marks import Mark, Marks
from transforms.attribute.passages import Passage
from transforms.attribute.silences import REFUSED
from transforms.attribute.verbs import passive
from transforms.attribute.words import RELATIVES, Sentence

_WORD: Final = re.compile(r"[^\W\d_]+(?:n['’]t)?")
_NAMING: Final = re.compile(r"(?:who |that |which )?(?:calls?|calling|called|styles?|styling|styled)$")
_SELF: Final = re.compile(r" (?:itself|themselves|himself|herself)\b")
_AND_THAT: Final = re.compile(r",? and that\b")
_WITHOUT: Final = re.compile(r"\b(?:short of|refrain\w* from|avoid\w*|without) \w+ing$", re.I)
"""What somebody does not do: `stopped short of blaming`."""
_ASKED_IF: Final = re.compile(r"\bAsked (?:[\w’']+ ){0,3}?(?:if|whether|why|how|what|when) (?:the |an? )?$")
_HELPER: Final = re.compile(r"\b(?:is|are|was|were|has|have|had)\b")
_SPOKEN: Final = frozenset({"say", "tell"})
_SAME_SOURCE: Final = 0.5
"""Share of characters from which two readings of a source mean the same one, and the rules' edges hold."""
_SURE: Final = frozenset({"label", "reportedly", "allegedly"})
"""Cues whose frames stand as the rules found them, as refusals, chains and verdicts do."""
_LEAST: Final = 0.38
"""Least confidence of a mark that becomes a row."""
_LEAST_UNSOURCED: Final = 0.12
"""The same where it has no source. Such rows are then as frequent among all as in PolNeAR's training part (7.4 %)."""


def merge(body: str, passage: Passage, by_rules: Sequence[list[Frame]], marks: Marks) -> list[list[Frame]]:
    """The frames of each sentence.

    Args:
        body: The story's body.
        passage: Its sentences.
        by_rules: What the rules found in each.
        marks: What the encoder's head marks; behind where it read to the rules' frames stand as they are.
    """
    merged: list[list[Frame]] = [[] for _ in by_rules]
    starts = [sentence.start for sentence in passage.sentences]
    here: list[list[Mark]] = [[] for _ in by_rules]
    for mark in marks.found:
        number = bisect_right(starts, mark.cue[0]) - 1
        if number >= 0:
            here[number].append(mark)
    for number, sentence in enumerate(passage.sentences):
        if sentence.start >= marks.reach:
            merged[number] = by_rules[number]
        else:
            merged[number] = _of_sentence(body, sentence, number, by_rules[number], here[number])
        for frame in merged[number]:
            frame.content = [closed(body, piece) for piece in frame.content]
            frame.source = [with_name(body, piece) for piece in frame.source]
    return merged


def _of_sentence(body: str, sentence: Sentence, number: int, by_rules: list[Frame], marks: list[Mark]) -> list[Frame]:
    """The frames of one sentence, in the order of their cues."""
    by_rules = [rule for rule in by_rules if not _is_asked(body, sentence, rule.source)]
    taken: dict[int, Frame] = {}
    frames: list[Frame] = []
    kept = [rule for rule in by_rules if _is_sure(rule)]
    sure = [mark for mark in marks if _is_row(body, mark)]
    for mark in marks:
        rule = next((frame for frame in by_rules if overlap(frame.cue, [mark.cue])), None)
        idiom = next((frame for frame in by_rules if _is_sure(frame) and overlap(_extent(frame), [mark.cue])), None)
        if idiom is not None:
            if idiom is rule and idiom.kind == "silence" and _names_another(body, mark, idiom):
                idiom.source, idiom.shared = mark.source, False
        elif _says_nothing(body, sentence, mark, by_rules):
            continue
        elif _is_row(body, mark, rule):
            frame = _frame(body, sentence, number, mark, rule)
            frames.append(frame)
            if rule is not None:
                taken[id(rule)] = frame
                kept += _cut_free(frame, rule, by_rules)
        elif rule is not None and not mark.content and rule.kind in _SPOKEN:
            kept += [rule] if not any(overlap(rule.content, [other.cue]) for other in sure) else []
    kept += [rule for rule in by_rules if _stands_alone(rule, frames)]
    for rule in {id(rule): rule for rule in kept}.values():
        if id(rule) in taken:
            continue
        if rule.chain is not None:
            rule.chain = taken.get(id(rule.chain), rule.chain)
        frames.append(rule)
    _part(frames)
    _lengthen(body, frames)
    return sorted(frames, key=lambda frame: frame.cue[0][0])


def _part(frames: Sequence[Frame]) -> None:
    """Take another's words of speech out of a source: `One of them said | [Athens] had insisted`."""
    for frame in frames:
        for other in frames:
            spoken = other is not frame and any(holds(piece, frame.cue[0]) for piece in other.content)
            if spoken and len(frame.source) == 1 and holds(frame.source[0], other.cue[0]):
                first, last = other.cue[0][1] + 1, frame.source[0][1]
                frame.source = [(first, last)] if first < last else frame.source


def _lengthen(body: str, frames: Sequence[Frame]) -> None:
    """Give a source of two verbs its relative clause with both: `the groups [Iran | has armed] said …, but gave …`."""
    longest: dict[int, Chars] = {}
    for frame in frames:
        for start, end in frame.source[:1]:
            longest[start] = max(longest.get(start, (start, end)), (start, end))
    for frame in frames:
        for start, end in frame.source[:1]:
            last = longest[start][1]
            if len(frame.source) == 1 and end < last < frame.cue[0][0] and _HELPER.match(body, end + 1, last):
                frame.source = [(start, last)]


def _says_nothing(body: str, sentence: Sentence, mark: Mark, by_rules: list[Frame]) -> bool:
    """Whether a mark is no attribution: the ground of a refusal, what met with silence, a name, or a thing asked.

    `declined to comment, citing legal advice`; `calls to the office were not returned`; `a gang calling itself Grey`;
    `asked if the firm had informed him, he said no`.
    """
    silences = [frame for frame in by_rules if frame.kind == "silence"]
    if silences and body[slice(*mark.cue)] == "citing":
        return True
    if any(overlap(frame.source, [mark.cue]) for frame in silences):
        return True
    if _is_asked(body, sentence, mark.source):
        return True
    return _NAMING.match(body, *mark.cue) is not None and _SELF.match(body, mark.cue[1]) is not None


def _is_asked(body: str, sentence: Sentence, source: Sequence[Chars]) -> bool:
    """Whether who would speak is only asked about: `Asked if [the firm] had informed him, he said no`."""
    return any(_ASKED_IF.search(body, max(sentence.start, first - 80), first) is not None for first, _ in source[:1])


def _is_row(body: str, mark: Mark, rule: Frame | None = None) -> bool:
    """Whether a mark is sure enough; of plain speech somebody is nearly always the source."""
    if mark.source or not mark.content or (rule is not None and rule.source):
        return mark.confidence >= _LEAST
    words = (CUES.get(match.group().lower()) for match in _WORD.finditer(body, *mark.cue))
    plain = any(cue is not None and cue.kind in _SPOKEN and cue.lemma != "ask" for cue in words)
    return mark.confidence >= (_LEAST if plain else _LEAST_UNSOURCED)


def _names_another(body: str, mark: Mark, silence: Frame) -> bool:
    """Whether a mark knows better than the rules who kept silent: they named nobody of his own, or somebody else."""
    if not mark.source or not (silence.shared or silence.source) or body[slice(*mark.source[0])] in RELATIVES:
        return False
    if silence.source and silence.source[0][0] > silence.cue[0][0]:  # the idiom itself says who
        return False
    return silence.shared or not overlap(mark.source, silence.source)


def _cut_free(frame: Frame, rule: Frame, by_rules: list[Frame]) -> list[Frame]:
    """What a content ran on into though the rules know it for a second deed of the source: `said it held and denied`.

    The content ends where the rules end it.
    """
    ends = rule.content[-1][1] if rule.content else frame.content[-1][1] if frame.content else 0
    swallowed = [
        other
        for other in by_rules
        if (other.kind == "silence" or other.shared) and ends <= other.cue[0][0] and overlap(frame.content, other.cue)
    ]
    if swallowed and rule.content:
        frame.content = list(rule.content)
    return swallowed if rule.content else []


def _is_sure(frame: Frame) -> bool:
    return frame.kind in ("silence", "figure") or frame.chain is not None or frame.verdict or frame.lemma in _SURE


def _stands_alone(rule: Frame, frames: Sequence[Frame]) -> bool:
    """Whether a frame that no mark matches is a row: a demand, a refusal, a rumour, or speech within other speech.

    The encoder was not taught to see the last.
    """
    unsourced = rule.kind == "seem" and not rule.source
    if unsourced or rule.lemma in ("demand", REFUSED):
        return not any(overlap([*frame.cue, *frame.source, *frame.content], rule.cue) for frame in frames)
    spoken = (rule.kind in _SPOKEN or rule.lemma in CHARGES) and not rule.shared
    whole = bool(rule.source) and bool(rule.content)
    return spoken and whole and any(overlap(frame.content, rule.cue) for frame in frames)


def _extent(frame: Frame) -> list[Chars]:
    """Cue and content of an idiom, in which no other cue stands; a label's content is speech."""
    return frame.cue if frame.lemma == "label" or frame.chain is not None else [*frame.cue, *frame.content]


def _frame(body: str, sentence: Sentence, number: int, mark: Mark, rule: Frame | None) -> Frame:
    """A mark as a frame; what its cue means comes from the rule that found it too, else from the cue's words."""
    content, source, told = _parts(body, sentence, mark, rule)
    order = _order(mark.cue, content)
    if rule is not None:
        lemma, kind, at, negated = rule.lemma, rule.kind, rule.at, rule.negated
        hearer, stance = rule.hearer or told, rule.stance
        whole = rule.content
        torn = is_torn(content, whole) or _is_part(body, content, whole) or (whole and breaks_off(body, content))
        if torn or is_same(content, whole):
            content = list(whole)
        nobody = not source and not passive(body[slice(*mark.cue)])
        if nobody or is_same(source, rule.source, _SAME_SOURCE) or _reaches(body, mark.cue, source, rule.source):
            source = list(rule.source)
    else:
        lemma, kind, at = _verb(body, sentence, mark.cue)
        negated, stance = _is_negated(body[slice(*mark.cue)]), None
        hearer = told or _hearer(sentence, at, lemma, mark)
    if kind not in _SPOKEN:
        content = from_cue(body, mark.cue, content, source)
    if kind == "act":
        content = one_thing(body, content)
    content = [behind(body, mark.cue, piece) for piece in content if not any(holds(each, piece) for each in source)]
    return Frame(
        number,
        at,
        lemma,
        kind,
        source,
        [mark.cue],
        content,
        order,
        negated=negated,
        hearer=hearer,
        stance=stance,
        confidence=mark.confidence,
    )


def _parts(
    body: str, sentence: Sentence, mark: Mark, rule: Frame | None
) -> tuple[list[Chars], list[Chars], Chars | None]:
    """Content and source of a mark, with edges as a reader would set them, and the hearer where a passive names him."""
    marked = joined(body, mark.content)
    unquoted = not any(sign in body[first:last] for first, last in marked for sign in '"“”')
    pieces = [inside(piece, sentence.start, sentence.end) if unquoted else piece for piece in marked]
    content = [whole_quotation(piece, sentence.speech) for piece in pieces]
    content = with_time(body, sentence.end, content, [mark.cue, *mark.source])
    source = bare_source(
        body, [inside(to_comma(body, piece, mark.cue), sentence.start, sentence.end) for piece in mark.source]
    )
    subject = passive(body[slice(*mark.cue)]) or ("of" if rule is not None and rule.kind == "seem" else "")
    if not subject or not source or source[0][0] > mark.cue[0]:
        return content, source, None
    return (content, [], source[0]) if subject == "told" else (sorted([*source, *content]), [], None)


def _order(cue: Chars, content: Sequence[Chars]) -> str:
    """Where a content stands, seen from its cue."""
    if not content:
        return "none"
    if len(content) > 1 and content[0][0] < cue[0] < content[-1][0]:
        return "around"
    return "before" if content[-1][0] < cue[0] else "after"


def _reaches(body: str, cue: Chars, source: Sequence[Chars], whole: Sequence[Chars]) -> bool:
    """Whether of two sources that begin alike the longer reaches its verb, over another: `[men] he had met said`."""
    if not source or not whole or source[0][0] != whole[0][0] or whole[-1][1] != cue[0] - 1:
        return False
    return _HELPER.search(body, source[-1][1], whole[-1][1]) is not None


def _is_part(body: str, content: Sequence[Chars], whole: Sequence[Chars]) -> bool:
    """Whether a content lacks what it is about, which stands first, or a second clause that `that` opens as well.

    `said of the mills that [nobody owned them]`; `said [the mills were shut] and that nobody owned them`.
    """
    if len(content) != 1 or len(whole) != 1:
        return False
    (start, end), (first, last) = content[0], whole[0]
    if start == first and end < last:
        return _AND_THAT.match(body, end, last) is not None
    return first < start < end == last and body.startswith("of ", first)


def _verb(body: str, sentence: Sentence, cue: Chars) -> tuple[str, str, int]:
    """Lemma and kind of a cue, and its word in the sentence: plain speech before all else, then the last verb known."""
    found = [
        (CUES[word], match.start()) for match in _WORD.finditer(body, *cue) if (word := match.group().lower()) in CUES
    ]
    best = next((pair for pair in found if pair[0].kind in _SPOKEN), found[-1] if found else None)
    if best is None:
        first = _WORD.search(body, *cue)
        return (first.group().lower() if first else body[slice(*cue)]), "other", _place(sentence, cue[0])
    return best[0].lemma, best[0].kind, _place(sentence, best[1])


def _place(sentence: Sentence, at: int) -> int:
    return max(0, bisect_right(sentence.starts, at) - 1)


def _is_negated(cue: str) -> bool:
    words = cue.lower().split()
    return _WITHOUT.search(cue) is not None or any(word in NEGATIVE or word.endswith(("n't", "n’t")) for word in words)


def _hearer(sentence: Sentence, at: int, lemma: str, mark: Mark) -> Chars | None:
    """Whom it was told to, where that stands between cue and content."""
    cue = CUES.get(sentence.low[at]) if at < len(sentence) else None
    if cue is None or cue.lemma != lemma:
        return None
    hearer = after_hearer(sentence, at + 1, cue)[1]
    return None if hearer is None or overlap([hearer], [*mark.content, *mark.source]) else hearer
