"""Publication times: precise where the words are, and never more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.pagelines import find_whole_date
from dateline.read.published import find_url_date, make_published, read_foreign_date


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2019-05-11", "2019-05-11"),
        ("2019-05-11T18:02:05+05:30", "2019-05-11T18:02:05+05:30"),
        ("2019-05-11T18:02:05.123Z", "2019-05-11T18:02:05+00:00"),
        ("2019-05-11 18:02", "2019-05-11T18:02"),
        ("2019-03-02 00:00:00", "2019-03-02"),  # midnight without a zone: no time known
        ("2019-03-02T00:00:00Z", "2019-03-02"),
        ("2019-03-02T00:00:00+05:30", "2019-03-02T00:00:00+05:30"),
        ("Sat, 11 May 2019 18:02:11 GMT", "2019-05-11T18:02:11+00:00"),
        ("May 11, 2019 6:02 pm EDT", "2019-05-11T18:02-04:00"),
        ("May 11, 2019 6:02 pm IST", "2019-05-11T18:02"),  # India, Israel or Ireland
        ("12:30 a.m., 11th May 2019", "2019-05-11T00:30"),
        ("Saturday 11 May 2019", "2019-05-11"),
        ("Sept. 3, 2019", "2019-09-03"),
        ("20190511", "2019-05-11"),
        ("20190511180205", "2019-05-11T18:02"),
        ("May 2019", "2019-05"),
        ("2019-05", "2019-05"),
        ("2019", "2019"),
        ("25/12/2019", "2019-12-25"),
        ("12/25/2019", "2019-12-25"),
        ("03/04/2019", "2019"),  # nobody can tell
        ("1557590531", "2019-05-11T16:02:11+00:00"),
        ("1557590531000", "2019-05-11T16:02:11+00:00"),
        ("2019-02-30", None),
        ("yesterday", None),
        ("May 11", None),
        ("", None),
        ("x" * 500 + " 2019-05-11", None),
    ],
)
def test_reads_written_times(written: str, published: str | None) -> None:
    assert make_published(written) == published


def test_the_order_of_day_and_month_can_be_told() -> None:
    assert make_published("03/04/2019", day_first=True) == "2019-04-03"
    assert make_published("03/04/2019", day_first=False) == "2019-03-04"


@pytest.mark.parametrize(
    ("url", "published"),
    [
        ("https://echo.example/2019/03/02/blast", "2019-03-02"),
        ("https://echo.example/world/2019/mar/02/blast", "2019-03-02"),
        ("https://echo.example/blast-2019-03-02.html", "2019-03-02"),
        ("https://echo.example/20190302-blast", "2019-03-02"),
        ("https://echo.example/2019/03/blast", "2019-03"),
        ("https://echo.example/story/20193399", None),
        ("https://echo.example/?d=2019/03/02/", None),
        (None, None),
    ],
)
def test_reads_the_date_in_an_address(url: str | None, published: str | None) -> None:
    assert find_url_date(url) == published


@pytest.mark.parametrize(
    "line", ["Published: Saturday, 11 May 2019, 6:02 PM", "Last updated on 11/5/2019", "2019-05-11"]
)
def test_a_line_that_is_a_date_and_nothing_else(line: str) -> None:
    found = find_whole_date(line)
    assert found is not None
    assert found.startswith("2019")


@pytest.mark.parametrize("line", ["Five were killed on 11 May 2019", "The 2019-05-11 attack", "Friday"])
def test_a_sentence_with_a_date_is_no_date_line(line: str) -> None:
    assert find_whole_date(line) is None


def test_reads_dates_in_other_languages() -> None:
    assert read_foreign_date("11 août 2019") == "2019-08-11"
    assert read_foreign_date("août") is None


@given(st.text(max_size=60))
def test_anything_becomes_an_iso_prefix_or_nothing(written: str) -> None:
    found = make_published(written)
    assert found is None or found[:4].isdigit()
