"""TimelineJS gets dates at their precision and HTML that is escaped."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from made_evidence import make_cases, plain
from made_nasty import nasty, write

from archive import day
from dateline.errors import UserError
from dateline.export import Options, find_format
from dateline.export.timelinejs import make_end, make_start
from dateline.records import TimePrecision


def read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text("utf-8")))


class Tags(HTMLParser):
    """Gathers the tags and attributes of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, tuple[str, ...]]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, tuple(name for name, _ in attrs)))


def test_only_our_own_tags_come_out(tmp_path: Path) -> None:
    events = read(write("timelinejs", [nasty(), plain()], tmp_path))["events"]
    for one in events:
        tags = Tags()
        tags.feed(one["text"]["text"] + one["text"]["headline"] + one.get("group", ""))
        assert tags.found <= {("p", ()), ("ul", ()), ("li", ()), ("a", ("href",))}
        assert "media" not in one


@pytest.mark.parametrize(
    ("precision", "days", "start", "end"),
    [
        (TimePrecision.DAY, 1, {"year": 2019, "month": 5, "day": 10}, None),
        (TimePrecision.DAYS, 3, {"year": 2019, "month": 5, "day": 10}, {"year": 2019, "month": 5, "day": 12}),
        (TimePrecision.MONTH, 1, {"year": 2019, "month": 5}, None),
        (TimePrecision.YEAR, 1, {"year": 2019}, None),
        (TimePrecision.YEARS, 800, {"year": 2019}, {"year": 2021}),
        (TimePrecision.MINUTE, 1, {"year": 2019, "month": 5, "day": 10, "hour": 0, "minute": 0}, None),
    ],
)
def test_dates_are_no_finer_than_what_is_known(
    precision: TimePrecision, days: int, start: dict[str, int], end: dict[str, int] | None
) -> None:
    time = replace(day("2019-05-10", days), precision=precision)
    names = ("year", "month", "day", "hour", "minute")
    first, last = make_start(time), make_end(time)
    assert {name: value for name in names if (value := getattr(first, name)) is not None} == start
    assert (last is None) == (end is None)
    if last is not None:
        assert {name: value for name in names if (value := getattr(last, name)) is not None} == end


def test_what_has_no_time_is_left_out_and_said(tmp_path: Path) -> None:
    undated = plain()
    undated = replace(undated, assessment=replace(undated.assessment, time=None))
    out = write("timelinejs", [undated], tmp_path)
    assert read(out)["events"] == []
    assert "time not known" in (tmp_path / f"{out.name}.left-out.csv").read_text("utf-8")


def test_groups_and_title_are_chosen(tmp_path: Path) -> None:
    events = read(write("timelinejs", make_cases(), tmp_path))["events"]
    assert {one.get("group") for one in events} >= {"Afghanistan", "Pakistan", "Nigeria"}
    settings = {"group": "type", "headline": "May <b>2019</b>"}
    made = read(write("timelinejs", make_cases(), tmp_path, Options(settings=settings)))
    assert {"bombing", "air strike"} <= {one["group"] for one in made["events"]}
    assert made["title"]["text"]["headline"] == "May &lt;b&gt;2019&lt;/b&gt;"
    with pytest.raises(UserError, match="country_name"):
        next(find_format("timelinejs").rows(iter(()), Options(settings={"group": "colour"})))
    assert len({one["unique_id"] for one in made["events"]}) == len(made["events"])
