"""The stance of an attribution: what its cue and the first words of its content commit the source to."""

from __future__ import annotations

import re
from typing import Final

_BY_LEMMA: Final[dict[str, str]] = {
    **dict.fromkeys(["deny", "reject", "refute", "rebut", "dispute", "dismiss", "disavow", "contest"], "denial"),
    **dict.fromkeys(["confirm", "acknowledge", "admit", "concede", "affirm", "corroborate"], "confirmation"),
    **dict.fromkeys(["accuse", "blame", "allege", "denounce"], "accusation"),
    **dict.fromkeys(["ask", "wonder", "question", "query"], "question"),
    **dict.fromkeys(["promise", "pledge", "vow", "swear", "undertake"], "promise"),
    **dict.fromkeys(["demand", "urge", "exhort", "implore", "call", "order", "instruct"], "demand"),
    **dict.fromkeys(["warn", "caution", "threaten"], "warning"),
}
_RESPONSIBILITY: Final = re.compile(r"(?:full |sole |joint )?(?:responsibility|credit)\b", re.I)
_NOT_NAMED: Final = re.compile(
    r"(?:not )?to (?:not )?be (?:named|identified|quoted|cited)|that (?:his|her|their) names?|anonymity", re.I
)
_ANYTHING_ASKED: Final = re.compile(r"(?:whether|if|why|how|what|who|when|where|about)\b", re.I)
_NEITHER: Final = re.compile(r"\b(?:neither |not |n['’]t )confirm\w* (?:n?or) den", re.I)
_PROPOSED: Final = re.compile(
    r"(?:an?|the|any|all|its|his|her|their|this|that) (?:[\w’'-]+ ){0,3}?(?:budget|offers?|proposals?|plans?|deal|"
    r"bids?|bill|requests?|appeals?|motion|demands?|calls?|ultimatum|ceasefire|truce|invitations?|resolution|amendments?|"
    r"compromise|petition|treaty|agreement|nomination|referendum|draft|law|legislation|settlement)\b(?! that\b)",
    re.I,
)
"""What is turned down and not denied: `rejected the budget`."""
_ATTACK: Final = re.compile(
    r"(?:the |an? |both |all )?(?:\w+ )?(?:attacks?|bombings?|blasts?|shootings?|killings?|ambush|raids?|abductions?|"
    r"kidnapping|hijacking|hack|assassination)\b(?! (?:was|were|had|has|is|did|would|could|killed))"
)
_ONE: Final = r"(?:that )?(?:he|she|it|they|we|i)"
_OWN: Final = r"(?:that )?(?:its|their|our|his) (?:fighters|men|members|militants|gunmen|forces|bomber|brigades?)"
_VIOLENCE: Final = (
    r"(?:the|both|all|this|that|these|those) (?:\w+ )?(?:attacks?|bombings?|blasts?|explosions?|"
    r"shootings?|killings?|ambush|abductions?|kidnappings?|hijacking|assassination|hack)\b"
)
_SAID: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (stance, re.compile(pattern, re.I))
    for stance, pattern in (
        ("no_comment",
            rf"{_ONE} (?:(?:do|does|did|would|will|could|can)(?: not|n['’]t)|cannot|never) (?:\w+ly )?comment\b|"
            rf"(?:{_ONE} (?:had|has|have) )?no comment\b|{_ONE} (?:declined|refused) (?:to )?comment\b"),
        ("cannot_confirm",
            rf"{_ONE} (?:(?:could|can) (?:not(?: yet| immediately| independently)?|neither)|cannot|can['’]t|"
            r"couldn['’]t|(?:was|were|is|are) (?:unable|not able) to) (?:confirm|verify|corroborate)\b"),
        ("claim_of_responsibility",
            rf"{_ONE} (?:was|were|is|are|had been) (?:behind|responsible for) {_VIOLENCE}|"
            rf"(?:{_ONE}|{_OWN}) (?:had |has |have )?(?:carried out|launched|staged|mounted) {_VIOLENCE}"),
        ("denial",
            rf"{_ONE} (?:(?:had |have |has )?(?:nothing to do with|no (?:part|hand|role) in)|was not involved|"
            r"were not involved|did not do it)|"
            rf"{_ONE} (?:had|has|have)(?: never|n['’]t ever) |"
            rf"{_ONE} (?:(?:had|has|have|was|were|is|are|did|does|do)(?: not|n['’]t))\W*$|"
            r"(?:that )?there (?:is|was|were|are|has been|had been) no "
            r"(?:truth|basis|sign|indication|evidence|link|connection|plan|agreement|deal|question)\b|"
            r"No[.,!”\"]"),
    )
)  # fmt: skip


def read_stance(lemma: str, cue: str, content: str, *, negated: bool) -> str:
    """The stance of a statement; `statement` where nothing says otherwise.

    Args:
        lemma: Dictionary form of the cue.
        cue: Its words as printed.
        content: What is attributed, as printed.
        negated: Whether the cue stands under a `not`.
    """
    start = content.lstrip(" \"“'‘")
    if lemma == "claim" and _RESPONSIBILITY.match(start):
        return "claim_of_responsibility"
    if lemma == "take" and _RESPONSIBILITY.match(start):
        return "claim_of_responsibility"
    if _NOT_NAMED.match(start):
        return "statement"
    if lemma == "call":
        return "demand" if re.search(r"\bcall\w* (?:for|on|upon)\b", cue) else "statement"
    if lemma == "ask":
        return (
            "question"
            if _ANYTHING_ASKED.match(start) or content.rstrip(" \"”'’").endswith("?")
            else "demand"
            if re.match(r"(?:for|to)\b|\S+ to\b", start) or " to " in start[:60]
            else "question"
        )
    if _NEITHER.search(cue):
        return "no_comment"
    if negated:
        return "statement"
    if lemma == "plead":
        return "denial" if cue.endswith(" not") or start.startswith("not ") else "confirmation"
    if lemma == "claim" and _ATTACK.match(start):
        return "claim_of_responsibility"
    stance = _BY_LEMMA.get(lemma, "statement")
    if stance == "denial" and _PROPOSED.match(start):
        return "statement"
    if stance == "statement" and lemma in ("say", "tell"):
        return next((meant for meant, shows in _SAID if shows.match(start)), stance)
    return stance


def is_about_names(content: str) -> bool:
    """Whether what is asked or refused is to be named: `declining to be identified`."""
    return bool(_NOT_NAMED.match(content))
