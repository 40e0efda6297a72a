"""Loose claims are tied to all incidents that they fit, with their doubt, and to none that they do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from archive import KABUL, KUNDUZ, KUNDUZ_PROVINCE, Draft, assess, bombing, day, group
from dateline.records import Assessment, Place, TimePrecision, When
from dateline.weigh import find_claims, find_meant

MAY = When(datetime(2019, 5, 1), datetime(2019, 6, 1), TimePrecision.MONTH, "2019-05")


def incident(
    name: str, *, at: Place = KUNDUZ, on: str = "2019-05-10", kind: str = "bombing", by: str = ""
) -> Assessment:
    draft = Draft(name, outlet="Gazette", published="2019-05-12")
    bombing(draft, killed=3, speaker=("police", "police"), at=at, on=day(on), kind=kind)
    if by:
        draft.events = [replace(draft.events[0], by=(group(draft, by),))]
    return replace(assess(draft), incident_id=name)


def claim(
    name: str = "claim", *, at: Place | None = KUNDUZ_PROVINCE, on: When = MAY, by: str = "Black Flag"
) -> Assessment:
    draft = Draft(name, outlet="Gazette", published="2019-06-02")
    bombing(draft, killed=20, speaker=("armed_group", by), at=at, on=on, kind="attack", status="claimed")
    draft.events = [replace(draft.events[0], by=(group(draft, by),))]
    return replace(assess(draft), incident_id=name)


def test_a_claim_of_the_month_and_the_province_is_tied_to_all_that_it_fits() -> None:
    known = [incident("a"), incident("b", on="2019-05-20"), incident("c", at=KABUL), incident("d", on="2019-07-01")]
    fits = find_meant(claim(), known)
    assert [fit.incident_id for fit in fits] == ["a", "b"]
    assert all("fits 2 incidents alike" in fit.doubt for fit in fits)
    assert fits[0].reasons[0] == "it names Kunduz, and this was in Kunduz"
    assert "attack may stand for bombing" in fits[0].reasons


def test_the_incident_knows_the_claims_that_may_mean_it() -> None:
    known = [incident("a"), incident("b", on="2019-05-20"), claim()]
    (fit,) = find_claims(known[0], known)
    assert (fit.claim_id, fit.incident_id) == ("claim", "a")
    assert fit.title == known[2].title
    assert "2 incidents" in fit.doubt
    assert find_claims(incident("far", at=KABUL), known) == ()


def test_one_fitting_incident_is_still_no_proof() -> None:
    (fit,) = find_meant(claim(), [incident("a")])
    assert "does not show that it means it" in fit.doubt


@pytest.mark.parametrize(
    "other",
    [lambda: incident("a", by="Red Star"), lambda: incident("a", kind="arrest"), lambda: claim("other")],
    ids=["another group did it", "another deed", "a loose claim too"],
)
def test_what_a_claim_cannot_mean(other: Callable[[], Assessment]) -> None:
    assert find_meant(claim(), [other()]) == ()


def test_the_same_group_is_a_reason() -> None:
    (fit,) = find_meant(claim(), [incident("a", by="Black Flag")])
    assert "the same group is named" in fit.reasons


def test_a_claim_that_names_day_and_town_is_not_loose_and_one_that_names_nothing_fits_nothing() -> None:
    assert find_meant(claim(at=KUNDUZ, on=day("2019-05-10")), [incident("a")]) == ()
    assert find_meant(claim(at=None), [incident("a")]) == ()
