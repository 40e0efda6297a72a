from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from archive import AFGHANISTAN, KABUL, KUNDUZ, KUNDUZ_PROVINCE, LAHORE, Draft, bombing, day
from dateline.link import Linking, Sighting, compare, link_events, make_columns, make_keys, make_sightings
from dateline.link.blocks import Kind
from dateline.records import Incident, Judgement, Place, When

MARKET = "explosion at the grain market"
BRIDGE = "explosion on the Pamir bridge"


def sighting(
    name: str,
    *,
    on: When | None = None,
    at: Place | None = KUNDUZ,
    killed: int | None = None,
    kind: str = "bombing",
    words: str = MARKET,
    published: str | None = "2019-05-11",
    background: bool = False,
    status: str = "happened",
    timed: bool = True,
) -> Sighting:
    draft = Draft(name, published=published)
    event = bombing(draft, on=on, at=at, killed=killed, kind=kind, words=words, background=background, status=status)
    if not timed:
        draft.events = [replace(event, time=None)]
    (made,) = make_sightings(draft.report(), draft.findings())
    return made


def groups(linking: Linking | Sequence[Incident]) -> list[list[str]]:
    """The reports of each incident."""
    incidents = linking.incidents if isinstance(linking, Linking) else linking
    return sorted(sorted(member.report_id for member in incident.members) for incident in incidents)


def two_bombs(*, report: str = "both") -> list[Sighting]:
    """One report of two bombs in one city on one day, one at the market and one on the bridge."""
    draft = Draft(report, published="2019-05-11")
    bombing(draft, killed=5, words=MARKET)
    bombing(draft, killed=2, words=BRIDGE)
    return list(make_sightings(draft.report(), draft.findings()))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (sighting("a"), sighting("b")),
        (sighting("a", killed=5), sighting("b", killed=7, published="2019-05-12")),
        (sighting("a", kind="attack"), sighting("b", killed=5)),
        (sighting("a", kind="suicide_bombing"), sighting("b")),
        (sighting("a", at=KUNDUZ_PROVINCE), sighting("b")),
        (sighting("a", at=AFGHANISTAN, killed=5), sighting("b", killed=5)),
        (sighting("a", on=day("2019-05-09", 3)), sighting("b")),
        (sighting("a", timed=False), sighting("b")),
        (sighting("a", at=None, killed=5), sighting("b", killed=5)),
        (sighting("a", background=True, published="2019-08-01"), sighting("b")),
        (sighting("a", status="denied"), sighting("b")),
    ],
)
def test_reports_of_one_event_are_one_incident(left: Sighting, right: Sighting) -> None:
    assert groups(link_events([left, right])) == [["a", "b"]], compare(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (sighting("a"), sighting("b", at=KABUL)),
        (sighting("a"), sighting("b", at=LAHORE)),
        (sighting("a"), sighting("b", on=day("2019-05-20"), published="2019-05-21")),
        (sighting("a"), sighting("b", on=day("2018-05-10"), published="2018-05-11")),
        (sighting("a"), sighting("b", kind="protest", words="march on the ministry")),
        (sighting("a"), sighting("b", kind="shooting", words="gunfire in a wedding hall", killed=40)),
        (sighting("a", at=AFGHANISTAN, timed=False), sighting("b", at=KABUL, words="blast near a bakery")),
    ],
)
def test_reports_of_two_events_are_two_incidents(left: Sighting, right: Sighting) -> None:
    assert groups(link_events([left, right])) == [["a"], ["b"]], compare(left, right)


def test_two_bombs_in_one_city_on_one_day_stay_two() -> None:
    others = [
        sighting("market", killed=5),
        sighting("market too", killed=5, published="2019-05-12"),
        sighting("bridge", words=BRIDGE, killed=2),
        sighting("bridge too", words=BRIDGE, killed=2, published="2019-05-12"),
    ]
    linked = groups(link_events([*two_bombs(), *others]))
    assert linked == [["both", "bridge", "bridge too"], ["both", "market", "market too"]]


def test_two_events_of_one_report_are_never_one_even_through_another_report() -> None:
    vague = sighting("vague", kind="attack", at=AFGHANISTAN, words="attack on a town in the north")
    linked = link_events([*two_bombs(), vague])
    both = [incident for incident in linked.incidents if any(member.report_id == "both" for member in incident.members)]
    assert len(both) == 2


def test_vague_events_make_no_chain() -> None:
    vague = [
        sighting(f"vague {number}", at=AFGHANISTAN, timed=False, kind="attack", words="attack in the country")
        for number in range(4)
    ]
    linked = groups(link_events([sighting("a"), sighting("b", at=KABUL, words="blast near a bakery"), *vague]))
    assert not any({"a", "b"} <= set(group) for group in linked)


def test_what_is_only_recalled_makes_no_incident() -> None:
    recalled = sighting("a", on=day("2009-05-10"), background=True)
    again = sighting("c", on=day("2009-05-10"), background=True)
    linking = link_events([recalled, again, sighting("b")])
    assert groups(linking) == [["b"]]
    assert groups(linking.recalled) == [["a", "c"]]


