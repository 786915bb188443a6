from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from transforms.fetching.archive import DAY, Archive, ReusableFetches, read_archive, read_payload

NOW = 1_800_000_000_000_000
HEADERS = (("content-type", "text/html"), ("transfer-encoding", "chunked"), ("x-odd", "a\r\nInjected: yes"))


def keep(archive, number=0, *, status=200, at=NOW, headers=HEADERS, body=b"<html>story</html>\r\n\r\n"):
    return archive.keep(url=f"http://paper.example/{number}", status=status, headers=headers, body=body, at=at)


def test_what_is_kept_is_read_back(tmp_path: Path):
    archive = Archive(tmp_path, "run1", "pages")
    bodies = [bytes([number]) * number * 1000 + b"<p>" for number in range(20)]
    payloads = [keep(archive, number, body=body) for number, body in enumerate(bodies)]
    archive.close()
    for number, (payload, body) in enumerate(zip(payloads, bodies, strict=True)):
        kept = read_payload(tmp_path, payload)
        assert kept is not None
        assert (kept.body, kept.url, kept.at, kept.payload) == (body, f"http://paper.example/{number}", NOW, payload)
    assert [kept.payload for kept in read_archive(tmp_path, "run1")] == payloads
    page = read_payload(tmp_path, payloads[3]).page()
    assert (page.content_type, page.fetched_at, page.payload) == ("text/html", NOW, payloads[3])


def test_other_tools_read_the_archive(tmp_path: Path):
    archive = Archive(tmp_path, "run1", "pages")
    keep(archive)
    archive.close()
    with (tmp_path / "raw/run1/pages.warc.gz").open("rb") as file:
        (record,) = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.http_headers, r.content_stream().read())
            for r in ArchiveIterator(file)
        ]
    assert record[:2] == ("response", "http://paper.example/0")
    assert record[2].get_header("transfer-encoding") is None
    assert record[2].get_header("injected") is None
    assert record[3] == b"<html>story</html>\r\n\r\n"


def test_a_torn_end_costs_the_last_record_only(tmp_path: Path):
    archive = Archive(tmp_path, "run1", "pages")
    payloads = [keep(archive, number) for number in range(5)]
    archive.close()
    path = tmp_path / "raw/run1/pages.warc.gz"
    whole = path.read_bytes()
    last = int(payloads[4].rpartition("#")[2])
    for end in range(last, len(whole)):
        path.write_bytes(whole[:end])
        found = list(read_archive(tmp_path, "run1"))
        assert [kept.payload for kept in found[:4]] == payloads[:4], end
        # Where only the trailer of the last record is missing, its body is whole all the same.
        assert [kept.body for kept in found[4:]] in ([], [b"<html>story</html>\r\n\r\n"]), end
        assert len(found) == 4 or end > len(whole) - 16


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "nowhere#0",
        "raw/run1/pages.warc.gz",
        "raw/run1/pages.warc.gz#7",
        "raw/run1/pages.warc.gz#99999",
        "../secret#0",
        "/etc/passwd#0",
    ],
)
def test_a_reference_to_nothing_brings_nothing(tmp_path: Path, payload):
    lake = tmp_path / "lake"
    (tmp_path / "secret").write_bytes(b"secret")
    archive = Archive(lake, "run1", "pages")
    keep(archive)
    archive.close()
    assert read_payload(lake, payload) is None


def test_a_taken_name_is_not_written_over(tmp_path: Path):
    for _ in range(2):
        archive = Archive(tmp_path, "run1", "pages")
        keep(archive)
        archive.close()
    assert len(list(read_archive(tmp_path, "run1"))) == 2


def test_an_archive_that_keeps_nothing_makes_no_file(tmp_path: Path):
    Archive(tmp_path, "run1", "pages").close()
    assert list(tmp_path.iterdir()) == []


def test_pages_of_killed_runs_are_found_again_and_others_are_not(tmp_path: Path):
    archive = Archive(tmp_path, "killed", "pages")
    keep(archive, 1)
    keep(archive, 2, status=404)
    keep(archive, 3, at=NOW - 2 * DAY)
    keep(archive, 4, status=301, headers=(("location", "/1"),), body=b"")
    keep(archive, 5, headers=(("content-encoding", "gzip"),), body=gzip.compress(b"packed"))
    keep(archive, 6, status=302, headers=(("location", "/6"),), body=b"")
    archive.sync()
    found = ReusableFetches(tmp_path, ["killed", "unknown"], now=NOW)
    url = "http://paper.example/{}".format
    assert len(found) == 2
    assert found.page(url("1")).body.startswith(b"<html>")
    assert found.page(url("1#top")) is not None
    assert found.page(url("4")).url == url("1")
    assert found.page(url("5")).body == b"packed"
    assert [found.page(url(number)) for number in (2, 3, 6, 7)] == [None] * 4
    archive.close()


def test_bodies_past_the_limit_are_not_read_back(tmp_path: Path):
    archive = Archive(tmp_path, "run1", "pages")
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as file:
        for _ in range(64):
            file.write(b"<" * (1 << 20))
    payload = keep(archive, headers=(("content-encoding", "gzip"),), body=packed.getvalue())
    archive.close()
    assert read_payload(tmp_path, payload) is None
