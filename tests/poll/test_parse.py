from __future__ import annotations

import codecs
import random
import re
import time
import tracemalloc
import warnings
from datetime import datetime

import feedparser
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemas.columns import instant, moment
from schemas.records import Feed, Refusal
from tests.poll.documents import ALL, ATOM, CDF, JSON11, RSS10, RSS20
from transforms.identify import feed_id
from transforms.lake.manifest import encode
from transforms.poll.parse import ParsedFeed, parse_feed

URL = "https://courier.example/feed.xml"


def parse(text, content_type=None, url=URL, **more):
    body = text.encode() if isinstance(text, str) else text
    return parse_feed(body, content_type=content_type, url=url, **more)


def at(text):
    return instant(datetime.fromisoformat(text))


def test_an_rss_item_becomes_an_entry_with_summary_and_content_apart():
    feed = Feed(feed_id="f" * 16, url=URL, agency="Courier", content="feed", rate=2.0)
    parsed = parse(RSS20, "application/rss+xml", feed=feed)
    assert (parsed.format, parsed.title, parsed.language, parsed.ttl) == ("rss20", "Orlen Coast Courier", "en-gb", 1800)
    first, second = parsed.entries
    assert first.url == "https://courier.example/ferry?utm_source=rss"
    assert first.guid == "courier-17"
    assert first.title == "Ferry runs aground off Vessin & all aboard safe"
    assert first.summary == "A ferry with 212 people ran aground."
    assert first.content.startswith("<p>A ferry with 212 people aboard")
    assert first.authors == ("Mara Oyelund",)
    assert first.keywords == ("Shipping",)
    assert first.published_at == at("2026-03-09T06:05:00+00:00")
    assert (first.feed_id, first.agency, first.content_from, first.rate) == ("f" * 16, "Courier", "feed", 2.0)
    assert first.outlet == "Orlen Coast Courier"
    assert second.url == "https://courier.example/talks"
    assert (second.summary, second.content) == (None, None)


def test_an_atom_entry_is_read_against_its_base():
    (entry,) = parse(ATOM, "application/atom+xml").entries
    assert entry.url == "https://depeche.example/fil/greve"
    assert entry.title == "Grève & trains"
    assert entry.content == "<p>Les trains s'arrêtent lundi.</p>"
    assert entry.summary == "Les trains s'arrêtent."
    assert moment(entry.published_at).microsecond == 250_000
    assert entry.updated_at == at("2026-03-09T06:30:00+00:00")
    assert entry.language == "fr"


@pytest.mark.parametrize("name", ALL)
def test_every_format_is_recognised_and_read(name):
    parsed = parse(ALL[name])
    assert isinstance(parsed, ParsedFeed), parsed
    assert parsed.format == name
    assert parsed.entries[0].url.startswith("https://")
    assert parsed.entries[0].title
    assert parsed.fault is None


def test_the_period_of_rss_1_is_its_ttl_and_an_address_alone_is_its_time():
    assert parse(RSS10).ttl == 1800
    assert parse(CDF).entries[0].published_at == at("1998-05-01T10:00:00+00:00")


def test_a_json_feed_takes_types_as_they_come():
    parsed = parse(JSON11, "application/feed+json")
    first, second = parsed.entries
    assert (first.guid, first.title, first.authors, first.keywords) == (
        "7",
        "Harbour &amp; port shut",
        ("Mara Oyelund",),
        ("Harbour",),
    )
    assert (second.url, second.content) == ("https://other.example/8", "Plain.")
    assert [invalid.reason for invalid in parsed.invalid] == ["no_address_no_text"]
    assert len(parsed.items) == 3


def test_an_item_without_address_and_text_is_invalid_and_still_among_the_items():
    parsed = parse(
        "<rss version='2.0'><channel><item><title>Only this</title></item>"
        "<item><description>Only text</description></item></channel></rss>"
    )
    assert [item.title for item in parsed.items] == ["Only this", None]
    assert len(parsed.entries) == 1
    assert parsed.invalid[0].message.endswith("Only this")


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "mailto:a@b.example",
        "file:///etc/passwd",
        "data:text/html,x",
        "http://",
        "ftp://paper.example/x",
    ],
)
def test_links_that_are_not_http_are_none(link):
    parsed = parse(
        f"<rss version='2.0'><channel><item><title>t</title><link>{link}</link><description>d</description>"
        "</item></channel></rss>"
    )
    assert parsed.entries[0].url is None


def test_a_guid_is_the_link_only_where_it_says_so():
    text = "<rss version='2.0'><channel><item><title>t</title><guid{}>https://p.example/1</guid></item></channel></rss>"
    assert parse(text.format("")).entries[0].url == "https://p.example/1"
    assert parse(text.format(" isPermaLink='false'")).entries == ()


