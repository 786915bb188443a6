from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from protego import Protego

from schemas.records import Refusal
from tests.fetching.loopback import Loopback, hang, html, response
from tests.fetching.test_client import QUICK, SMALL, get
from transforms.fetching.answer import Answer
from transforms.fetching.gate import HostGate
from transforms.fetching.robots import AGENT, relevant

FILE = """
User-agent: otherbot
User-agent: wirelake
Disallow: /a   # ours as well
Crawl-delay: 2

User-agent: otherbot
Disallow: /

Sitemap: https://paper.example/map.xml
user-agent: *
Disallow: /b
"""


def test_what_is_said_to_others_is_left_out_and_what_is_said_to_us_stays():
    text = relevant(FILE)
    rules, whole = Protego.parse(text), Protego.parse(FILE)
    assert "otherbot" not in text
    for path in ("/a", "/b", "/c"):
        url = f"https://paper.example{path}"
        assert rules.can_fetch(url, AGENT) == whole.can_fetch(url, AGENT)
        assert rules.can_fetch(url, "stranger") == whole.can_fetch(url, "stranger")
    assert rules.crawl_delay(AGENT) == 2


AGENTS = st.sampled_from(["*", "wirelake", "otherbot", "Wirelake", "bot*"])
LINES = st.one_of(
    AGENTS.map(lambda name: f"User-agent: {name}"),
    st.sampled_from(["/", "/a", "/a/*/b", "/*.pdf$", ""]).map(lambda path: f"Disallow: {path}"),
    st.sampled_from(["/a/b", "/"]).map(lambda path: f"Allow: {path}"),
    st.sampled_from(["", "# note", "Sitemap: https://p.example/s", "nonsense", "Note: this", "https://p.example/"]),
    st.sampled_from(["Crawl-delay: 2", "Disallow /a", "disalow: /a", "Note:this", "Allowance"]),
)


@example("User-agent: *\nnonsense\nUser-agent: otherbot\nDisallow: /", "/")
@given(st.lists(LINES, max_size=14).map("\n".join), st.sampled_from(["/", "/a", "/a/b", "/x.pdf", "/a/c/b"]))
def test_leaving_others_out_changes_no_answer(text, path):
    url = f"https://paper.example{path}"
    assert Protego.parse(relevant(text)).can_fetch(url, AGENT) == Protego.parse(text).can_fetch(url, AGENT)


def test_a_file_of_half_a_mebibyte_of_agents_is_read_at_once():
    agents = "\n".join(f"User-agent: bot{number}" for number in range(12_000))
    rules = "\n".join(f"Disallow: /{number}" for number in range(12_000))
    started = time.process_time()
    parsed = Protego.parse(relevant(f"{agents}\n{rules}\nUser-agent: *\nDisallow: /z"))
    assert not parsed.can_fetch("https://paper.example/z", AGENT)
    assert time.process_time() - started < 2


def test_robots_forbids_pages_but_not_feeds(loopback: Loopback):
    site = loopback.site()
    site.answers["/robots.txt"] = response(200, b"User-agent: *\nDisallow: /private")
    site.answers["/private/story"] = html()
    refusal = get(site.url("/private/story"))
    assert (refusal.reason, refusal.transient) == ("robots", False)
    assert site.paths() == ["/robots.txt"]
    assert isinstance(get(site.url("/private/story"), kind="feed"), Answer)


def test_robots_of_the_host_that_a_redirect_leads_to_is_asked_too(loopback: Loopback):
    site, other = loopback.site("127.0.0.1"), loopback.site("127.0.0.2")
    site.answers["/story"] = response(302, Location=other.url("/closed"))
    other.answers["/robots.txt"] = response(200, b"User-agent: wirelake\nDisallow: /")
    assert get(site.url("/story")).reason == "robots"
    assert other.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (response(500), "robots_unavailable"),
        (hang, "robots_unavailable"),
        (response(403), None),
        (response(404), None),
        (response(301, Location="/robots.txt"), None),
    ],
)
def test_robots_that_cannot_be_had_closes_the_site_only_when_the_server_is_in_trouble(loopback, answer, reason):
    site = loopback.site()
    site.answers |= {"/robots.txt": answer, "/story": html()}
    got = get(site.url("/story"), limits=QUICK if answer is hang else SMALL)
    assert (got.reason if isinstance(got, Refusal) else None) == reason
    if reason:
        assert got.transient


def test_robots_is_asked_once_a_run_and_remembered_for_the_next(loopback: Loopback):
    site = loopback.site()
    site.answers["/robots.txt"] = response(200, b"User-agent: *\nDisallow: /private\nCrawl-delay: 0.2")
    site.answers["/a"] = site.answers["/b"] = html()
    gate = HostGate()
    get(site.url("/a"), gate=gate)
    get(site.url("/b"), gate=gate)
    assert site.paths().count("/robots.txt") == 1
    times = [request.at for request in site.requests]
    assert times[-1] - times[0] > 2 * 0.18
    again = HostGate(gate.states())
    assert get(site.url("/private/x"), gate=again).reason == "robots"
    assert site.paths().count("/robots.txt") == 1


@pytest.mark.parametrize("rate", ["1/" + "9" * 400, "9" * 400 + "/1", "1/1d", "0/0", "1/0", "nonsense"])
def test_no_request_rate_of_robots_txt_is_too_much(loopback: Loopback, rate):
    site = loopback.site()
    site.answers["/story"] = html()
    site.answers["/robots.txt"] = response(200, f"User-agent: *\nRequest-rate: {rate}\n".encode())
    assert isinstance(get(site.url("/story"), gate=HostGate(max_delay=0.05)), Answer)


def test_a_robots_txt_of_half_a_mebibyte_binds_and_is_in_no_commit(loopback: Loopback):
    site = loopback.site()
    site.answers["/story"] = site.answers["/1/story"] = html()
    rules = "".join(f"Disallow: /{number}/\n" for number in range(20_000))
    site.answers["/robots.txt"] = response(200, f"User-agent: *\n{rules}".encode())
    gate = HostGate()
    assert isinstance(get(site.url("/story"), gate=gate), Answer)
    assert get(site.url("/1/story"), gate=gate).reason == "robots"
    assert sum(len(state.robots or "") for state in (*gate.changed(), *gate.states())) == 0
