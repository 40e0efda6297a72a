"""Briefs: what a desk wants to read of one incident on one page, as records; `export.brief` writes them.

Every line of a brief carries the numbers of the reports that it rests on, as they stand in its list of sources. What is
disputed is told apart from what is known, and what nobody reports is listed too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.knowledge.agencies import fold_origin
from dateline.records import (
    Assessment,
    FieldAssessment,
    Line,
    PlacePrecision,
    Report,
    Story,
    TimePrecision,
    Value,
    Verdict,
)
from dateline.weigh.loose import Fit
from dateline.weigh.sides import SideToll, make_side_tolls, name_side
from dateline.weigh.summaries import independent_lines
from dateline.weigh.titles import place_words, time_words
from dateline.weigh.values import COUNTS
from dateline.wording import (
    NOBODY,
    RELIABILITY_WORDS,
    VERDICT_WORDS,
    name_credibility,
    name_field,
    one_line,
    shorten,
    show_value,
)

DISPUTED = frozenset({Verdict.CONTRADICTED, Verdict.DENIED, Verdict.REVISED})
RESPONSIBILITY = "responsibility"
STANCES = {"claims": "claims it", "denies": "denies it", "accused": "is accused", "praises": "praises it"}
QUOTE = 90  # characters of a quotation
MOST_VERSIONS = 8  # of one field


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a field: what is said, by which lines, in which words; `sources` are numbers of reports."""

    text: str
    lines: tuple[str, ...]
    summary: str
    quote: str
    sources: tuple[int, ...]
    first_said: str | None
    last_said: str | None
    is_claim: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """A field with all its versions and how they stand to each other."""

    name: str
    verdict: str
    explanation: str
    versions: tuple[Version, ...]
    more: int = 0  # versions that are not shown


@dataclass(frozen=True, slots=True)
class Step:
    """A number as one line first gave it, and in which reports it stands."""

    day: str | None
    until: str | None  # when it was last repeated, where that is later
    what: str  # "5 of the attacked killed"
    line: str
    sources: tuple[int, ...]
    is_claim: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """A line of knowledge, why it is one, and the reports that carry it."""

    label: str
    basis: str
    sources: tuple[int, ...]
    is_independent: bool


