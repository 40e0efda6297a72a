"""WARC archives, whole and cut short."""

from __future__ import annotations

import io
from dataclasses import replace
from gzip import compress
from pathlib import Path

import pytest
from made_sources import BODY, OPTIONS, failures_of, make_page, only_failure, read_made, reports_of

PAGES = 3


def make_archive(*, gzip: bool, pages: int = PAGES) -> tuple[bytes, list[int]]:
    """Return an archive and the offsets at which its records end."""
    out = io.BytesIO()
    ends: list[int] = []

    def write(url: str, media_type: str, payload: bytes, status: str = "200 OK", kind: str = "response") -> None:
        block = payload
        if kind == "response":
            block = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode() + payload
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{len(ends)}>\r\nWARC-Target-URI: {url}\r\n"
            f"Content-Type: {'application/http' if kind == 'response' else media_type}\r\nContent-Length: {len(block)}\r\n\r\n"  # noqa: E501
        )
        record = head.encode() + block + b"\r\n\r\n"
        out.write(compress(record, mtime=0) if gzip else record)
        ends.append(out.tell())

    for number in range(pages):
        page = make_page(body=BODY + f"<p>This is page number {number} of the archive, the editors said.</p>")
        write(f"https://echo.example/2019/05/1{number}/x", "text/html; charset=utf-8", page.encode())
    write("https://echo.example/x.png", "image/png", b"\x89PNG")
    write("https://echo.example/gone", "text/html", b"<p>Not found</p>", status="404 Not Found")
    write("https://echo.example/plain", "text/plain", b"Two men were killed in Gao on Friday.", kind="conversion")
    return out.getvalue(), ends


@pytest.mark.parametrize(("name", "gzip"), [("a.warc", False), ("a.warc.gz", True)])
def test_pages_and_texts_of_an_archive(tmp_path: Path, name: str, gzip: bool) -> None:
    found = read_made(tmp_path, name, make_archive(gzip=gzip)[0])
    assert not failures_of(found)
    reports = reports_of(found)
    assert [report.url for report in reports] == [
        *(f"https://echo.example/2019/05/1{number}/x" for number in range(PAGES)),
        "https://echo.example/plain",
    ]
    assert (reports[0].published, reports[0].published_basis) == ("2019-05-10", "url")
    assert reports[0].publisher == "echo.example"


@pytest.mark.parametrize(("name", "gzip"), [("a.warc", False), ("a.warc.gz", True)])
def test_an_archive_cut_anywhere_is_told_of_and_the_rest_kept(tmp_path: Path, name: str, gzip: bool) -> None:
    archive, ends = make_archive(gzip=gzip, pages=2)
    for cut in range(1, len(archive), 41 if gzip else 97):
        if any(-16 <= cut - end <= 4 for end in ends):
            continue  # at the end of a record nothing is missing but blank lines or a checksum
        found = read_made(tmp_path, name, archive[:cut])
        whole = sum(end <= cut for end in ends[:2])
        assert len(reports_of(found)) == whole, cut
        assert len(failures_of(found)) == 1, cut


def test_an_archive_of_nothing_and_of_rubbish(tmp_path: Path) -> None:
    assert only_failure(read_made(tmp_path, "a.warc", b"WARC/1.0\r\nrubbish\r\n\r\n"))
    assert only_failure(read_made(tmp_path, "b.warc", b"this is no archive\n" * 9))


def test_a_page_larger_than_the_cap_is_a_failure_among_the_others(tmp_path: Path) -> None:
    options = replace(OPTIONS, limits=replace(OPTIONS.limits, item_bytes=300))
    found = read_made(tmp_path, "a.warc", make_archive(gzip=False)[0], options)
    assert len(failures_of(found)) == PAGES
    assert all("larger than 300 bytes" in failure.message for failure in failures_of(found))
    assert [report.url for report in reports_of(found)] == ["https://echo.example/plain"]
