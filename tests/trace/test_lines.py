from __future__ import annotations

import random

import pytest

from dateline.records import Line, Saying, Span, Story, StoryLink
from dateline.text import make_id
from dateline.trace import trace_lines


def saying(
    report: str,
    speaker: str = "outlet",
    name: str | None = None,
    *,
    value: float = 5,
    field: str = "killed",
    outlet: str | None = None,
    origin: str | None = None,
    actor: str | None = None,
    country: str | None = "AF",
) -> Saying:
    return Saying(
        id=make_id(report, speaker, name, str(value), field, actor),
        report_id=report,
        event_id=f"event-{report}",
        field=field,
        text=f"{value:g}",
        span=Span(0, 5),
        min=value,
        max=value,
        role="against",
        speaker=speaker,
        speaker_name=name,
        actor_id=actor,
        country=country,
        outlet=outlet,
        origin=origin,
    )


def labels(lines: tuple[Line, ...]) -> list[str]:
    return sorted(line.label for line in lines)


COPIES = (Story("s1", ("a", "b", "c"), origin="Reuters"), Story("s2", ("d",)))


def test_forty_copies_of_one_call_to_the_police_are_one_line() -> None:
    story = Story("s", tuple(f"r{number}" for number in range(40)), origin="Reuters")
    sayings = [saying(name, "police", "provincial police chief", outlet=f"Outlet {name}") for name in story.reports]
    (line,) = trace_lines(sayings, [story])
    assert line.label == "police"
    assert line.basis == "one primary speaker: police, in 40 reports of 1 story"
    assert len(line.sayings) == 40
    assert set(line.stories) == {"s"}


@pytest.mark.parametrize(
    ("sayings", "expected"),
    [
        ([saying("a", "police", "police"), saying("d", "police", "police spokesman Karim Safi")], ["police"]),
        ([saying("a", "police", "police"), saying("d", "witness", "Witnesses")], ["police", "witnesses"]),
        ([saying("a", "witness", "witnesses"), saying("d", "witness", "Witnesses")], ["witnesses"]),
        ([saying("a", "witness", "Omid Safi"), saying("d", "witness", "Wali Jan")], ["Omid Safi", "Wali Jan"]),
        ([saying("a", "witness", "Omid Safi"), saying("d", "witness", "a witness")], ["Omid Safi"]),
        ([saying("a", "police"), saying("d", "police", country=None)], ["police"]),
        ([saying("a", "police"), saying("d", "police", country="PK")], ["police (AF)", "police (PK)"]),
        (
            [saying("a", "military", actor="state:AF:military"), saying("d", "military", country="US")],
            ["military (AF)", "military (US)"],
        ),
        ([saying("a", "military", actor="state:AF:military"), saying("d", "military", "the army")], ["military"]),
        ([saying("a", "armed_group", "Black Flag"), saying("d", "armed_group", "the Black Flag")], ["Black Flag"]),
        (
            [saying("a", "armed_group", "Black Flag"), saying("d", "armed_group", "Red Star")],
            ["Black Flag", "Red Star"],
        ),
        ([saying("a", outlet="Gazette"), saying("b", outlet="Courier")], ["Reuters"]),
        ([saying("a", outlet="Gazette"), saying("d", outlet="Courier")], ["Courier", "Reuters"]),
        ([saying("a", outlet="Gazette"), saying("d", outlet="Courier", origin="REUTERS")], ["Reuters"]),
        ([saying("a", outlet="Gazette"), saying("d", "media", "Reuters")], ["Reuters"]),
        ([saying("d", outlet="Courier"), saying("e", outlet="The Courier")], ["Courier"]),
        ([saying("d", outlet="Courier", origin="Agence France-Presse"), saying("e", origin="AFP")], ["AFP"]),
        ([saying("d"), saying("e")], ["report d", "report e"]),
    ],
)
def test_who_is_independent_of_whom(sayings: list[Saying], expected: list[str]) -> None:
    assert labels(trace_lines(sayings, COPIES)) == expected


