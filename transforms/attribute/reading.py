"""Reading a sentence: every frame in it, by verbs, by `according to`, by nouns, and by silences."""

from __future__ import annotations

from typing import Final

from transforms.attribute.contents import clause_start, content_end, is_whole, open_after, resumes, takes
from transforms.attribute.cue_words import ATTITUDES, CUES, EXPECTED, NOUNS, PARTICLES, Cue
from transforms.attribute.frames import BE, NEGATIVE, VERDICTS, Chars, Frame, chars
from transforms.attribute.hearers import after_adjuncts, after_hearer, names_day, speech_ahead
from transforms.attribute.patterns import according, attitude, hearsay, possession
from transforms.attribute.silences import Idiom, find_silences
from transforms.attribute.stances import is_about_names
from transforms.attribute.subjects import (
    SHARED,
    Range,
    bare_relative,
    group_start,
    has_verb,
    phrase_after,
    subject_before,
)
from transforms.attribute.verbs import inverted, is_verb, puts_number
from transforms.attribute.words import Sentence
from transforms.language.lists import word_set

_INTO_INFINITIVE: Final = frozenset({"on", "continued", "went", "continues", "seemed", "came", "used", "began"})
_PAPERS: Final = word_set(
    "statement letter email e-mail report tweet post message memo note article ad poll survey study video",
    "document documents reports book column editorial op-ed petition lawsuit release sign signs text",
    "complaint filing poster banner banners placard placards",
)
_ISSUED: Final = frozenset({"issued", "released", "published", "sent", "posted"})
_TAKES_PREPOSITION: Final = word_set(
    "respond ask reply agree think insist hear learn call know",
)
_ASKING: Final = frozenset({"ask", "press", "question"})
_ASKED: Final = frozenset({"about", "whether", "if", "how", "why", "what", "by"})


