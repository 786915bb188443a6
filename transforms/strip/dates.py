"""When a page says that it was published: in its statements, its `<time>` elements, a dated line, or its address."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Final

import htmldate

from schemas.columns import Instant, instant
from transforms.strip.scan import Scan

_NAMES: Final = (
    "jan january januar janvier enero gennaio janeiro января январь янв stycznia sty ιανουαρίου ιαν januari ene gen",
    "feb february februar février fevrier fév febrero febbraio fevereiro февраля фев lutego lut φεβρουαρίου φεβ "
    "februari",
    "mar march märz mars marzo março марта мар marca μαρτίου μαρ maart mär",
    "apr april avril avr abril aprile апреля апр kwietnia kwi απριλίου απρ abr",
    "may mai mayo maggio maio мая май maja maj μαΐου μαϊου μάι mei mag",
    "jun june juni juin junio giugno junho июня июн czerwca cze ιουνίου ιουν giu",
    "jul july juli juillet juil julio luglio julho июля июл lipca lip ιουλίου ιουλ lug",
    "aug august août aout agosto ago августа авг sierpnia sie αυγούστου αυγ augustus",
    "sep sept september septembre septiembre settembre setembro сентября сен wrzesnia września wrz σεπτεμβρίου σεπ set",
    "oct october oktober okt octobre octubre ottobre outubro октября окт października paź οκτωβρίου οκτ out ott",
    "nov november novembre noviembre novembro ноября ноя listopada lis νοεμβρίου νοε",
    "dec december dezember dez décembre diciembre dic dicembre dezembro декабря дек grudnia gru δεκεμβρίου δεκ déc",
)
_MONTH: Final = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_YEAR: Final = r"((?:19|20)\d\d)(?!\d)"
_DAY_FIRST: Final = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[.,]?[ -](?:de |of )?([^\W\d_]{{3,12}})\.?,?[ -](?:de |del )?{_YEAR}"
)
_MONTH_FIRST: Final = re.compile(rf"(?<!\w)([^\W\d_]{{3,12}})\.?,? (\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}")
_YEAR_FIRST: Final = re.compile(rf"(?<!\d){_YEAR} ?[-./年] ?(\d{{1,2}}) ?[-./月] ?(\d{{1,2}})(?!\d)")
_NUMBERS: Final = re.compile(rf"(?<!\d)(\d{{1,2}})[./-](\d{{1,2}})[./-]{_YEAR}")

_ISO: Final = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}(?!\d))?)?",
    re.IGNORECASE,
)
_MAIL: Final = re.compile(r"[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}(?::\d{2})? ?(?:GMT|UTC|[+-]\d{4})")
_EPOCH: Final = re.compile(r"\s*(1[0-9]{9})(?:[0-9]{3})?\s*")

PUBLISHED: Final = ("datePublished", "dateCreated", "uploadDate")
"""Properties of JSON-LD that say when."""
_PUBLISHED_NAMES: Final = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time", "published_time",
    "publishdate", "publish-date", "publish_date", "og:publish_date", "pubdate", "date.published", "published-date",
    "published", "publication_date", "publication-date", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dcterms.date", "dc.date.created", "dc.date", "citation_publication_date", "citation_online_date", "citation_date",
    "sailthru.date", "parsely-pub-date", "article.published", "cxenseparse:recs:publishtime", "date",
    "originalpublicationdate", "dcsext.articlefirstpublished", "rnews:datepublished",
)  # fmt: skip
_MODIFIED_NAMES: Final = ("article:modified_time", "og:updated_time", "last-modified", "datemodified")
_SCRIPTED: Final = re.compile(
    r"""(?<![A-Za-z])(?:datePublished|published_?[aA]t|published_?[oO]n|publish_?[dD]ate|publishedDate|firstPublished)"""
    r"""(?:\\?["']|&quot;)?\s*:\s*(?:\\?["']|&quot;)([^"'\\&<]{8,40})"""
)
_SCRIPTED_PART: Final = "ublish"
"""What each of them has in it, which is found ten times as fast; and the characters before it that belong to one."""
_SCRIPTED_REACH: Final = 20
_MANY_SCRIPTED: Final = 2_000
_DAY_IN_URL: Final = re.compile(r"/(?:19|20)\d\d[/-]\d{1,2}[/-]\d{1,2}(?!\d)")
_CHANGED: Final = re.compile(
    r"\b(?:updated|modified|reviewed|aktualisiert|geändert|mis à jour|modifié|actualizado|atualizado|aggiornat[oa]|"
    r"обновлено|изменено|zaktualizowano|aktualizacja|ενημερώθηκε|更新)",
    re.IGNORECASE,
)
_PUBLISHED_WORDS: Final = re.compile(
    r"[\[(]?(?:first |originally |date )?(?:published|submitted|posted on|publication date|date published|"
    r"veröffentlicht|publié|publicado|publicada|pubblicato|опубликовано|дата публикации|data publikacji|opublikowano|"
    r"ημερομηνία δημοσίευσης|δημοσιεύ\w+|发布时间|發布時間|公開日)",
    re.IGNORECASE,
)
_MANY: Final = 200
"""Elements of a kind that are looked at."""
_AFTER: Final = 20
"""Blocks after a headline in which its date stands."""
_BEFORE: Final = 10
_BELOW: Final = 10
_ALONE: Final = 45
"""Characters of the longest line that is a date and little else."""
_RESTAMPED: Final = 2 * 86_400_000_000
"""Microseconds by which a stated time must be later than the day shown to be one of a later edition of the page."""
_LONGEST: Final = 100
"""Characters of the longest dated line."""


def day_in_words(line: str, *, month_first: bool | None = None) -> str | None:
    """The first full date of a line as `YYYY-MM-DD`.

    Two numbers before a year are day and month where only one reading is possible or dots part them, as in most of the
    world outside the United States; an ambiguous one with slashes or dashes is read as the page's language has it.

    Args:
        line: A short line.
        month_first: Whether the page's language puts the month first; None where that is not known, and nothing
            ambiguous is read then.

    Returns:
        The day, or None when the line names none.
    """
    if "20" not in line and "19" not in line:  # as in most lines: no year
        return None
    for pattern, order in ((_DAY_FIRST, (2, 1, 0)), (_MONTH_FIRST, (2, 0, 1)), (_YEAR_FIRST, (0, 1, 2))):
        if found := pattern.search(line):
            year, month, day = (found.groups()[at] for at in order)
            number = int(month) if month.isdigit() else _MONTH.get(month.lower(), 0)
            if 1 <= number <= 12 and 1 <= int(day) <= 31:
                return f"{year}-{number:02}-{int(day):02}"
    if found := _NUMBERS.search(line):
        one, other, year = int(found[1]), int(found[2]), found[3]
        if one <= 12 < other or (month_first and "." not in found[0] and one <= 12):
            one, other = other, one
        elif one <= 12 and one != other and month_first is None and "." not in found[0]:
            return None
        if 1 <= one <= 31 and 1 <= other <= 12:
            return f"{year}-{other:02}-{one:02}"
    return None


def moment(text: str, *, month_first: bool | None = None) -> Instant | None:
    """The time that a statement names.

    Args:
        text: ISO 8601 or the same with a space, the form of mail and HTTP, seconds or milliseconds since 1970, or a
            day in words.
        month_first: As for :func:`day_in_words`.

    Returns:
        The time: UTC where it has no zone, midnight where it has no time of day. None where there is none between
        1980 and 2100.
    """
    text = text[:80]
    try:
        at = _iso(text)
        if at is None and _MAIL.search(text):
            at = parsedate_to_datetime(text.strip())  # without a zone for -0000, which means UTC
            at = at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at.astimezone(dt.UTC)
        if at is None and (found := _EPOCH.fullmatch(text)):
            at = dt.datetime.fromtimestamp(int(found[1]), dt.UTC)
        if at is None and (day := day_in_words(text, month_first=month_first)):
            at = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError):
        return None
    return instant(at) if at is not None and 1980 <= at.year <= 2100 else None


def _iso(text: str) -> dt.datetime | None:
    """The first ISO 8601 time of a text.

    Raises:
        ValueError: It names no day of the calendar.
        OverflowError: Its zone leads out of the calendar.
    """
    found = _ISO.search(text)
    if not found:
        return None
    numbers, zone = [int(one or 0) for one in found.groups()[:6]], found[7]
    at = dt.datetime(*numbers[:6], tzinfo=dt.UTC)  # type: ignore[misc,arg-type]
    if zone and zone[0] in "+-":
        away = dt.timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        at = at - away if zone[0] == "+" else at + away
    return at


def puts_month_first(language: str | None) -> bool | None:
    """Whether a language puts the month first in numbers: None for English that does not say where it is from."""
    code = (language or "").strip().lower().replace("_", "-")
    if code in {"", "en"}:
        return None
    return code in {"en-us", "en-ph", "es-us"}


def published(
    page: Scan,
    metas: Mapping[str, Sequence[str]],
    stated: Sequence[str],
    headlines: Sequence[int],
    *,
    language: str | None = None,
    url: str | None = None,
    markup: str = "",
) -> tuple[Instant, str] | tuple[None, None]:
    """When the outlet says the story was first published, and what said so.

    Args:
        page: The scanned page.
        metas: Contents of its meta tags.
        stated: What its JSON-LD states of the story, most trusted first.
        headlines: Index of the block after each place where the headline stands.
        language: As the page states it, with the region where it does.
        url: Its address.
        markup: The page as text; its scripts may know what nothing else says.

    Returns:
        The time and its source (`json_ld`, `meta`, `time_element`, `dated_line`, `htmldate`), or None twice.
    """
    first = puts_month_first(language)
    for source, texts in (
        ("json_ld", stated),
        ("meta", (text for name in _PUBLISHED_NAMES for text in metas.get(name, ()))),
        ("time_element", _timed(page, headlines)),
        ("json_ld", _scripted(markup)),
        ("dated_line", _lines_below(page, headlines)),
        ("time_element", _timed_above(page, headlines)),
        ("dated_line", _lines_above(page, headlines)),
        ("dated_line", _lines_that_say_so(page)),
    ):
        for text in texts:
            if text and (at := moment(text, month_first=first)) is not None:
                shown = _shown(page, headlines, first) if source in {"json_ld", "meta"} else None
                return shown if shown is not None and shown[0] + _RESTAMPED < at else (at, source)
    if url and _DAY_IN_URL.search(url):
        try:
            day = htmldate.find_date("<html><body></body></html>", url=url, extensive_search=False)
        except (ValueError, TypeError, AttributeError, OverflowError):
            return None, None
        if day and (at := moment(day)) is not None:
            return at, "htmldate"
    return None, None


def modified(metas: Mapping[str, Sequence[str]], stated: str, *, language: str | None = None) -> Instant | None:
    """When the outlet says the story was last changed; None where it does not."""
    texts = [stated, *(text for name in _MODIFIED_NAMES for text in metas.get(name, ()))]
    found = (moment(text, month_first=puts_month_first(language)) for text in texts if text)
    return next((at for at in found if at is not None), None)


def _timed(page: Scan, headlines: Sequence[int]) -> Iterator[str]:
    """What `<time>` elements say: those marked as the publication's, then those below a headline."""
    marked, classed = [], []
    for time in page.times[:_MANY]:
        if "pubdate" in time[1] or "datePublished" in time[1].get("itemprop", ""):
            marked.append(time)
        elif "publish" in time[1].get("class", ""):
            classed.append(time)
    near = [time for end in headlines for time in page.times[:_MANY] if -1 <= time[0] - end <= _AFTER]
    times = [*marked, *classed, *near]
    yield from (
        _said(page, time) for time in sorted(times, key=lambda time: bool(_CHANGED.search(_text_at(page, time[0]))))
    )


