from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.config import ConfigError, feeds_of_urls, read_feeds
from transforms.identify import feed_id

GOOD = """
[defaults]
rate = 0.5
content = "page"

[[feed]]
url = "https://ellery.example/rss.xml"   # the port's paper
outlet = "Ellery Post"
interval = "30m"

[[feed]]
url = "http://kessandria.example/atom"
content = "feed"
language = "en"
"""


def written(folder: Path, text: str, name: str = "feeds.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_feed_takes_the_defaults_it_does_not_overrule(tmp_path: Path):
    first, second = read_feeds(written(tmp_path, GOOD))
    assert (first.rate, first.content, first.interval, first.outlet) == (0.5, "page", 1800.0, "Ellery Post")
    assert (second.rate, second.content, second.language) == (0.5, "feed", "en")
    assert [first.feed_id, second.feed_id] == [feed_id(first.url), feed_id(second.url)]


def test_plain_addresses_a_line_with_comments(tmp_path: Path):
    path = written(tmp_path, "# mine\nhttps://a.example/rss\n\nhttps://b.example/rss # theirs\n", "feeds.txt")
    assert [feed.url for feed in read_feeds(path)] == ["https://a.example/rss", "https://b.example/rss"]


MISTAKES = [
    ('[[feed]]\nurl = "https://a.example/rss"\nratte = 2\n', ["line 3", "ratte", "rate"]),
    ('[defaults]\nrate = 0\n[[feed]]\nurl = "https://a.example/rss"\n', ["line 2", "rate", "more than 0"]),
    (
        '[[feed]]\nurl = "https://a.example/1"\n\n[[feed]]\nurl = "ftp://a.example/2"\n',
        ["line 5", "url", "http or https"],
    ),
    ('[[feed]]\nurl = "https://me:secret@a.example/1"\n', ["line 2", "without user name"]),
    ('[[feed]]\noutlet = "A"\n', ["line 1", "no url"]),
    ('[[feed]]\nurl = "https://a.example/1"\ncontent = "full"\n', ["line 3", '"auto", "feed" or "page"']),
    ('[[feed]]\nurl = "https://a.example/1"\ninterval = inf\n', ["line 3", "at most 14 days"]),
    ('[[feed]]\nurl = "https://a.example/1"\ninterval = "soon"\n', ["line 3", "interval", '"30m"']),
    ('[[feed]]\nurl = "https://a.example/1"\n[[feed]]\nurl = "https://a.example/1"\n', ["line 3", "twice", "line 1"]),
    ("[[feed]\n", ["line 1", "not TOML"]),
    ("[feeds]\nx = 1\n", ["line 1", "feeds", "[[feed]]"]),
    ('feed = "https://a.example/1"\n', ["line 1", "[[feed]]"]),
    ("", ["no feed"]),
]


@pytest.mark.parametrize(("text", "words"), MISTAKES)
def test_a_mistake_names_line_key_and_what_is_allowed(tmp_path: Path, text: str, words: list[str]):
    with pytest.raises(ConfigError) as caught:
        read_feeds(written(tmp_path, text))
    message = str(caught.value)
    assert "\n" not in message
    for word in words:
        assert word in message


def test_a_wrong_line_of_plain_addresses_is_named(tmp_path: Path):
    with pytest.raises(ConfigError, match="line 2"):
        read_feeds(written(tmp_path, "https://a.example/rss\nnot an address\n", "feeds.txt"))


OPML = '<opml version="2.0"><body><outline type="rss" xmlUrl="https://a.example/[1]"/></body></opml>'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("feeds.xml", f'<?xml version="1.0"?>\n<!-- mine > theirs -->\n{OPML}\n'),
        ("feeds.txt", f"\ufeff\n<!DOCTYPE opml>{OPML.replace('<', chr(10) + '<')}"),
        ("feeds.toml", OPML.upper()),
        ("mine.OPML", ""),
    ],
)
def test_opml_is_told_from_a_list_of_addresses(tmp_path: Path, name: str, text: str):
    with pytest.raises(ConfigError, match=r"OPML is not read; write each xmlUrl .* on a line of its own") as caught:
        read_feeds(written(tmp_path, text, name))
    assert str(caught.value).isprintable()


def test_an_address_may_be_of_opml(tmp_path: Path):
    path = written(tmp_path, "# not <opml>\nhttps://a.example/opml?<opml\n", "feeds.txt")
    assert len(read_feeds(path)) == 1


def test_a_missing_file_is_one_line(tmp_path: Path):
    with pytest.raises(ConfigError, match="cannot be read"):
        read_feeds(tmp_path / "none.toml")


def test_addresses_of_the_command_line_are_checked():
    assert [feed.url for feed in feeds_of_urls(["https://a.example/x"])] == ["https://a.example/x"]
    for wrong in ("https://", "http://a.example/\udcff", "http://a.example/\n/rss"):
        with pytest.raises(ConfigError, match="--feed") as caught:
            feeds_of_urls([wrong])
        assert str(caught.value).isprintable()


@given(st.text())
def test_any_text_is_feeds_or_a_config_error(text: str):
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(ConfigError):
        assert read_feeds(written(Path(folder), text))
