"""Refusals and silences: declined to comment, could not be reached, no group has claimed it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from transforms.attribute.contents import content_end, deed_end
from transforms.attribute.frames import BE
from transforms.attribute.words import Sentence
from transforms.language.lists import word_set

REFUSED: Final = "refuse"
"""Stands in place of a stance where a deed is refused, not an answer: `refused to release the crew`."""
_SOON: Final = (
    r"(?: (?:immediately|yet|publicly|directly|independently|also|so far|again|"
    r"repeatedly|officially|formally|further|readily))*"
)
_NOT: Final = (
    r"(?:did not|didn['’]t|has not|hasn['’]t|have not|haven['’]t|had not|hadn['’]t|"
    r"does not|do not|would not|wouldn['’]t|will not|won['’]t|never)"
)
_MAIL: Final = (
    r"(?:(?:[\w.'’-]+ ){0,6}?(?:requests?|calls?|emails?|e-mails?|messages?|questions?|inquir(?:y|ies)|enquir(?:y|ies)|"
    r"queries|query|voicemails?|texts?|letters?)\b)"
)
_ASIDE: Final = (
    r"(?:,? (?:at first|so far|again|once|twice|\w+ly|(?:(?:on|late|earlier) )?[A-Z][a-z]+day|"
    r"for (?:[a-z]+ )?(?:hours|days|weeks|months|years)|(?:in|through) an? [a-z]+),?(?= to\b))?"
)
"""Words between a refusal and its infinitive: `declined at first to`, `refused, on Tuesday, to`."""
_OFFERED: Final = (
    r"(?:[\w'’-]+ ){0,4}?(?:requests?|invitations?|offers?|assignments?|proposals?|demands?|appeals?|nominations?|"
    r"endorsements?|entry|access|services?|aid|help)"
)
_GIVE: Final = "(?:given?|offer(?:ed)?|provided?|released?|suppl(?:y|ied))"
_GAVE: Final = "(?:(?:has |have |had )?(?:given|provided)|gave|offered|provided|released|giving|offering|providing)"
_MORE: Final = "(?: (?:any|further|more|many|additional|other|specific))*"
_FACTS: Final = (
    "details?|information|specifics|reasons?|motives?|explanations?|evidence|proof|figures?|estimates?|names?|numbers?|amounts?|"
    "lists?|timeline|timetable|specific"
)

_PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    ("no_response",
        rf"(?P<cue>{_NOT}{_SOON} (?:respond|reply|replied|responded|answer|answered|"
        rf"return|returned)(?:(?: on)? [A-Z][a-z]+day)?(?:{_SOON} to)?)(?P<content> {_MAIL}[^;]*)?"),
    ("no_response",
        rf"(?P<cue>(?:was|were|went|has been|have been|had been) (?:not{_SOON} (?:returned|"
        rf"answered)|unanswered|unreturned))(?P<content>)"),
    ("unreachable",
        rf"(?P<cue>(?:could not|couldn['’]t|cannot|can not|was not able to|were not "
        rf"able to){_SOON} be{_SOON} (?:reached|contacted|located))(?P<content>{_SOON} "
        rf"for (?:further |immediate )?(?:comment|reaction|response)\w*)?"),
    ("unreachable",
        rf"(?P<cue>(?:was|were|is|are) (?:not{_SOON} (?:available|reachable)|unavailable|"
        rf"unreachable))(?P<content>{_SOON} (?:for (?:further |immediate )?(?:comment|"
        rf"reaction|interview)|to comment)\w*)"),
    ("no_comment",
        rf"(?P<cue>{_NOT}{_SOON} comment(?:ed)?{_SOON})(?P<content>(?: (?:on|about|"
        rf"for|further|beyond)\b[^;]*)?)"),
    ("no_comment",
        rf"(?P<cue>(?:also |both |all )?(?:has |have |had )?(?:also |both |all |each "
        rf"|repeatedly |again )*(?:declin(?:ed|es|ing|e)|refus(?:ed|es|ing|e))){_ASIDE}(?P<content>{_SOON} "
        rf"(?:to{_SOON} (?:comment|discuss|speak|talk|say|elaborate|answer|provide|"
        rf"give|disclose|specify|identify|name|reveal|be interviewed|be drawn|confirm "
        rf"or deny|make any comment|offer|explain|respond|go into|describe)|"
        rf"(?:[\w'’-]+ ){{0,3}}?(?:comment|requests? for|interviews?|questions?|inquiries))\b[^;]*)"),
    (REFUSED,
        rf"(?P<cue>(?:has |have |had )?(?:also |both |all )?(?:declin(?:ed|es|ing|e)|refus(?:ed|es|ing|e)|"
        rf"balk(?:ed|s|ing) at)){_ASIDE}(?P<content>{_SOON} (?!to be (?:named|identified|quoted|cited))"
        rf"(?:to \w+|(?<=at )\w+ing|{_OFFERED})\b[^;]*)"),
    (REFUSED,
        rf"(?P<cue>(?:(?:has |have |had )?(?:\w+ly )?(?:ma[dk]es?|contain(?:s|ed)?|included?s?) no|"
        rf"{_NOT}{_SOON} (?:make|contain|include):?(?: any| a)?){_SOON} (?:mention|secret|reference) (?:of|to))"
        rf"(?P<content> [^;]*)"),
    ("no_comment",
        rf"(?P<cue>(?:{_NOT}{_SOON} {_GIVE}|{_GAVE} no){_MORE} (?:details?|information|specifics) "
        rf"(?:about|of|on))(?P<content> [^;]*)"),
    ("no_comment",
        rf"(?P<cue>{_NOT}{_SOON} {_GIVE}|{_GAVE}(?= no\b))(?P<content> (?:[\w'’-]+ ){{0,4}}?(?:{_FACTS})\b[^;]*)"),
    ("no_comment",
        rf"(?P<cue>(?:had|has|have|made|offered|gave|issued|provided){_SOON} no{_SOON} "
        rf"(?:immediate |further |public |official )?comment)(?P<content>(?: (?:on|"
        rf"about)\b[^;]*)?)"),
    ("no_comment",
        r"(?P<cue>would (?:only |neither |not )?(?:say only|confirm nor deny|neither "
        r"confirm nor deny))(?P<content>[^;]*)"),
    ("no_comment",
        rf"(?P<cue>(?:would not|{_NOT})(?: immediately| publicly)? (?:comment|elaborate|discuss|"
        r"be drawn))(?P<content>[^;]*)"),
    ("no_response",
        r"(?P<cue>(?:has|have|had) yet to (?:respond|reply|answer|react)(?: to\b)?)(?P<content>[^;]*)"),
    ("no_comment",
        r"(?P<cue>(?:has|have|had) yet to comment)(?P<content>[^;]*)"),
    ("no_comment",
        rf"(?P<cue>(?:would not|wouldn['’]t|did not|didn['’]t){_SOON} say)(?P<content> (?:whether|if|"
        r"how|what|who|why|when|where|which|anything|more)\b[^;]*)"),
    ("no_comment",
        r"(?P<neither>)(?P<cue>would (?:say|comment))(?P<content>(?: (?:whether|if|how|what|who|why|when|"
        r"where|which|on|about)\b[^;]*)?)"),
    ("no_comment",
        r"(?P<cue>(?:has |have |had )?referred)(?P<content> (?:\w+ ){0,2}?(?:questions|inquiries|enquiries|"
        r"queries|requests|calls)\b[^,;]*? to\b[^;]*)"),
    ("no_comment",
        rf"(?P<neither>)(?P<cue>(?:{_SOON[:-1]}*)? ?commented{_SOON})(?P<content>(?: "
        rf"(?:on|about|for|publicly)\b[^;]*)?)"),
    ("cannot_confirm",
        rf"(?P<cue>(?:could not|couldn['’]t|cannot|can not|can['’]t|(?:was|were|is|"
        rf"are|has been|have been) (?:unable|not able|not been able) to|has not been "
        rf"able to|have not been able to|had no way (?:to|of)|did not){_SOON}(?: "
        rf"be able to)?{_SOON} (?:confirm|verify|corroborate|authenticate|substantiate|"
        rf"verifying|confirming)(?! or| nor))(?P<content>[^;]*)"),
    ("cannot_confirm",
        rf"(?P<passive>)(?P<cue>(?:could not|couldn['’]t|cannot|can not|have not|"
        rf"has not) (?:immediately |yet )?(?:be|been){_SOON} (?:confirmed|verified|"
        rf"corroborated|authenticated|substantiated))(?P<content>)"),
    ("statement",
        r"(?P<cue>declining|asking|requesting|refusing|preferring|insisting)(?P<content> "
        r"(?:not )?to (?:not )?be (?:named|identified|quoted)| on anonymity| anonymity)"),
    ("no_claim",
        r"(?P<cue>(?:has |have |had )?(?:immediately |yet |so far )*claimed)(?P<content> "
        r"(?:(?:responsibility|credit)\b|(?:the|that|this|those|these|both) (?:\w+ )?(?:attacks?|bombings?|blasts?|"
        r"explosions?|shootings?|killings?|raids?|strikes?|abductions?)\b)[^;]*)"),
)  # fmt: skip
_FROM: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("no_comment", re.compile(
        r"\b(?P<cue>[Tt]here (?:was|has been|had been) no (?:immediate |official "
        r"|further |public )*(?:comment|response|reaction|word))(?: (?P<link>from|"
        r"by) )", re.I)),
    ("no_claim", re.compile(
        r"\b(?P<cue>[Tt]here (?:was|has been|had been|were|have been) no (?:immediate "
        r"|official |credible )*claims? of responsibility)(?P<content>(?: for [^,;.]*)?)")),
    ("unreachable", re.compile(
        r"\b(?:[Aa]ttempts|[Ee]fforts)(?: by \w+(?: \w+)?)? to (?P<cue>reach|contact) "
        r"(?P<whom>[^,;.]{2,80}?)(?: for comment)? (?P<tail>were (?:not (?:immediately "
        r")?successful|unsuccessful)|failed|was unsuccessful)")),
    ("unreachable", re.compile(
        r"\b(?P<tail>(?:could not|couldn['’]t|(?:was|were|has been|have been) (?:not able|unable) to)"
        r"(?: immediately| independently)? (?P<cue>reach|contact|locate)) (?P<whom>[^,;.]{2,80}?)"
        r"(?= for (?:\w+ ){0,2}(?:comment|reaction|response)\b)")),
)  # fmt: skip

_COMPILED: Final = tuple((stance, re.compile(r"\b" + pattern)) for stance, pattern in _PATTERNS)
_TRIGGERS: Final = word_set(
    "comment commented respond responded reply replied answer answered return returned reached contacted",
    "located available unavailable unreachable reachable unanswered unreturned declined declines declining",
    "decline refused refuses refusing refuse confirm verify corroborate authenticate substantiate confirmed",
    "verified corroborated authenticated substantiated verifying confirming claimed claim claims response",
    "reaction word attempts efforts elaborate discuss deny say asking requesting refusing preferring",
    "insisting say referred balked balks balking details detail information specifics reason reasons explanation",
    "explanations evidence proof figure figures estimate estimates name names number numbers amount amounts list",
    "lists timeline timetable mention secret reference motive motives",
)
_NOBODY: Final = re.compile(
    r"(?:^|\b)(?:[Nn]o (?:\w+ ){0,3}?(?:group|one|organi[sz]ation|militants?|"
    r"faction|party|individual)s?|[Nn]obody|[Nn]one|[Nn]either)\b"
)
_BREAK: Final = re.compile(
    r",? (?:but|while|although|though|citing|saying|adding|and (?:said|added|"
    r"has|have|is|was|the|it|he|she|they|could|did|declined))\b|, (?:which|who|"
    r"said|is|are|was|were|has|had|will|would|according|a \w+ (?:said|told))|, [^,]{1,60} (?:said|says)\b"
)


@dataclass(frozen=True, slots=True)
class Idiom:
    """A refusal or a silence found in a sentence.

    Attributes:
        first: First word of its cue.
        end: One past the last word it explains.
        stance: no_comment, no_response, unreachable, cannot_confirm, no_claim or REFUSED.
        cue: Characters of the cue.
        content: Characters of what is refused; None when nothing is said about it.
        source: Characters of the source where the idiom itself names it; None when the subject is the source.
        passive: Whether the subject is the content: `could not be verified`.
        sourceless: Whether the idiom has no source: `there was no claim`.
    """

    first: int
    end: int
    stance: str
    cue: tuple[int, int]
    content: tuple[int, int] | None = None
    source: tuple[int, int] | None = None
    passive: bool = False
    sourceless: bool = False


def find_silences(text: str, sentence: Sentence) -> list[Idiom]:
    """The refusals and silences of a sentence, in order, none overlapping another."""
    if _TRIGGERS.isdisjoint(sentence.low):
        return []
    found: list[Idiom] = []
    for stance, from_pattern in _FROM:
        for match in from_pattern.finditer(text, sentence.start, sentence.end):
            _keep(found, _from(text, sentence, stance, match))
    for stance, pattern in _COMPILED:
        for match in pattern.finditer(text, sentence.start, sentence.end):
            _keep(found, _read(text, sentence, stance, match))
    return sorted(found, key=lambda idiom: idiom.first)


def _keep(found: list[Idiom], idiom: Idiom | None) -> None:
    if idiom is not None and all(idiom.end <= other.first or idiom.first >= other.end for other in found):
        found.append(idiom)


def _read(text: str, sentence: Sentence, stance: str, match: re.Match[str]) -> Idiom | None:
    groups = match.groupdict()
    cue = _tight(text, *match.span("cue"))
    first = _word(sentence, cue[0])
    if first >= len(sentence) or sentence.tag[first] == "Q" or sentence.quoted[first] or not text[cue[0] : cue[1]]:
        return None
    if first > 0 and (sentence.tag[first - 1] == "s" or (stance == REFUSED and sentence.low[first - 1] in BE)):
        return None
    ahead = text[max(sentence.start, cue[0] - 120) : cue[0]]
    if "neither" in groups and not re.search(r"\b[Nn]either\b[^,;.]*$", ahead):
        return None
    if stance == "no_claim" and not _NOBODY.search(ahead):
        return None
    content = match.span("content") if groups.get("content") else None
    if content is not None:
        cut = _BREAK.search(text, content[0], content[1])
        reach = _reach(sentence, content[0], content_end if stance == "cannot_confirm" else deed_end)
        content = _tight(text, content[0], min(cut.start() if cut else content[1], reach))
        if content[1] <= content[0]:
            content = None
    end = _word(sentence, (content or cue)[1])
    return Idiom(first, max(end, first + 1), stance, cue, content, passive="passive" in groups)


def _reach(sentence: Sentence, start: int, end: Callable[[Sentence, int], int]) -> int:
    """One past the last character of a content that begins at a character."""
    return sentence.ends[end(sentence, min(_word(sentence, start), len(sentence) - 1)) - 1]


def _from(text: str, sentence: Sentence, stance: str, match: re.Match[str]) -> Idiom | None:
    cue = match.span("cue")
    first = _word(sentence, cue[0])
    if first >= len(sentence) or sentence.quoted[first]:
        return None
    if stance == "no_claim":
        content = _tight(text, *match.span("content")) if match.group("content") else None
        return Idiom(first, _word(sentence, match.end()), stance, cue, content, sourceless=True)
    if stance == "unreachable":
        return Idiom(first, _word(sentence, match.end()), stance, match.span("tail"), None, match.span("whom"))
    stop = re.compile(r"[,;.]| (?:on|about|after|to the|for)\b").search(text, match.end(), sentence.end)
    source = _tight(text, match.end(), stop.start() if stop else sentence.end)
    return Idiom(first, _word(sentence, source[1]), stance, cue, None, source)


def _word(sentence: Sentence, offset: int) -> int:
    """Number of the first word that ends after an offset; len(sentence) when there is none."""
    return bisect_left(sentence.ends, offset + 1)


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,\n\t":
        start += 1
    while end > start and text[end - 1] in " ,\n\t":
        end -= 1
    return start, end