def test_what_is_recalled_links_to_the_incident_of_the_time() -> None:
    old = sighting("old", on=day("2009-05-10"), published="2009-05-11")
    new = Draft("new", published="2019-05-11")
    bombing(new, at=KABUL, words="blast near a bakery")
    bombing(new, on=day("2009-05-10"), background=True)
    assert groups(link_events([old, *make_sightings(new.report(), new.findings())])) == [["new"], ["new", "old"]]


def test_what_is_planned_is_kept_apart() -> None:
    linking = link_events([sighting("a", status="planned"), sighting("b")])
    assert groups(linking) == [["b"]]
    assert groups(linking.planned) == [["a"]]


def test_general_practice_is_no_sighting() -> None:
    draft = Draft("a")
    bombing(draft, status="general")
    assert make_sightings(draft.report(), draft.findings()) == ()


def test_a_later_and_higher_toll_speaks_less_against_than_another_toll() -> None:
    first = sighting("a", killed=5)
    near = compare(first, sighting("b", killed=6)).score
    far = compare(first, sighting("b", killed=60)).score
    same = compare(first, sighting("b", killed=5)).score
    silent = compare(first, sighting("b")).score
    assert far < near < same
    assert far < silent < same


def test_a_comparison_is_the_same_both_ways_and_says_why() -> None:
    left, right = sighting("a", killed=5), sighting("b", at=KABUL, killed=5)
    comparison = compare(left, right)
    assert comparison == compare(right, left)
    assert {comparison.left, comparison.right} == {left.event_id, right.event_id}
    assert "- Kunduz and Kabul are 246 km apart" in comparison.reasons
    assert "+ killed 5 and 5" in comparison.reasons
    assert "+ both bombing" in comparison.reasons


def archive() -> list[Sighting]:
    """Six incidents in thirty reports, vague ones among them."""
    made: list[Sighting] = []
    for place, spot, toll, when in (
        (KUNDUZ, "grain market", 5, "2019-05-10"),
        (KUNDUZ, "Pamir bridge", 2, "2019-05-10"),
        (KABUL, "bakery on Flower Street", 11, "2019-05-10"),
        (KABUL, "customs house", 3, "2019-05-13"),
        (LAHORE, "canal bank school", 9, "2019-05-12"),
    ):
        for number in range(5):
            name = f"{place.name}-{spot}-{number}"
            words = f"explosion at the {spot}"
            made.append(
                sighting(name, on=day(when), at=place, killed=toll, words=words, published=f"2019-05-{14 + number}")
            )
        made.append(sighting(f"{place.name}-{spot}-vague", at=AFGHANISTAN, timed=False, words=f"blast, {spot}"))
    return made + two_bombs()


def test_incidents_are_the_same_in_any_order() -> None:
    sightings = archive()
    expected = link_events(sightings)
    assert len(expected.incidents) >= 5
    for seed in range(5):
        assert link_events(random.Random(seed).sample(sightings, len(sightings))) == expected


def test_the_id_of_an_incident_stays_as_it_grows() -> None:
    first = link_events([sighting("b", published="2019-05-11")])
    grown = link_events(
        [
            sighting("b", published="2019-05-11"),
            sighting("a", published="2019-05-12"),
            sighting("0", published="2018-01-01", background=True),
        ]
    )
    assert [incident.id for incident in grown.incidents] == [first.incidents[0].id]
    assert len(grown.incidents[0].members) == 3


def judged(left: Sighting, right: Sighting, verdict: str, at: str = "2020-01-01T00:00:00Z") -> Judgement:
    return Judgement(f"{left.event_id}+{right.event_id}", verdict, "desk", at)


def test_a_persons_decision_outranks_the_machine() -> None:
    near, same, far = sighting("a"), sighting("b"), sighting("c", at=LAHORE)
    assert groups(link_events([near, same, far])) == [["a", "b"], ["c"]]
    split = judged(near, same, "different")
    assert groups(link_events([near, same, far], [split])) == [["a"], ["b"], ["c"]]
    merged = judged(far, near, "same")
    assert groups(link_events([near, same, far], [split, merged])) == [["a", "c"], ["b"]]


def test_the_latest_decision_on_a_pair_holds() -> None:
    left, right = sighting("a"), sighting("b")
    apart, again = judged(left, right, "different"), judged(right, left, "same", "2020-02-01T00:00:00Z")
    undone = judged(left, right, "undo", "2020-03-01T00:00:00Z")
    assert groups(link_events([left, right], [again, apart])) == [["a", "b"]]
    assert groups(link_events([left, right], [apart, undone])) == [["a", "b"]]
    later = judged(left, right, "different", "2020-04-01T00:00:00Z")
    assert groups(link_events([left, right], [apart, again, undone, later])) == [["a"], ["b"]]


