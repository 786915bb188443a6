from __future__ import annotations

import time

from hypothesis import example, given
from hypothesis import strategies as st
from protego import Protego

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
