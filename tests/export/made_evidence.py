"""Evidence made by hand: every case that an exporter must know, and any number of incidents that look like them.

Groups, people and outlets are invented, places are real.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

import msgspec

from archive import AFGHANISTAN, KABUL, KUNDUZ, KUNDUZ_PROVINCE, LAHORE, Draft, bombing, day, group, stance
from dateline.export import Evidence
from dateline.judge import read_decision
from dateline.records import (
    ActorLink,
    Count,
    Event,
    Incident,
    Judgement,
    Member,
    Participant,
    Place,
    PlacePrecision,
    SourceKind,
    TimePrecision,
    When,
)
from dateline.text import make_id
from dateline.trace import trace_lines, trace_stories
from dateline.weigh import apply_rulings, make_sayings, weigh

KANO = Place("Kano", "geonames:2335204", "NG", "Nigeria", "Kano", "NG.29", None, 12.0, 8.52, PlacePrecision.NEAR, 25)
HIGH_SEA = Place("Arabian Sea", None, None, None, None, None, None, 15.0, 65.0, PlacePrecision.SEA_AIR, None)
MONTH = When(datetime(2019, 5, 1), datetime(2019, 6, 1), TimePrecision.MONTH, "2019-05")
YEARS = When(datetime(2015, 1, 1), datetime(2019, 1, 1), TimePrecision.YEARS, "2015/2018")
YEAR = When(datetime(2018, 1, 1), datetime(2019, 1, 1), TimePrecision.YEAR, "2018")
MORNING = When(datetime(2019, 5, 10, 8), datetime(2019, 5, 10, 9), TimePrecision.MINUTE, "2019-05-10T08")
EVENING = When(datetime(2019, 5, 10, 20), datetime(2019, 5, 10, 21), TimePrecision.MINUTE, "2019-05-10T20")
HOSTILE = '=HYPERLINK("https://example.org","open")'
ARABIC = "\u0635\u062d\u064a\u0641\u0629 \u0627\u0644\u0634\u0627\u0637\u0626"
STATE = ActorLink("state:AF:military", "military of Afghanistan", "military", 1.0, "state")
POLICE = ActorLink("state:PK:police", "police of Pakistan", "police", 1.0, "state")
GUNMEN = ActorLink("class:unidentified_armed", "gunmen", "unidentified_armed", 0.5, "description")
FARMERS = ActorLink("class:civilians", "farmers", "civilians", 0.5, "description")
REPORTER = ActorLink("class:media", "reporter", "media", 0.5, "description")
DAWN, TIDE = "Red Dawn Front", "Iron Tide Brigades"


def make_case(*drafts: Draft, judgements: Iterable[Judgement] = ()) -> Evidence:
    """Return the evidence of one incident that all events of the drafts belong to."""
    reports = {draft.name: draft.report() for draft in drafts}
    findings = {draft.name: draft.findings() for draft in drafts}
    members = tuple(Member(draft.name, event.id) for draft in drafts for event in draft.events)
    incident = Incident(make_id("incident", members[0].event_id), members)
    stories = trace_stories(reports.values())
    sayings = make_sayings(incident, reports, findings)
    ordered = sorted(reports.values(), key=lambda one: (one.published or "~", one.id))
    return Evidence(
        incident,
        weigh(incident, sayings, trace_lines(sayings, stories)),
        tuple(ordered),
        tuple(findings[one.id] for one in ordered),
        stories=tuple(stories),
        judgements=tuple(judgements),
    )


def draft(
    name: str, outlet: str | None = "Oxus Courier", published: str | None = "2019-05-11", **more: object
) -> Draft:
    """Return a report under way."""
    made = Draft(name, outlet, published)
    for key, value in more.items():
        setattr(made, key, value)
    return made


def people(made: Draft, words: str, actor: ActorLink) -> Participant:
    """Add words for somebody."""
    return Participant(made.say(words), actor=actor)


def set_event(made: Draft, event: Event, **more: object) -> Event:
    """Put an event with other fields in the place of the last one of `made`."""
    changed = replace(event, **more)  # type: ignore[arg-type]
    made.events[-1] = changed
    return changed


def plain() -> Evidence:
    """A bombing of a market: two outlets, a rising toll, one claim."""
    first, second = draft("p1"), draft("p2", "Pamir Post", "2019-05-12")
    event = bombing(first, killed=5, speaker=("police", "police"))
    set_event(first, event, against=(people(first, "three farmers", FARMERS),), weapon=(first.say("a roadside bomb"),))
    event = bombing(second, killed=7, speaker=("medical", "a doctor"))
    set_event(second, event, by=(group(second, DAWN),), injured=(Count(second.say("12 hurt"), 12, 12, "against"),))
    stance(second, event, DAWN, "claims")
    return make_case(first, second)


def clash() -> Evidence:
    """A clash between soldiers and a group, with dead on both sides."""
    made = draft("c1")
    event = bombing(made, killed=None, kind="clash", words="a firefight")
    set_event(
        made,
        event,
        by=(people(made, "Afghan soldiers", STATE),),
        against=(group(made, TIDE),),
        killed=(Count(made.say("2 soldiers"), 2, 2, "by"), Count(made.say("9 fighters"), 9, 9, "against")),
    )
    return make_case(made)


def unnamed() -> Evidence:
    """A shooting of policemen by gunmen, toll "at least"."""
    made = draft("u1", kind=SourceKind.WIRE)
    event = bombing(made, killed=(3, None), kind="shooting", at=LAHORE, words="shot dead")
    set_event(made, event, by=(people(made, "gunmen", GUNMEN),), against=(people(made, "policemen", POLICE),))
    return make_case(made)


def hostile() -> Evidence:
    """Words that a spreadsheet would run, in names, places and outlets; letters of other scripts."""
    made = draft("h1", "@SUM(A1:A9)")
    at = replace(KABUL, name="+Kabul\t\n-1", admin1="-Kabul")
    event = bombing(made, killed=1, at=at, words=HOSTILE)
    set_event(
        made, event, by=(group(made, HOSTILE),), against=(people(made, f"\t={ARABIC} \U0001f4a3", FARMERS),),
        weapon=(made.say("-pistol"),),
    )  # fmt: skip
    other = draft("h2", ARABIC, "2019-05-13")
    bombing(other, killed=1, at=at)
    return make_case(made, other)


def contested() -> Evidence:
    """A bombing that two groups claim, that one of them denies elsewhere, and of which numbers differ."""
    first, second = draft("d1"), draft("d2", "Khyber Ledger", "2019-05-11")
    event = bombing(first, killed=4, speaker=("police", "police"), at=KANO)
    stance(first, event, DAWN, "claims")
    event = bombing(second, killed=(None, 20), speaker=("witness", "a shopkeeper"), at=KANO)
    stance(second, event, TIDE, "claims")
    stance(second, event, DAWN, "denies")
    stance(second, event, TIDE, "accused", by=("government", "the governor"))
    return make_case(first, second)


def several() -> Evidence:
    """Two bombings that one report tells apart by hour, in one town; another report tells of one of them."""
    first, second = draft("s1"), draft("s2", "Pamir Post", "2019-05-12")
    bombing(first, killed=2, on=MORNING)
    bombing(first, killed=6, on=EVENING)
    bombing(second, killed=6, on=EVENING)
    return make_case(first, second)


def days() -> Evidence:
    """Two attacks that one report tells apart by day and place."""
    made = draft("y1")
    bombing(made, killed=2, on=day("2019-05-10"))
    bombing(made, killed=3, on=day("2019-05-12"), at=LAHORE)
    return make_case(made)


def vague() -> Evidence:
    """Dozens of dead, and nobody gives a number."""
    made = draft("v1")
    event = bombing(made, killed=None, at=KABUL)
    set_event(made, event, killed=(Count(made.say("dozens of people"), 24, None, "against", vague=True),))
    return make_case(made)


def simple(name: str, **more: object) -> Evidence:
    """One report of one event."""
    made = draft(name)
    bombing(made, **more)  # type: ignore[arg-type]
    return make_case(made)


def judged() -> tuple[Evidence, Evidence, Evidence]:
    """A rejected incident, one whose toll a person corrected, and one whose second event was rejected."""
    rejected, corrected, partly = simple("j1", killed=3), simple("j2", killed=3), several_reports()
    no = Judgement(rejected.incident.id, "reject", "ayla", "2019-06-01", "a drill, not an attack")
    value = '{"field":"killed","role":"total","min":8,"max":8}'
    yes = Judgement(corrected.incident.id, "correct", "ayla", "2019-06-01", "counted names", value)
    last = Judgement(partly.incident.members[-1].event_id, "reject", "ayla", "2019-06-01")
    ruled = apply_rulings(corrected.assessment, [(yes, read_decision(yes))])
    return (
        replace(rejected, judgements=(no,)),
        replace(corrected, judgements=(yes,), assessment=ruled),
        replace(partly, judgements=(last,)),
    )


def several_reports() -> Evidence:
    """One bombing in two reports that give different tolls."""
    first, second = draft("m1"), draft("m2", "Pamir Post", "2019-05-12")
    bombing(first, killed=3)
    bombing(second, killed=30)
    return make_case(first, second)


def make_cases() -> list[Evidence]:
    """Return all cases, the earliest first, as the store yields them."""
    cases = [
        *(plain(), clash(), unnamed(), hostile(), contested(), several(), days(), vague()),
        *judged(),
        simple("a1", killed=0),
        simple("a2", killed=None),
        simple("a3", killed=2, at=None),
        simple("a4", killed=2, at=AFGHANISTAN),
        simple("a5", killed=2, at=KUNDUZ_PROVINCE, on=MONTH),
        simple("a6", killed=2, on=YEARS),
        simple("a7", killed=2, on=YEAR),
        simple("a8", killed=2, at=HIGH_SEA),
        simple("b1", killed=2, status="denied"),
        simple("b2", killed=None, status="planned"),
        simple("b3", kind="abduction", at=KUNDUZ),
        simple("b4", kind="protest", at=LAHORE),
        simple("b5", kind="riot", at=LAHORE),
        simple("b6", kind="organisation", at=KUNDUZ),
        simple("b7", kind="trial", at=LAHORE),
        simple("b8", kind="air_strike", killed=(None, None)),
        simple("b9", kind="operation", at=KABUL),
        *(simple(f"k-{kind}", kind=kind, killed=1) for kind in KINDS),
    ]
    return sorted(cases, key=lambda one: (_start(one), one.incident.id))


KINDS = (
    *("suicide_bombing", "shelling", "assassination", "execution", "assault", "sexual_violence", "destruction"),
    *("attack", "arrest", "seizure", "territory", "agreement", "release", "withdrawal", "deployment", "threat"),
)


def _start(one: Evidence) -> str:
    return one.assessment.time.start.isoformat() if one.assessment.time is not None else "~"


@dataclass(frozen=True, slots=True)
class Template:
    """A case as JSON, with its ids."""

    text: bytes
    incident: str
    reports: tuple[str, ...]
    events: tuple[str, ...]


@cache
def _templates() -> tuple[Template, ...]:
    return tuple(
        Template(
            msgspec.json.encode(one),
            one.incident.id,
            tuple(report.id for report in one.reports),
            tuple(member.event_id for member in one.incident.members),
        )
        for one in make_cases()
    )


def make_view(count: int, *, a_day: int = 7) -> Iterator[Evidence]:
    """Yield `count` incidents that look like the cases, each with ids of its own, `a_day` of them a day."""
    decoder = msgspec.json.Decoder(Evidence)
    templates = _templates()
    for number in range(count):
        copy = decoder.decode(_renumber(templates[number % len(templates)], number))
        time = copy.assessment.time
        if time is not None:
            later = timedelta(days=number // a_day)
            moved = replace(time, start=time.start + later, end=time.end + later)
            copy = replace(copy, assessment=replace(copy.assessment, time=moved))
        yield copy


def _renumber(template: Template, number: int) -> bytes:
    """Return a template with ids of its own."""
    text = template.text.replace(template.incident.encode(), f"{number:014x}ff".encode())
    for at, old in enumerate(template.reports):
        text = text.replace(f'"{old}"'.encode(), f'"{number:08x}{at:02d}"'.encode())
    for at, old in enumerate(template.events):
        text = text.replace(old.encode(), f"{number:012x}{at:04x}".encode())
    return text
