"""What stands in a story and is none of it: requests to its readers, notes on the text, teasers, who wrote it.

They are sentences among sentences, so that shape and neighbours say little; their wording, or whom they name, says all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from transforms.strip.assemble import Piece
from transforms.strip.rules import Rules, rule

ASIDES: Final = (
    rule(
        "newsletter_request",
        "newsletter",
        r"(?:sign(?:ing)? up|subscribe|join|register) (?:to|for|below|here|now|\d[\d,.]*\+?)\b.{0,80}"
        r"\b(?:newsletters?|subscribers|briefing|emails?|in touch|inbox)\b",
        320,
        opens="join; regi; sign; subs",
        led=True,
    ),
    rule(
        "support_request",
        "newsletter",
        r"(?:(?:did you |if you(?:['’](?:re|ve)| are| have)? (?:\w+ )?)?"
        r"(?:enjoy(?:ed|ing)?|like[ds]?|love[ds]?|value|appreciate) (?:this|our|what (?:you|we)|reading)\b"
        r".{0,60}(?:\?|,.*\b(?:subscri|support|consider|donat|shar|follow|sign)\w*)|"
        r"if you (?:believe|think|find|found) (?:stories|articles|reporting|journalism|this)\b|since you made it\b|"
        r"(?:please )?consider (?:supporting (?:our|us)|donating|making a donation|pitching in|subscribing|"
        r"becoming an? (?:\w+ )?(?:member|subscriber|supporter))|(?:we )?need your (?:help|support) to|"
        r"you can buy (?:me|us) a)",
        320,
        opens="appr; cons; did ; enjo; if y; like; love; need; plea; sinc; valu; we n; you ",
        led=True,
    ),
    rule(
        "form_request",
        "comment_form",
        r"(?:please )?(?:fill (?:out|in)|complete) (?:our|my|the|your|a|this) (?:\w+ )?form\b|"
        r"thank(?:s| you)(?: (?:so|very) much)?(?: for (?:completing|signing|your (?:interest|submission|feedback))\b|"
        r"! your\b)|your (?:information|data|details) (?:will|may) be (?:processed|used|shared|stored)\b|"
        r"your browser (?:does|doesn)\b|this field is\b",
        320,
        opens="comp; fill; plea; than; this; your",
    ),
    rule("form_request", "comment_form", r"reply stop to\b", 320, opens="repl", led=True),
    rule(
        "readers_request",
        "comment_form",
        r"(?:do you )?(?:have|got|know) (?:a|an|any|something) (?:\w+ )?(?:story|tips?|questions?|issue|problem|"
        r"comments?|suggestions?|feedback|correction)\b.{0,90}\?|"
        r"share your (?:story|views|thoughts|experiences?|tips)\b.{0,60}$|"
        r"what do you think\? (?:let|tell|leave|share|join)\b|leave (?:us )?a comment below",
        320,
        opens="do y; got ; have; know; leav; shar; what",
    ),
    rule(
        "readers_request",
        "comment_form",
        r"let us know (?:below|in the comments|what you think)\b",
        320,
        opens="let ",
        led=True,
    ),
    rule(
        "trial_request",
        "advertisement",
        r"(?:start|try|get) (?:a|your) free (?:[\w-]+ ){0,2}trial\b|"
        r"try (?:it|our \w+)(?: now)? (?:free )?(?:for (?:free|\d+ days)|by signing up)\b",
        320,
        opens="get ; star; try ",
        led=True,
    ),
    rule(
        "sponsored",
        "advertisement",
        r".{0,120}\((?:sponsored|advertisement|paid)\)$|\W*limited[- ]time (?:deals?|offers?)\b",
        320,
        needs="(sponsored); (advertisement); (paid); limited",
    ),
    rule(
        "sponsored",
        "advertisement",
        r"(?:also, )?this (?:article|post|page|story|video) contains (?:sponsored|affiliate)\b",
        320,
        opens="also; this",
    ),
    rule(
        "writers_address",
        "author_bio",
        r"(?:please )?(?:contact|e-?mail|write to|reach|message) "
        r"(?:the (?:author|writer|reporter|editor|newsroom)|(?:staff|senior) (?:writer|reporter|editor))\b",
        320,
        opens="cont; e-ma; emai; mess; plea; reac; writ",
        led=True,
    ),
    rule(
        "writers_address",
        "author_bio",
        r"(?:\S+ ){1,4}can be (?:reached|contacted|followed) (?:at|by|on|via)\b.*[\d@]|"
        r"(?:\S+ ){0,4}(?:you can )?(?:reach|follow) (?:\S+ ){1,3}"
        r"(?:at \S+@|on (?:signal|twitter|x|facebook|instagram|linkedin|bluesky|mastodon)\b)|"
        r"for updates[^.]*, follow \w+ on (?:facebook|twitter|x|instagram|linkedin|bluesky)\b",
        320,
        needs="can be ; reach ; follow ",
    ),
    rule(
        "note_on_text",
        "licence_notice",
        r"(?:this|a version of this) (?:story|article|piece|report|post|column)(?: \(?about .{3,80})? "
        r"(?:was|is|has|also|first|originally|appear\w*|came|comes)\b.{0,60}\b"
        r"(?:produced by|published|appeared?|appears|written by|fact[- ]checked|in print|adapted|excerpted|"
        r"translated by|republished)\b|"
        r"(?:all|our) (?:articles|content|stories|reviews) (?:are|is) (?:reviewed|fact|checked)\b|"
        r"to (?:report|request) (?:a )?corrections?\b|for more information about reprints",
        440,
        opens="a ve; all ; for ; our ; this; to r",
    ),
    rule(
        "policy",
        "licence_notice",
        r".{0,160}\b(?:visit|read|see|view|according to|accept|agree to)\b.{0,40}\b"
        r"(?:privacy (?:policy|notice)|terms of (?:use|service)|editorial (?:policy|process|guidelines|standards))\b",
        320,
        needs="privacy ; terms of ; editorial ",
    ),
    rule(
        "related_request",
        "related_posts",
        r"related (?:articles|stories|topics|content|posts)\b(?::.*|.{0,40}$)",
        200,
        opens="rela",
    ),
)  # fmt: skip
"""Wordings by kind, tried in order against the start of a paragraph that is held for the story."""

SIGNS: Final = " [(*+»>•→►▶-–—|#:.✅🔥👉"
_RULES: Final = Rules(ASIDES, SIGNS)
_TEASED: Final = re.compile(
    r"(?:more|read more|see more|read (?:also|next)|related|see also)\s*(?:\.{2,3}|…|:)|"
    r"(?:read|see) (?:these|our other)(?: \w+){1,3}:?|more(?: \w+){1,2}(?:\.{2,3}|…)",
    re.IGNORECASE,
)
"""The heading over teasers within a story."""
_TEASED_BY: Final = frozenset("mMrRsSſ")
"""The letters that it begins with."""
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
    return _without_bio(_without_teasers(_without_worded(pieces)))


def _without_worded(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces, out of the body those that their wording gives away."""
    kept = list(pieces)
    story = [index for index, piece in enumerate(pieces) if piece.kind == "body"]
    texts = [pieces[index].text for index in story]
    for index, text, found in zip(story, texts, _RULES.read(texts), strict=True):
        if found:
            kept[index] = Piece(text, found.kind, found.name)
    return kept


def _without_teasers(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, out of the body a heading over teasers and the lines under it that end like no sentence."""
    kept = list(pieces)
    under = False
    for index, piece in enumerate(pieces):
        text = piece.text
        if under or text[:1] in _TEASED_BY:
            heads = len(text) <= _TEASER[1] and _TEASED.fullmatch(text) is not None
            under = heads or (under and _TEASER[0] <= len(text) <= _TEASER[1] and not _STOPS.search(text))
            if under and piece.kind == "body":
                kept[index] = Piece(text, "related_posts", "teasers")
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
    for index in story[bisect_left(story, start) :]:
        pieces[index] = Piece(pieces[index].text, "author_bio", "tells_of_author")
    return pieces


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
