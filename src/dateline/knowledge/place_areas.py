"""Areas on the globe: centres, reaches and distances."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Area:
    """A centre (degrees, WGS84) and how far the place reaches from it."""

    lat: float
    lon: float
    radius_km: float


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the great-circle distance in kilometres (haversine)."""
    a, b = math.radians(lat_a), math.radians(lat_b)
    turn = math.radians(lon_b - lon_a)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def area_around(parts: Sequence[Area]) -> Area | None:
    """Return the area that holds nine tenths of `parts`, ``None`` for none; the centre is their mean on the sphere."""
    if not parts:
        return None
    x = y = z = 0.0
    for part in parts:
        lat, lon = math.radians(part.lat), math.radians(part.lon)
        x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
    lat, lon = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
    reach = sorted(distance_km(lat, lon, part.lat, part.lon) for part in parts)
    radius = max(10.0, reach[int(0.9 * (len(reach) - 1))])
    return Area(round(lat, 4), round(lon, 4), round(radius, 1))
