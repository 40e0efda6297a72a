"""From a candidate of the gazetteer to a `Place`, with its hierarchy, precision and reason."""

from __future__ import annotations

from dateline.knowledge.gazetteer import Candidate, Gazetteer
from dateline.records import Place, PlacePrecision

# A region of our own counts as a spot, a district or a province by its reach in km; beyond, it is a stretch.
SPOT_KM, DISTRICT_KM, PROVINCE_KM = 8.0, 60.0, 200.0
NEAR_KM = 25.0  # "near X" without a distance: UCDP's "near" (code 2) is about 25 km
BY_KIND = {
    "town": PlacePrecision.EXACT,
    "admin2": PlacePrecision.DISTRICT,
    "admin1": PlacePrecision.PROVINCE,
    "country": PlacePrecision.COUNTRY,
    "stretch": PlacePrecision.STRETCH,
    "continent": PlacePrecision.STRETCH,
    "sea": PlacePrecision.SEA_AIR,
}
FINENESS = [
    PlacePrecision.EXACT,
    PlacePrecision.NEAR,
    PlacePrecision.DISTRICT,
    PlacePrecision.PROVINCE,
    PlacePrecision.STRETCH,
    PlacePrecision.SEA_AIR,
    PlacePrecision.COUNTRY,
]


def precision_of(candidate: Candidate) -> PlacePrecision:
    """Return how well a place is known that is in `candidate`."""
    if candidate.kind != "region":
        return BY_KIND[candidate.kind]
    if candidate.radius_km <= SPOT_KM:
        return PlacePrecision.EXACT
    if candidate.radius_km <= DISTRICT_KM:
        return PlacePrecision.DISTRICT
    return PlacePrecision.PROVINCE if candidate.radius_km <= PROVINCE_KM else PlacePrecision.STRETCH


def make_place(candidate: Candidate, gazetteer: Gazetteer, score: float, reason: str) -> Place:
    """Return `candidate` as a place; countries and continents get no coordinates, never a centroid as if known."""
    country = gazetteer.get(candidate.country) if candidate.country else None
    admin1 = gazetteer.get(candidate.admin1) if candidate.admin1 else None
    admin2 = gazetteer.get(candidate.admin2) if candidate.admin2 else None
    has_point = candidate.kind not in ("country", "continent")
    return Place(
        name=candidate.name,
        gazetteer_id=candidate.id,
        country=candidate.country or None,
        country_name=country.name if country else None,
        admin1=admin1.name if admin1 else None,
        admin1_code=candidate.admin1 or None,
        admin2=admin2.name if admin2 else None,
        lat=candidate.lat if has_point else None,
        lon=candidate.lon if has_point else None,
        precision=precision_of(candidate),
        radius_km=candidate.radius_km if has_point else None,
        score=round(score, 3),
        reason=reason,
    )


def make_near(place: Place, away_km: float | None) -> Place:
    """Return the place "near" or some way off `place`: its coordinates with a wider radius."""
    if place.lat is None or place.precision not in (PlacePrecision.EXACT, PlacePrecision.NEAR):
        return place
    radius = (place.radius_km or 0.0) + (away_km if away_km is not None else NEAR_KM)
    words = f"{away_km:.0f} km from it" if away_km is not None else "near it"
    return _changed(place, PlacePrecision.NEAR, radius, f"{place.reason}; {words}")


def make_inside(name: str, around: Place, link: str, away_km: float | None = None) -> Place:
    """Return a place `name` that no gazetteer knows, inside (or `away_km` from) `around`, the smallest known unit."""
    precision, radius = around.precision, around.radius_km
    if precision is PlacePrecision.EXACT:
        precision = PlacePrecision.NEAR
        radius = (radius or 0.0) + (away_km if away_km is not None else 0.0)
    return Place(
        name=name,
        gazetteer_id=None,
        country=around.country,
        country_name=around.country_name,
        admin1=around.admin1,
        admin1_code=around.admin1_code,
        admin2=around.admin2,
        lat=around.lat,
        lon=around.lon,
        precision=precision,
        radius_km=None if radius is None else round(radius, 1),
        score=round(0.8 * around.score, 3),
        reason=f"in no gazetteer; placed {'by' if precision is PlacePrecision.NEAR else 'in'} {around.name} ({link})",
    )


def _changed(place: Place, precision: PlacePrecision, radius: float, reason: str) -> Place:
    return Place(
        place.name,
        place.gazetteer_id,
        place.country,
        place.country_name,
        place.admin1,
        place.admin1_code,
        place.admin2,
        place.lat,
        place.lon,
        precision,
        round(radius, 1),
        place.score,
        reason,
    )


def is_within(inner: Candidate | Place, outer: Candidate | Place) -> bool:
    """Say whether the divisions allow that `inner` lies in `outer`; a region of several countries allows all."""
    outer_admin1 = _admin1(outer)
    if outer.country and inner.country and inner.country != outer.country:
        return False
    return not (outer_admin1 and _admin1(inner) and _admin1(inner) != outer_admin1)


def _admin1(place: Candidate | Place) -> str | None:
    return place.admin1 if isinstance(place, Candidate) else place.admin1_code
