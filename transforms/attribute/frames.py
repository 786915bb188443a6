"""Frames: a verb of attribution in its sentence, with who stands before or after it and what it introduces."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from transforms.attribute.cue_words import BOTH, CUES, EXPECTED, HEARERS, PARTICLES, Cue
from transforms.attribute.silences import Idiom, find_silences
from transforms.attribute.subjects import SHARED, Range, bare_relative, group_start, has_verb, phrase_after, subject_before
from transforms.attribute.words import Sentence

Chars = tuple[int, int]
"""A half-open range of characters of the body."""

_BE: Final = frozenset("is are was were be been being isn't aren't wasn't weren't am it's".split())
_NEGATIVE: Final = frozenset("not never didn't don't doesn't won't wouldn't couldn't can't cannot hasn't haven't isn't".split())
_INTO_INFINITIVE: Final = frozenset("on continued went continues seemed came used began".split())
_PAPERS: Final = frozenset(
    "statement letter email e-mail report tweet post message memo note article ad poll survey study video document "
    "documents reports book column editorial op-ed petition lawsuit release sign signs text complaint filing poster "
    "banner banners placard placards".split()
)


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
        chain: Index in the story's frames of the link above, for media chains.
        spoken: Whether a content was a quotation.
        shared: Whether the source was taken over from an earlier verb of the sentence.
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
    spoken: bool = False
    shared: bool = False
    nested: bool = False


def chars(sentence: Sentence, start: int, end: int) -> list[Chars]:
    """The characters of a range of words, without punctuation at its edges."""
    tag = sentence.tag
    while start < end and (tag[start] in ",." or (tag[start] == ";" and sentence.low[start] not in "([")):
        start += 1
    while end > start and (tag[end - 1] in ",." or (tag[end - 1] == ";" and sentence.low[end - 1] not in ")]")):
        end -= 1
    return [(sentence.starts[start], sentence.ends[end - 1])] if end > start else []


class SentenceFrames:
    """Reads the frames of one sentence."""

    def __init__(self, sentence: Sentence, number: int, body: str) -> None:
        self.sentence = sentence
        self.number = number
        self.body = body
        self.frames: list[Frame] = []
        self._taken = 0

    def read(self) -> list[Frame]:
        """All frames of the sentence, in order of their cues."""
        sentence = self.sentence
        if CUES.keys().isdisjoint(sentence.low) and "according" not in sentence.low:
            silences = find_silences(self.body, sentence)
        else:
            silences = find_silences(self.body, sentence)
        starts = {idiom.first: idiom for idiom in silences}
        for at, low in enumerate(sentence.low):
            if at in starts:
                self._silence(starts[at])
            if at < self._taken or sentence.quoted[at]:
                continue
            if low == "according" and sentence.low[at + 1 : at + 2] == ["to"]:
                self._according(at)
                continue
            cue = CUES.get(low)
            if cue is not None and sentence.tag[at] not in "MQ":
                self._verb(at, cue)
        return self.frames

    def _silence(self, idiom: Idiom) -> None:
        """A refusal: its subject is the source, or the content where the idiom is passive."""
        sentence = self.sentence
        if idiom.first < self._taken:
            return
        source: list[Chars] = []
        content = [idiom.content] if idiom.content else []
        shared = False
        if idiom.source is not None:
            source = [idiom.source]
        elif not idiom.sourceless:
            first = group_start(sentence, idiom.first)
            subject = subject_before(sentence, first)
            shared = subject == SHARED or subject is None
            named = chars(sentence, *subject) if subject is not None and subject != SHARED else self._main_source(first)
            if idiom.passive:
                content = named
            else:
                source = named
        self._taken = idiom.end
        frame = Frame(self.number, idiom.first, idiom.stance, "silence", source, [idiom.cue], content)
        frame.stance, frame.shared = idiom.stance, shared
        self.frames.append(frame)

    # according to

    def _according(self, at: int) -> None:
        sentence = self.sentence
        end = phrase_after(sentence, at + 2)
        source = chars(sentence, at + 2, end)
        if not source:
            return
        start = 0
        while start < at and sentence.tag[start] in "CB":
            start += 1
        content: list[Chars] = []
        after = end + 1 if end < len(sentence) and sentence.tag[end] == "," else end
        opens = at == start or all(t in "A,CB" for t in sentence.tag[start:at])
        if opens:
            content = chars(sentence, after, self._content_end(after))
        else:
            content = chars(sentence, self._clause_start(at), at)
            if after > end and after < len(sentence) and sentence.tag[after] in "CB" and has_verb(sentence, after, len(sentence)):
                content += chars(sentence, after, self._content_end(after))
        self._taken = end
        self._put(at, "according", "say", source, chars(sentence, at, at + 2), content, "after" if opens else "before")

    def _clause_start(self, at: int) -> int:
        sentence = self.sentence
        start = 0
        for k in range(at - 1, -1, -1):
            if sentence.low[k] == ";":
                start = k + 1
                break
        while start < at and (sentence.tag[start] in "CB,"):
            start += 1
        return start

    # verbs

    def _verb(self, at: int, cue: Cue) -> None:
        sentence = self.sentence
        low, tag = sentence.low, sentence.tag
        first = group_start(sentence, at)
        group = low[first:at]
        infinitive = first > 0 and low[first - 1] == "to" and cue.form == "base"
        if infinitive:
            if first >= 2 and low[first - 2] in _INTO_INFINITIVE:
                first = group_start(sentence, first - (3 if low[first - 2] == "on" and first >= 3 else 2))
            else:
                return
        passive = cue.form == "past" and any(word in _BE for word in group)
        if passive:
            self._passive(at, first, cue)
            return
        if not infinitive and not self._is_verb(at, first, cue, group):
            return
        after = at + 1
        if cue.kind in ("act", "hold", "will", "show") and after < len(sentence) and tag[after] in "PXV" and bare_relative(sentence, 0, first):
            return
        particle = PARTICLES.get(cue.lemma, ())
        if cue.kind == "particle" and not (after < len(sentence) and low[after] in particle):
            return
        if after < len(sentence) and low[after] in particle and not (low[after] == "on" and self._day(after + 1)):
            after += 1
        if cue.kind == "will" and not self._takes(after, ("to", "that", "for")) and tag[after : after + 1] not in (["D"], ["s"], ["M"]):
            return
        if cue.kind == "seem" and not self._takes(after, ("to", "as", "that", "like", "unlikely", "likely")):
            return
        self._place(at, first, after, cue)

    def _is_verb(self, at: int, first: int, cue: Cue, group: list[str]) -> bool:
        """Whether a form that may also be a noun or a participle is the verb of a clause here."""
        sentence = self.sentence
        tag, low = sentence.tag, sentence.low
        before = tag[first - 1] if first else "^"
        following = tag[at + 1] if at + 1 < len(sentence) else "."
        helped = any(word not in _BE for word in group if word in ("has", "have", "had", "having", "did", "do", "does", "will", "would", "can", "could", "may", "might", "must", "should", "don't", "didn't", "doesn't", "won't", "wouldn't", "couldn't", "can't", "cannot"))
        if cue.form == "ing":
            return bool(group and any(word in _BE for word in group)) or before in ("^", ",", "Q", ";", "S", "C", "M", "W", ".") or (
                before == "P" and low[first - 1] in ("by", "in", "after", "before", "without")
            )
        if cue.form == "past":
            if helped:
                return True
            if low[at + 1 : at + 2] == ["by"] or (before in "DPs" and before):
                return False
            return True
        if helped:
            return not (cue.form == "s")
        if cue.form == "base":
            if before in "NR" and before:
                return low[first - 1] not in ("he", "she", "it", "what", "that")
            if cue.noun:
                return before in "W" and before != "^" and low[first - 1].endswith("s") and (following in "DNRQMO#" or low[at + 1 : at + 2] in (["that"], ["for"], ["to"]))
            return before != "^" and (before in "M" or (before == "W" and low[first - 1].endswith(("s", "men", "people", "public")))) or before in ("C", "B")
        if cue.noun:
            return before != "^" and before in "NMWRQ" and (following in "DNRQMO#" or following == "s" or low[at + 1 : at + 2] in (["that"], ["for"], ["to"], ["on"], ["out"]))
        return not (before in "DPs" and before)

    def _takes(self, at: int, words: tuple[str, ...]) -> bool:
        return at < len(self.sentence) and self.sentence.low[at] in words

    def _day(self, at: int) -> bool:
        return at < len(self.sentence) and self.sentence.low[at].endswith(("day", "week"))

    def _passive(self, at: int, first: int, cue: Cue) -> None:
        """`is expected to`, `was asked whether`, `was criticised by`."""
        sentence = self.sentence
        low = sentence.low
        following = low[at + 1] if at + 1 < len(sentence) else ""
        subject = subject_before(sentence, first)
        named = subject if subject is not None and subject != SHARED else None
        words = chars(sentence, first, at + 1)
        if following == "by" and cue.kind in ("act", "say", "tell", "hold"):
            end = phrase_after(sentence, at + 2, apposition=False)
            content = chars(sentence, *named) if named else []
            if content and end > at + 2:
                self._put(at, cue.lemma, cue.kind, chars(sentence, at + 2, end), words, content, "before")
            return
        if low[at] in EXPECTED and following in ("to", "that") and named is not None:
            rest = chars(sentence, at + 1, self._content_end(at + 1))
            self._put(at, cue.lemma, "seem", [], words, chars(sentence, *named) + rest, "around")
            return
        if cue.lemma in ("ask", "press", "question") and following in ("about", "whether", "if", "how", "why", "what", "by"):
            start = at + 2 if following == "about" else at + 1
            content = chars(sentence, start, self._content_end(start))
            self._put(at, "ask", "tell", [], chars(sentence, first, start), content, "after", stance="question")

    def _place(self, at: int, first: int, after: int, cue: Cue) -> None:
        """Find source and content of a verb in the active voice."""
        sentence = self.sentence
        tag = sentence.tag
        group = sentence.low[first:at]
        before = tag[first - 1] if first else "^"
        if cue.form == "ing" and not any(word in _BE for word in group):
            self._participle(at, first, after, cue)
            return
        if self._inverted(first, after, cue):
            return_to = self._invert(at, first, after, cue)
            if return_to:
                return
        if before == "^" and cue.form == "past" and cue.lemma in ("ask", "press", "question"):
            end = next((k for k in range(after, len(sentence)) if tag[k] == ","), len(sentence))
            self._put(at, "ask", "tell", [], chars(sentence, at, after), chars(sentence, after, end), "after", stance="question")
            return
        subject = subject_before(sentence, first)
        if subject is None and cue.kind not in ("say", "tell"):
            return
        shared = subject == SHARED
        source = self._main_source(first) if shared else chars(sentence, *subject) if subject else []
        if cue.kind == "seem":
            if subject and not shared:
                rest = chars(sentence, after, self._content_end(after))
                self._put(at, cue.lemma, "seem", [], chars(sentence, first, after), source + rest, "around")
            return
        if not source:
            if before not in ("^", "Q"):
                return
        self._complement(at, first, after, cue, source, subject, shared=shared)

    def _complement(
        self, at: int, first: int, after: int, cue: Cue, source: list[Chars], subject: Range | None, *, shared: bool
    ) -> None:
        sentence = self.sentence
        tag, low = sentence.tag, sentence.low
        negated = any(word in _NEGATIVE or word.endswith("n't") for word in low[first:at])
        start, hearer = self._after_hearer(after, cue)
        cue_words = chars(sentence, first, after)
        start = self._after_adjuncts(start)
        end = self._content_end(start)
        following = chars(sentence, start, end)
        previous: list[Chars] = []
        order = "after"
        if subject is not None and not shared and cue.kind in ("say", "tell", "hold", "show"):
            edge = subject[0]
            left = tag[edge - 1] if edge else "^"
            speech_before = left == "Q" or (left == "," and edge >= 2 and tag[edge - 2] == "Q")
            comma = left == "," or low[edge - 1 : edge] in (["—"], ["–"], ["--"])
            if (speech_before or (comma and self._whole(edge - 1))) and self._open_after(after, start, following):
                begin = self._clause_start(edge)
                previous = chars(sentence, begin, edge)
                order = "around" if following else "before"
        if not previous and not following:
            self._put(at, cue.lemma, cue.kind, source, cue_words, [], "before", hearer=hearer, negated=negated, shared=shared)
            return
        self._put(at, cue.lemma, cue.kind, source, cue_words, previous + following, order, hearer=hearer, negated=negated, shared=shared)

    def _whole(self, comma: int) -> bool:
        """Whether what stands before a comma can be a whole statement, not only `On Monday`."""
        sentence = self.sentence
        start = self._clause_start(comma)
        if comma - start < 2:
            return comma - start == 1 and sentence.low[start] in ("instead", "yes", "no", "still", "now")
        if sentence.tag[start] in "SP" and not self._main_clause(start, comma):
            return sentence.tag[start] == "P" and has_verb(sentence, start, comma)
        return has_verb(sentence, start, comma) or any(t == "Q" for t in sentence.tag[start:comma])

    def _main_clause(self, start: int, end: int) -> bool:
        """Whether a main clause follows the opening phrase."""
        tag = self.sentence.tag
        comma = next((k for k in range(start, end) if tag[k] == ","), -1)
        return comma > 0 and has_verb(self.sentence, comma, end)

    def _open_after(self, after: int, start: int, following: list[Chars]) -> bool:
        """Whether the verb closes its clause: nothing but a time, a comma or a quotation comes next."""
        if not following:
            return True
        sentence = self.sentence
        return sentence.tag[start - 1] == "," or sentence.tag[start] in ",Q" or (start > after and sentence.tag[start - 1] == ",")

    # inversion: said Veil

    def _inverted(self, first: int, after: int, cue: Cue) -> bool:
        sentence = self.sentence
        tag = sentence.tag
        if cue.kind not in ("say", "tell", "hold") or cue.form not in ("past", "s") or cue.lemma in ("tell", "ask") and cue.kind == "tell" and after < len(sentence) and tag[after] not in "DMW":
            return False
        if after >= len(sentence) or tag[after] not in "MDW#" or first != after - 1:
            return False
        before = tag[first - 1] if first else "^"
        if before not in ("^", ",", "Q") and sentence.low[first - 1] not in ("—", "–", "--"):
            return False
        end = phrase_after(sentence, after)
        if end >= len(sentence) or tag[end] in ".,Q;":
            rest = phrase_after(sentence, after, apposition=False)
            return not has_verb(sentence, after, rest)
        return tag[end] in "PSBC" or sentence.low[end].endswith("day")

    def _invert(self, at: int, first: int, after: int, cue: Cue) -> bool:
        sentence = self.sentence
        tag = sentence.tag
        end = phrase_after(sentence, after)
        start = self._after_adjuncts(end)
        source = chars(sentence, after, end)
        previous = chars(sentence, self._clause_start(first), first)
        following: list[Chars] = []
        if start < len(sentence) and (tag[start] == "Q" or (tag[start] in ",;" and self._resumes(start + 1))):
            following = chars(sentence, start, self._content_end(start + 1))
        if not previous and not following and first > 0:
            return False
        order = "around" if previous and following else "before" if previous or not following else "after"
        self._taken = end
        self._put(at, cue.lemma, cue.kind, source, chars(sentence, first, after), previous + following, order)
        return True

    def _resumes(self, at: int) -> bool:
        """Whether after `, said Veil,` the statement goes on."""
        sentence = self.sentence
        if at >= len(sentence):
            return False
        if sentence.tag[at] == "Q":
            return True
        return sentence.tag[at] in "CB" and has_verb(sentence, at, len(sentence)) and sentence.tag[at + 1 : at + 2] != ["G"]

    # participles: , adding that

    def _participle(self, at: int, first: int, after: int, cue: Cue) -> None:
        sentence = self.sentence
        tag, low = sentence.tag, sentence.low
        before = tag[first - 1] if first else "^"
        source: list[Chars]
        shared = True
        if before in ("W", "M"):
            start = first - 1
            while start > 0 and tag[start - 1] in "WMD#s":
                start -= 1
            if low[first - 1] in _PAPERS:
                source = self._main_source(first) if any(word in ("issued", "released", "published", "sent", "posted") for word in low[max(0, start - 3) : start]) else chars(sentence, start, first)
            else:
                source = chars(sentence, start, first)
            shared = False
        elif before == "^":
            comma = next((k for k in range(after, len(sentence)) if tag[k] == ","), None)
            if comma is None:
                return
            end = next((k for k in range(comma + 1, len(sentence)) if tag[k] in "XV" or (low[k] in CUES and CUES[low[k]].form == "past")), None)
            subject = subject_before(sentence, end) if end is not None else None
            source = chars(sentence, *subject) if subject is not None and subject != SHARED else []
            content = chars(sentence, after, comma)
            if source and content:
                self._put(at, cue.lemma, cue.kind, source, chars(sentence, at, after), content, "after", shared=True)
            return
        else:
            source = self._main_source(first)
        if not source:
            return
        start, hearer = self._after_hearer(after, cue)
        start = self._after_adjuncts(start)
        content = chars(sentence, start, self._content_end(start))
        if content:
            if cue.lemma == "cite":
                self._citing(at, after, content)
                return
            self._put(at, cue.lemma, cue.kind, source, chars(sentence, first, after), content, "after", hearer=hearer, shared=shared)

    def _citing(self, at: int, after: int, named: list[Chars]) -> None:
        """`state television reported X, citing officials`: the officials' row takes over the content."""
        above = next((frame for frame in reversed(self.frames) if frame.content and frame.kind in ("say", "tell", "show")), None)
        source = chars(self.sentence, after, phrase_after(self.sentence, after))
        if above is None or not source:
            return
        self._put(at, "cite", "say", source, chars(self.sentence, at, after), [], "none")
        self.frames[-1].chain = above

    # shared pieces

    def _main_source(self, before: int) -> list[Chars]:
        """The source of the clause that a verb without a subject continues."""
        for frame in reversed(self.frames):
            if frame.kind != "seem" and frame.source and frame.lemma != "according":
                return list(frame.source)
        sentence = self.sentence
        for at in range(1, before):
            cue = CUES.get(sentence.low[at])
            if sentence.tag[at] in "XV" or (sentence.tag[at] == "E" and has_verb(sentence, max(0, at - 1), at + 2)) or (cue is not None and cue.form in ("past", "s") and sentence.tag[at] == "W" and not cue.noun):
                subject = subject_before(sentence, group_start(sentence, at))
                if subject is not None and subject != SHARED:
                    return chars(sentence, *subject)
                if sentence.tag[at] == "X" and subject is None:
                    continue
        return []

    def _after_hearer(self, at: int, cue: Cue) -> tuple[int, Chars | None]:
        """Skip the person spoken to: `told Reuters`, `asked reporters`."""
        sentence = self.sentence
        tag, low = sentence.tag, sentence.low
        if cue.kind != "tell" and not (cue.lemma in ("warn", "promise") and at < len(sentence) and tag[at] in "OM"):
            return at, None
        start = at
        if at >= len(sentence) or tag[at] in "QR,;.SP" or low[at] in ("that", "to", "if", "whether"):
            return at, None
        if tag[at] in "NO" or low[at] == "her" or low[at] in HEARERS:
            at += 1
        elif tag[at] in "DM#W":
            at += 1
            while at < len(sentence) and tag[at] in "WMs" and not (tag[at] == "W" and tag[at - 1] == "M" and tag[start] == "M") and not (tag[at] == "M" and tag[at - 1] == "W" and tag[start] != "D"):
                at += 1
            if low[at : at + 1] == ["of"]:
                at = min(len(sentence), at + 2)
                while at < len(sentence) and tag[at] in "WM":
                    at += 1
        while low[at : at + 1] == ["and"] and at + 1 < len(sentence) and tag[at + 1] == "M":
            at += 2
        return at, chars(sentence, start, at)[0] if at > start else None

    def _after_adjuncts(self, at: int) -> int:
        """Skip when and through what: `on Tuesday`, `in a statement`, `by telephone`."""
        sentence = self.sentence
        tag, low = sentence.tag, sentence.low
        size = len(sentence)
        while at < size:
            word = low[at]
            if word.endswith("day") and tag[at] in "MW":
                at += 1
                continue
            if word in ("last", "this", "earlier", "late", "early") and at + 1 < size and low[at + 1] in _TIMES:
                at += 2
                continue
            if word in ("earlier", "later", "again", "afterward", "afterwards", "separately", "repeatedly", "yesterday", "today"):
                at += 1
                continue
            if tag[at] == "P" or word in ("in", "on", "at", "during", "after", "to"):
                end = self._adjunct_end(at)
                if end > at:
                    at = end
                    continue
            break
        return at

    def _adjunct_end(self, at: int) -> int:
        """End of a prepositional phrase of time, place or medium that starts at a word, or the word itself."""
        sentence = self.sentence
        tag, low = sentence.tag, sentence.low
        size = len(sentence)
        end = at + 1
        limit = min(size, at + 9)
        while end < limit and tag[end] in "DWM#sA" and low[end] != "that":
            if low[end] in _MEDIA or low[end] in _TIMES:
                end += 1
                while end < size and (tag[end] == "#" or low[end] in _TIMES):
                    end += 1
                if end < size and low[end] in ("with", "to", "on", "at", "from", "posted", "published", "of", "by", "in", "for", "after") and tag[end] in "PE":
                    tail = end + 1
                    while tail < size and tag[tail] in "DMs" or (tail < size and tag[tail] == "W" and tag[tail - 1] in "DMs"):
                        tail += 1
                    if tail < size and (tag[tail] in ",Q.NR;" or low[tail] == "that" or tag[tail] in "DP"):
                        return tail if tail > end + 1 else end
                return end
            if end > at + 1 and tag[end] == "M" and tag[end - 1] == "W":
                break
            end += 1
        if low[at] in ("on", "via", "to") and at + 1 < size and tag[at + 1] == "M":
            end = at + 1
            while end < size and tag[end] in "M'sW" and (tag[end] != "W"):
                end += 1
            if end < size and tag[end] in ",Q.;R":
                return end
        return at

    def _content_end(self, start: int) -> int:
        """Where the content that begins at a word ends."""
        sentence = self.sentence
        tag, low = sentence.tag, sentence.low
        size = len(sentence)
        at = start + 1
        while at < size:
            here = tag[at]
            following = at + 1
            if here == "," and following < size:
                word = low[following]
                cue = CUES.get(word)
                if cue is not None and cue.form == "ing" and cue.kind in ("say", "tell", "act", "particle", "show") and tag[following] == "G":
                    return at
                if word == "according" or (word in ("but", "while", "though", "although") and at - start > 2):
                    return at
                if word in ("a", "an") and following + 1 < size and low[following + 1] in _VERDICTS:
                    return at
                if tag[following] == "C" and self._new_clause(following + 1):
                    return at
            elif here in "CB" and at > start + 1 and self._shares(at + 1, here):
                return at
            elif low[at] == "according" and low[following : following + 1] == ["to"]:
                return at
            elif here == ";" and low[at] == ";":
                return at
            at += 1
        return size

    def _new_clause(self, at: int) -> bool:
        """Whether after `, and` somebody else speaks, or the same speaker goes on with another verb."""
        sentence = self.sentence
        for k in range(at, min(at + 8, len(sentence))):
            if sentence.tag[k] in ",;Q.":
                return False
            cue = CUES.get(sentence.low[k])
            if cue is not None and cue.kind in ("say", "tell", "act") and cue.form in ("past", "s") and not cue.noun and sentence.tag[k] == "W" or (
                cue is not None and cue.form == "past" and cue.kind in ("say", "tell", "act") and sentence.tag[k] in "EW"
            ):
                return not (k > at and sentence.tag[k - 1] in "XDPs")
            if sentence.tag[k] in "V":
                return False
        return False

    def _shares(self, at: int, conjunction: str) -> bool:
        """Whether a conjunction leads to a second verb of the same speaker: `but gave`, `and could not confirm`."""
        sentence = self.sentence
        if at >= len(sentence):
            return False
        tag, low = sentence.tag, sentence.low
        while at < len(sentence) and tag[at] == "A":
            at += 1
        if at >= len(sentence):
            return False
        cue = CUES.get(low[at])
        if cue is not None and cue.form == "past" and cue.kind in ("say", "tell", "act", "will") and tag[at] in "WE" and not sentence.quoted[at]:
            return True
        if low[at] in ("could", "did", "would") and low[at + 1 : at + 2] in (["not"],):
            return conjunction == "B" or low[at] == "could"
        return conjunction == "B" and tag[at] in "V"

    def _put(
        self,
        at: int,
        lemma: str,
        kind: str,
        source: list[Chars],
        cue: list[Chars],
        content: list[Chars],
        order: str,
        *,
        hearer: Chars | None = None,
        negated: bool = False,
        stance: str | None = None,
        shared: bool = False,
    ) -> None:
        self.frames.append(Frame(self.number, at, lemma, kind, source, cue, content, order, negated, hearer, stance, shared=shared))


_TIMES: Final = frozenset(
    "week month year day morning afternoon evening night weekend monday tuesday wednesday thursday friday saturday "
    "sunday today yesterday january february march april may june july august september october november december "
    "jan feb aug sept oct nov dec time".split()
)
_MEDIA: Final = frozenset(
    "statement statements interview interviews speech email e-mail letter report post tweet tweets conference briefing "
    "message call conversation hearing response reply memo filing release meeting debate appearance telephone phone "
    "text video address article column editorial note telegram twitter facebook radio television tv blog rally event "
    "remarks testimony court memoir book ceremony forum reporters affidavit lawsuit complaint broadcast".split()
)
_VERDICTS: Final = frozenset("charge claim allegation accusation view assertion contention assessment statement suggestion".split())
_ = BOTH
