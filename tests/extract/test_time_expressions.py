"""Time expressions found whole, and what only looks like one."""

from __future__ import annotations

import pytest

from dateline.extract.marking.times import find_expressions, find_times
from dateline.parse import parse_report
from dateline.records import Report


def times(text: str) -> list[str]:
    return [span.of(text) for span in find_times(parse_report(Report("r", text, language="en")))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gunmen struck late on Friday.", ["late on Friday"]),
        ("Gunmen struck late Friday night.", ["late Friday night"]),
        ("Gunmen struck last week.", ["last week"]),
        ("Gunmen struck on Sunday.", ["Sunday"]),
        ("Sunday's raid was the third.", ["Sunday"]),
        ("Gunmen struck early Monday and again on Tuesday.", ["early Monday", "Tuesday"]),
        ("It began in early 2019.", ["early 2019"]),
        ("It began in mid-May.", ["mid-May"]),
        ("It has gone on since 1989.", ["since 1989"]),
        ("It has gone on since early December.", ["since early December"]),
        ("It happened earlier this month.", ["earlier this month"]),
        ("It happened two weeks ago.", ["two weeks ago"]),
        ("It happened more than a year ago.", ["more than a year ago"]),
        ("A day earlier, a bomb went off.", ["A day earlier"]),
        ("The day before, a bomb went off.", ["The day before"]),
        ("It happened on May 3, 2019, in Kano.", ["May 3, 2019"]),
        ("It happened on 3 May 2019.", ["3 May 2019"]),
        ("It happened on August seventh, 1998.", ["August seventh, 1998"]),
        ("It happened on Tuesday, May 7.", ["Tuesday, May 7"]),
        ("It happened in May of last year.", ["May of last year"]),
        ("It happened at 5:30 p.m. on Friday.", ["5:30 p.m. on Friday"]),
        ("It happened before dawn Tuesday.", ["before dawn Tuesday"]),
        ("It happened during the first half of 2017.", ["first half of 2017"]),
        ("It lasted from 1991 to 1994.", ["1991 to 1994"]),
        ("It happened on Easter Sunday.", ["Easter Sunday"]),
        ("It happened in the 1990s.", ["1990s"]),
        ("It happened in the mid-nineties.", ["mid-nineties"]),
        ("Rebels fought through the seventies and eighties.", ["seventies and eighties"]),
        ("It has gone on since the late eighties.", ["since the late eighties"]),
        ("The early-nineties war never ended.", ["early-nineties"]),
        ("It happened between May 3-5.", ["May 3-5"]),
        ("It happened late Tuesday and early Wednesday.", ["late Tuesday and early Wednesday"]),
        ("It happened overnight.", ["overnight"]),
        ("It happened in the early morning hours of 30 April.", ["early morning hours of 30 April"]),
        ("They must leave in six months.", ["in six months"]),
    ],
)
def test_whole_expressions_are_found(text: str, found: list[str]) -> None:
    assert times(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The soldiers may march on the city.",
        "About 2000 people fled.",
        "The eastern front is calm.",
        "A second bomb went off.",
        "They asked for $1995.",
        "The 25-year-old was freed.",
        "He marched in step.",
        "The ship left Mar del Plata with Jan Egeland on board.",
        "The March 23 Movement took the town.",
        "The 14 March alliance won seats.",
        "Black September claimed the raid.",
        "The Revolutionary Organization 17 November was broken up.",
        "The Good Friday Agreement held.",
        "The minister, Theresa May, resigned.",
        "Police held Omar Ramadan.",
        "Spending in fiscal 2019 rose.",
        "The 2018-2019 school year was lost.",
        "Schools closed in the 2023/24 academic year.",
        "Schools closed in school year 2023-24.",
        "Spending in FY24 rose.",
        "Spending in FY 2024 rose.",
        "Spending in FY2024-25 rose.",
        "Spending in the first quarter of fiscal 2024 rose.",
        "Spending in fiscal year 2024 rose.",
        "Spending in financial year 2023-24 rose.",
        "Spending in the 2023-24 financial year rose.",
        "Spending rose in tax year 2023.",
        "The 2023 budget year began.",
        "The 2023-24 budget was cut.",
        "Last fiscal year was worse.",
        "The shrine was built in 1445 AH.",
        "An elderly woman in her eighties was hurt.",
        "He was a man in his late eighties.",
        "Men in their twenties and thirties were taken.",
        "Those aged in the mid-thirties were taken.",
        "Temperatures in the nineties were measured.",
        "Crowds filled May 1 Square.",
        "The car sat on the road, the mayor said.",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(text: str) -> None:
    assert times(text) == []


def test_lengths_and_references_are_kept_apart() -> None:
    text = "A former officer was held for three days."
    found = find_expressions(parse_report(Report("r", text, language="en")))
    assert [(each.span.of(text), each.kind) for each in found] == [("former", "reference"), ("three days", "duration")]
    assert times(text) == []


def test_expressions_are_in_order_and_do_not_overlap() -> None:
    text = "On May 3, 2019, two days after Easter Monday, and again late on Friday, shells fell. Sunday was calm."
    found = find_times(parse_report(Report("r", text, language="en")))
    assert list(found) == sorted(found)
    assert not any(left.overlaps(right) for left in found for right in found if left != right)
