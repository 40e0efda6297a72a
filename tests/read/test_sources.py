"""Files, folders, patterns, standard input; and what lies where no report can be read."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_sources import (
    OPTIONS,
    body_of,
    failures_of,
    make_page,
    only_failure,
    only_report,
    read_made,
    reports_of,
)

from dateline.errors import SourceError, UserError
from dateline.read import ReadOptions, read_reports, read_sources
from dateline.records import Reading

TEXT = "Five men were killed in Gao on Friday, the army said.\n\nNobody claimed it.\n"


def test_a_text_file_with_header_lines(tmp_path: Path) -> None:
    text = (
        "Title: Five killed in Gao\nPublisher: World Digest\nSource: Sahel Herald\nDate: 2019-05-11 18:02 +05:30\n"
        f"URL: https://digest.example/1\nBy: Musa Traore\n\n{TEXT}"
    )
    report = only_report(read_made(tmp_path, "a.txt", text))
    assert (report.title, report.publisher, report.origin) == ("Five killed in Gao", "World Digest", "Sahel Herald")
    assert (report.published, report.published_basis) == ("2019-05-11T18:02+05:30", "header")
    assert (report.url, report.byline) == ("https://digest.example/1", "Musa Traore")
    assert body_of(report) == ["Five men were killed in Gao on Friday, the army said.", "Nobody claimed it."]


def test_a_mail(tmp_path: Path) -> None:
    text = f"From: desk@echo.example\nTo: you@echo.example\nSubject: Five killed\nDate: Sat, 11 May 2019 18:02:00 +0200\n\n{TEXT}"  # noqa: E501
    report = only_report(read_made(tmp_path, "a.eml", text))
    assert (report.title, report.published) == ("Five killed", "2019-05-11T18:02:00+02:00")


def test_speech_with_colons_is_no_header(tmp_path: Path) -> None:
    report = only_report(
        read_made(tmp_path, "a.txt", "Note: nobody was hurt.\nPolice: five men ran.\n\nThey were found.")
    )
    assert "nobody was hurt" in report.text


def test_the_log_of_the_evidence(tmp_path: Path) -> None:
    options = replace(OPTIONS, now=datetime(2024, 5, 1, 12, 0, 59, tzinfo=UTC))
    item = read_made(tmp_path, "a.txt", TEXT, options)[0]
    assert isinstance(item, Reading)
    assert item.raw == TEXT.encode()
    assert item.retrieval.raw_sha256 == item.report.raw_sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert item.retrieval.retrieved_at == "2024-05-01T12:00:59+00:00"
    assert (item.retrieval.locator, item.retrieval.reader) == (str(tmp_path / "a.txt"), "text/1")
    assert item.retrieval.report_id == item.report.id


def test_the_same_bytes_twice_are_one_report(tmp_path: Path) -> None:
    one, two = (only_report(read_made(tmp_path, name, TEXT)) for name in ("a.txt", "b.txt"))
    assert one == two


def test_a_folder_is_read_by_sorted_path_and_goes_on_after_failures(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name, content in (
        ("b.txt", TEXT),
        ("a.html", make_page()),
        ("sub/c.txt", TEXT),
        (".hidden", "x"),
        ("empty.txt", ""),
        ("x.png", "\x89PNG"),
    ):
        (tmp_path / name).write_bytes(content.encode("latin-1"))
    found = list(read_reports(str(tmp_path), OPTIONS))
    places = [item.retrieval.locator if isinstance(item, Reading) else item.subject for item in found]
    assert [Path(place).relative_to(tmp_path).as_posix() for place in places] == [
        "a.html",
        "b.txt",
        "empty.txt",
        "x.png",
        "sub/c.txt",
    ]
    assert [failure.message.split(",")[0] for failure in failures_of(found)] == [
        "the file is empty",
        "this is an image",
    ]


def test_a_pattern(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.html"):
        (tmp_path / name).write_text(TEXT)
    assert len(list(read_reports(f"{tmp_path}/*.txt", OPTIONS))) == 2
    with pytest.raises(SourceError, match="no file matches"):
        list(read_reports(f"{tmp_path}/*.pdf", OPTIONS))


def test_a_source_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file or folder"):
        list(read_reports(str(tmp_path / "nothing"), OPTIONS))
    (tmp_path / "a.txt").write_text(TEXT)
    found = list(read_sources([str(tmp_path / "nothing"), str(tmp_path / "a.txt")], OPTIONS))
    assert (len(failures_of(found)), len(reports_of(found))) == (1, 1)


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (TEXT, 1),
        (make_page(), 1),
        ('{"text": "Two men died in Gao."}\n{"text": "Three men died in Gao."}\n', 2),
        ('[{"text": "Two men died in Gao."}]', 1),
        ("title,text\nx,Two men died in Gao\n", 1),
        ('<?xml version="1.0"?><rss version="2.0"><channel><item><description>Two men died in Gao.</description></item></channel></rss>', 1),  # noqa: E501
    ],
)  # fmt: skip
@pytest.mark.parametrize("packed", [False, True])
def test_standard_input_of_any_format(monkeypatch: pytest.MonkeyPatch, content: str, count: int, packed: bool) -> None:
    raw = gzip.compress(content.encode()) if packed else content.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    found = list(read_reports("-", OPTIONS))
    assert len(reports_of(found)) == count, found


def test_a_format_by_the_callers_word(tmp_path: Path) -> None:
    options = replace(OPTIONS, format="html")
    assert only_report(read_made(tmp_path, "page.dat", make_page(), options)).title == "Five killed in Gao market"
    with pytest.raises(UserError, match="the formats are"):
        ReadOptions(now=OPTIONS.now, format="docx")
    with pytest.raises(UserError, match="unknown field"):
        ReadOptions(now=OPTIONS.now, mapping={"colour": "x"})


def test_a_page_under_the_name_of_a_text(tmp_path: Path) -> None:
    assert only_report(read_made(tmp_path, "a.txt", make_page())).dateline is not None


def test_what_the_caller_says_of_publisher_and_language(tmp_path: Path) -> None:
    options = replace(OPTIONS, publisher="Sahel Herald", language="fr")
    report = only_report(read_made(tmp_path, "a.txt", TEXT, options))
    assert (report.publisher, report.language) == ("Sahel Herald", "fr")


def test_a_language_nobody_reads_is_kept_and_marked(tmp_path: Path) -> None:
    text = "Bomu ta kashe mutane biyar a kasuwar Gao ranar Juma'a, in ji rundunar sojin kasar."
    report = only_report(read_made(tmp_path, "a.txt", text))
    assert report.text == text
    assert report.language == "ha"


def test_files_seen_before_are_not_read_again(tmp_path: Path) -> None:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    options = replace(OPTIONS, seen=lambda locator, raw_sha256: raw_sha256 == digest)
    assert read_made(tmp_path, "a.txt", TEXT, options) == []


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(make_page())
    (tmp_path / "b.txt").write_text(TEXT)
    assert list(read_reports(str(tmp_path), OPTIONS)) == list(read_reports(str(tmp_path), OPTIONS))


def test_links_that_lead_in_circles_or_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "dangling").symlink_to("nothing")
    found = list(read_reports(str(tmp_path), OPTIONS))
    assert len(reports_of(found)) == 1
    assert {Path(failure.subject).name for failure in failures_of(found)} == {"self", "dangling"}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not a file" in only_failure(list(read_sources([str(tmp_path / "pipe")], OPTIONS))).message


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT)

    def refuse(self: Path, mode: str = "r") -> io.BytesIO:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)  # the tests may run as root, whom no mode bits stop
    failure = only_failure(list(read_sources([str(tmp_path / "a.txt")], OPTIONS)))
    assert failure.message == "cannot be read: Permission denied"


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert "holds no files" in only_failure(list(read_sources([str(tmp_path)], OPTIONS))).message


def test_a_sitemap_in_a_file_needs_the_network(tmp_path: Path) -> None:
    failure = only_failure(read_made(tmp_path, "map.xml", "<urlset><url><loc>https://a.example/1</loc></url></urlset>"))
    assert "a sitemap lists addresses" in failure.message
