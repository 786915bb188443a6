"""`wirelake strip`: what a person sees of a page, on a terminal, as JSON and as a page of its own."""

from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from pipelines.config import ConfigError
from pipelines.proof import BODY, COLOURS, Block, Proof, print_proof, printable, pull_proof
from pipelines.proof_page import HUES, proof_page
from pipelines.source import Source
from schemas.story import Removed
from tests.fetching.loopback import Loopback, response
from tests.pipelines.test_cli import wirelake
from tests.strip.test_strip import SENTENCES, TITLE, wordpress

KINDS = set(get_type_hints(Removed, include_extras=True)["kind"].__metadata__[0].rstrip(".").split(", "))
HOSTILE = '</style></section><script>alert(1)</script><img src="//x.example/a.png" onerror=alert(2)>'


def proof_of(markup: str, content_type: str = "text/html") -> Proof:
    return pull_proof(Source(name="page.html", body=markup.encode(), content_type=content_type))


def printed(proof: Proof, *, colour: bool = False, full: bool = False) -> str:
    out = io.StringIO()
    print_proof(
        proof,
        Console(file=out, width=80, force_terminal=colour, color_system="standard" if colour else None),
        full=full,
    )
    return out.getvalue()


class Elements(HTMLParser):
    """The elements of a page, as a browser would make them, and its visible text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [(name, value) for name, value in attrs if name in {"src", "href"} or name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_blocks_are_the_page_in_its_order():
    proof = proof_of(wordpress())
    shown = [block.text for block in proof.blocks]
    order = [TITLE, *SENTENCES, "Related Posts\nFerry returns to Osk"]
    assert [text for text in shown if text in order] == order
    assert {block.text for block in proof.blocks if block.kind == BODY} == set(SENTENCES)
    assert proof.facts["published"] == "2024-06-04 08:15 UTC, from meta"
    assert (proof.facts["headline"], proof.facts["outlet"]) == (TITLE, "Northern Post")


def test_wire_marks_are_shown_where_they_stood():
    lead = "VELMORA, June 4 (Reuters) - " + SENTENCES[0]
    proof = proof_of(wordpress((lead, *SENTENCES[1:])))
    at = next(index for index, block in enumerate(proof.blocks) if block.kind == "dateline")
    assert proof.blocks[at].text == "VELMORA, June 4 (Reuters) -"
    assert proof.blocks[at + 1].text == SENTENCES[0]


def test_nothing_is_rounded_up_to_100_per_cent():
    lead = "VELMORA, June 4 (Reuters) - " + " ".join(SENTENCES * 40)
    proof = proof_of(wordpress((lead, *SENTENCES[1:], "(Reporting by Anna Lind; Editing by Per Falk)")))
    assert proof.facts["agency"] == "Reuters (99% sure)"
    assert re.search(r"body .* 99%", printed(proof))
    assert "</b> 99%</span>" in proof_page(proof)
    body = Block(kind=BODY, rule="kept", position=0, text="All of it.")
    assert re.search(r"body .* 100%", printed(Proof(name="x", facts={}, blocks=(body,))))


def test_a_terminal_without_colours_says_all_of_it_in_80_columns():
    text = printed(proof_of(wordpress()))
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80
    for word in ("headline", "published", "page_kind", "+    0  body", "related_posts", "caption_element", "share"):
        assert word in text, text
    assert "\x1b[" in printed(proof_of(wordpress()), colour=True)


def test_what_was_removed_is_clipped_unless_it_is_wanted_whole():
    menu = "".join(f'<li><a href="/{number}">Ward {number}</a></li>' for number in range(200))
    proof = proof_of(wordpress().replace("<ul>", f"<ul>{menu}", 1))
    assert "Ward 199" not in printed(proof)
    assert "more characters" in printed(proof)
    assert "Ward 199" in printed(proof, full=True)
    assert "Ward 199" in proof_page(proof)


@pytest.mark.parametrize("where", [TITLE, SENTENCES[2], "Northern Post", "Share on Facebook"])
def test_the_page_runs_and_loads_nothing_of_a_hostile_one(where: str):
    escaped = HOSTILE.replace("<", "&lt;").replace('"', "&quot;")
    page = proof_page(proof_of(wordpress().replace(where, f"{where} {escaped}")))
    seen = Elements(page)
    assert not {"script", "img", "link", "iframe", "a"} & set(seen.tags)
    assert seen.loads == []
    assert seen.tags.count("style") == 1
    assert "alert(1)" in " ".join(seen.words)
    assert "default-src 'none'" in page
    assert "url(" not in page
    assert "@import" not in page


@given(st.text(max_size=200))
def test_nothing_of_a_page_moves_the_terminal(text: str):
    block = Block(kind=BODY, rule="kept", position=0, text=text)
    out = printed(Proof(name="x", facts={"headline": text}, blocks=(block,)))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)
    assert printable(printable(text)) == printable(text)


def test_every_kind_has_a_colour():
    assert "related_posts" in KINDS
    assert KINDS - set(COLOURS) == set()
    assert KINDS - set(HUES) == {"navigation", "other"}


@pytest.mark.parametrize(("body", "reason"), [(b"%PDF-1.7", "binary"), (b"<html></html>", "no_text")])
def test_a_page_without_a_story_says_why(body: bytes, reason: str):
    with pytest.raises(ConfigError, match=f"page.html: {reason}: "):
        pull_proof(Source(name="page.html", body=body, content_type="text/html"))


def test_plain_text_is_shown_by_lines():
    proof = proof_of("\n".join([TITLE, *SENTENCES, "Related Posts", "Ferry returns to Osk"]), "text/plain")
    assert [block.text for block in proof.blocks if block.kind == BODY] == list(SENTENCES)
    assert proof.blocks[-1].kind == "related_posts"


def test_a_page_of_very_many_blocks_is_shown_in_part_unless_it_is_wanted_whole():
    blocks = tuple(Block(kind="other", rule="model", position=0, text=f"line {at}.") for at in range(2_003))
    proof = Proof(name="long.txt", facts={}, blocks=blocks)
    assert "line 1999." in printed(proof)
    assert "line 2000." not in printed(proof)
    assert "3 more blocks" in printed(proof)
    assert "line 2002." in printed(proof, full=True)


def test_the_command_reads_files_addresses_and_what_is_piped_in(tmp_path: Path, loopback: Loopback):
    page, out = tmp_path / "page.html", tmp_path / "proof.html"
    page.write_text(wordpress())
    shown = wirelake("strip", page, "--html", out)
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, "", "")
    assert out.read_text().startswith("<!doctype html>")
    record = json.loads(wirelake("strip", page, "--json").stdout)
    assert record["headline"] == TITLE
    assert record["blocks"][-1]["position"] == max(block["position"] for block in record["blocks"])
    site = loopback.site()
    site.answers["/story"] = response(200, wordpress().encode(), Content_Type="text/html")
    assert TITLE in wirelake("strip", site.url("/story"), "--allow-net", "127.0.0.0/8").stdout
    for arguments, code in (
        (("strip", site.url("/gone"), "--allow-net", "127.0.0.0/8"), 3),
        (("strip", site.url("/story")), 2),
        (("strip", tmp_path / "nowhere.html"), 2),
        (("strip", page, "--html", tmp_path / "nowhere" / "proof.html"), 2),
    ):
        failed = wirelake(*arguments)
        assert (failed.returncode, failed.stdout) == (code, ""), failed.stderr
        assert failed.stderr.startswith("wirelake: ")
        assert failed.stderr.count("\n") == 1


def test_an_output_of_few_letters_ends_no_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    page = tmp_path / "page.html"
    page.write_text(wordpress(("Ærø’s ferry is “late” – again, say the crews of Ålby.", *SENTENCES)), encoding="utf-8")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    shown = wirelake("strip", page)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "?r?" in shown.stdout
    blocks = json.loads(wirelake("strip", page, "--json").stdout)["blocks"]
    assert any("Ærø" in block["text"] for block in blocks)
