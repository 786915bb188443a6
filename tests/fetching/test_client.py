"""Every reason code of a request, reached by a real fault on a real socket."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import time
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli
import pytest
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from schemas.records import Refusal
from tests.fetching.loopback import Loopback, Request, drip, hang, html, reset, response, truncated
from transforms.fetching import guard
from transforms.fetching.agent import user_agent
from transforms.fetching.answer import Answer
from transforms.fetching.archive import Archive, read_payload
from transforms.fetching.client import Client
from transforms.fetching.decode import Body, OverrunError
from transforms.fetching.gate import HostGate
from transforms.fetching.limits import Limits
from transforms.fetching.network import Network
from transforms.fetching.reasons import REASONS

LOOPBACK = guard.networks(["127.0.0.0/8"])
SMALL = Limits(wire_bytes=1 << 20, body_bytes=1 << 20)
QUICK = replace(SMALL, dns=0.5, connect=0.5, read=0.5, whole=1.0)
"""For hosts of which it is known that they never answer; any other may be slow on a busy machine."""
FAST = 1000.0


def get(url, *, kind="page", gate=None, limits=SMALL, rate=FAST, headers=None, known=None, **options):
    async def run() -> Answer | Refusal:
        async with Client(gate or HostGate(), limits=limits, allow=options.pop("allow", LOOPBACK), **options) as client:
            return await client.fetch(url, kind=kind, rate=rate, headers=headers, known=known)

    return asyncio.run(run())


def test_a_page_comes_with_its_headers_and_its_bytes(loopback: Loopback):
    site = loopback.site()
    site.answers["/story"] = html("Ferry delayed")
    answer = get(site.url("/story#part"))
    assert isinstance(answer, Answer)
    assert (answer.status, answer.url) == (200, site.url("/story"))
    assert b"Ferry delayed" in answer.body
    assert answer.header("content-type") == "text/html; charset=utf-8"
    assert 0 < answer.seconds < 1
    assert abs(answer.started / 1e6 - time.time()) < 5


def test_the_user_agent_says_what_it_is_and_sends_no_cookie_back(loopback: Loopback):
    site = loopback.site()
    site.answers["/a"] = response(302, Location="/b", Set_Cookie="id=1")
    site.answers["/b"] = html()
    assert isinstance(get(site.url("/a"), contact="desk@paper.example"), Answer)
    asked = site.requests[-1].headers
    assert asked["user-agent"].startswith("wirelake/")
    assert "desk@paper.example" in asked["user-agent"]
    assert "robots.txt" in user_agent()
    assert "cookie" not in asked


@pytest.mark.parametrize(
    "contact",
    ["", "the desk", "desk@paper", "ftp://paper.example", "a@b.example) evil/1 (", "https://a.example/\r\nX: y"],
)
def test_a_contact_that_nobody_could_write_to_is_refused_at_construction(contact: str):
    with pytest.raises(ValueError, match="an e-mail address or a web page"):
        Client(HostGate(), contact=contact)
    with pytest.raises(ValueError, match="an e-mail address or a web page"):
        Network(run_id="run", contact=contact)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (hang, "read_timeout"),
        (drip, "timeout"),
        (reset, "reset"),
        (truncated, "truncated"),
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "bad_http"),
        (b"HTTP/1.1 200 OK\r\nX-Large: " + b"a" * 300_000 + b"\r\n\r\n", "headers_too_large"),
        (response(404), "http_404"),
        (response(410), "http_410"),
        (response(408), "http_408"),
        (response(425), "http_408"),
        (response(429), "http_429"),
        (response(403), "http_4xx"),
        (response(451), "http_4xx"),
        (response(500), "http_5xx"),
        (response(503), "http_5xx"),
        (response(304), "http_other"),
        (response(200, b"", Content_Type="text/html"), "empty"),
        (response(200, b" \n", Content_Type="text/html"), "empty"),
        (response(200, b"\x89PNG\r\n", Content_Type="image/png"), "not_html"),
        (response(200, b"%PDF-1.7 ...", Content_Type="application/pdf"), "not_html"),
        (response(200, b"%PDF-1.7 ...", Content_Type="text/html"), "not_html"),
        (response(200, bytes(range(256)) * 9 + b"\x00" * 900, Content_Type="text/html"), "not_html"),
        (response(200, b"<html>" + b"x" * (2 << 20), Content_Type="text/html"), "too_large"),
        (response(200, b"not gzip", Content_Type="text/html", Content_Encoding="gzip"), "bad_encoding"),
        (response(200, b"what", Content_Type="text/html", Content_Encoding="compress"), "bad_encoding"),
        (
            response(200, gzip.compress(b"<p>" * 999)[:-20], Content_Type="text/html", Content_Encoding="gzip"),
            "truncated",
        ),
        (response(302), "bad_redirect"),
        (response(302, Location="ftp://127.0.0.1/x"), "bad_redirect"),
        (response(302, Location="http://0x7f000001/"), "bad_redirect"),
        (response(302, Location="http://xn--a/"), "bad_redirect"),
        (response(302, Location="/story"), "redirect_loop"),
    ],
)
def test_each_fault_has_its_reason(loopback: Loopback, answer, code):
    site = loopback.site()
    site.answers["/story"] = answer
    refusal = get(site.url("/story"), limits=QUICK if answer in (hang, drip) else SMALL)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.transient) == (code, REASONS[code].transient), refusal.message
    assert refusal.stage == "fetch"


@pytest.mark.parametrize(
    "answer",
    [
        response(200, b"x", Content_Type="film/\xc2\x9b31mred"),
        response(302, Location="ftp://\xc2\x9b31mred.example/"),
        response(200, b"x", Content_Type="text/html", Content_Encoding="\xc2\x9b31mred"),
    ],
    ids=["type", "redirect", "encoding"],
)
def test_what_a_server_says_steers_no_terminal(loopback: Loopback, answer):
    site = loopback.site()
    site.answers["/story"] = answer
    message = get(site.url("/story")).message
    assert "31mred" in message
    assert message.isprintable()


def test_a_refusal_by_status_says_the_status(loopback: Loopback):
    site = loopback.site()
    site.answers["/story"] = response(451)
    refusal = get(site.url("/story"))
    assert (refusal.status, refusal.message) == (451, "HTTP 451")


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_server_says_how_long_to_wait_in_either_form(loopback: Loopback, form):
    site = loopback.site()
    at = (datetime.now(UTC) + timedelta(seconds=90)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    site.answers["/story"] = response(503, Retry_After="90" if form == "seconds" else at)
    refusal = get(site.url("/story"))
    assert refusal.reason == "http_5xx"
    assert 85 < refusal.retry_after <= 90


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("gzip", lambda data: gzip.compress(data, 9)),
        ("deflate", lambda data: zlib.compress(data, 9)),
        ("br", lambda data: brotli.compress(data, quality=5)),
        ("zstd", lambda data: zstandard.ZstdCompressor(3).compress(data)),
    ],
)
def test_every_offered_encoding_is_read_and_every_bomb_is_cut(loopback: Loopback, name, pack):
    site = loopback.site()
    text = b"<html>" + bytes(range(32, 127)) * 3000
    site.answers["/story"] = response(200, pack(text), Content_Type="text/html", Content_Encoding=name)
    site.answers["/bomb"] = response(200, pack(b"<" * (300 << 20)), Content_Type="text/html", Content_Encoding=name)
    answer = get(site.url("/story"))
    assert isinstance(answer, Answer), answer
    assert answer.body == text
    assert name in site.requests[-1].headers["accept-encoding"]
    assert get(site.url("/bomb")).reason == "decompression_bomb"


def test_gzip_within_gzip_and_deflate_without_header_are_read(loopback: Loopback):
    site = loopback.site()
    text = b"<html>" + b"Quay closed. " * 100
    raw = zlib.compressobj(wbits=-15)
    site.answers["/twice"] = response(
        200, gzip.compress(gzip.compress(text)), Content_Type="text/html", Content_Encoding="gzip, gzip"
    )
    site.answers["/raw"] = response(
        200, raw.compress(text) + raw.flush(), Content_Type="text/html", Content_Encoding="deflate"
    )
    site.answers["/members"] = response(
        200, gzip.compress(text[:50]) + gzip.compress(text[50:]), Content_Type="text/html", Content_Encoding="x-gzip"
    )
    for path in ("/twice", "/raw", "/members"):
        answer = get(site.url(path))
        assert isinstance(answer, Answer), answer
        assert answer.body == text


@pytest.mark.parametrize("inner", [b"", b"<"], ids=["of nothing", "of a letter each"])
def test_what_is_encoded_twice_is_bounded_in_each_layer(inner: bytes):
    """A thousand to one, twice: sixteen mebibytes would else be sixteen gigabytes of empty members to unpack."""
    packed = gzip.compress(gzip.compress(inner) * 500_000)
    body = Body("gzip, gzip", 1 << 20)
    began = time.process_time()
    with pytest.raises(OverrunError):
        body.feed(packed)
    assert body.received <= 8192
    assert time.process_time() - began < 5


def test_five_redirects_are_followed_and_a_sixth_is_not(loopback: Loopback):
    site = loopback.site()
    for step in range(6):
        site.answers[f"/{step}"] = response(301 if step < 2 else 302, Location=f"/{step + 1}")
    site.answers["/5"] = html("arrived")
    answer = get(site.url("/0"))
    assert isinstance(answer, Answer)
    assert [redirect.status for redirect in answer.redirects] == [301, 301, 302, 302, 302]
    assert answer.url == site.url("/5")
    assert answer.moved_to == site.url("/2")
    site.answers["/5"] = response(302, Location="/6")
    assert get(site.url("/0")).reason == "too_many_redirects"


def test_a_redirect_to_an_address_that_is_not_public_is_refused(loopback: Loopback):
    site = loopback.site("127.0.0.1")
    inside = loopback.site("127.9.9.9")
    inside.answers["/"] = html("secret")
    site.answers["/story"] = response(302, Location=f"http://127.9.9.9:{inside.port}/")
    refusal = get(site.url("/story"), allow=guard.networks(["127.0.0.1/32"]))
    assert refusal.reason == "refused_address"
    assert inside.requests == []


def test_a_name_is_looked_up_once_and_connected_to_as_checked(loopback: Loopback):
    site = loopback.site("127.0.0.1")
    inside = loopback.site("127.9.9.9", port=site.port)
    site.answers["/"] = html("public")
    turns = [["127.0.0.1"], ["127.9.9.9"], ["127.9.9.9"]]
    asked = []

    async def rebinding(host, port):
        asked.append(host)
        return turns.pop(0)

    allow = guard.networks(["127.0.0.1/32"])
    answer = get(f"http://paper.example:{site.port}/", kind="feed", allow=allow, resolver=rebinding)
    assert isinstance(answer, Answer)
    assert asked == ["paper.example"]
    assert site.requests[0].headers["host"] == f"paper.example:{site.port}"
    refusal = get(f"http://paper.example:{site.port}/", kind="feed", allow=allow, resolver=rebinding)
    assert refusal.reason == "refused_address"
    assert inside.requests == []


def test_of_several_addresses_only_those_that_may_be_asked_are(loopback: Loopback):
    site = loopback.site("127.0.0.1")
    site.answers["/"] = html()

    async def mixed(host, port):
        return ["10.0.0.1", "169.254.169.254", "127.0.0.1"]

    allow = guard.networks(["127.0.0.1/32"])
    assert isinstance(get(f"http://paper.example:{site.port}/", kind="feed", allow=allow, resolver=mixed), Answer)


def test_dns_failures_and_slow_name_servers_are_their_own_reason():
    async def unknown(host, port):
        raise socket.gaierror(-2, "Name or service not known")

    async def slow(host, port):
        await asyncio.sleep(30)
        return []

    for resolver in (unknown, slow):
        refusal = get("http://paper.example/", kind="feed", resolver=resolver, limits=QUICK)
        assert (refusal.reason, refusal.stage, refusal.transient) == ("dns", "poll", True)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://paper.example/", "file:///etc/passwd", "paper.example/feed", "", "http://", "http:///x",
        "javascript:alert(1)",
        "http://desk:secret@paper.example/", "http://paper.example:25/", "http://paper.example:99999/",
        "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://paper example/",
        "http://[::1/", "http://-paper.example/", "http://a..b/", "http://１２７.１/", "http://paper.example\\@evil/",
        "http://" + "a" * 5000, "http://xn--a/", "http://xn--0.example/", "http://www.xn--.example/",
    ],
)  # fmt: skip
def test_addresses_that_are_none_are_never_asked(url):
    async def never(host, port):
        raise AssertionError(f"{host} was looked up")

    refusal = get(url, resolver=never)
    assert (refusal.reason, refusal.transient) == ("bad_url", False)


def test_a_fault_of_ours_at_one_address_is_its_refusal():
    async def broken(host, port):
        raise LookupError("no table\x9b31m of names")

    refusal = get("http://paper.example/", kind="feed", resolver=broken)
    assert (refusal.reason, refusal.message) == ("internal_error", "LookupError: no table 31m of names")


def test_nobody_listening_is_a_refused_connection():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert get(f"http://127.0.0.1:{port}/", kind="feed").reason == "connect"


def test_a_host_that_does_not_take_connections_times_out():
    # A full backlog on loopback: the kernel leaves further connections unanswered.
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        crowd = []
        for _ in range(8):
            one = socket.socket()
            one.setblocking(False)
            one.connect_ex(full.getsockname())
            crowd.append(one)
        time.sleep(0.05)
        reason = get(f"http://127.0.0.1:{full.getsockname()[1]}/", kind="feed", limits=QUICK).reason
        for one in crowd:
            one.close()
    assert reason in ("connect_timeout", "read_timeout")  # the latter where the system queues more than it is told


def test_after_the_deadline_nothing_is_asked(loopback: Loopback):
    site = loopback.site()
    site.answers["/story"] = html()
    assert get(site.url("/story"), kind="feed", deadline=time.time() - 1).reason == "out_of_time"
    assert site.requests == []


def test_a_closed_gate_is_a_refusal_with_the_time_left(loopback: Loopback):
    site = loopback.site()
    site.answers["/story"] = response(429, Retry_After="3600")
    gate = HostGate()
    assert get(site.url("/story"), kind="feed", gate=gate).retry_after == 3600
    refusal = get(site.url("/other"), kind="feed", gate=gate)
    assert refusal.reason == "host_closed"
    assert refusal.retry_after == pytest.approx(3600, abs=5)
    assert site.paths() == ["/story"]
    # The next run knows as well.
    assert get(site.url("/other"), kind="feed", gate=HostGate(gate.states())).reason == "host_closed"


def test_503_once_then_the_page(loopback: Loopback):
    site = loopback.site()
    site.answers["/story"] = [response(503), html("second time")]
    gate = HostGate()
    assert get(site.url("/story"), gate=gate).reason == "http_5xx"
    answer = get(site.url("/story"), gate=gate)
    assert isinstance(answer, Answer)
    assert b"second time" in answer.body


def test_validators_bring_a_304(loopback: Loopback):
    site = loopback.site()

    async def conditional(request: Request, reader, writer) -> None:
        fresh = request.headers.get("if-none-match") == '"7"'
        writer.write(response(304, ETag='"7"') if fresh else response(200, b"<rss/>", ETag='"7"'))
        await writer.drain()

    site.answers["/feed"] = conditional
    answer = get(site.url("/feed"), kind="feed", headers={"If-None-Match": '"7"'})
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body) == (304, b"")


def test_responses_are_archived_as_received_and_found_by_their_reference(loopback: Loopback, tmp_path: Path):
    site = loopback.site()
    text = b"<html>" + b"Pilots on strike. " * 50
    site.answers["/story"] = response(200, gzip.compress(text), Content_Type="text/html", Content_Encoding="gzip")
    site.answers["/gone"] = response(410, b"it is gone")
    archive = Archive(tmp_path, "run", "pages")
    answer = get(site.url("/story"), archive=archive)
    gone = get(site.url("/gone"), archive=archive)
    archive.close()
    assert isinstance(answer, Answer)
    kept = read_payload(tmp_path, answer.payload or "")
    assert kept is not None
    assert (kept.url, kept.status, kept.body) == (site.url("/story"), 200, text)
    assert ("content-encoding", "gzip") in kept.headers
    failed = read_payload(tmp_path, gone.payload or "")
    assert failed is not None
    assert (failed.status, failed.body) == (410, b"it is gone")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "paper.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("paper.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "site.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


def test_certificates_are_verified_against_the_name_and_https_never_continues_as_http(loopback, certificate):
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)
    site, plain = loopback.site(tls=server), loopback.site("127.0.0.2")
    site.answers["/story"] = html("over TLS")
    site.answers["/down"] = response(301, Location=plain.url("/"))
    trusting = ssl.create_default_context(cafile=certificate)

    async def here(host, port):
        return ["127.0.0.1"]

    url = f"https://paper.example:{site.port}"
    answer = get(f"{url}/story", kind="feed", tls=trusting, resolver=here)
    assert isinstance(answer, Answer)
    assert b"over TLS" in answer.body
    assert get(f"{url}/down", kind="feed", tls=trusting, resolver=here).reason == "redirect_to_http"
    assert plain.requests == []
    assert get(f"{url}/story", kind="feed", resolver=here).reason == "tls"
    other = get(f"https://other.example:{site.port}/story", kind="feed", tls=trusting, resolver=here)
    assert other.reason == "tls"
