"""Two events of one type in one report: two where one voice tells both, one where a claim and its answer meet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive import Draft, bombing
from dateline.link import Sighting, link_events, make_sightings
from dateline.records import Findings, Report, Statement

MARKET = "explosion at the grain market of the river guild"


def told(voices: tuple[str, ...], name: str) -> list[Sighting]:
    """One report with an event for each voice, in words that are nearly the same."""
    draft = Draft(name, published="2019-05-11")
    for number in range(len(voices)):
        bombing(draft, killed=5, words=f"{MARKET} {'again ' * number}".strip())
    sightings = make_sightings(draft.report(), draft.findings())
    return [replace(one, voice=voice) for one, voice in zip(sightings, voices, strict=True)]


@pytest.mark.parametrize(
    ("voices", "incidents"),
    [(("armed_group", "police"), 1), (("police", "police"), 2), (("", ""), 2), (("", "police"), 1)],
)
def test_a_claim_and_its_answer_are_one_where_other_reports_tie_them(voices: tuple[str, str], incidents: int) -> None:
    both, other = told(voices, "both"), told(("witness",), "other")
    found = link_events([*both, *other]).incidents
    assert len(found) == incidents


def test_an_event_has_the_voice_whose_words_hold_all_its_mentions() -> None:
    draft = Draft("a", published="2019-05-11")
    event = bombing(draft, killed=5, words=MARKET)
    report: Report = draft.report()
    findings: Findings = draft.findings()
    trigger = event.triggers[0]
    said = Statement("s", replace(trigger), None, trigger, "indirect", "police")
    [credited] = make_sightings(report, replace(findings, statements=(said,)))
    [own] = make_sightings(report, replace(findings, statements=()))
    assert (credited.voice, own.voice) == ("police", "")
