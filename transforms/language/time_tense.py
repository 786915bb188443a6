"""Which way the verb nearest to a time looks: `will meet on Sunday`, `met on Sunday`."""

from __future__ import annotations

from typing import Final

from transforms.language.time_scene import Scene
from transforms.language.time_words import LOOKS_AHEAD, LOOKS_BACK

_LEFT: Final = 30
_RIGHT: Final = 30
"""Tokens of the sentence that are looked through for a verb: a bound for hostile text, more than a clause has."""
_CLAUSE: Final = 12
"""Tokens before `until` in which a denial looks back."""
_PLANS: Final = frozenset({"plan", "plans"})
_AFTER_PLANS: Final = frozenset({"to", "a", "an", "the"})
"""Words behind `plans` where it is a verb or looks ahead; `vacation plans` says nothing."""
_BEFORE_TO: Final = frozenset({"is", "are", "set", "supposed", "going", "due", "about", "ready"})
"""Words that make an infinitive look ahead."""
_ARTICLES: Final = frozenset({"a", "an", "the"})
_ADVERBS: Final = frozenset({"still", "yet", "once", "now", "long", "well"})
"""Words between an article and a participle that describes a thing: `on a still unspecified day`."""
_ASKS: Final = frozenset(
    {"urged", "asked", "called", "invited", "ordered", "begged", "vowed", "promised", "agreed", "threatened", "pledged"}
)
_PASSIVE: Final = frozenset({"was", "were", "been", "be", "being"})
_ASKED_FAR: Final = 6
"""Tokens before `to` within which the verb of asking stands."""
_DENIED: Final = frozenset({"did", "had", "was", "were"})


def looks_ahead(scene: Scene, index: int, end: int) -> bool | None:
    """Whether the verb nearest to tokens `index` to `end` looks ahead (True) or back; None where no verb tells."""
    sentences, words = scene.tokens.sentence, scene.words
    sentence = sentences[index]
    for at in range(index - 1, max(-1, index - 1 - _LEFT), -1):
        if sentences[at] != sentence or words[at] in ("is", "are"):
            break
        tense = _tense(scene, at)
        if tense is not None:
            return tense
    for at in range(end, min(len(words), end + _RIGHT)):
        if sentences[at] != sentence:
            break
        tense = _tense(scene, at)
        if tense is not None:
            return tense
    return None


def follows_past(scene: Scene, index: int) -> bool:
    """Whether a verb that looks back stands right before a time: `robbed Feb. 6`, `the year ended Jan. 31`."""
    at = index - 1 - (scene.word(index - 1) == "on")
    return at >= 0 and not scene.opens(index) and _tense(scene, at) is False


def _tense(scene: Scene, index: int) -> bool | None:
    word = scene.words[index]
    known, regular = word in _VERBS, len(word) > 4 and word.endswith("ed")
    if not (known or regular) or (scene.tokens.capital(index) and not (known and scene.opens(index))):
        return None
    before = scene.word(index - 1)
    if word == "until":
        return _until(scene, index)
    if word in LOOKS_AHEAD:
        return _of_plan(scene, index, word, before)
    if word == "to":
        intended = before in _BEFORE_TO and not scene.says(index - 3, "had", "been", before)
        return True if intended or _is_asked(scene, index) else None
    if word in ("soon", "early"):
        return True if before == "as" else None
    adverb = before.endswith("ly") or before in _ADVERBS
    described = regular and scene.word(index - 1 - adverb) in _ARTICLES
    return None if before == "be" or described else False


def _is_asked(scene: Scene, index: int) -> bool:
    """Whether an infinitive is what somebody asks for or promises: `urged members to strike on Friday`."""
    for at in range(index - 1, max(0, index - _ASKED_FAR), -1):
        word = scene.words[at]
        if scene.tokens.sentence[at] != scene.tokens.sentence[index] or not word[0].isalpha() or word in _DENIED:
            return False
        if word in _ASKS:
            return scene.word(at - 1) not in _PASSIVE
    return False


_VERBS: Final = LOOKS_AHEAD | LOOKS_BACK | {"until", "to", "soon", "early"}


def _of_plan(scene: Scene, index: int, word: str, before: str) -> bool | None:
    """Where a word of plans looks: ahead, but back in `had been scheduled`, and nowhere in `vacation plans`."""
    if word in _PLANS and scene.word(index + 1) not in _AFTER_PLANS:
        return None
    if word == "planned" and (before == "as" or before.endswith("ly")):
        return None
    return not (before == "been" and scene.word(index - 2) == "had")


def _until(scene: Scene, index: int) -> bool | None:
    """Where `until` looks: ahead in `closed until Sunday`, back in `did not speak until Sunday`."""
    if scene.opens(index):
        return None
    before = scene.words[max(0, index - _CLAUSE) : index]
    return not ("not" in before and not _DENIED.isdisjoint(before))
