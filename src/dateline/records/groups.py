"""Across reports: stories, lines of knowledge, incidents, assessments, and the judgements of people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.records.findings import Place, When
from dateline.records.reports import SourceKind
from dateline.records.spans import Span


@dataclass(frozen=True, slots=True)
class StoryLink:
    """Two reports that tell one story in the same words. `source` is the report copied from, where that is known."""

    left: str
    right: str
    kind: str  # copy, cut, rewrite, update
    score: float  # in [0, 1]
    reasons: tuple[str, ...]
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Reports that are one story: copies, cuts, rewrites and updates of one text."""

    id: str
    reports: tuple[str, ...]
    origin: str | None = None  # the credited or inferred maker
    links: tuple[StoryLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """How much two events of different reports look like one; the number never travels without its reasons."""

    left: str  # event ids
    right: str
    score: float  # in [0, 1]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """An event of a report inside an incident."""

    report_id: str
    event_id: str


@dataclass(frozen=True, slots=True)
class Incident:
    """Events of one or more reports that are judged to be the same.

    Incidents with the same `occasion` are what reports tell together, not parted by day or place: four bombs in one
    city on one day. A coarse export may count them once (ACLED: one row), a fine one each (GTD: four rows).
    """

    id: str
    members: tuple[Member, ...]
    comparisons: tuple[Comparison, ...] = ()
    occasion: str | None = None  # None: an occasion by itself


@dataclass(frozen=True, slots=True)
class Saying:
    """One voice that gives one value for one field of an event: what lines are traced for and assessments weighed from.

    `text`, `min`, `max` and `role` are as in `Value`; for the field "responsibility" `role` is the stance and `by` who
    accuses. `speaker` is "outlet" where nobody is credited. `country` is that of the speaker's body where it is known,
    else that of the event; `outlet` is who published, `origin` who is credited with the text.
    """

    id: str
    report_id: str
    event_id: str
    field: str  # type, status, time, place, by, against, killed, injured, taken, weapon, responsibility
    text: str
    span: Span
    min: float | None = None
    max: float | None = None
    role: str | None = None
    speaker: str = "outlet"
    speaker_name: str | None = None
    actor_id: str | None = None  # of the speaker
    country: str | None = None  # ISO 3166-1 alpha-2
    published: str | None = None
    outlet: str | None = None
    origin: str | None = None
    source_kind: SourceKind = SourceKind.UNKNOWN
    background: bool = False
    status: str = "happened"  # of the event in that report
    doubt: bool = False
    vague: bool = False
    by: str | None = None
    target: str | None = None  # id of the actor or of the gazetteer that `text` names
    when: When | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """Who says a value, where: one cell of the matrix."""

    report_id: str
    event_id: str
    span: Span  # the words that carry the value
    speaker: str  # kind of speaker; "outlet" where nobody is credited
    speaker_name: str | None  # as the report writes it
    published: str | None
    line: str  # id of the line of knowledge it goes back to
    claim: bool = False  # said only by the doer, or by a side with an interest


@dataclass(frozen=True, slots=True)
class Line:
    """A line of knowledge: reports and voices that go back to one origin, counted once.

    `basis` says why they are one: the same story, a credited origin, the same primary speaker.
    """

    id: str
    label: str  # "police", "Reuters", "witnesses"
    basis: str
    reports: tuple[str, ...]
    sayings: tuple[str, ...] = ()  # ids of the sayings that go back to it
    stories: tuple[str, ...] = ()  # ids of the stories of `reports`, in the same order
    is_told: bool = True  # False where reports do not tell who speaks ("officials"): nothing shows that it is another


@dataclass(frozen=True, slots=True)
class Value:
    """One version of a field of an incident, with all who support it."""

    text: str  # shown: "5", "at least 13", "Amaq", "2019-05-10"
    min: float | None  # numeric fields and instants; None where it does not apply or is not bounded
    max: float | None
    role: str | None  # for counts: by, against, other, total, unknown
    supports: tuple[Support, ...]
    lines: tuple[str, ...]  # independent lines, ids
    first_said: str | None = None
    last_said: str | None = None
    summary: str = ""  # "5 outlets, 1 wire, 2 lines: police; witnesses", of this value alone


class Verdict(StrEnum):
    """How the versions of one field stand to each other."""

    AGREE = "agree"
    RISING = "rising"
    REVISED = "revised"
    CONTRADICTED = "contradicted"
    CLAIMED_ONLY = "claimed_only"
    DENIED = "denied"
    SINGLE_LINE = "single_line"
    DECIDED = "decided"  # a person has decided which holds
    NOT_REPORTED = "not_reported"  # no report says anything of it: not the same as 0, nor as "nobody has claimed it"


@dataclass(frozen=True, slots=True)
class FieldAssessment:
    """All versions of one field (type, time, place, by, against, killed, injured, taken, responsibility)."""

    field: str
    values: tuple[Value, ...]
    verdict: Verdict
    explanation: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is known of an incident, field by field, and how well."""

    incident_id: str
    title: str
    type: str
    time: When | None
    place: Place | None
    fields: tuple[FieldAssessment, ...]
    lines: tuple[Line, ...]
    outlets: tuple[str, ...]
    grade: str  # confirmed, fair, weak, contested, discounted
    grade_reason: str
    summary: str = ""  # "5 outlets, 1 wire, 2 lines: police; witnesses"
    credibility: int = 6  # 1 (confirmed) to 6 (cannot be judged), by the Admiralty scale
    credibility_reason: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision; it outranks the machine's and can be undone by a later one on the same subject.

    `subject` is two event ids joined by "+" for same/different, or one id for accept/reject/correct.
    """

    subject: str
    verdict: str  # same, different, accept, reject, correct, undo
    by: str
    at: str
    note: str = ""
    value: str | None = None  # a `Decision` as JSON: which field is meant, and what it is instead
    is_final: bool = False  # an editor's decision between coders: only another such outranks it
