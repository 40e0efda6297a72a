"""Identity of reports, and the invariants of their text."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read import make_report
from dateline.records import SourceKind

LEAD = "GAO, Mali, May 10, 2019 (Reuters) - Five people were killed when a bomb went off, the army said."


def test_a_report_out_of_plain_text() -> None:
    report = make_report(f"{LEAD}\nNobody claimed it.", title="Five killed in Gao", publisher="Sahel Herald")
    assert report.text == f"Five killed in Gao\n\n{LEAD}\n\nNobody claimed it."
    assert report.text[: len(report.title)] == report.title == "Five killed in Gao"
    assert report.text[report.body_start :].startswith("GAO, Mali")
    assert report.dateline is not None
    assert report.dateline.span.of(report.text) == "GAO, Mali, May 10, 2019 (Reuters) -"
    assert (report.origin, report.language, report.source_kind) == ("Reuters", "en", SourceKind.OUTLET)
    assert (report.published, report.published_basis) == ("2019-05-10", "dateline")
    assert report.text_sha256 == hashlib.sha256(report.text.encode()).hexdigest()


def test_the_same_text_is_one_report_and_at_two_addresses_two() -> None:
    one = make_report(LEAD, url="https://a.example/1")
    assert make_report(LEAD, url="https://a.example/1") == one
    other = make_report(LEAD, url="https://b.example/1")
    assert other.id != one.id
    assert other.text_sha256 == one.text_sha256


def test_a_dateline_without_a_year_dates_nothing() -> None:
    assert make_report(LEAD.replace(", 2019", "")).published is None


@pytest.mark.parametrize(
    ("publisher", "url", "kind"),
    [
        ("Reuters", None, SourceKind.WIRE),
        ("Amaq News Agency", None, SourceKind.ARMED_GROUP),
        ("Shahada", None, SourceKind.ARMED_GROUP),
        ("Xinhua", None, SourceKind.STATE),
        (None, "https://www.mod.gov.in/x", SourceKind.STATE),
        (None, "https://t.me/channel/1", SourceKind.SOCIAL),
        ("Human Rights Watch", None, SourceKind.NGO),
        ("Sahel Herald", None, SourceKind.OUTLET),
        (None, None, SourceKind.UNKNOWN),
    ],
)
def test_kinds_of_sources(publisher: str | None, url: str | None, kind: SourceKind) -> None:
    assert make_report(LEAD, publisher=publisher, url=url).source_kind == kind


@pytest.mark.parametrize(
    ("text", "publisher", "source", "origin"),
    [
        (LEAD, "Sahel Herald", None, "Reuters"),
        (LEAD, "Reuters", None, None),  # its own story
        (LEAD, "Thomson Reuters", None, None),
        (LEAD, None, "Baghdad Post", "Reuters"),  # the wire made it, the page credits who it copied
        ("Five people died.", "Sahel Herald", "Baghdad Post", "Baghdad Post"),
        ("Five people died.", "Baghdad Post", "Baghdad Post", None),
        ("Five people died.", "Meridian Wire: Africa", "Meridian Wire", None),
        ("Five people died.\n\nWith reporting by Agence France-Presse and AP", "Sahel Herald", None, "AFP; AP"),
    ],
)
def test_the_origin_is_who_made_the_text(
    text: str, publisher: str | None, source: str | None, origin: str | None
) -> None:
    assert make_report(text, publisher=publisher, source=source).origin == origin


def test_invisible_characters_go_and_letters_stay() -> None:
    report = make_report("Caf\u00e9\u00a0\u200bno\u00adir \x00killed\ufeff.\r\nمی\u200cخواهد", title=" A \t B ")
    assert report.text == "A B\n\nCafé noir killed.\n\nمی\u200cخواهد"


@given(st.text(max_size=300), st.text(max_size=60))
def test_every_report_keeps_the_form_of_its_text(text: str, title: str) -> None:
    report = make_report(text, title=title, language="en")
    assert report.text.startswith(report.title)
    assert 0 <= report.body_start <= len(report.text)
    for paragraph in report.text.split("\n\n"):
        assert "\n" not in paragraph
        assert paragraph == paragraph.strip()
    if report.dateline is not None:
        assert report.body_start <= report.dateline.span.start < report.dateline.span.end <= len(report.text)
    assert make_report(text, title=title, language="en") == report
    report.text.encode("utf-8")
