"""Feeds of an invented world, one a format."""
# ruff: noqa: E501 (documents as they come over the wire)

from __future__ import annotations

RSS20 = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Orlen Coast Courier</title><link>https://courier.example/</link><description>News</description>
<language>en-GB</language><ttl>30</ttl>
<item><title>Ferry runs aground off Vessin &amp; all aboard safe</title><link>https://courier.example/ferry?utm_source=rss</link>
<guid isPermaLink="false">courier-17</guid><pubDate>Mon, 09 Mar 2026 07:05:00 +0100</pubDate><dc:creator>Mara Oyelund</dc:creator>
<category>Shipping</category><description>A ferry with 212 people ran aground.</description>
<content:encoded><![CDATA[<p>A ferry with 212 people aboard ran aground on Monday.</p><p>Nobody was hurt.</p>]]></content:encoded></item>
<item><title>Talks adjourned</title><link>/talks</link><pubDate>Sun, 08 Mar 2026 22:00:00 GMT</pubDate></item>
</channel></rss>"""

RSS10 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://gazette.example/"><title>Tarn Gazette</title><link>https://gazette.example/</link>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel>
<item rdf:about="https://gazette.example/1"><title>Dam holds</title><link>https://gazette.example/1</link>
<dc:date>2026-03-09T06:05:00Z</dc:date></item></rdf:RDF>"""

RSS091 = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Old Post</title>
<item><title>Bridge opens</title><link>https://old.example/bridge</link></item></channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"
 xml:base="https://depeche.example/fil/"><title>Dépêche</title><id>tag:depeche.example,2026:fil</id>
<updated>2026-03-09T07:00:00+01:00</updated><entry><title type="html">Grève &amp;amp; trains</title>
<link rel="alternate" href="greve"/><id>tag:depeche.example,2026:1</id><published>2026-03-09T06:05:00.250Z</published>
<updated>2026-03-09T06:30:00Z</updated><author><name>Iria Solvang</name></author><category term="Rail"/>
<summary>Les trains s'arrêtent.</summary><content type="html">&lt;p&gt;Les trains s'arrêtent lundi.&lt;/p&gt;</content>
</entry></feed>"""

ATOM03 = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Early Blog</title><entry><title>First</title>
<link rel="alternate" type="text/html" href="https://early.example/1"/><id>tag:early.example,2004:1</id>
<issued>2004-05-01T10:00:00Z</issued></entry></feed>"""

CDF = """<?xml version="1.0"?><CHANNEL HREF="https://cdf.example/"><TITLE>Push</TITLE><ITEM HREF="https://cdf.example/a"
 LASTMOD="1998-05-01T10:00Z"><TITLE>Shares rise</TITLE></ITEM></CHANNEL>"""

JSON11 = """{"version": "https://jsonfeed.org/version/1.1", "title": "Vessin Wire", "language": "en", "items": [
{"id": 7, "url": "https://vessin.example/7", "title": "Harbour &amp; port shut", "content_html": "<p>The harbour shut.</p>",
 "summary": "Shut.", "date_published": "2026-03-09T06:05:00Z", "authors": [{"name": "Mara Oyelund"}], "tags": ["Harbour"]},
{"id": "8", "external_url": "https://other.example/8", "content_text": "Plain."}, "rubbish", {"title": "nothing else"}]}"""

ALL = {
    "rss20": RSS20,
    "rss10": RSS10,
    "rss091n": RSS091,
    "atom10": ATOM,
    "atom03": ATOM03,
    "cdf": CDF,
    "json11": JSON11,
}
