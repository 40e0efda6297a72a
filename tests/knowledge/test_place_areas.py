from __future__ import annotations

import pytest

from dateline.knowledge.place_areas import Area, area_around, distance_km


def test_distance_is_that_of_the_globe() -> None:
    assert distance_km(33.34, 44.4, 36.34, 43.13) == pytest.approx(353, abs=3)  # Baghdad to Mosul
    assert distance_km(0.0, 179.5, 0.0, -179.5) == pytest.approx(111.2, abs=0.5)  # over the date line
    assert distance_km(10.0, 20.0, 10.0, 20.0) == 0.0


def test_area_around_holds_nine_tenths() -> None:
    near = [Area(10.0 + step / 100, 20.0, 1.0) for step in range(19)]
    area = area_around([*near, Area(50.0, 20.0, 1.0)])
    assert area is not None
    assert 10.0 < area.lat < 13.0
    assert area.radius_km < 400.0


def test_area_around_crosses_the_date_line() -> None:
    area = area_around([Area(0.0, 179.0, 1.0), Area(0.0, -179.0, 1.0)])
    assert area is not None
    assert abs(abs(area.lon) - 180.0) < 1e-6


def test_area_around_nothing_is_nothing() -> None:
    assert area_around([]) is None