def test_a_decision_holds_for_the_groups_that_grow_around_the_two() -> None:
    many = [sighting(f"r{number}") for number in range(8)]
    linked = groups(link_events(many, [judged(many[0], many[7], "different")]))
    assert len(linked) == 2
    assert not any({"r0", "r7"} <= set(group) for group in linked)


def test_a_person_may_join_two_events_of_one_report() -> None:
    left, right = two_bombs()
    assert groups(link_events([left, right], [judged(left, right, "same")])) == [["both", "both"]]


def test_decisions_on_events_that_are_not_here_are_passed_over() -> None:
    elsewhere = Judgement("0000+1111", "same", "desk", "2020-01-01T00:00:00Z")
    assert groups(link_events([sighting("a")], [elsewhere, replace(elsewhere, subject="0000", verdict="reject")])) == [
        ["a"]
    ]


WORDS = {Kind.WORD, Kind.RARE}


def kinds(made: Sighting) -> set[Kind]:
    """The kinds of keys that a sighting has, beside another one that uses the same words."""
    columns = make_columns([made, replace(made, event_id="0", report_id="0")])
    return {keys.kind for keys in make_keys(columns) if (keys.row == 1).any()}


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (sighting("a"), {Kind.CELL, Kind.PROVINCE, Kind.COUNTRY, Kind.WEEK, *WORDS}),
        (sighting("a", at=None), WORDS),
        (sighting("a", at=AFGHANISTAN), {Kind.COUNTRY, *WORDS}),
        (sighting("a", timed=False), {Kind.CELL, Kind.PROVINCE, Kind.COUNTRY, Kind.WEEK, *WORDS}),
        (sighting("a", on=day("2019-05-01", 31)), {Kind.WEEK, *WORDS}),
        (sighting("a", timed=False, published=None), {Kind.RARE}),
        (sighting("a", on=day("2001-01-01", 3000)), {Kind.RARE}),
    ],
)
def test_no_key_is_made_of_what_is_not_told(made: Sighting, expected: set[Kind]) -> None:
    assert kinds(made) == expected


def test_nothing_is_nothing() -> None:
    assert link_events([]) == Linking(())


def test_bombs_that_a_report_tells_together_are_one_occasion_of_several_incidents() -> None:
    others = [
        sighting("market", killed=5),
        sighting("bridge", words=BRIDGE, killed=2),
        sighting("elsewhere", at=KABUL, words="blast near a bakery"),
    ]
    linking = link_events([*two_bombs(), *others])
    together = [incident for incident in linking.incidents if incident.occasion is not None]
    assert groups(together) == [["both", "bridge"], ["both", "market"]]
    assert len({incident.occasion for incident in together}) == 1


def test_attacks_in_two_places_on_two_days_are_no_occasion() -> None:
    draft = Draft("both", published="2019-05-11")
    bombing(draft, killed=5)
    bombing(draft, killed=2, on=day("2019-05-08"), at=KABUL, words=BRIDGE)
    linking = link_events(make_sightings(draft.report(), draft.findings()))
    assert len(linking.incidents) == 2
    assert {incident.occasion for incident in linking.incidents} == {None}


def test_the_id_of_a_known_incident_stays_when_an_older_report_comes_in() -> None:
    later, earlier = sighting("b", published="2019-05-12"), sighting("a", published="2019-05-11")
    (first,) = link_events([later]).incidents
    (anew,) = link_events([later, earlier]).incidents
    (grown,) = link_events([later, earlier], known={first.id}).incidents
    assert anew.id != first.id
    assert grown.id == first.id
    assert grown.members == anew.members


def test_of_two_known_incidents_that_become_one_the_earlier_keeps_its_id() -> None:
    left, right = sighting("a", published="2019-05-11"), sighting("b", published="2019-05-12")
    apart = [judged(left, right, "different")]
    first, second = (link_events([one], apart).incidents[0] for one in (left, right))
    (merged,) = link_events([left, right], known={first.id, second.id}).incidents
    assert merged.id == first.id
    split = link_events([left, right], apart, known={first.id, second.id}).incidents
    assert {one.id for one in split} == {first.id, second.id}


def test_the_name_of_a_victim_ties_what_time_and_place_do_not() -> None:
    def told(name: str, victim: str, published: str) -> Sighting:
        draft = Draft(name, published=published)
        bombing(draft, kind="shooting", at=None, words=f"Gunmen shot dead {victim} , a teacher,")
        draft.events = [replace(draft.events[0], time=None)]
        (made,) = make_sightings(draft.report(), draft.findings())
        return made

    first = told("a", "Quintra Vellmore", "2019-05-11")
    again, other = (
        told(name, victim, "2019-05-14") for name, victim in (("b", "Quintra Vellmore"), ("c", "Obadia Renn"))
    )
    assert compare(first, again).score > compare(first, other).score
    assert "+ 1 name of persons in both" in compare(first, again).reasons
    assert "Vellmore" not in str(first.names)
