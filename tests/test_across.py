"""From texts to assessments: reading, tracing, linking and weighing together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.config import Config
from dateline.knowledge import Knowledge, load_knowledge
from dateline.link import Linking, link_events, make_sightings
from dateline.pipeline import process
from dateline.records import Assessment, Findings, Report
from dateline.trace import trace_lines, trace_stories
from dateline.weigh import make_sayings, weigh

WIRE = (
    "At least five people were killed and 11 others were wounded on Friday when a bomb exploded at a grain market in "
    "the northern Afghan city of Kunduz, police said.\n\n"
    "A police spokesman said that the bomb had been hidden in a handcart and went off shortly before noon prayers. "
    "Shopkeepers pulled the wounded out from under the stalls and drove them to the provincial hospital in rickshaws."
)
OWN = (
    "A bomb tore through the grain market of Kunduz in northern Afghanistan on Friday, witnesses said. Witnesses said "
    "that seven people were killed in the explosion.\n\nTraders swept up glass all afternoon."
)
ELSEWHERE = (
    "Gunmen shot dead two teachers on their way home in the eastern Afghan city of Jalalabad on Friday, the provincial "
    "governor said.\n\nThe two women taught at a school for girls."
)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(Config())


def make_report(name: str, publisher: str, title: str, body: str, origin: str | None = None) -> Report:
    text = f"{title}\n\n{body}"
    return Report(
        id=name,
        text=text,
        title=title,
        body_start=len(title) + 2,
        publisher=publisher,
        origin=origin,
        published="2019-05-11T09:00Z",
        language="en",
    )


REPORTS = {
    report.id: report
    for report in (
        make_report("wire", "Northern Star", "Five die in Kunduz market bombing", WIRE, "Reuters"),
        make_report("copy", "Daily Mirage", "Afghan market bomb kills five", WIRE, "Reuters"),
        make_report("own", "Kunduz Courier", "Explosion at Kunduz grain market", OWN),
        make_report("elsewhere", "Northern Star", "Two teachers shot dead in Jalalabad", ELSEWHERE),
    )
}


def assess_all(reports: dict[str, Report], knowledge: Knowledge) -> tuple[Linking, list[Assessment]]:
    findings: dict[str, Findings] = {name: process(report, knowledge) for name, report in reports.items()}
    stories = trace_stories(reports.values())
    linking = link_events(one for name in reports for one in make_sightings(reports[name], findings[name]))
    assessments = []
    for incident in linking.incidents:
        sayings = make_sayings(incident, reports, findings)
        assessments.append(weigh(incident, sayings, trace_lines(sayings, stories)))
    return linking, assessments


def test_a_copy_and_an_own_report_of_one_bomb_are_one_incident_with_two_lines(knowledge: Knowledge) -> None:
    linking, assessments = assess_all(REPORTS, knowledge)
    told = [{member.report_id for member in incident.members} for incident in linking.incidents]
    assert {"wire", "copy", "own"} in told
    assert not any("elsewhere" in group and group & {"wire", "copy", "own"} for group in told)
    (bombing,) = [
        assessment
        for assessment, group in zip(assessments, told, strict=True)
        if group == {"wire", "copy", "own"} and assessment.type == "bombing"
    ]
    assert bombing.place is not None
    assert bombing.place.name == "Kunduz"
    assert "3 outlets, 1 wire, " in bombing.summary
    assert {"police", "witnesses"} <= {line.label for line in bombing.lines}
    assert bombing.grade == "fair"


def test_reading_the_same_reports_in_another_order_gives_the_same(knowledge: Knowledge) -> None:
    backwards = dict(reversed(list(REPORTS.items())))
    assert assess_all(backwards, knowledge) == assess_all(REPORTS, knowledge)


def test_one_more_copy_changes_nothing_but_the_count_of_outlets(knowledge: Knowledge) -> None:
    copied = replace(REPORTS["wire"], id="zz", publisher="Evening Post", published="2019-05-13")
    _, before = assess_all(REPORTS, knowledge)
    _, after = assess_all({**REPORTS, "zz": copied}, knowledge)
    assert [one.incident_id for one in after] == [one.incident_id for one in before]
    assert [one.grade for one in after] == [one.grade for one in before]
    for one, other in zip(before, after, strict=True):
        assert {line.label for line in one.lines} == {line.label for line in other.lines}
        assert [field.verdict for field in one.fields] == [field.verdict for field in other.fields]
