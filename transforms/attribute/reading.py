"""Reading a sentence: every frame in it, by verbs, by `according to`, by nouns, and by silences."""

from __future__ import annotations

from typing import Final, NamedTuple

from transforms.attribute.contents import clause_start, content_end, deed_end, is_whole, open_after, resumes, takes
from transforms.attribute.cue_words import ATTITUDES, CUES, EXPECTED, NOUNS, PARTICLES, Cue
from transforms.attribute.frames import BE, CHARGES, NEGATIVE, VERDICTS, Chars, Frame, chars
from transforms.attribute.hearers import after_adjuncts, after_hearer, names_day, speech_ahead
from transforms.attribute.patterns import ISSUED, OWN, according, announcement, attitude, hearsay, label, possession
from transforms.attribute.phrases import Range, bare_relative, phrase_after
from transforms.attribute.silences import REFUSED, Idiom, find_silences
from transforms.attribute.stances import is_about_names
from transforms.attribute.subjects import (
    SHARED,
    group_start,
    nearest_subject,
    opened_subject,
    opening_end,
    plain_noun,
    silent_subject,
    subject_before,
    with_whom,
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


_RELATIVE_TAILS: Final = frozenset({"act", "hold", "will", "show"})
_PATTERNS: Final = NOUNS | ATTITUDES | ISSUED | {"according", "reportedly", "allegedly"}
"""Words that can attribute without being a verb that does."""
_MANNER: Final = ("without", "with", "in", "at", "from", "during", "after", "before", "until", "through", "again")
"""Words after which a verb that speaks of something has nothing it speaks of: `both teams attacked without mercy`."""
_STATING: Final = frozenset({"say", "tell", "hold", "show"})


class Verb(NamedTuple):
    """A verb of attribution in its sentence.

    Attributes:
        at: The verb itself.
        first: First word of its group: `has repeatedly denied`.
        after: The word after it and its particle: `called for`.
        cue: What it is.
    """

    at: int
    first: int
    after: int
    cue: Cue


def _holds(outer: Frame, inner: Frame) -> bool:
    """Whether what somebody says holds the words by which somebody else speaks."""
    spoken = outer.kind in ("say", "tell") and outer.lemma != "according" and outer.source
    return bool(spoken) and any(start <= inner.cue[0][0] < end for start, end in outer.content)


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
        labelled = label(sentence, self.number)
        if labelled is not None:
            self.frames.append(labelled)
            return self.frames
        silences = {idiom.first: idiom for idiom in find_silences(self.body, sentence)}
        for at, low in enumerate(sentence.low):
            if at in silences:
                self._silence(silences[at])
            if at < self._taken or sentence.quoted[at] or (low in _PATTERNS and self._pattern(at, low)):
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
        elif low in ISSUED and takes(sentence, at + 1, ("the",)):
            frame = announcement(sentence, self.number, at)
            self._taken = len(sentence) if frame else self._taken
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
            subject = silent_subject(sentence, first)
            shared = subject == SHARED or subject is None
            named = chars(sentence, *subject) if subject is not None and subject != SHARED else self._main_source(first)
            if idiom.passive:
                content = named
            else:
                source = named
        self._taken = idiom.end
        deed = idiom.stance == REFUSED
        kind = "will" if deed else "silence"
        frame = Frame(self.number, idiom.first, idiom.stance, kind, source, [idiom.cue], content)
        frame.stance, frame.shared = None if deed else idiom.stance, shared
        self.frames.append(frame)

    def _verb(self, at: int, cue: Cue) -> None:
        """Read one form that may attribute."""
        sentence = self.sentence
        first = group_start(sentence, at)
        if first > 0 and sentence.low[first - 1] == "to" and cue.form == "base":
            led = self._led_in(first)
            if led is not None:
                self._active(at, led, cue)
        elif cue.form == "past" and not BE.isdisjoint(sentence.low[first:at]):
            self._passive(Verb(at, first, at + 1, cue))
        elif is_verb(sentence, at, first, cue):
            self._active(at, first, cue)

    def _led_in(self, first: int) -> int | None:
        """First word of what leads an infinitive in, `went on to say`; None for others, which their verb explains."""
        low = self.sentence.low
        if first < 2 or low[first - 2] not in _INTO_INFINITIVE:
            return None
        return group_start(self.sentence, first - (3 if low[first - 2] == "on" and first >= 3 else 2))

    def _active(self, at: int, first: int, cue: Cue) -> None:
        """Check that a verb has the company that it needs, and place it."""
        sentence = self.sentence
        low, tag = sentence.low, sentence.tag
        after = at + 1
        following = tag[after] if after < len(sentence) else "."
        if cue.kind == "act" and takes(sentence, after, _MANNER) and after_adjuncts(sentence, after) == after:
            return
        if cue.kind in _RELATIVE_TAILS and following in "PXV" and bare_relative(sentence, 0, first):
            return
        if cue.kind == "figure" and not puts_number(sentence, after):
            return
        if takes(sentence, after, PARTICLES.get(cue.lemma, ())):
            after += 0 if low[after] == "on" and names_day(sentence, after + 1) else 1
        elif cue.kind == "particle":
            return
        things = "" if cue.lemma == "decline" else "DsM"
        if cue.kind == "will" and not takes(sentence, after, ("to", "that", "for")) and following not in things:
            return
        if cue.kind == "seem" and not takes(sentence, after, ("to", "as", "that", "like", "unlikely", "likely")):
            return
        self._place(Verb(at, first, after, cue))

    def _passive(self, verb: Verb) -> None:
        """`is expected to`, `was asked whether`, `was criticised by`."""
        sentence, at, cue = self.sentence, verb.at, verb.cue
        low = sentence.low
        following = low[at + 1] if at + 1 < len(sentence) else ""
        subject = subject_before(sentence, verb.first)
        named = chars(sentence, *subject) if subject is not None and subject != SHARED else []
        if following == "by" and cue.kind in ("act", "say", "tell", "hold"):
            source = chars(sentence, at + 2, phrase_after(sentence, at + 2, apposition=False))
            if named and source:
                self._put(verb, source, named, "before")
        elif low[at] in EXPECTED and following in ("to", "that") and named:
            rest = chars(sentence, at + 1, content_end(sentence, at + 1))
            self._put(verb, [], named + rest, "around", kind="seem")
        elif cue.lemma in _ASKING and following in _ASKED:
            start = at + 2 if following == "about" else at + 1
            content = chars(sentence, start, content_end(sentence, start))
            asked = named[0] if named else None
            self._put(verb._replace(after=start), [], content, hearer=asked, stance="question")

    def _place(self, verb: Verb) -> None:
        """Find source and content of a verb in the active voice."""
        sentence, cue = self.sentence, verb.cue
        tag = sentence.tag
        before = tag[verb.first - 1] if verb.first else "^"
        if cue.form == "ing" and before != "N" and BE.isdisjoint(sentence.low[verb.first : verb.at]):
            self._participle(verb, before)
            return
        if inverted(self.body, sentence, verb.first, verb.after, cue) and self._invert(verb):
            return
        if before == "^" and cue.form == "past" and cue.lemma in _ASKING:
            end = next((k for k in range(verb.after, len(sentence)) if tag[k] == ","), len(sentence))
            self._put(verb, [], chars(sentence, verb.after, end), stance="question")
            return
        subject = subject_before(sentence, verb.first)
        if subject is None and cue.kind not in ("say", "tell"):
            return
        shared = subject == SHARED
        source = self._main_source(verb.first) if shared else chars(sentence, *subject) if subject else []
        if cue.kind == "seem":
            if source and not shared:
                rest = chars(sentence, verb.after, content_end(sentence, verb.after))
                self._put(verb, [], source + rest, "around")
        elif source or before in "^Q":
            self._complement(verb, source, None if shared else subject, shared=shared)

    def _complement(self, verb: Verb, source: list[Chars], subject: Range | None, *, shared: bool) -> None:
        """Gather the content after a verb and, where the verb closes its sentence, before its subject."""
        sentence, cue = self.sentence, verb.cue
        tag, low = sentence.tag, sentence.low
        start, hearer = after_hearer(sentence, verb.after, cue)
        start = after_adjuncts(sentence, start)
        if cue.kind in ("say", "tell") and start < len(sentence) and tag[start] in "PA":
            start = speech_ahead(sentence, start)
        thing = cue.kind == "act" and cue.lemma not in CHARGES and self._is_thing(start)
        deed = thing or (cue.kind == "will" and takes(sentence, start, ("to",)))
        following = chars(sentence, start, (deed_end if deed else content_end)(sentence, start))
        previous: list[Chars] = []
        if subject is not None and cue.kind in _STATING:
            previous, closes = self._before(verb, subject[0], start, following)
            following = [] if closes else following
        aside = subject is not None and tag[subject[0]] == "R" and subject[0] + 1 < verb.first
        if aside and following and tag[start] == ",":
            following = []
        if previous and following and tag[start] == "," and not resumes(sentence, start + 1):
            following = []
        if subject is not None and not previous and self._verdict(verb, subject, following):
            return
        who = low[verb.first - 1 : verb.first] == ["who"]
        if who and following and is_about_names(self.body[following[0][0] : following[0][1]]):
            return
        order = "around" if previous and following else "after" if following else "before"
        negated = any(word in NEGATIVE or word.endswith("n't") for word in low[verb.first : verb.at])
        self._put(verb, source, previous + following, order, hearer=hearer, negated=negated, shared=shared)

    def _is_thing(self, at: int) -> bool:
        """Whether what follows is a person or a thing, not words of somebody's or a clause."""
        tag = self.sentence.tag
        return at < len(tag) and tag[at] in "DMOW#" and "Q" not in tag[at:]

    def _before(self, verb: Verb, edge: int, start: int, following: list[Chars]) -> tuple[list[Chars], bool]:
        """What stands before a subject as its content, and whether nothing after the verb belongs to it.

        A relative clause, `, which Kern has seen,`, says nothing of the sentence around it.
        """
        sentence = self.sentence
        tag, low = sentence.tag, sentence.low
        if tag[edge] == "R" and edge + 1 < verb.first:
            return [], False
        left = tag[edge - 1] if edge else "^"
        speech = left == "Q" or (left == "," and edge >= 2 and tag[edge - 2] == "Q")
        comma = left == "," or low[edge - 1 : edge] in (["—"], ["–"], ["--"])
        if not speech and not (comma and is_whole(sentence, edge - 1)):
            return [], False
        opens = tag[start] if start < len(sentence) else "."
        loose = opens in "SBC" or (opens == "P" and verb.cue.lemma not in _TAKES_PREPOSITION)
        loose = loose or (speech and bool(following) and opens not in "Q,;" and not takes(sentence, start, ("that",)))
        if not loose and not open_after(sentence, start, following):
            return [], False
        return chars(sentence, clause_start(sentence, edge), edge), loose

    def _verdict(self, verb: Verb, subject: Range, following: list[Chars]) -> bool:
        """`, a charge the rebels rejected`: the charge is content, the rest of the subject the source."""
        sentence = self.sentence
        low = sentence.low
        if low[subject[0]] not in ("a", "an") or low[subject[0] + 1] not in VERDICTS:
            return False
        middle = subject[0] + 2
        while middle < subject[1] and low[middle] in ("that", "which"):
            middle += 1
        source = chars(sentence, middle, subject[1])
        if source:
            charge = chars(sentence, subject[0], subject[0] + 2)
            self._put(verb, source, charge + following, "around" if following else "before")
            self.frames[-1].verdict = True
        return bool(source)

    def _invert(self, verb: Verb) -> bool:
        """`said Veil`: the source follows, the content stands before and may go on."""
        sentence = self.sentence
        tag = sentence.tag
        end = phrase_after(sentence, verb.after)
        start = after_adjuncts(sentence, end)
        previous = chars(sentence, clause_start(sentence, verb.first), verb.first)
        following: list[Chars] = []
        if start < len(sentence) and (tag[start] == "Q" or (tag[start] in ",;" and resumes(sentence, start + 1))):
            following = chars(sentence, start, content_end(sentence, start + 1))
        if not previous and not following and verb.first > 0:
            return False
        order = "around" if previous and following else "after" if following else "before"
        self._taken = end
        self._put(verb, chars(sentence, verb.after, end), previous + following, order)
        return True

    def _participle(self, verb: Verb, before: str) -> None:
        """`, adding that`, `a letter saying`, `Citing officials, the mayor`."""
        sentence = self.sentence
        if before == "^" or (verb.first == 1 and before in "SP"):
            self._opening_participle(verb)
            return
        source: list[Chars] = []
        if before in "WM":
            source = self._of_paper(verb.first) or chars(sentence, *with_whom(sentence, verb.first))
        shared = not source
        source = source or self._main_source(verb.first)
        if not source and before in "WM":
            source = chars(sentence, *plain_noun(sentence, verb.first))
        start, hearer = after_hearer(sentence, verb.after, verb.cue)
        start = after_adjuncts(sentence, start)
        content = chars(sentence, start, content_end(sentence, start))
        if not source or not content:
            return
        if verb.cue.lemma == "cite":
            self._citing(verb)
        else:
            self._put(verb, source, content, hearer=hearer, shared=shared and before not in "WM")

    def _opening_participle(self, verb: Verb) -> None:
        """A participle that opens its sentence belongs to the subject after the comma or quotation that closes it."""
        sentence = self.sentence
        end = opening_end(sentence, verb.after)
        subject = opened_subject(sentence, end)
        content = chars(sentence, verb.after, end)
        if subject is not None and content:
            self._put(verb, chars(sentence, *subject), content, shared=True)

    def _of_paper(self, first: int) -> list[Chars]:
        """A paper right before a participle, as its source: `a poll showing`, but not `issued a statement saying`."""
        low = self.sentence.low
        start, _ = plain_noun(self.sentence, first)
        paper = low[first - 1] in _PAPERS and _ISSUED.isdisjoint(low[max(0, start - 3) : start])
        return chars(self.sentence, start, first) if paper or low[first - 1] in ("people", "those", "someone") else []

    def _citing(self, verb: Verb) -> None:
        """`state television reported X, citing officials`: the officials' row takes over the content."""
        spoken = ("say", "tell", "show")
        above = next((frame for frame in reversed(self.frames) if frame.content and frame.kind in spoken), None)
        source = chars(self.sentence, verb.after, phrase_after(self.sentence, verb.after))
        if above is not None and source:
            self._put(verb, source, [], "none", kind="say")
            self.frames[-1].chain = above

    def _main_source(self, before: int) -> list[Chars]:
        """The source of the clause that a verb without a subject continues."""
        for number in range(len(self.frames) - 1, -1, -1):
            frame = self.frames[number]
            own = bool(frame.source) and self.body[slice(*frame.source[0])] in OWN
            if frame.kind == "seem" or not frame.source or frame.lemma == "according" or own:
                continue
            above = next((other for other in self.frames[max(0, number - 3) : number] if _holds(other, frame)), frame)
            return list(above.source or frame.source)
        subject = nearest_subject(self.sentence, before)
        return chars(self.sentence, *subject) if subject is not None else []

    def _put(
        self,
        verb: Verb,
        source: list[Chars],
        content: list[Chars],
        order: str = "after",
        *,
        kind: str | None = None,
        hearer: Chars | None = None,
        negated: bool = False,
        stance: str | None = None,
        shared: bool = False,
    ) -> None:
        cue = chars(self.sentence, verb.first, verb.after)
        frame = Frame(self.number, verb.at, verb.cue.lemma, kind or verb.cue.kind, source, cue, content, order)
        frame.hearer, frame.negated, frame.stance, frame.shared = hearer, negated, stance, shared
        self.frames.append(frame)
