"""What stands in a story and is none of it: requests to its readers, notes on the text, teasers, who wrote it.

They are sentences among sentences, so that shape and neighbours say little; their wording, or whom they name, says all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from transforms.strip.assemble import Piece
from transforms.strip.kinds import Rule


def _rule(name: str, kind: str, needs: str, pattern: str, longest: int = 320) -> Rule:
    return Rule(name, kind, re.compile(pattern), longest, tuple(needs.split("; ")))


_LED: Final = r"(?:.{0,120}[?.!] )?"
"""A sentence or two may lead to the request."""
ASIDES: Final = (
    _rule(
        "newsletter_request",
        "newsletter",
        "newsletter; subscriber; briefing; email; in touch; inbox",
        rf"{_LED}(?:sign(?:ing)? up|subscribe|join|register) (?:to|for|below|here|now|\d[\d,.]*\+?)\b.{{0,80}}"
        r"\b(?:newsletters?|subscribers|briefing|emails?|in touch|inbox)\b",
    ),
    _rule(
        "support_request",
        "newsletter",
        "enjoy; like; love; value; appreciate; if you; since you; consider; need your; you can buy",
        rf"{_LED}(?:(?:did you |if you(?:['’](?:re|ve)| are| have)? (?:\w+ )?)?"
        r"(?:enjoy(?:ed|ing)?|like[ds]?|love[ds]?|value|appreciate) (?:this|our|what (?:you|we)|reading)\b"
        r".{0,60}(?:\?|,.*\b(?:subscri|support|consider|donat|shar|follow|sign)\w*)|"
        r"if you (?:believe|think|find|found) (?:stories|articles|reporting|journalism|this)\b|since you made it\b|"
        r"(?:please )?consider (?:supporting (?:our|us)|donating|making a donation|pitching in|subscribing|"
        r"becoming an? (?:\w+ )?(?:member|subscriber|supporter))|(?:we )?need your (?:help|support) to|"
        r"you can buy (?:me|us) a)",
    ),
    _rule(
        "form_request",
        "comment_form",
        " form; thank; your information; your data; your details; reply stop; your browser; this field",
        r"(?:please )?(?:fill (?:out|in)|complete) (?:our|my|the|your|a|this) (?:\w+ )?form\b|"
        r"thank(?:s| you)(?: (?:so|very) much)?(?: for (?:completing|signing|your (?:interest|submission|feedback))\b|"
        r"! your\b)|your (?:information|data|details) (?:will|may) be (?:processed|used|shared|stored)\b|"
        rf"{_LED}reply stop to\b|your browser (?:does|doesn)\b|this field is\b",
    ),
    _rule(
        "readers_request",
        "comment_form",
        "?; share your; let us know; comment below",
        r"(?:do you )?(?:have|got|know) (?:a|an|any|something) (?:\w+ )?(?:story|tips?|questions?|issue|problem|"
        r"comments?|suggestions?|feedback|correction)\b.{0,90}\?|"
        r"share your (?:story|views|thoughts|experiences?|tips)\b.{0,60}$|"
        rf"{_LED}let us know (?:below|in the comments|what you think)\b|"
        r"what do you think\? (?:let|tell|leave|share|join)\b|leave (?:us )?a comment below",
    ),
    _rule(
        "trial_request",
        "advertisement",
        "trial; try it; try our",
        rf"{_LED}(?:start|try|get) (?:a|your) free (?:[\w-]+ ){{0,2}}trial\b|"
        rf"{_LED}try (?:it|our \w+)(?: now)? (?:free )?(?:for (?:free|\d+ days)|by signing up)\b",
    ),
    _rule(
        "sponsored",
        "advertisement",
        "(sponsored; (advert; (paid; limited; contains",
        r".{0,120}\((?:sponsored|advertisement|paid)\)$|\W*limited[- ]time (?:deals?|offers?)\b|"
        r"(?:also, )?this (?:article|post|page|story|video) contains (?:sponsored|affiliate)\b",
    ),
    _rule(
        "writers_address",
        "author_bio",
        "contact; mail; write to; reach; message; follow",
        rf"{_LED}(?:please )?(?:contact|e-?mail|write to|reach|message) "
        r"(?:the (?:author|writer|reporter|editor|newsroom)|(?:staff|senior) (?:writer|reporter|editor))\b|"
        r"(?:\S+ ){1,4}can be (?:reached|contacted|followed) (?:at|by|on|via)\b.*[\d@]|"
        r"(?:\S+ ){0,4}(?:you can )?(?:reach|follow) (?:\S+ ){1,3}"
        r"(?:at \S+@|on (?:signal|twitter|x|facebook|instagram|linkedin|bluesky|mastodon)\b)|"
        r"for updates[^.]*, follow \w+ on (?:facebook|twitter|x|instagram|linkedin|bluesky)\b",
    ),
    _rule(
        "note_on_text",
        "licence_notice",
        "this story; this article; this piece; this report; this post; this column; articles; content; stories; "
        "reviews; correction; reprints",
        r"(?:this|a version of this) (?:story|article|piece|report|post|column)(?: \(?about .{3,80})? "
        r"(?:was|is|has|also|first|originally|appear\w*|came|comes)\b.{0,60}\b"
        r"(?:produced by|published|appeared?|appears|written by|fact[- ]checked|in print|adapted|excerpted|"
        r"translated by|republished)\b|"
        r"(?:all|our) (?:articles|content|stories|reviews) (?:are|is) (?:reviewed|fact|checked)\b|"
        r"to (?:report|request) (?:a )?corrections?\b|for more information about reprints",
        440,
    ),
    _rule(
        "policy",
        "licence_notice",
        "privacy; terms of; editorial",
        r".{0,160}\b(?:visit|read|see|view|according to|accept|agree to)\b.{0,40}\b"
        r"(?:privacy (?:policy|notice)|terms of (?:use|service)|editorial (?:policy|process|guidelines|standards))\b",
    ),
    _rule(
        "related_request",
        "related_posts",
        "related",
        r"related (?:articles|stories|topics|content|posts)\b(?::.*|.{0,40}$)",
        200,
    ),
)  # fmt: skip
"""Wordings by kind, tried in order against the start of a paragraph that is held for the story, in lower-case letters.

