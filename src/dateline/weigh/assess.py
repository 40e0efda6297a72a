"""Assessments: what is known of an incident, field by field, who says so, and how well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.knowledge.likeness import is_wider, may_be_one
from dateline.records import (
    Assessment,
    Decision,
    FieldAssessment,
    Incident,
    Judgement,
    Line,
    Place,
    PlacePrecision,
    Saying,
    TimePrecision,
    Verdict,
    When,
)
from dateline.weigh.accounts import judge_account, judge_status, places_clash, times_clash
from dateline.weigh.credibility import judge_credibility
from dateline.weigh.decided import apply_rulings
from dateline.weigh.evidence import find_evidence
from dateline.weigh.figures import make_figures
from dateline.weigh.grades import grade
from dateline.weigh.responsibility import judge_responsibility
from dateline.weigh.summaries import primary_lines, summarise
from dateline.weigh.titles import make_title
from dateline.weigh.toll import make_toll
from dateline.weigh.traced import Traced, make_traced
from dateline.weigh.values import COUNTS, make_values
from dateline.weigh.verdicts import judge_figures

# The order in which fields are shown. Those that matter most are there also when no report says anything of them.
FIELDS = (
    *("type", "status", "time", "place", "by", "against", "weapon"),
    *("killed", "injured", "taken", "responsibility"),
)
ALWAYS = frozenset({"type", "status", "time", "place", "by", "against", "killed", "injured", "responsibility"})
_TIME_ORDER = {precision: at for at, precision in enumerate(TimePrecision)}
_PLACE_ORDER = {precision: at for at, precision in enumerate(PlacePrecision)}


def weigh(
    incident: Incident,
    sayings: Iterable[Saying],
    lines: Iterable[Line],
    rulings: Iterable[tuple[Judgement, Decision]] = (),
) -> Assessment:
    """Return what is known of `incident` from its sayings and the lines that they go back to.

    `rulings` are what people decided of it as a whole, which outranks what is computed (see `decided`).
    Every saying must be in one of `lines` (`KeyError` else): lines come from tracing the same sayings.
    """
    known = sorted(sayings, key=lambda saying: (saying.published or "~", saying.report_id, saying.span, saying.id))
    ordered = tuple(sorted(lines, key=lambda line: (-len(line.reports), line.label, line.id)))
    traced = make_traced(ordered)
    fields = tuple(
        assessed
        for field in FIELDS
        if (assessed := _assess(field, [one for one in known if one.field == field], traced)).values or field in ALWAYS
    )
    responsibility = next(one for one in fields if one.field == "responsibility")
    evidence = find_evidence(known, traced, primary_lines(known, ordered))
    mark, why = grade(known, traced, responsibility, evidence)
    credibility = judge_credibility(evidence)
    assessment = Assessment(
        incident_id=incident.id,
        title="",
        type=choose_type(known, traced),
        time=choose_time(known, traced),
        place=choose_place(known, traced),
        fields=fields,
        lines=ordered,
        outlets=tuple(sorted({saying.outlet for saying in known if saying.outlet})),
        grade=mark,
        grade_reason=why,
        summary=summarise(known, ordered),
        credibility=credibility.number,
        credibility_reason=credibility.reason,
    )
    assessment = apply_rulings(assessment, rulings)
    return replace(assessment, title=_title(assessment))


def _assess(field: str, sayings: Sequence[Saying], traced: Traced) -> FieldAssessment:
    verdict: Verdict
    if field in COUNTS:
        verdict, explanation = judge_figures(make_figures(sayings, traced), traced.labels)
    elif field == "responsibility":
        verdict, explanation = judge_responsibility(sayings, traced)
    elif field == "status":
        verdict, explanation = judge_status(sayings, traced)
    else:
        verdict, explanation = judge_account(field, sayings, traced)
    return FieldAssessment(field, make_values(field, sayings, traced), verdict, explanation)


def choose_type(sayings: Sequence[Saying], traced: Traced) -> str:
    """Return the type that most lines can stand by; among equals the narrower, then the one of more reports."""
    given = [saying for saying in sayings if saying.field == "type"]
    names = sorted({saying.text for saying in given})
    if not names:
        return "attack"

    def rank(name: str) -> tuple[int, int, int, str]:
        fits = {traced.line(saying) for saying in given if may_be_one(saying.text, name)}
        narrower = sum(is_wider(other, name) for other in names) - sum(is_wider(name, other) for other in names)
        return (-len(fits), -narrower, -len({saying.report_id for saying in given if saying.text == name}), name)

    return min(names, key=rank)


def choose_time(sayings: Sequence[Saying], traced: Traced) -> When | None:
    """Return the finest time that most lines can stand by, the first said among equals; ``None`` when none is told."""
    given = [saying for saying in sayings if saying.field == "time" and saying.when is not None]

    def rank(one: Saying) -> tuple[int, int, bool]:
        fits = {traced.line(other) for other in given if not times_clash(one.when, other.when)}
        precision = _TIME_ORDER[one.when.precision] if one.when is not None else len(_TIME_ORDER)
        return (-len(fits), precision, one.background)

    return min(given, key=rank).when if given else None


def choose_place(sayings: Sequence[Saying], traced: Traced) -> Place | None:
    """Return the finest place that most lines can stand by, the first said among equals; ``None`` when none is told."""
    given = [saying for saying in sayings if saying.field == "place" and saying.place is not None]

    def rank(one: Saying) -> tuple[int, int, int]:
        fits = {traced.line(other) for other in given if not places_clash(one.place, other.place)}
        same = {other.report_id for other in given if other.target == one.target and other.text == one.text}
        precision = _PLACE_ORDER[one.place.precision] if one.place is not None else len(_PLACE_ORDER)
        return (-len(fits), precision, -len(same))

    return min(given, key=rank).place if given else None


def _title(assessment: Assessment) -> str:
    killed = make_toll(assessment, "killed", rule="ucdp")
    tolls = (killed,) if killed.high else (killed, make_toll(assessment, "injured", rule="ucdp"))
    taken = make_toll(assessment, "taken", rule="ucdp")
    return make_title(assessment.type, assessment.place, assessment.time, (*tolls, taken))