def _scripted(markup: str) -> Iterator[str]:
    """What the page's scripts know; only looked for when it comes to it, since it reads the whole page."""
    at = -1
    for _ in range(_MANY_SCRIPTED):
        at = markup.find(_SCRIPTED_PART, at + 1)
        if at < 0:
            return
        if found := _SCRIPTED.search(markup, max(0, at - _SCRIPTED_REACH), at + 5 * _SCRIPTED_REACH):
            yield found[1]
            return


def _timed_above(page: Scan, headlines: Sequence[int]) -> Iterator[str]:
    """What `<time>` elements above a headline say, the nearest first."""
    for end in headlines:
        yield from (_said(page, time) for time in page.times[_MANY::-1] if 1 < end - time[0] <= _BEFORE)


def _said(page: Scan, time: tuple[int, dict[str, str]]) -> str:
    index, found = time
    return found.get("datetime") or found.get("content") or _text_at(page, index)


def _lines_below(page: Scan, headlines: Sequence[int]) -> Iterator[str]:
    """Short lines below a headline, and the one or two right above it; those of a change last."""
    blocks = [
        block
        for end in headlines
        for block in (*page.blocks[end : end + _AFTER], *page.blocks[max(0, end - 3) : end][::-1])
    ]
    changed = []
    for block in blocks:
        if len(block.text) <= _LONGEST:
            if _CHANGED.search(block.text):
                changed.append(block.text)
            else:
                yield block.text
    yield from changed