@dataclass(frozen=True, slots=True)
class Copies:
    """Reports that are one story."""

    sources: tuple[int, ...]
    kinds: tuple[str, ...]
    origin: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A report in the list of sources; `reliability` is A to F where the user has graded its source."""

    number: int
    report_id: str
    publisher: str | None
    origin: str | None
    published: str | None
    title: str
    url: str | None
    reliability: str | None
    reliability_words: str | None


@dataclass(frozen=True, slots=True)
class Brief:
    """One incident on one page."""

    incident_id: str
    title: str
    lead: str
    grade: str
    grade_reason: str
    credibility: int
    credibility_words: str
    credibility_reason: str
    summary: str
    known: tuple[Topic, ...]
    disputed: tuple[Topic, ...]
    tolls: tuple[Step, ...]
    rules: tuple[SideToll, ...]
    responsibility: Topic | None
    voices: tuple[Voice, ...]
    copies: tuple[Copies, ...]
    unknown: tuple[str, ...]
    loose: tuple[Fit, ...]
    sources: tuple[Source, ...]


def make_brief(
    assessment: Assessment,
    reports: Sequence[Report],
    stories: Sequence[Story],
    *,
    fits: Sequence[Fit] = (),
    grades: Mapping[str, str] | None = None,
) -> Brief:
    """Return the brief of an incident; `reports` are its reports in the order in which they are to be numbered.

    `grades` are the reliability (A to F) that the user gives his sources, by name; a report goes by whom it credits,
    else by its publisher. They are shown beside the sources and change nothing.
    """
    graded = {fold_origin(name): letter for name, letter in (grades or {}).items()}
    numbers = {report.id: number for number, report in enumerate(reports, start=1)}
    texts = {report.id: report.text for report in reports}
    topics = {
        found.field: _make_topic(found, assessment, numbers, texts)
        for found in assessment.fields
        if found.values and not _is_plain(found)
    }
    verdicts = {found.field: found.verdict for found in assessment.fields}
    facts = {field: topic for field, topic in topics.items() if field != RESPONSIBILITY}
    return Brief(
        incident_id=assessment.incident_id,
        title=one_line(assessment.title),
        lead=_lead(assessment, len(reports)),
        grade=assessment.grade,
        grade_reason=one_line(assessment.grade_reason),
        credibility=assessment.credibility,
        credibility_words=name_credibility(assessment.credibility),
        credibility_reason=one_line(assessment.credibility_reason),
        summary=one_line(assessment.summary),
        known=tuple(topic for field, topic in facts.items() if verdicts[field] not in DISPUTED),
        disputed=tuple(topic for field, topic in facts.items() if verdicts[field] in DISPUTED),
        tolls=_tolls(assessment, numbers),
        rules=tuple(side for field in ("killed", "injured", "taken") for side in make_side_tolls(assessment, field)),
        responsibility=topics.get(RESPONSIBILITY),
        voices=_voices(assessment, numbers),
        copies=_copies(stories, numbers),
        unknown=_unknown(assessment, reports),
        loose=tuple(fits),
        sources=tuple(_source(numbers[report.id], report, graded) for report in reports),
    )


def _is_plain(found: FieldAssessment) -> bool:
    return found.field == "status" and all(value.text == "happened" for value in found.values)


def _lead(assessment: Assessment, reports: int) -> str:
    """Return the first paragraph: what, where, when, and how many reports and lines stand behind it."""
    what = assessment.type.replace("_", " ")
    where = f" {place_words(assessment.place)}" if assessment.place is not None else ", at a place that is not told"
    when = f" on {time_words(assessment.time)}" if assessment.time is not None else " on a day that is not told"
    if assessment.time is not None and len(assessment.time.value) < len("2019-05-10"):
        when = f" in {time_words(assessment.time)}"
    count = len(independent_lines(assessment))
    told = f"{reports} report{'s' * (reports != 1)}, {count} independent line{'s' * (count != 1)} of knowledge."
    return one_line(f"{what[:1].upper()}{what[1:]}{where},{when}. {told}")


def _make_topic(
    found: FieldAssessment, assessment: Assessment, numbers: Mapping[str, int], texts: Mapping[str, str]
) -> Topic:
    versions = tuple(_version(found.field, value, assessment, numbers, texts) for value in found.values)
    return Topic(
        name=name_field(found.field),
        verdict=VERDICT_WORDS.get(found.verdict, found.verdict),
        explanation=one_line(found.explanation),
        versions=versions[:MOST_VERSIONS],
        more=max(0, len(versions) - MOST_VERSIONS),
    )


def _version(
    field: str, value: Value, assessment: Assessment, numbers: Mapping[str, int], texts: Mapping[str, str]
) -> Version:
    labels = {line.id: one_line(line.label) for line in assessment.lines}
    shown = value_words(field, value, assessment)
    words = (one_line(support.span.of(texts.get(support.report_id, ""))) for support in value.supports)
    quote = next((each for each in words if each and each.casefold() not in shown.casefold()), "")
    return Version(
        text=shown,
        lines=tuple(dict.fromkeys(labels.get(name, name) for name in value.lines)),
        summary=value.summary,
        quote=shorten(quote, QUOTE),
        sources=_numbers((support.report_id for support in value.supports), numbers),
        first_said=value.first_said,
        last_said=value.last_said,
        is_claim=field != RESPONSIBILITY and all(support.claim for support in value.supports),
    )


def value_words(field: str, value: Value, assessment: Assessment) -> str:
    """Return a value as a sentence needs it: "5 (civilians)", "Red Dawn Front claims it", "nobody has claimed it"."""
    shown = show_value(field, value.text)
    if field in COUNTS:
        shown = "nobody" if value.min == value.max == 0 else shown
        side = "" if value.role in ("total", "unknown", None) else name_side(assessment, value.role)
        return f"{shown} ({side})" if side else (f"{shown} (in all)" if value.role == "total" else shown)
    if field == RESPONSIBILITY:
        return NOBODY if value.role == "nobody" else f"{shown} {STANCES.get(value.role or '', '')}".rstrip()
    return shown


def _numbers(names: Iterable[str], numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted({numbers[name] for name in names if name in numbers}))


def _tolls(assessment: Assessment, numbers: Mapping[str, int]) -> tuple[Step, ...]:
    """Return the numbers in the order in which they were first given; a line that repeats its number adds no step."""
    labels = {line.id: one_line(line.label) for line in assessment.lines}
    steps: list[Step] = []
    for found in assessment.fields:
        if found.field not in COUNTS:
            continue
        for value in found.values:
            for line in value.lines:
                held = [support for support in value.supports if support.line == line]
                said = sorted(support.published for support in held if support.published)
                steps.append(
                    Step(
                        day=said[0] if said else None,
                        until=said[-1] if said and said[-1][:10] != said[0][:10] else None,
                        what=_count_words(found.field, value, assessment),
                        line=labels.get(line, line),
                        sources=_numbers((support.report_id for support in held), numbers),
                        is_claim=all(support.claim for support in held),
                    )
                )
    return tuple(sorted(steps, key=lambda step: (step.day or "~", step.sources, step.what, step.line)))


def _count_words(field: str, value: Value, assessment: Assessment) -> str:
    words = value_words(field, value, assessment)
    number, bracket, side = words.partition(" (")
    return f"{number} {field}{bracket}{side}"


def _voices(assessment: Assessment, numbers: Mapping[str, int]) -> tuple[Voice, ...]:
    independent = {line.id for line in independent_lines(assessment)}

    def order(line: Line) -> tuple[bool, int, str]:
        return (line.id not in independent, -len(line.reports), line.label)

    return tuple(
        Voice(one_line(line.label), one_line(line.basis), _numbers(line.reports, numbers), line.id in independent)
        for line in sorted(assessment.lines, key=order)
    )


def _copies(stories: Sequence[Story], numbers: Mapping[str, int]) -> tuple[Copies, ...]:
    return tuple(
        Copies(held, tuple(dict.fromkeys(link.kind for link in story.links)), story.origin)
        for story in stories
        if len(held := _numbers(story.reports, numbers)) > 1
    )


def _unknown(assessment: Assessment, reports: Sequence[Report]) -> tuple[str, ...]:
    """Return what no report says, and what is known only roughly."""
    silent = [
        f"{name_field(found.field).capitalize()}: {one_line(found.explanation)}"
        for found in assessment.fields
        if not found.values
    ]
    rough = []
    place, time = assessment.place, assessment.time
    if place is not None and place.precision not in (PlacePrecision.EXACT, PlacePrecision.NEAR):
        rough.append(f"The exact place: only the {place.precision} is known.")
    if time is not None and time.precision not in (TimePrecision.MINUTE, TimePrecision.PART_OF_DAY, TimePrecision.DAY):
        rough.append(f"The exact day: only {time_words(time)} is known.")
    undated = sum(report.published is None for report in reports)
    if undated:
        rough.append(f"When {undated} of the reports {'was' if undated == 1 else 'were'} published.")
    return (*silent, *rough)


def _source(number: int, report: Report, grades: Mapping[str, str]) -> Source:
    names = [name for name in (report.origin, report.publisher) if name]
    letter = next((grades[fold_origin(name)] for name in names if fold_origin(name) in grades), None)
    return Source(
        number=number,
        report_id=report.id,
        publisher=one_line(report.publisher) if report.publisher else None,
        origin=one_line(report.origin) if report.origin and report.origin != report.publisher else None,
        published=report.published,
        title=one_line(report.title or shorten(report.text, QUOTE)),
        url=report.url,
        reliability=letter,
        reliability_words=RELIABILITY_WORDS[letter] if letter else None,
    )
