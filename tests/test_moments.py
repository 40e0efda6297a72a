from __future__ import annotations

import pytest

from dateline.moments import is_before, make_moment


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("2019-05-10", "2019-05-11", True),
        ("2019-05-11", "2019-05-10", False),
        ("2019-05-10", "2019-05-10", False),
        ("2019-05-10", "2019-05-10T09:00", False),
        ("2019-05-10", "2019-05-11T00:00", True),
        ("2019-05", "2019-05-31", False),
        ("2019-12", "2020-01-01", True),
        ("2019", "2020", True),
        ("2019", "2019-12-31", False),
        ("2019-05-10T09:00", "2019-05-10T09:01", True),
        ("2019-05-10T09:00Z", "2019-05-10T09:30+01:00", False),
        ("2019-05-10T09:00+02:00", "2019-05-10T09:00Z", True),
        ("2019-05-10T09:00Z", "2019-05-10T12:00", False),  # a clock without a zone may be anywhere
        ("2019-05-10T09:00Z", "2019-05-12", True),
        (None, "2019-05-10", False),
        ("2019-05-10", "", False),
        ("2019-13-40", "2020", False),
        ("9999", "2019", False),
    ],
)
def test_earlier_is_said_only_where_it_is_certain(left: str | None, right: str | None, expected: bool) -> None:
    assert is_before(left, right) is expected


@pytest.mark.parametrize("published", [None, "", "soon", "2019-02-30", "9999", "2019-05-10T99:00"])
def test_what_is_no_time_is_none(published: str | None) -> None:
    assert make_moment(published) is None
