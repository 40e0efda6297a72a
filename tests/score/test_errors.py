"""Errors: each is given the kind that it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.records import Count, Event, Findings, Participant, Responsibility, Span, Statement
from dateline.score import GoldReport
from errors import Error, find_errors, show

TEXT = "Gunmen shot two men in Kidal and a bomb hurt five; police said the Blue Front did it."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def event(kind: str, *triggers: str) -> Event:
    return Event(kind, kind, tuple(at(words) for words in triggers), "happened")


SHOT, BOMB = event("shooting", "shot"), event("bombing", "bomb")


def kinds(wanted: Findings, found: Findings) -> list[str]:
    return [error.kind for error in find_errors(GoldReport("p:1", TEXT, wanted, True), found)]


def of_events(*events: Event) -> Findings:
    return Findings("p:1", "1", "m", events=events)


@pytest.mark.parametrize(
    ("wanted", "found", "expected"),
    [
        ((SHOT,), (SHOT,), []),
        ((SHOT, BOMB), (SHOT,), ["missed"]),
        ((SHOT,), (SHOT, BOMB), ["spurious"]),
        ((SHOT,), (event("attack", "shot"),), ["wrong type"]),
        ((SHOT, BOMB), (event("shooting", "shot", "bomb"),), ["joined"]),
        ((event("shooting", "shot", "bomb"),), (SHOT, BOMB), ["split"]),
    ],
)
def test_kinds_of_event_errors(wanted: tuple[Event, ...], found: tuple[Event, ...], expected: list[str]) -> None:
    assert kinds(of_events(*wanted), of_events(*found)) == expected


def killed(words: str, number: int, who: str) -> Event:
    return replace(SHOT, killed=(Count(at(words), number, number, who),))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (killed("two men", 2, "against"), []),
        (killed("two men", 2, "other"), ["count: side"]),
        (killed("two men", 3, "against"), ["count: missed", "count: spurious"]),
        (SHOT, ["count: missed"]),
    ],
)
def test_kinds_of_count_errors(found: Event, expected: list[str]) -> None:
    assert kinds(of_events(killed("two men", 2, "against")), of_events(found)) == expected


def test_a_number_on_another_field_is_wrong_twice() -> None:
    wanted = killed("two men", 2, "against")
    found = replace(SHOT, injured=wanted.killed)
    assert kinds(of_events(wanted), of_events(found)) == ["count: missed", "count: spurious"]


def test_claims_and_speakers() -> None:
    claim = Responsibility("R", "shooting", Participant(at("Blue Front")), "accused", at("said"))
    said = Statement("S", at("police"), at("said"), at("the Blue Front did it"), "indirect", "police")
    wanted = Findings("p:1", "1", "m", responsibility=(claim,), statements=(said,))
    found = replace(
        wanted, responsibility=(replace(claim, stance="denies"),), statements=(replace(said, speaker="other"),)
    )
    assert kinds(wanted, wanted) == []
    assert kinds(wanted, found) == ["claim: missed", "claim: spurious", "speaker"]


def test_shows_the_words_around() -> None:
    line = show(GoldReport("p:1", TEXT, of_events(), True), Error("events", "missed", "shooting", "", at("shot")))
    assert line.startswith("missed\tp:1\twanted: shooting\tgiven: -\tGunmen [[shot]] two men")
