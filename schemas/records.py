"""What flows between the steps: feed, entry, page, article, wire marks.

Frozen dataclasses with plain fields, importable from here (Beam's coders refuse classes of ``__main__``).
Times are microseconds since 1970, UTC (:data:`schemas.columns.Instant`); None always means "not known".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.columns import Day, Instant
from schemas.story import Byline, Caption, Dateline, Mark, Removed, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as configured."""

    feed_id: str
    """Digest of the configured address, 16 hex digits; survives redirects."""
    url: str
    """http or https address as configured."""
    outlet: str | None = None
    agency: str | None = None
    language: str | None = None
    """ISO 639-1 code; a hint where the body is too short to tell."""
    content: str = "auto"
    """auto, feed or page: where the text of a story is taken from."""
    interval: float | None = None
    """Seconds between polls at least; None leaves it to the feed's own word (ttl, Cache-Control)."""
    rate: float = 1.0
    """Requests a second at most, for each host that the feed leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What the lake remembers of a feed between runs. Part of the commit that brought its entries in."""

    feed_id: str
    url: str
    """Where the feed is now: the configured address, or what it was permanently redirected to."""
    configured_url: str
    etag: str | None = None
    last_modified: str | None = None
    body_digest: str | None = None
    """Digest of the last body that was read whole."""
    next_due_at: Instant | None = None
    failures: int = 0
    """Failed polls in a row."""
    last_success_at: Instant | None = None
    last_failure_at: Instant | None = None
    items: tuple[str, ...] = ()
    """Identity keys in the document last read: they never age out of the ledger while they stand in it."""
    ttl: float | None = None
    """Seconds between polls that the document last read asked for; a 304 does not say it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed."""

    feed_id: str
    url: str | None
    """Absolute link of the story, as the feed gives it."""
    guid: str | None
    keys: tuple[str, ...]
    """Identity keys, most trusted first, 32 hex digits each; an entry is known when the lake holds one of them."""
    fingerprint: str
    """Digest of what the feed says of it: another fingerprint under a known key is an edit."""
    title: str | None = None
    summary: str | None = None
    """Markup or text of the description, sanitised by nobody."""
    content: str | None = None
    """Markup or text of the whole story where the feed claims to carry it."""
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    language: str | None = None
    published_at: Instant | None = None
    updated_at: Instant | None = None
    outlet: str | None = None
    """The configured outlet, else the feed's own title."""
    agency: str | None = None
    """The configured agency."""
    content_from: str = "auto"
    rate: float = 1.0
    story_id: str = ""
    """Set by DropSeen: the known story's, or a new one from the first key."""
    change: str = "new"
    """Set by DropSeen: new or edited."""
    versions: tuple[str, ...] = ()
    """Set by DropSeen: contents the lake holds of this story, oldest first."""
    prints: tuple[str, ...] = ()
    """Set by DropSeen: what each feed says of the story, this one's included."""
    published_day: Day | None = None
    """Set by DropSeen: the partition of a known story."""
    first_seen_at: Instant | None = None
    attempts: int = 0
    """Failed attempts so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a fetch brought: bytes and how to read them."""

    url: str
    """The address that answered, after redirects."""
    body: bytes = field(repr=False)
    """Decompressed, at most the fetch cap."""
    content_type: str | None = None
    fetched_at: Instant
    payload: str | None = None
    """`FILE#OFFSET` in the raw archive, relative to the lake."""
    seconds: float | None = None
    """From request to last byte; None when it was not fetched now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a step could not use its input: the typed value that becomes a row of rejects."""

    stage: str
    reason: str
    transient: bool
    message: str
    retry_after: float | None = None
    """Seconds that the server asked to wait; None when it said nothing."""
    payload: str | None = None
    status: int | None = None
    """HTTP status, where that is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page or text without its boilerplate."""

    title: str = ""
    standfirst: str | None = None
    body: str = ""
    paragraphs: tuple[Span, ...] = ()
    """Paragraphs of body, separated there by one blank line."""
    captions: tuple[Caption, ...] = ()
    removed: tuple[Removed, ...] = ()
    authors: tuple[str, ...] = ()
    published_at: Instant | None = None
    published_source: str | None = None
    modified_at: Instant | None = None
    canonical_url: str | None = None
    outlet: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None
    page_kind: str = "article"
    truncated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WireMarks:
    """What the wire's conventions say about a story, and the story without them."""

    title: str = ""
    """The headline without marks."""
    body: str = ""
    """The body without dateline, byline, credit and notices."""
    paragraphs: tuple[Span, ...] = ()
    removed: tuple[Removed, ...] = ()
    """The article's removals with positions moved to this body, and the marks taken out, kind `mark` and others."""
    agency: str | None = None
    agency_confidence: float | None = None
    byline: tuple[Byline, ...] = ()
    dateline: Dateline | None = None
    credit: str | None = None
    marks: tuple[Mark, ...] = ()
    embargo_until: Instant | None = None
    slug: str | None = None
    status: str = "usable"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """What the lake remembers of an entry, so that it is new once. Committed with the rows it stands for."""

    story_id: str
    keys: tuple[str, ...]
    """Identity keys; the ledger finds the entry by any of them."""
    feed_id: str
    fingerprint: str
    """Of the entry as last handled."""
    prints: tuple[str, ...] = ()
    """`feed_id fingerprint` of each feed that names the story: what one feed says is an edit only of what it said."""
    state: str
    """held (its rows are in the lake), refused (will not pass) or pending (tried again by the next runs)."""
    published_day: Day | None = None
    """Partition of the story; None before its first version is held."""
    versions: tuple[str, ...] = ()
    """Versions held, oldest first."""
    first_seen_at: Instant
    seen_at: Instant
    """When it was last handled; retention counts from here."""
    attempts: int = 0
    next_try_at: Instant | None = None
    entry: Entry | None = None
    """The entry itself while pending: its feed may never name it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """What the lake remembers of a host (`host:port`), so that politeness outlives a run."""

    host: str
    next_allowed_at: Instant | None = None
    """No request before (spacing, crawl-delay, Retry-After)."""
    robots: str | None = None
    """What robots.txt says to us, at most 64 KiB of 500 read (RFC 9309), groups for others left out; empty when
    everything is allowed."""
    robots_expires_at: Instant | None = None
    spacing: float = 0.0
    """Seconds between two requests that robots.txt asks for, for as long as that counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedFile:
    """A Parquet file written and synced, not yet in its place."""

    table: str
    day: str
    """`YYYY-MM-DD` of its partition."""
    path: str
    """Where it will be, relative to the lake."""
    staged: str
    """Where it is, relative to the lake."""
    rows: int
    bytes: int
    digest: str
    """SHA-256 of its bytes, hex."""
