"""Hostile input: each ends in a clear message or a kept failure, and the next file is read."""

from __future__ import annotations

import gzip
import json
import resource
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from made_sources import BODY, OPTIONS, failures_of, only_failure, only_report, read_made, reports_of

from dateline.read import read_sources
from dateline.records import Failure, Reading

SENTENCE = "Five people were killed on Friday when a bomb went off in a market in Gao, the army said."
MEGABYTE = 2**20


def gzip_bomb(megabytes: int) -> bytes:
    """Return a gzip file of as many members of one megabyte of one letter; quick to make."""
    return gzip.compress(b"a" * MEGABYTE, 9) * megabytes


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        ("empty.txt", lambda: b"", "the file is empty"),
        ("blank.html", lambda: b" \n\t ", "the file is empty"),
        ("empty.csv", lambda: b"", "the file is empty"),
        ("empty.jsonl", lambda: b"", "the file is empty"),
        ("huge.html", lambda: f"<p>{SENTENCE}</p>".encode() * (50 * MEGABYTE // 100), "larger than 16,777,216 bytes"),
        ("big.html", lambda: f"<p>{SENTENCE}</p>".encode() * 60_000, "more than 4,000,000"),
        ("long.txt", lambda: (SENTENCE + " ").encode() * 20_000, "more than the 1,000,000 that one report may have"),
        ("bomb.txt.gz", lambda: gzip_bomb(300), "larger than 16,777,216 bytes"),
        ("bomb.jsonl.gz", lambda: gzip_bomb(300), "grows more than 200 times"),
        ("truncated.txt.gz", lambda: gzip.compress(SENTENCE.encode())[:-12], "the gzip file is truncated"),
        ("nogzip.txt.gz", lambda: b"\x1f\x8b" + b"x" * 50, "not a valid gzip file"),
        ("twice.gz", lambda: gzip.compress(gzip.compress(b"x")), "a gzip file inside a gzip file"),
        ("zip.txt", lambda: b"PK\x05\x06" + b"\0" * 18, "an empty ZIP archive"),
        ("paper.pdf", lambda: b"%PDF-1.7 ...", "this is a PDF, not text"),
        ("data.bin", lambda: bytes(range(256)) * 100, "binary data"),
        ("zeros.txt", lambda: b"\0" * 1000, "the file is empty"),
        ("deep.json", lambda: b"[" * 100_000, "nested too deeply"),
        ("broken.json", lambda: b'{"text": ', "not valid JSON"),
        ("marks.txt", lambda: b"....!!!!", "no report text was found"),
        ("notext.html", lambda: b"<html><body><img src=x></body></html>", "no report text was found"),
    ],
)
def test_ends_in_one_clear_failure(tmp_path: Path, name: str, make: Callable[[], bytes], message: str) -> None:
    failure = only_failure(read_made(tmp_path, name, make()))
    assert message in failure.message
    assert failure.subject.endswith(name)
    assert failure.stage == "read"


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("nested.html", lambda: b"<div>" * 50_000 + BODY.encode() + b"</div>" * 50_000),
        ("spans.html", lambda: BODY.encode() + b"<b><i>" * 25_000 + b"deep text"),
        ("times.html", lambda: b"<article>" + b"<time datetime=x>" * 50_000 + BODY.encode()),
        ("attributes.html", lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">" + SENTENCE.encode() + b"</p>"),  # noqa: E501
        ("json.html", lambda: b'<script type="application/ld+json">' + b'{"@graph":[' * 50_000 + b"</script>" + BODY.encode()),  # noqa: E501
        ("nul.txt", lambda: SENTENCE.replace(" ", " \0", 2).encode()),
        ("wrong.html", lambda: b"<meta charset=utf-8>" + f"<p>{SENTENCE} Á é í ó ú.</p>".encode("cp1252")),
        ("wrong16.txt", lambda: b"\xff\xfe" + SENTENCE.encode("utf-16-le") + b"\0"),
    ],
)  # fmt: skip
def test_is_survived_and_read(tmp_path: Path, name: str, make: Callable[[], bytes]) -> None:
    report = only_report(read_made(tmp_path, name, make()))
    assert "people were killed on Friday when a bomb went off" in report.text
    assert "\0" not in report.text


def test_nothing_deep_in_a_page_is_cut(tmp_path: Path) -> None:
    page = BODY + "<b><i>" * 5_000 + "<p>A line deep down in the page was written by the editors.</p>"
    assert "A line deep down" in only_report(read_made(tmp_path, "a.html", page)).text


@pytest.mark.parametrize(
    "tags", ['<a "' * 100_000, "<script>" * 50_000, "<!--" * 50_000, "<" * 200_000, "<item>" * 50_000]
)
def test_broken_tags_end(tmp_path: Path, tags: str) -> None:
    assert len(read_made(tmp_path, "a.html", "<html>" + tags)) == 1


@pytest.mark.parametrize(
    "text",
    ["A " * 100_000, "(A" * 100_000, "A - " * 60_000, "By A and " * 40_000, "© " * 100_000, "Abc Def\n\n" * 20_000, "x" * 300_000,  # noqa: E501
     "2019-" * 50_000, "A, B, C: " * 30_000, " " * 200_000 + "a"],
)  # fmt: skip
def test_odd_texts_end(tmp_path: Path, text: str) -> None:
    assert len(read_made(tmp_path, "a.txt", text)) == 1


def test_a_line_of_ten_megabytes_and_the_next(tmp_path: Path) -> None:
    long, short = json.dumps({"text": SENTENCE + "x" * 10 * MEGABYTE}), json.dumps({"text": SENTENCE})
    found = read_made(tmp_path, "a.jsonl", f"{long}\n{short}\n")
    assert len(reports_of(found)) == 1
    assert (failures_of(found)[0].line, "characters long" in failures_of(found)[0].message) == (1, True)


def test_a_line_beyond_the_cap_and_the_next(tmp_path: Path) -> None:
    options = replace(OPTIONS, limits=replace(OPTIONS.limits, item_bytes=1000))
    found = read_made(tmp_path, "a.jsonl", "x" * 5000 + "\n" + json.dumps({"text": SENTENCE}) + "\n", options)
    assert len(reports_of(found)) == 1
    assert failures_of(found)[0].message == "the line is longer than 1,000 bytes"


def test_the_run_goes_on_and_memory_stays_low(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip_bomb(600))
    (tmp_path / "b.html").write_bytes(b"<div>" * 50_000)
    (tmp_path / "c.txt").write_text(SENTENCE)
    found = list(read_sources([str(tmp_path)], OPTIONS))
    assert [type(item) for item in found] == [Failure, Failure, Reading]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1024 * 1024  # KiB: one GiB
