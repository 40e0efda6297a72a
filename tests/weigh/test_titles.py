from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from archive import AFGHANISTAN, KUNDUZ, KUNDUZ_PROVINCE
from dateline.records import Place, PlacePrecision, TimePrecision, Toll, When
from dateline.weigh.titles import make_title


def when(start: str, end: str, precision: TimePrecision) -> When:
    return When(datetime.fromisoformat(start), datetime.fromisoformat(end), precision, start)


def toll(low: int | None, high: int | None, *, field: str = "killed", is_open: bool = False) -> Toll:
    return Toll("ucdp", field, None, low, low, high, "", is_open)


DAY = when("2019-05-10", "2019-05-11", TimePrecision.DAY)


@pytest.mark.parametrize(
    ("kind", "place", "time", "tolls", "expected"),
    [
        ("bombing", KUNDUZ, DAY, (toll(5, 7),), "Bombing in Kunduz, Afghanistan, 10 May 2019: 5 to 7 killed"),
        ("suicide_bombing", AFGHANISTAN, None, (), "Suicide bombing in Afghanistan"),
        (
            "shooting",
            replace(KUNDUZ, precision=PlacePrecision.NEAR),
            DAY,
            (toll(0, 0), toll(3, 3, field="injured")),
            "Shooting near Kunduz, Afghanistan, 10 May 2019: nobody killed, 3 injured",
        ),
        ("air_strike", None, None, (toll(13, 13, is_open=True),), "Air strike: at least 13 killed"),
        ("air_strike", None, None, (toll(None, 20),), "Air strike: up to 20 killed"),
        ("air_strike", None, None, (toll(5, 9, is_open=True),), "Air strike: 5 to 9 or more killed"),
        ("abduction", None, None, (toll(None, None), toll(4, 4, field="taken")), "Abduction: 4 taken"),
        ("territory", KUNDUZ_PROVINCE, None, (), "Change of control in Kunduz, Afghanistan"),
        ("clash", None, when("2019-05-10", "2019-05-13", TimePrecision.DAYS), (), "Clash, 10 to 12 May 2019"),
        ("clash", None, when("2019-05-30", "2019-06-03", TimePrecision.DAYS), (), "Clash, 30 May 2019 to 2 June 2019"),
        ("clash", None, when("2019-05-01", "2019-06-01", TimePrecision.MONTH), (), "Clash, May 2019"),
        ("clash", None, when("2019-01-01", "2020-01-01", TimePrecision.YEAR), (), "Clash, 2019"),
        ("clash", None, when("2019-04-01", "2019-07-01", TimePrecision.QUARTER), (), "Clash, April to June 2019"),
        ("clash", None, when("2015-01-01", "2019-01-01", TimePrecision.YEARS), (), "Clash, 2015 to 2018"),
    ],
)
def test_titles_say_what_is_known_and_leave_out_the_rest(
    kind: str, place: Place | None, time: When | None, tolls: tuple[Toll, ...], expected: str
) -> None:
    assert make_title(kind, place, time, tolls) == expected
