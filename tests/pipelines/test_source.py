"""A file, an address or standard input, read within the bounds of a fetch."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from pipelines.config import ConfigError
from pipelines.source import NoAnswerError, read_source
from tests.fetching.loopback import Loopback, hang, html, response
from transforms.fetching.limits import Limits

NET = ["127.0.0.0/8"]
SMALL = Limits(connect=0.5, read=0.5, whole=1.0, wire_bytes=4096, body_bytes=4096)


def test_a_page_is_fetched_with_robots_and_redirects_in_mind(loopback: Loopback):
    site = loopback.site()
    site.answers["/old"] = response(302, Location="/story")
    site.answers["/story"] = html("Ferry delayed")
    found = read_source(site.url("/old"), allow_net=NET)
    assert found.url == found.name == site.url("/story")
    assert found.content_type == "text/html; charset=utf-8"
    assert b"Ferry delayed" in found.body
    assert site.paths()[0] == "/robots.txt"


def test_what_robots_forbid_is_not_asked(loopback: Loopback):
    site = loopback.site()
    site.answers["/robots.txt"] = response(200, b"User-agent: *\nDisallow: /", Content_Type="text/plain")
    with pytest.raises(NoAnswerError, match="robots"):
        read_source(site.url("/story"), allow_net=NET)
    assert site.paths() == ["/robots.txt"]


def test_a_private_network_is_asked_only_when_it_is_named(loopback: Loopback):
    site = loopback.site()
    with pytest.raises(ConfigError, match="--allow-net") as caught:
        read_source(site.url("/story"))
    assert "\n" not in str(caught.value)
    assert site.requests == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (response(404, b"no"), "http_404"),
        (response(200, b"x" * 5000, Content_Type="text/html"), "too_large"),
        (response(200, gzip.compress(b" " * 900_000), Content_Type="text/html", Content_Encoding="gzip"), "too_large"),
        (response(200, b"%PDF-1.7", Content_Type="application/pdf"), "not_html"),
        (hang, "timeout"),
    ],
)
def test_an_address_without_a_page_says_why(loopback: Loopback, answer, reason: str):
    site = loopback.site()
    site.answers["/story"] = answer
    with pytest.raises(NoAnswerError, match=reason) as caught:
        read_source(site.url("/story"), allow_net=NET, limits=SMALL)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "where", ["ftp://harbour.example/a", "http://user@harbour.example/", "http://0x7f.1/", "nowhere.html", "a\0b", "."]
)
def test_a_mistake_is_one_line(where: str):
    with pytest.raises(ConfigError) as caught:
        read_source(where)
    assert "\n" not in str(caught.value)


def test_a_network_that_is_none_is_a_mistake():
    with pytest.raises(ConfigError, match="--allow-net ten"):
        read_source("http://127.0.0.1/", allow_net=["ten"])


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("a.html", b"Ferry delayed", "text/html"),
        ("a.htm", b"Ferry delayed", "text/html"),
        ("a.txt", b"<p>Ferry delayed", "text/plain"),
        ("a", b"<p>Ferry delayed", "text/html"),
        ("a.story", "Fähre <verspätet>, sagt ein Sprecher".encode("utf-16"), "text/plain"),
    ],
)
def test_a_file_is_what_its_name_or_its_tags_say(tmp_path: Path, name: str, body: bytes, kind: str):
    (tmp_path / name).write_bytes(body)
    found = read_source(str(tmp_path / name))
    assert (found.body, found.url, found.content_type) == (body, None, kind)


def test_standard_input_is_read_to_its_end_and_not_beyond_the_limit():
    found = read_source("-", stdin=io.BytesIO(b"Ferry delayed"))
    assert (found.body, found.content_type) == (b"Ferry delayed", "text/plain")
    with pytest.raises(ConfigError, match="larger than 4096"):
        read_source("-", stdin=io.BytesIO(b"x" * 5000), limits=SMALL)