def _lines_above(page: Scan, headlines: Sequence[int]) -> Iterator[str]:
    """Short lines further above a headline, the nearest first: the farther up, the likelier it is today's date."""
    for end in headlines:
        above = page.blocks[max(0, end - _BEFORE) : end][::-1]
        yield from (block.text for block in above if len(block.text) <= _LONGEST)


def _lines_that_say_so(page: Scan) -> Iterator[str]:
    """Short lines anywhere that say they are the publication's date, or that stand below a word that does."""
    blocks = page.blocks
    for index, block in enumerate(blocks):
        if len(block.text) <= _LONGEST and _PUBLISHED_WORDS.match(block.text):
            yield block.text
            yield _text_at(page, index + 1)


def _shown(page: Scan, headlines: Sequence[int], month_first: bool | None) -> tuple[Instant, str] | None:
    """The date that readers see: in an element marked as the publication's, or in a line below the headline.

    The line is the date and little else, and does not call it that of a change.
    """
    for _, found in page.times[:_MANY]:
        if "pubdate" in found and (at := moment(found.get("datetime", ""))) is not None:
            return at, "time_element"
    for end in headlines:
        for block in page.blocks[end : end + _BELOW]:
            if len(block.text) <= _ALONE:
                day = day_in_words(block.text, month_first=month_first)
                if day and not _CHANGED.search(block.text) and (at := moment(day)) is not None:
                    return at, "dated_line"
    return None


def _text_at(page: Scan, index: int) -> str:
    return page.blocks[index].text[:_LONGEST] if index < len(page.blocks) else ""