class SentenceFrames:
    """Reads the frames of one sentence."""

    def __init__(self, sentence: Sentence, number: int, body: str) -> None:
        self.sentence = sentence
        self.number = number
        self.body = body
        self.frames: list[Frame] = []
        self._taken = 0
        self._subject: tuple[int, list[Chars]] | None = None

    def read(self) -> list[Frame]:
        """All frames of the sentence, in order of their cues."""
        sentence = self.sentence
        silences = {idiom.first: idiom for idiom in find_silences(self.body, sentence)}
        for at, low in enumerate(sentence.low):
            if at in silences:
                self._silence(silences[at])
            if at < self._taken or sentence.quoted[at] or self._pattern(at, low):
                continue
            cue = CUES.get(low)
            if cue is not None and sentence.tag[at] not in "MQ":
                self._verb(at, cue)
        return self.frames

    def _pattern(self, at: int, low: str) -> bool:
        """Whether the word attributes without a verb."""
        sentence = self.sentence
        frame: Frame | None = None
        if low == "according" and takes(sentence, at + 1, ("to",)):
            found = according(sentence, self.number, at)
            if found is None:
                return True
            frame, self._taken = found
        elif low in NOUNS and at:
            frame = possession(sentence, self.number, at)
        elif low in ATTITUDES and at:
            frame = attitude(sentence, self.number, at)
        elif low in ("reportedly", "allegedly"):
            frame = hearsay(sentence, self.number, at)
            self._taken = at + 2 if frame else self._taken
        if frame is not None:
            self.frames.append(frame)
        return frame is not None

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
        passive = cue.form == "past" and any(word in BE for word in group)
        if passive:
            self._passive(at, first, cue)
            return
        if not infinitive and not is_verb(sentence, at, first, cue):
            return
        after = at + 1
        if (
            cue.kind in ("act", "hold", "will", "show")
            and after < len(sentence)
            and tag[after] in "PXV"
            and bare_relative(sentence, 0, first)
        ):
            return
        particle = PARTICLES.get(cue.lemma, ())
        if cue.kind == "figure" and not puts_number(sentence, after):
            return
        if cue.kind == "particle" and not (after < len(sentence) and low[after] in particle):
            return
        if (
            after < len(sentence)
            and low[after] in particle
            and not (low[after] == "on" and names_day(sentence, after + 1))
        ):
            after += 1
        if (
            cue.kind == "will"
            and not takes(sentence, after, ("to", "that", "for"))
            and tag[after : after + 1] not in (["D"], ["s"], ["M"])
        ):
            return
        if cue.kind == "seem" and not takes(sentence, after, ("to", "as", "that", "like", "unlikely", "likely")):
            return
        self._place(at, first, after, cue)

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
            rest = chars(sentence, at + 1, content_end(sentence, at + 1))
            self._put(at, cue.lemma, "seem", [], words, chars(sentence, *named) + rest, "around")
            return
        if cue.lemma in ("ask", "press", "question") and following in (
            "about",
            "whether",
            "if",
            "how",
            "why",
            "what",
            "by",
        ):
            start = at + 2 if following == "about" else at + 1
            content = chars(sentence, start, content_end(sentence, start))
            self._put(at, "ask", "tell", [], chars(sentence, first, start), content, "after", stance="question")

    def _place(self, at: int, first: int, after: int, cue: Cue) -> None:
        """Find source and content of a verb in the active voice."""
        sentence = self.sentence
        tag = sentence.tag
        group = sentence.low[first:at]
        before = tag[first - 1] if first else "^"
        if cue.form == "ing" and not any(word in BE for word in group) and before != "N":
            self._participle(at, first, after, cue)
            return
        if inverted(self.body, sentence, first, after, cue):
            return_to = self._invert(at, first, after, cue)
            if return_to:
                return
        if before == "^" and cue.form == "past" and cue.lemma in ("ask", "press", "question"):
            end = next((k for k in range(after, len(sentence)) if tag[k] == ","), len(sentence))
            self._put(
                at,
                "ask",
                "tell",
                [],
                chars(sentence, at, after),
                chars(sentence, after, end),
                "after",
                stance="question",
            )
            return
        subject = subject_before(sentence, first)
        if subject is None and cue.kind not in ("say", "tell"):
            return
        shared = subject == SHARED
        source = self._main_source(first) if shared else chars(sentence, *subject) if subject else []
        if cue.kind == "seem":
            if subject and not shared:
                rest = chars(sentence, after, content_end(sentence, after))
                self._put(at, cue.lemma, "seem", [], chars(sentence, first, after), source + rest, "around")
            return
        if not source and before not in ("^", "Q"):
            return
        self._complement(at, first, after, cue, source, subject, shared=shared)

    def _complement(
        self, at: int, first: int, after: int, cue: Cue, source: list[Chars], subject: Range | None, *, shared: bool
    ) -> None:
        sentence = self.sentence
        tag, low = sentence.tag, sentence.low
        negated = any(word in NEGATIVE or word.endswith("n't") for word in low[first:at])
        start, hearer = after_hearer(sentence, after, cue)
        cue_words = chars(sentence, first, after)
        start = after_adjuncts(sentence, start)
        if cue.kind in ("say", "tell") and start < len(sentence) and tag[start] in "PA":
            start = speech_ahead(sentence, start)
        end = content_end(sentence, start)
        following = chars(sentence, start, end)
        previous: list[Chars] = []
        order = "after"
        loose = start < len(sentence) and (
            tag[start] in "SBC" or (tag[start] == "P" and cue.lemma not in _TAKES_PREPOSITION)
        )
        if subject is not None and not shared and cue.kind in ("say", "tell", "hold", "show"):
            edge = subject[0]
            left = tag[edge - 1] if edge else "^"
            speech_before = left == "Q" or (left == "," and edge >= 2 and tag[edge - 2] == "Q")
            comma = left == "," or low[edge - 1 : edge] in (["—"], ["–"], ["--"])
            if speech_before and following and tag[start] not in "Q,;" and not takes(sentence, start, ("that",)):
                loose = True
            if (speech_before or (comma and is_whole(sentence, edge - 1))) and (
                loose or open_after(sentence, after, start, following)
            ):
                following = [] if loose else following
                begin = clause_start(sentence, edge)
                previous = chars(sentence, begin, edge)
                order = "around" if following else "before"
        if (
            not following
            and not previous
            and subject is not None
            and not shared
            and low[subject[0]] in ("a", "an")
            and low[subject[0] + 1] in VERDICTS
        ):
            self._verdict(at, first, after, cue, subject)
            return
        if previous and following and order == "around" and tag[start] == "," and not resumes(sentence, start + 1):
            following, order = [], "before"
        if (
            following
            and low[first - 1 : first] == ["who"]
            and is_about_names(self.body[following[0][0] : following[0][1]])
        ):
            return
        if not previous and not following:
            self._put(
                at, cue.lemma, cue.kind, source, cue_words, [], "before", hearer=hearer, negated=negated, shared=shared
            )
            return
        self._put(
            at,
            cue.lemma,
            cue.kind,
            source,
            cue_words,
            previous + following,
            order,
            hearer=hearer,
            negated=negated,
            shared=shared,
        )

    def _verdict(self, at: int, first: int, after: int, cue: Cue, subject: Range) -> None:
        """`, a charge the rebels rejected`: the charge is the content, the rest the source."""
        sentence = self.sentence
        middle = subject[0] + 2
        while middle < subject[1] and sentence.low[middle] in ("that", "which"):
            middle += 1
        source = chars(sentence, middle, subject[1])
        if source:
            self._put(
                at,
                cue.lemma,
                cue.kind,
                source,
                chars(sentence, first, after),
                chars(sentence, subject[0], subject[0] + 2),
                "before",
            )

    def _invert(self, at: int, first: int, after: int, cue: Cue) -> bool:
        sentence = self.sentence
        tag = sentence.tag
        end = phrase_after(sentence, after)
        start = after_adjuncts(sentence, end)
        source = chars(sentence, after, end)
        previous = chars(sentence, clause_start(sentence, first), first)
        following: list[Chars] = []
        if start < len(sentence) and (tag[start] == "Q" or (tag[start] in ",;" and resumes(sentence, start + 1))):
            following = chars(sentence, start, content_end(sentence, start + 1))
        if not previous and not following and first > 0:
            return False
        order = "around" if previous and following else "before" if previous or not following else "after"
        self._taken = end
        self._put(at, cue.lemma, cue.kind, source, chars(sentence, first, after), previous + following, order)
        return True

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
            issued = any(
                word in ("issued", "released", "published", "sent", "posted") for word in low[max(0, start - 3) : start]
            )
            own = (low[first - 1] in _PAPERS and not issued) or low[first - 1] in ("people", "those", "someone")
            source = chars(sentence, start, first) if own else self._main_source(first) or chars(sentence, start, first)
            shared = False
        elif before == "^":
            comma = next((k for k in range(after, len(sentence)) if tag[k] == ","), None)
            if comma is None:
                return
            end = next(
                (
                    k
                    for k in range(comma + 1, len(sentence))
                    if tag[k] in "XV" or (low[k] in CUES and CUES[low[k]].form == "past")
                ),
                None,
            )
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
        start, hearer = after_hearer(sentence, after, cue)
        start = after_adjuncts(sentence, start)
        content = chars(sentence, start, content_end(sentence, start))
        if content:
            if cue.lemma == "cite":
                self._citing(at, after, content)
                return
            self._put(
                at,
                cue.lemma,
                cue.kind,
                source,
                chars(sentence, first, after),
                content,
                "after",
                hearer=hearer,
                shared=shared,
            )

    def _citing(self, at: int, after: int, named: list[Chars]) -> None:
        """`state television reported X, citing officials`: the officials' row takes over the content."""
        above = next(
            (frame for frame in reversed(self.frames) if frame.content and frame.kind in ("say", "tell", "show")), None
        )
        source = chars(self.sentence, after, phrase_after(self.sentence, after))
        if above is None or not source:
            return
        self._put(at, "cite", "say", source, chars(self.sentence, at, after), [], "none")
        self.frames[-1].chain = above

    def _main_source(self, before: int) -> list[Chars]:
        """The source of the clause that a verb without a subject continues."""
        for frame in reversed(self.frames):
            if frame.kind != "seem" and frame.source and frame.lemma != "according":
                return list(frame.source)
        if self._subject is None:
            self._subject = self._first_subject()
        at, source = self._subject
        return list(source) if at < before else []

    def _first_subject(self) -> tuple[int, list[Chars]]:
        """The subject of the sentence's first finite verb, and that verb."""
        sentence = self.sentence
        for at in range(1, len(sentence)):
            cue = CUES.get(sentence.low[at])
            spoken = cue is not None and cue.form in ("past", "s") and sentence.tag[at] == "W" and not cue.noun
            plain = sentence.tag[at] == "E" and has_verb(sentence, at - 1, at + 2)
            if sentence.tag[at] in "XV" or plain or spoken:
                subject = subject_before(sentence, group_start(sentence, at))
                if subject is not None and subject != SHARED:
                    return at, chars(sentence, *subject)
        return len(sentence), []

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
        self.frames.append(
            Frame(self.number, at, lemma, kind, source, cue, content, order, negated, hearer, stance, shared=shared)
        )
