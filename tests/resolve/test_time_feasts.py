"""Feasts against the days on which they were kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from dateline.records import TimePrecision
from dateline.resolve.time_feasts import feast, hebrew_new_year


@pytest.mark.parametrize(
    ("hebrew_year", "day"),
    [(5734, "1973-09-27"), (5780, "2019-09-30"), (5781, "2020-09-19"), (5784, "2023-09-16"), (5785, "2024-10-03"),
     (5786, "2025-09-23")],
)  # fmt: skip
def test_the_hebrew_new_year(hebrew_year: int, day: str) -> None:
    assert hebrew_new_year(hebrew_year) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("christmas eve", 2010, "2010-12-24"),
        ("new year's eve", 2016, "2016-12-31"),
        ("new year’s day", 2017, "2017-01-01"),
        ("orthodox christmas eve", 2010, "2010-01-06"),
        ("epiphany", 2013, "2013-01-06"),
        ("easter", 2019, "2019-04-21"),
        ("easter eve", 2019, "2019-04-20"),
        ("good friday", 2019, "2019-04-19"),
        ("orthodox good friday", 2019, "2019-04-26"),
        ("orthodox easter", 2019, "2019-04-28"),
        ("orthodox easter monday", 2019, "2019-04-29"),
        ("maundy thursday", 2020, "2020-04-09"),
        ("ascension day", 2024, "2024-05-09"),
        ("corpus christi", 2024, "2024-05-30"),
        ("passover eve", 2023, "2023-04-05"),
        ("yom kippur eve", 1973, "1973-10-05"),
    ],
)
def test_a_feast_of_one_day(name: str, year: int, day: str) -> None:
    found = feast(name, year)
    assert found is not None
    assert (found.value, found.first_day, found.precision) == (day, date.fromisoformat(day), TimePrecision.DAY)


@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        ("passover", 2019, "2019-04-19", "2019-04-27"),
        ("passover", 2024, "2024-04-22", "2024-04-30"),
        ("yom kippur", 1973, "1973-10-05", "1973-10-06"),
        ("rosh hashana", 2023, "2023-09-15", "2023-09-17"),
        ("rosh hashanah", 2023, "2023-09-15", "2023-09-17"),
        ("sukkot", 2023, "2023-09-29", "2023-10-06"),
        ("purim", 2024, "2024-03-23", "2024-03-24"),
        ("shavuot", 2024, "2024-06-11", "2024-06-13"),
        ("hanukkah", 2019, "2019-12-22", "2019-12-30"),
        ("hanukkah", 2023, "2023-12-07", "2023-12-15"),
        ("chanukkah", 2024, "2024-12-25", "2025-01-02"),
        ("diwali", 2019, "2019-10-26", "2019-10-28"),
        ("deepavali", 2005, "2005-10-31", "2005-11-02"),
        ("easter weekend", 2016, "2016-03-25", "2016-03-28"),
        ("holy week", 2016, "2016-03-20", "2016-03-26"),
    ],
)
def test_a_feast_of_several_days_or_of_the_moon(name: str, year: int, first: str, last: str) -> None:
    found = feast(name, year)
    assert found is not None
    assert found.end is not None
    assert (found.first_day, (found.end - timedelta(microseconds=1)).date()) == (
        date.fromisoformat(first), date.fromisoformat(last),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("ashura", 2004, "2004-03-02"),
        ("ashura", 2011, "2011-12-06"),
        ("ashura", 2021, "2021-08-19"),
        ("arbaeen", 2012, "2012-01-14"),
        ("arbaeen", 2019, "2019-10-19"),
        ("eid al-fitr", 2018, "2018-06-15"),
        ("eid al-adha", 2006, "2006-12-31"),
    ],
)
def test_islamic_feasts_hold_the_day_on_which_they_were_kept(name: str, year: int, day: str) -> None:
    found = feast(name, year)
    assert found is not None
    assert found.start is not None
    assert found.end is not None
    assert found.start <= datetime.fromisoformat(day) < found.end


@pytest.mark.parametrize(("name", "year"), [("diwali", 1950), ("eid", 2019), ("harvest home", 2019)])
def test_a_feast_without_a_rule_stays_open(name: str, year: int) -> None:
    assert feast(name, year) is None