Each has one of a few words in it, which are looked for first.
"""
_LONGEST: Final = max(rule.longest for rule in ASIDES)
_NEEDED: Final = tuple(dict.fromkeys(word for rule in ASIDES for word in rule.needs))

_SIGNS: Final = " [(*+»>•→►▶-–—|#:.✅🔥👉"
_TEASED: Final = re.compile(
    r"(?:more|read more|see more|read (?:also|next)|related|see also)\s*(?:\.{2,3}|…|:)|"
    r"(?:read|see) (?:these|our other)(?: \w+){1,3}:?|more(?: \w+){1,2}(?:\.{2,3}|…)",
    re.IGNORECASE,
)
"""The heading over teasers within a story."""
_TEASER: Final = (20, 160)
"""Characters of a teaser at least and at most."""
_STOPS: Final = re.compile(r"(?:[.!…。！？:;,][\"'”’»)\]]*|\?[\"'”’»]+)$")
_NAME: Final = re.compile(r"((?:Dr\.? |Prof\.? )?[A-Z][\w'’-]+)((?: [A-Z][\w.'’-]*){1,3})")
_TELLS: Final = re.compile(
    r" (?:is|was|has|holds|covers|writes|wrote|works|worked|lives|joined|started|earned|founded|studied)\b"
)
_TRADE: Final = re.compile(
    r"\b(?:writer|author|editor|journalist|reporter|correspondent|columnist|contributor|blogger|founder|owner|CEO|"
    r"consultant|degree|MBA|PhD|MD|graduate\w*|freelance\w*|years of experience|passion(?:ate)?|journalism|"
    r"blog|podcast)\b"
)
"""What a note on an author says of them."""
_BIO_MOST: Final = 1_500
_BIO_SHARE: Final = 0.25
"""Characters, and share of the story, that such notes and what follows them have at most."""


def without_asides(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces, out of the body what only speaks to readers, teases other stories or tells of the author.

    Args:
        pieces: The blocks of a page or the lines of a text, labelled.
    """
    return _without_bio(_without_teasers([_worded(piece) for piece in pieces]))


def _worded(piece: Piece) -> Piece:
    """A piece with the kind that its wording gives away."""
    if piece.kind != "body" or len(piece.text) > _LONGEST:
        return piece
    text = piece.text.lstrip(_SIGNS).lower()
    held = {word for word in _NEEDED if word in text}
    if held:
        for rule in ASIDES:
            if len(text) <= rule.longest and not held.isdisjoint(rule.needs) and rule.pattern.match(text):
                return Piece(piece.text, rule.kind, rule.name)
    return piece


def _without_teasers(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces, out of the body a heading over teasers and the lines under it that end like no sentence."""
    kept = []
    under = False
    for piece in pieces:
        text = piece.text
        heads = len(text) <= _TEASER[1] and _TEASED.fullmatch(text) is not None
        under = heads or (under and _TEASER[0] <= len(text) <= _TEASER[1] and not _STOPS.search(text))
        kept.append(Piece(text, "related_posts", "teasers") if under and piece.kind == "body" else piece)
    return kept


def _without_bio(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, out of the body its end from where it tells of one whom the story does not name."""
    story = [index for index, piece in enumerate(pieces) if piece.kind == "body"]
    texts = [pieces[index].text for index in story]
    most = min(_BIO_MOST, _BIO_SHARE * sum(map(len, texts)))
    start = len(pieces)
    left = 0
    for at in range(len(story) - 1, 0, -1):
        left += len(texts[at])
        if left > most:
            break
        if _tells_of_author(texts, at):
            start = story[at]
    return [
        Piece(piece.text, "author_bio", "tells_of_author") if index >= start and piece.kind == "body" else piece
        for index, piece in enumerate(pieces)
    ]


def _tells_of_author(texts: Sequence[str], at: int) -> bool:
    """Whether a paragraph, or a name and the paragraph below it, tells of an author whom no paragraph above names."""
    found = _NAME.match(texts[at])
    if found is None:
        return False
    rest = texts[at][found.end() :]
    if at + 1 < len(texts) and not rest.strip(" ,()"):
        below = texts[at + 1]
        told = below.startswith((f"{found[1]} ", "(")) and _TRADE.search(below) is not None
    else:
        told = _TELLS.match(rest) is not None and _TRADE.search(rest) is not None
    last = found[2].split()[-1]
    return told and not any(last in texts[above] for above in range(at))
