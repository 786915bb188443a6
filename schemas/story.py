"""The story: what one version of it says, and everything that was read off it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from schemas.columns import Day, Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryKey:
    """Which version of which story a row belongs to: the join key of stories, attributions and events."""

    story_id: Annotated[str, "The story, over all its versions: 32 hex digits, stable over runs."]
    version: Annotated[str, "This version of it: a digest of title, standfirst and body, 16 hex digits."]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters (Unicode code points, as Python counts them) of `stories.body`."""

    start: Annotated[int, "First character, counted from 0."]
    end: Annotated[int, "One past the last character."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """One person or desk credited with the story."""

    name: Annotated[str, "The name as printed, without the role."]
    role: Annotated[
        str | None, "reporting, writing, editing, additional_reporting, photography, translation; null when not said."
    ] = None
    place: Annotated[str | None, "Where the person reported from, as printed."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Where and when the story was filed, as its first line says."""

    words: Annotated[str, "The dateline as printed: `BAGHDAD, Nov 7 (Reuters) -`."]
    place: Annotated[str | None, "The place in its usual spelling; several joined by a slash."] = None
    country: Annotated[str | None, "ISO 3166-1 alpha-3 code of the place."] = None
    geonames_id: Annotated[int | None, "GeoNames id of the (first) place."] = None
    lat: Annotated[float | None, "Latitude, WGS 84 degrees."] = None
    lon: Annotated[float | None, "Longitude, WGS 84 degrees."] = None
    date: Annotated[Day | None, "The day it names, its year taken from the publication date."] = None
    agency: Annotated[str | None, "The agency it names, by its usual name."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A word of the wire about the story itself: CORRECTED, UPDATE 2, KILL."""

    kind: Annotated[
        str, "CORRECTED, REFILE, UPDATE, WRAPUP, BREAKING, WRITETHRU, KILL, WITHHOLD, ADVISORY, EMBARGO, ADDS."
    ]
    number: Annotated[int | None, "The number of an update or take; null when it has none."] = None
    words: Annotated[str, "The words it was read from."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An IPTC Media Topic of the story, with what it was read from."""

    qcode: Annotated[str, "Its code: `medtop:20000154`."]
    name: Annotated[str, "Its English name by IPTC: `flood`."]
    words: Annotated[str, "The words that decided, as printed, of the first sentence that has them: `flood … river`."]
    spans: Annotated[tuple[Span, ...], "Where they stand; empty where they stand in the headline."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The text under a picture."""

    text: Annotated[str, "The caption without its credit."]
    credit: Annotated[str | None, "Who made or owns the picture, as printed."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A piece of the page that is not the story, kept with the reason it went."""

    kind: Annotated[
        str,
        "headline, standfirst, byline, dateline, caption, credit, related_posts, comment_form, comments, share, "
        "newsletter, author_bio, about_company, licence_notice, navigation, advertisement, cookie_notice, "
        "live_blog_post, embed, mark, other.",
    ]
    text: Annotated[str, "The text that was removed, white space normalised."]
    rule: Annotated[str, "The rule or model that removed it."]
    position: Annotated[int, "Offset into body before which it stood; len(body) when it followed it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """A step that took part in reading the story."""

    name: Annotated[str, "strip, wire, attribute, event, or the name of a library or model."]
    version: Annotated[str, "Its version."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One version of a story."""

    url: Annotated[str, "Where it was fetched from, after redirects; the entry's link when the feed carried it whole."]
    canonical_url: Annotated[str, "The address the page calls its own, else url; trackers and fragment removed."]
    guid: Annotated[str | None, "The feed's identifier for the entry, as written there."] = None
    feed_id: Annotated[str, "The feed it came by first."]
    outlet: Annotated[str | None, "Who published this copy: configuration, else the page, else the feed's title."] = (
        None
    )
    section: Annotated[str | None, "The outlet's section or first category."] = None
    agency: Annotated[str | None, "The agency that wrote it: `Reuters`, `Associated Press`."] = None
    agency_confidence: Annotated[float | None, "How sure the agency is, 0 to 1."] = None
    title: Annotated[str, "Headline, without the wire's marks and the outlet's name; empty when none was found."]
    standfirst: Annotated[str | None, "The line between headline and body."] = None
    body: Annotated[str, "The story's own text, paragraphs separated by one blank line. Every span points into it."]
    paragraphs: Annotated[tuple[Span, ...], "The paragraphs of body, in order."] = ()
    language: Annotated[
        str | None, "ISO 639-1 code, recognised from the body; where it is too short, what page or feed says."
    ] = None
    word_count: Annotated[int, "White-space separated words of body."]
    page_kind: Annotated[str, "article, live_blog, paywall_stub, gallery, video, index, other."] = "article"
    truncated: Annotated[bool, "Whether the text breaks off (`Read more at …`, `[…]`)."] = False
    status: Annotated[
        str, "IPTC pubstatus: usable, withheld (held or under embargo when fetched), canceled (killed)."
    ] = "usable"
    byline: Annotated[tuple[Byline, ...], "Who is credited, in order of print."] = ()
    dateline: Annotated[Dateline | None, "Where and when it was filed."] = None
    credit: Annotated[str | None, "The story's credit or copyright line, as printed."] = None
    marks: Annotated[tuple[Mark, ...], "The wire's words about the story."] = ()
    embargo_until: Annotated[Instant | None, "Not for publication before; compare with fetched_at in a query."] = None
    slug: Annotated[str | None, "The wire's slug line: `IRAQ-SECURITY/`."] = None
    keywords: Annotated[tuple[str, ...], "Keywords of page and feed, without repeats."] = ()
    topics: Annotated[
        tuple[str, ...], "IPTC Media Topics by name, broader before narrower; empty where not recognised."
    ] = ()
    topics_from: Annotated[tuple[Topic, ...], "The same with their codes and the words they were read from."] = ()
    captions: Annotated[tuple[Caption, ...], "Picture captions of the story."] = ()
    removed: Annotated[tuple[Removed, ...], "What was taken out, in the order of the page."] = ()
    published_at: Annotated[Instant | None, "When the outlet says it was first published."] = None
    published_source: Annotated[
        str | None, "What said so: feed, json_ld, meta, time_element, dated_line, htmldate."
    ] = None
    modified_at: Annotated[Instant | None, "When the outlet says this version was made."] = None
    first_seen_at: Annotated[Instant, "When wirelake first saw the story, in any version."]
    fetched_at: Annotated[Instant, "When this version was fetched."]
    payload: Annotated[
        str | None, "`FILE#OFFSET` of the raw response, relative to the lake; null when none was kept."
    ] = None
    content_source: Annotated[str, "page or feed: where the text was taken from, and why in content_reason."]
    content_reason: Annotated[
        str, "configured, feed_is_whole, feed_is_summary, feed_has_no_text, entry_has_no_address."
    ]
    content_hash: Annotated[str, "Digest of the body alone, letters and digits only: equal for equal copies."]
    signature: Annotated[
        tuple[int, ...], "MinHash of word 4-grams, 32 values: the share of equal values estimates overlap."
    ] = ()
    cluster_id: Annotated[str, "Copies of one text share it (same smallest shingles), 16 hex digits."]
    extractors: Annotated[tuple[Extractor, ...], "Which code read the story."] = ()
    commit: Annotated[str, "The commit that wrote the row."]