def test_a_date_that_cannot_be_true_is_not_known():
    now = at("2026-03-10T00:00:00+00:00")
    for date in (
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Mon, 01 Jan 2035 00:00:00 GMT",
        "0000-00-00 00:00:00",
        "soon",
        "9" * 500,
    ):
        text = f"<rss version='2.0'><channel><item><link>https://p.example/1</link><pubDate>{date}</pubDate></item></channel></rss>"
        assert parse(text, now=now).entries[0].published_at is None


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"<?xml version='1.0' encoding='iso-8859-1'?>{}", None),
        (b"<?xml version='1.0' encoding='utf-8'?>{}", "text/xml; charset=iso-8859-1"),
        (b"{}", "application/rss+xml; charset=windows-1252"),
        (b"{}", None),
    ],
)
@pytest.mark.parametrize("codec", ["latin-1", "utf-8"])
def test_letters_survive_wrong_words_about_their_encoding(body, content_type, codec):
    text = "<rss version='2.0'><channel><item><title>Zürich größer</title><link>https://p.example/1</link></item></channel></rss>"
    parsed = parse(body.replace(b"{}", text.encode(codec)), content_type)
    assert parsed.entries[0].title == "Zürich größer"


@pytest.mark.parametrize(
    "codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "shift_jis", "koi8-r", "cp037", "gb2312"]
)
def test_other_encodings_are_read(codec):
    title = {"shift_jis": "地震", "koi8-r": "Паром", "gb2312": "地震"}.get(codec, "Quay")
    text = f"<?xml version='1.0' encoding='{codec}'?>" + RSS20.split("?>", 1)[1].replace("Talks adjourned", title)
    assert parse(text.encode(codec)).entries[1].title == title


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n\x00", "empty"),
        (b"<html><body>Not found</body></html>", "not_a_feed"),
        (b"<!DOCTYPE html><html><head><title>x</title></head></html>", "not_a_feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, "not_a_feed"),
        (b"%PDF-1.7", "not_a_feed"),
        (b"just words", "not_a_feed"),
        (b"<urlset><url><loc>https://p.example/</loc></url></urlset>", "not_a_feed"),
        (b'{"error": "no"}', "not_a_feed"),
        (b'{"items": 7}', "not_a_feed"),
        (b"{" * 200_000, "not_a_feed"),
        (b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 100_000, "not_a_feed"),
        (b"<rss version='2.0'><channel><title>a</titl", "malformed"),
        (b"x" * (17 << 20), "too_large"),
    ],
)
def test_what_is_no_feed_is_refused_with_its_reason(body, reason):
    refusal = parse(body)
    assert isinstance(refusal, Refusal), refusal
    assert (refusal.stage, refusal.reason) == ("poll", reason), refusal.message


def test_an_empty_but_whole_feed_is_a_feed():
    parsed = parse("<rss version='2.0'><channel><title>Quiet</title></channel></rss>")
    assert (parsed.title, parsed.entries) == ("Quiet", ())


@pytest.mark.parametrize("cut", [0.5, 0.7, 0.9])
def test_a_truncated_feed_gives_what_it_has_and_says_so(cut):
    items = "".join(f"<item><title>Story {n}</title><link>https://p.example/{n}</link></item>" for n in range(100))
    text = f"<rss version='2.0'><channel>{items}</channel></rss>"
    parsed = parse(text[: int(len(text) * cut)])
    assert isinstance(parsed, ParsedFeed)
    assert len(parsed.entries) >= 100 * cut - 2
    assert parsed.fault


@pytest.mark.parametrize(
    "odd",
    [
        "&nbsp;",
        "&eacute;",
        "&unknown;",
        " & ",
        "<br>",
        "\x00",
        "\x0b",
        "&#0;",
        "&#xD800;",
        "&#99999999999;",
        "&#x;",
        "<![CDATA[x",
        "]]>",
        "<!-- x",
        '<a href="x>',
        "</description>",
    ],
)
def test_a_feed_with_a_mistake_in_one_item_gives_the_items_before_it(odd):
    text = RSS20.replace("<title>Talks adjourned", f"<title>Talks {odd} adjourned")
    parsed = parse(text)
    assert isinstance(parsed, ParsedFeed), parsed
    assert parsed.entries[0].guid == "courier-17"


def test_html_names_do_not_make_a_feed_malformed():
    parsed = parse(RSS20.replace("Talks adjourned", "Caf&eacute;&nbsp;talks &mdash; adjourned"))
    assert parsed.fault is None
    assert parsed.entries[1].title == "Café talks — adjourned"