def test_an_outlet_that_repeats_the_police_of_its_own_story_adds_no_line() -> None:
    sayings = [saying("a", "police", "police"), saying("a"), saying("b", outlet="Courier"), saying("c", value=9)]
    lines = {line.label: line for line in trace_lines(sayings, COPIES)}
    assert set(lines) == {"police", "Reuters"}
    assert lines["police"].reports == ("a", "b")
    assert lines["Reuters"].reports == ("c",)  # the wire's own nine is nobody else's


def test_officials_who_are_not_told_give_way_to_the_speaker_of_the_same_story() -> None:
    (line,) = trace_lines([saying("a", "police", "police"), saying("b", "unnamed_official", "officials")], COPIES)
    assert line.label == "police"
    apart = trace_lines([saying("a", "police", "police"), saying("d", "unnamed_official", "officials")], COPIES)
    assert labels(apart) == ["police", "unnamed officials"]


def test_two_voices_of_one_story_are_two_lines() -> None:
    sayings = [saying(report, kind) for report in ("a", "b") for kind in ("police", "witness")]
    lines = trace_lines(sayings, COPIES)
    assert labels(lines) == ["police", "witnesses"]
    assert all(line.basis.endswith("in 2 reports of 1 story") for line in lines)


def test_every_saying_is_in_exactly_one_line_in_any_order() -> None:
    speakers = ["police", "witness", "outlet", "unnamed_official", "armed_group", "media", "medical"]
    sayings = [
        saying(report, speaker, name, value=value)
        for report in "abcde"
        for speaker in speakers
        for name, value in ((None, 5), ("Karim Safi", 6))
    ]
    expected = trace_lines(sayings, COPIES)
    assert sorted(one for line in expected for one in line.sayings) == sorted(one.id for one in sayings)
    assert len({line.id for line in expected}) == len(expected)
    for seed in range(5):
        assert trace_lines(random.Random(seed).sample(sayings, len(sayings)), reversed(COPIES)) == expected


def test_no_sayings_have_no_lines() -> None:
    assert trace_lines([], COPIES) == ()


def test_a_group_that_speaks_of_an_attack_is_not_how_the_outlet_knows_of_it() -> None:
    denial = saying("a", "armed_group", "Black Flag", field="status")
    own = saying("a", field="status")
    assert labels(trace_lines([denial, own], COPIES)) == ["Black Flag", "Reuters"]
    boast, repeated = saying("a", "armed_group", "Black Flag"), saying("b")
    assert labels(trace_lines([boast, repeated], COPIES)) == ["Black Flag"]


def test_a_line_is_named_without_the_words_that_tie_it_to_its_report() -> None:
    (line,) = trace_lines([saying("a", "medical", "its director, Omid Safi")], COPIES)
    assert line.label == "director, Omid Safi"


def test_a_digest_knows_no_more_than_the_story_it_took_in() -> None:
    digest = Story("s3", ("d",), links=(StoryLink("a", "d", "compilation", 1.0, ("same words",), source="a"),))
    own = [saying("a", outlet="Gazette"), saying("d", outlet="Digest")]
    alone = Story("s1", ("a",))
    assert labels(trace_lines(own, [alone, Story("s3", ("d",))])) == ["Digest", "Gazette"]
    assert len(trace_lines(own, [alone, digest])) == 1


def test_a_group_is_one_line_whether_the_register_knew_its_name_there_or_not() -> None:
    by_name = saying("a", "armed_group", "the Black Flag")
    by_id = saying("d", "armed_group", "Black Flag", actor="group:black-flag")
    assert labels(trace_lines([by_name, by_id], COPIES)) == ["Black Flag"]


def test_a_spokesman_of_the_police_whom_no_list_has_is_the_police() -> None:
    spokesman = saying("a", "police", "police spokesman Bala Audu", actor="unlisted:bala-audu")
    assert labels(trace_lines([spokesman, saying("d", "police", "police")], COPIES)) == ["police"]
    guards = saying("d", "military", "the Border Guards", actor="group:border-guards")
    assert len(trace_lines([saying("a", "military", "the army"), guards], COPIES)) == 1
    assert len(trace_lines([saying("a", "military", "x", actor="group:a"), guards], COPIES)) == 2
