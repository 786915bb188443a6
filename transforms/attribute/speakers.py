"""Speakers: what each source of a story is, with what earlier mentions of it say."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from transforms.attribute.bodies import bodies_of
from transforms.attribute.frames import Frame
from transforms.attribute.kinds import Kind, read_kind
from transforms.attribute.people import Cast, Person

_PERSONS: Final = frozenset({"named_person", "spokesperson", "official", "other", "anonymous", "organisation"})
_THINGS: Final = frozenset({"organisation", "media", "document"})
_NEAR: Final = 600
"""Characters within which a pronoun is for a source without a name."""
_OTHERS: Final = frozenset({"we", "i", "you", "that", "which", "this", "these", "those", "what"})


class Speakers:
    """Identifies the sources of a story in the order in which they speak."""

    def __init__(self, body: str) -> None:
        self.body = body
        self._cast = Cast.of(body)
        self._bodies = bodies_of(body)
        self._known: dict[int, tuple[Kind, Person | None]] = {}
        self._by_person: dict[str, Kind] = {}
        self._last: tuple[Kind, Person | None] = Kind(kind="other"), None
        self._last_at = -_NEAR

    def __getitem__(self, frame: Frame) -> tuple[Kind, Person | None]:
        """Kind and person of a frame that was identified."""
        return self._known[id(frame)]

    def identify(self, frame: Frame) -> None:
        """Work out the kind of a frame's source and, where it is one, the person."""
        kind, person = self._read(frame)
        if person is not None:
            kind = self._with_earlier(kind, person)
            start = frame.content[0][0] if frame.content else 0
            following = re.sub(r"^that ", "", self.body[start : start + 12]) if frame.content else ""
            self._cast.heard(frame.cue[0][0] if frame.cue else start, person, following)
        self._known[id(frame)] = kind, person
        if frame.source and kind.kind != "none":
            self._last = kind, person
            self._last_at = frame.cue[0][0] if frame.cue else frame.source[0][0]

    def _read(self, frame: Frame) -> tuple[Kind, Person | None]:
        if not frame.source:
            return Kind(kind="none"), None
        at = frame.source[0][0]
        words = " … ".join(self.body[start:end] for start, end in frame.source)
        low = words.lower()
        if low in ("he", "she") and self._is_unnamed(low, at):
            return self._last
        if low in ("he", "she", "who"):
            person = self._cast.resolve(words, at, Kind(kind="other"))
            return (Kind(kind="named_person", name=person.name), person) if person else (self._unnamed(low), None)
        if low == "they":
            earlier = self._last[0]
            plural = earlier.kind not in ("named_person", "none")
            return replace(earlier, count=None, count_words=None) if plural else Kind(kind="other"), None
        if low == "it":
            return (self._last[0] if self._last[0].kind in _THINGS else Kind(kind="organisation")), None
        if low in _OTHERS:
            return Kind(kind="other"), None
        kind = self._corrected(words, read_kind(words))
        person = self._cast.resolve(words, at, kind) if kind.kind in _PERSONS else None
        if person is not None and kind.name is None and kind.kind != "spokesperson":
            kind = replace(kind, kind="named_person", name=person.name, count=None, count_words=None, shielded=False)
        return kind, person

    def _corrected(self, words: str, kind: Kind) -> Kind:
        """What the rest of the story says of a bare name: that it is a body's, or somebody's last name."""
        head, _, aside = words.partition(", ")
        if kind.kind == "other" and aside.split(",", 1)[0] in self._bodies:
            return Kind(kind="organisation")
        bare = head.removeprefix("The ").removeprefix("the ")
        if kind.kind == "named_person" and kind.name in (head, bare) and bare in self._bodies:
            return Kind(kind="organisation")
        person = self._cast.by_last.get(words) if kind.kind in ("organisation", "other") else None
        if person is not None and " " not in words and person.name not in self._bodies and person.is_somebody:
            return Kind(kind="named_person", name=words)
        return kind

    def _is_unnamed(self, pronoun: str, at: int) -> bool:
        """Whether a pronoun is for the one person without a name who spoke right before, and nobody was named since."""
        kind, person = self._last
        single = person is None and (kind.count == 1 or kind.kind == "spokesperson")
        near = 0 < at - self._last_at < _NEAR
        return single and near and not self._cast.names_anyone(pronoun, at, after=self._last_at)

    def _unnamed(self, pronoun: str) -> Kind:
        """A pronoun for somebody whom the story does not name: the last source, where that was a person."""
        kind = self._last[0]
        single = kind.kind in ("anonymous", "official", "spokesperson") and pronoun != "who"
        return kind if single else Kind(kind="other")

    def _with_earlier(self, kind: Kind, person: Person) -> Kind:
        """Role and affiliation from an earlier mention, where this one gives none."""
        earlier = self._by_person.get(person.name)
        if earlier is not None and kind.role is None:
            official = kind.official or earlier.official
            settled = earlier.kind if kind.kind == "named_person" else kind.kind
            affiliation = kind.affiliation or earlier.affiliation
            kind = replace(kind, kind=settled, role=earlier.role, affiliation=affiliation, official=official)
        if kind.role is not None or earlier is None:
            self._by_person[person.name] = kind
        return kind