def bomb(levels=9, width=10):
    names = [f'<!ENTITY l{n} "{f"&l{n - 1};" * width}">' for n in range(1, levels)]
    return (
        f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY l0 \"lol\">{''.join(names)}]><rss version='2.0'><channel>"
        f"<item><title>&l{levels - 1};</title><link>https://p.example/</link></item></channel></rss>"
    )


ITEM = "<rss version='2.0'><channel><item><title>{}</title></item></channel></rss>"
BOMBS = {
    "nested": bomb(),
    "circular": "<!DOCTYPE r [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>" + ITEM.format("&a;"),
    "repeated": f"<!DOCTYPE r [<!ENTITY a '{'x' * 100_000}'>]>" + ITEM.format("&a;" * 10_000),
    "many": "<!DOCTYPE r [" + "".join(f"<!ENTITY e{n} 'x'>" for n in range(5000)) + "]>" + ITEM,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_entity_bombs_are_refused_at_once(text):
    started = time.process_time()
    assert parse(text).reason == "entity_bomb"
    assert time.process_time() - started < 2


def test_external_entities_are_never_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("TOP SECRET")
    text = (
        f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM \"{secret.as_uri()}\"><!ENTITY % p SYSTEM "
        f"\"{secret.as_uri()}\">]><rss version='2.0'><channel><item><title>&x; news</title>"
        "<link>https://p.example/</link></item></channel></rss>"
    )
    parsed = parse(text)
    assert parsed.entries[0].title == "news"


def test_an_honest_entity_is_replaced():
    text = (
        "<!DOCTYPE rss [<!ENTITY paper \"The &short;\"><!ENTITY short 'Courier &#38; Co &lt;b>'>]>"
        + RSS20.split("?>", 1)[1]
    ).replace("Talks adjourned", "&paper; talks")
    parsed = parse(text)
    assert parsed.fault is None
    assert parsed.entries[1].title.startswith("The Courier & Co")


N = 300_000
HOSTILE = {
    "nested": "<rss version='2.0'><channel><item><title>t</title><link>https://p.example/1</link><description>"
    + "<b>" * N
    + "</b>" * N
    + "</description></item></channel></rss>",
    "nested outside": "<rss version='2.0'><channel>" + "<x>" * N,
    "open quotes": "<rss version='2.0'><channel><item><title>t" + '<a " ' * N,
    "encodings": "<?xml " + "encoding='x' " * 20_000 + "?><rss><channel/></rss>",
    "many comments": "<rss><channel>" + "<!--" * N,
    "many declarations": "<rss><channel><item>&bad " + "<!x " * N,
    "long author": "<rss version='2.0'><channel><item><author>" + "a." * N + "</author></item></channel></rss>",
    "long date": "<rss version='2.0'><channel><item><pubDate>" + "1 " * N + "</pubDate></item></channel></rss>",
    "many attributes": "<rss " + " ".join(f"a{n}='1'" for n in range(N)) + "><channel/></rss>",
    "many items": "<rss version='2.0'><channel>" + "<item/>" * N,
    "many tags": "<rss version='2.0'><channel><item>" + "".join(f"<category>c{n}</category>" for n in range(60_000)),
    "ampersands": "<rss version='2.0'><channel><item><title>" + "&" * N + "</title></item></channel></rss>",
    "brackets": "<rss version='2.0'><channel><item>" + "<" * N,
    "doctype": "<!DOCTYPE x [" + "<!ENTITY a " * N + "]><rss/>",
    "namespaces": "<rss>" + "".join(f"<x xmlns:n{n}='u{n}'/>" for n in range(50_000)),
    "processing": "<?a?>" * N + "<rss/>",
    "comments in titles": "<rss version='2.0'><channel>"
    + "".join(f"<item><title>{'&lt;!--' * 4_000}</title><guid>{n}</guid></item>" for n in range(150)),
    "comments in keywords": "<rss version='2.0'><channel><item>"
    + f"<category>--&gt;{'&lt;!--' * 4_000}</category>" * 150,
    "markup title": "<rss version='2.0'><channel><item><title>" + "&lt;a &lt;" * N + "</title></item></channel></rss>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_costs_bounded_time(name):
    body = HOSTILE[name].encode()
    started = time.process_time()
    parse(body)
    assert time.process_time() - started < 18


def test_a_document_of_elements_alone_costs_bounded_memory():
    body = b"<rss version='2.0'><channel>" + b"<item/>" * 2_000_000
    tracemalloc.start()
    parsed = parse(body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert parsed.cut
    assert peak < 400 << 20


@pytest.mark.parametrize(
    "text",
    [
        '{"version": "https://jsonfeed.org/version/1.1", "title": "LONG", "language": "LONG",'
        ' "authors": [{"name": "LONG"}], "items": [ITEMS]}',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="LONG"><title>LONG</title>ITEMS</feed>',
    ],
    ids=["json", "atom"],
)
def test_what_a_feed_says_once_is_not_carried_at_length_by_every_entry(text):
    """Else a feed of 16 MiB would fill a disk: 20,000 times its own size."""
    item = (
        '{"id": "%d", "url": "https://courier.example/%d", "content_text": "x"}'
        if text.startswith("{")
        else '<entry><id>urn:%d</id><link href="https://courier.example/%d"/><content type="text">x</content></entry>'
    )
    items = ("," if text.startswith("{") else "").join(item % (number, number) for number in range(20))
    parsed = parse(text.replace("LONG", "l" * 300_000).replace("ITEMS", items))
    assert len(parsed.entries) == 20
    assert max(len(encode(entry)) for entry in parsed.entries) < 4_000


@pytest.mark.parametrize(
    "text",
    [
        '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "\\ud800", "content_text": "\\ud800 x",'
        ' "url": "https://courier.example/\\ud800?\\udfff", "title": "\\udfff"}]}',
        "<rss><channel><item><title>&#xd800;</title><link>https://courier.example/&#xd800;</link>"
        "<description>x</description></item></channel></rss",
    ],
    ids=["json", "loose"],
)
def test_half_a_surrogate_pair_costs_the_address_it_is_in_and_no_more(text):
    parsed = parse(text)
    assert len(parsed.entries) == 1
    assert encode(parsed.entries[0])


@given(st.binary(max_size=400))
@example(b"\xff\xfe<\x00r\x00s\x00s\x00")
@example(b"L\x6f\xa7\x94")
def test_no_bytes_raise(body):
    parse(body)
    parse(b"<rss><channel><item>" + body)


@given(
    st.sampled_from(sorted(ALL)),
    st.integers(0, 2**32),
    st.integers(1, 12),
    st.sampled_from([None, "text/xml", "text/html; charset=zip", "application/json", "x;charset=utf-16", ";;=="]),
)
@settings(deadline=None)
def test_no_mutation_of_a_feed_raises_and_the_result_is_whole(name, seed, count, content_type):
    chance = random.Random(seed)
    body = bytearray(ALL[name].encode())
    for _ in range(count):
        place = chance.randrange(len(body))
        how = chance.randrange(4)
        if how == 0:
            body[place] = chance.randrange(256)
        elif how == 1:
            del body[place : place + chance.randrange(1, 40)]
        elif how == 2:
            other = chance.choice(sorted(ALL.values())).encode()
            start = chance.randrange(len(other))
            body[place:place] = other[start : start + chance.randrange(60)]
        else:
            body[place:place] = chance.choice(
                [b"<", b"&", b"]]>", b"<![CDATA[", b"\x00", b"&#x110000;", b"'", b"\xff", b"</"]
            )
        if not body:
            return
    parsed = parse(bytes(body), content_type)
    if isinstance(parsed, Refusal):
        assert parsed.message
        return
    for entry in parsed.entries:
        assert entry.keys
        assert all(re.fullmatch("[0-9a-f]{32}", key) for key in entry.keys)
        assert re.fullmatch(r"[0-9a-f]{32}(\.([0-9a-f]{8}!?|-))?", entry.fingerprint)
        assert entry.url is None or entry.url.startswith(("http://", "https://"))
        assert entry.url or entry.summary or entry.content
    assert len(parsed.items) >= len(parsed.entries)


@given(st.sampled_from([name for name in sorted(ALL) if name != "json11"]), st.integers(0, 2**32))
@settings(deadline=None, max_examples=60)
def test_no_entry_is_lost_that_feedparser_finds(name, seed):
    chance = random.Random(seed)
    body = bytearray(ALL[name].encode())
    for _ in range(3):
        body[chance.randrange(len(body))] = chance.choice(b"<>&'\"x ")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = feedparser.parse(bytes(body)).entries
    except Exception:  # noqa: BLE001 (whatever feedparser raises, it found nothing)
        return
    parsed = parse(bytes(body))
    assert len(getattr(parsed, "items", ())) >= len(theirs)


def test_the_feed_id_is_of_the_configured_address():
    parsed = parse(RSS20)
    assert {entry.feed_id for entry in parsed.entries} == {feed_id(URL)}
    assert re.fullmatch("[0-9a-f]{16}", feed_id(URL))


def test_byte_order_marks_are_no_part_of_the_feed():
    assert parse(codecs.BOM_UTF8 + RSS20.encode()).entries[0].guid == "courier-17"
    assert parse(b"\n\n  " + RSS20.encode()).fault is None
