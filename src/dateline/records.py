"""The vocabulary: every record that travels between stages, into the store and out of it.

All records are frozen, slotted dataclasses that hold text, numbers, enumerated words and tuples of records, so that
each one is a JSON object, a database row or a Spark row without further thought. This module imports nothing of ours.

Conventions
    Offsets are half-open positions in code points of `Report.text`: ``text[span.start:span.end]`` are the words.
    Identifiers are hexadecimal digests of content (see `dateline.text.make_id`); the same input gives the same ids.
    ``None`` in a number means *not reported*; ``0`` means that the source says nobody.
    Words from closed lists (event types, statuses, speakers ...) are those of `ontology.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in the text of one report; ``0 <= start < end <= len(text)``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of this span in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


# --- reports: what came in -------------------------------------------------------------------------------------------


class SourceKind(StrEnum):
    """What kind of body published a report."""

    OUTLET = "outlet"
    WIRE = "wire"
    STATE = "state"
    ARMED_GROUP = "armed_group"
    NGO = "ngo"
    SOCIAL = "social"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Dateline:
    """The line that opens a report: ``SRINAGAR, India, May 10 (Reuters) -``."""

    span: Span
    place: str | None = None
    day: str | None = None  # as written: "May 10"
    agency: str | None = None  # as credited: "Reuters"


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it was published: clean text and what the page says of itself. Never changed once stored.

    `text` is the canonical text that every span points into: the headline once (if there is one), then the body;
    paragraphs are parted by one blank line (two newlines), and no paragraph contains a newline.
    `published` is an ISO 8601 prefix whose length is its precision: ``2019``, ``2019-05``, ``2019-05-11`` or
    ``2019-05-11T18:02[:05][+05:30]``; ``None`` when nothing says so (a date in the body is never taken for it).
    `origin` is who made the text where that is not the publisher: a wire, another paper, credited anywhere on the page.
    """

    id: str
    text: str
    title: str = ""  # text[:len(title)] == title
    body_start: int = 0  # offset of the body in text
    url: str | None = None
    publisher: str | None = None
    origin: str | None = None
    byline: str | None = None
    dateline: Dateline | None = None
    published: str | None = None
    published_basis: str | None = None  # where it was found: meta, json-ld, page, url, feed, column, dateline, header
    language: str = "und"  # ISO 639-1; "und" undetermined, "zxx" no language
    source_kind: SourceKind = SourceKind.UNKNOWN
    raw_sha256: str = ""
    text_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """When, from where and by which version the bytes of a report were taken: the log of the evidence."""

    report_id: str
    locator: str  # path, path#record, or URL
    retrieved_at: str  # ISO 8601 instant, UTC
    raw_sha256: str
    media_type: str
    reader: str  # name and version of the reader: "html/1"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader yields for one item: the report, its raw bytes and the log entry."""

    report: Report
    raw: bytes
    retrieval: Retrieval


@dataclass(frozen=True, slots=True)
class Failure:
    """An item or report that could not be processed; stored, shown and never lost.

    `subject` is a report id or, where there is no report yet, the locator of the item.
    """

    subject: str
    stage: str  # read, parse, extract, resolve
    message: str
    line: int | None = None


# --- parsed text -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or punctuation mark."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its tokens; `paragraph` counts from 0, the headline (if any) is paragraph 0."""

    span: Span
    tokens: tuple[Token, ...]
    paragraph: int
    is_headline: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A report cut into paragraphs, sentences, tokens and quotations. The dateline belongs to no sentence."""

    report: Report
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Span, ...]  # the words inside the marks; may run over sentences and paragraphs

    @property
    def text(self) -> str:
        """The text that all spans point into."""
        return self.report.text

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that covers `offset`, if one does."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].span.end <= offset:
                low = middle + 1
            else:
                high = middle
        found = low < len(self.sentences) and self.sentences[low].span.start <= offset
        return self.sentences[low] if found else None

    def is_quoted(self, span: Span) -> bool:
        """Say whether `span` lies wholly within quotation marks."""
        return any(quotation.contains(span) for quotation in self.quotations)


# --- findings: what one report says, each with its words --------------------------------------------------------------


class TimePrecision(StrEnum):
    """How fine a time is known, finest first."""

    MINUTE = "minute"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    DAYS = "days"  # two to six days
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"  # also a season or half a year
    YEAR = "year"
    YEARS = "years"  # more than one year


@dataclass(frozen=True, slots=True)
class When:
    """An interval ``[start, end)`` in local time, with its precision and its TIMEX3-like value.

    `anchor` says what the words were reckoned from: "published", "text" (another time in the text) or "absolute".
    `is_open` is "start" or "end" where that bound is a limit only ("since 1989", "until May").
    """

    start: datetime
    end: datetime
    precision: TimePrecision
    value: str
    anchor: str = "absolute"
    is_open: str | None = None


class PlacePrecision(StrEnum):
    """How well a place is known; codes of UCDP, ACLED, GTD and PLOVER derive from it (EXPORT cross-walk)."""

    EXACT = "exact"
    NEAR = "near"
    DISTRICT = "district"
    PROVINCE = "province"
    STRETCH = "stretch"  # river, road, border, region without exact bounds
    COUNTRY = "country"
    SEA_AIR = "sea_air"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer, or one placed inside a known one by the report's own words.

    `gazetteer_id` is ``geonames:<id>`` or ``dateline:<slug>`` (our own regions); ``None`` for a place that no
    gazetteer knows, whose coordinates are then those of the smallest known place around it, at that precision.
    Names run up the hierarchy. Latitude and longitude are WGS84 degrees; `radius_km` is the uncertainty.
    """

    name: str
    gazetteer_id: str | None
    country: str | None  # ISO 3166-1 alpha-2
    country_name: str | None
    admin1: str | None
    admin1_code: str | None  # GeoNames: "IN.12"
    admin2: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    radius_km: float | None
    score: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression and what it comes to (``None`` when it cannot be told)."""

    span: Span
    when: When | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name in the text and the place it means (``None`` when unknown or ambiguous beyond a guess)."""

    span: Span
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class ActorLink:
    """A tie from words to the register of actors, with its score and reason; a judgement, not a fact."""

    actor_id: str
    name: str
    kind: str  # armed_group, military, police, government, international, civilians, ... see ontology.yaml
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody or something in a role. `name` is the name behind a pronoun, description or abbreviation."""

    span: Span
    name: str | None = None
    doubt: bool = False  # suspected, alleged, blamed, apparently
    actor: ActorLink | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of people as the words mean it: "at least 13" is 13..None, "up to 20" None..20, "dozens" 24..None."""

    span: Span
    min: int | None
    max: int | None
    approx: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people killed, injured or taken; `who` says whose side: by, against, other, total, unknown."""

    span: Span
    min: int | None
    max: int | None
    who: str = "unknown"
    approx: bool = False
    vague: bool = False
    said_by: Span | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One event that one report tells of, all its mentions joined.

    `time` and `place` are what resolve concludes from the mentions: when and where *it happened*; ``None`` is unknown.
    """

    id: str
    type: str
    triggers: tuple[Span, ...]
    status: str
    background: bool = False
    when: tuple[TimeMention, ...] = ()
    where: tuple[PlaceMention, ...] = ()
    by: tuple[Participant, ...] = ()
    against: tuple[Participant, ...] = ()
    weapon: tuple[Span, ...] = ()
    killed: tuple[Count, ...] = ()
    injured: tuple[Count, ...] = ()
    taken: tuple[Count, ...] = ()
    time: When | None = None
    place: Place | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Words or knowledge that the report credits to somebody. `content` is ``None`` for silence ("no comment")."""

    id: str
    source: Span
    cue: Span | None
    content: Span | None
    kind: str  # direct, indirect, mixed, silence
    speaker: str  # police, military, government, armed_group, ...
    about: tuple[str, ...] = ()  # ids of events of the same report
    name: str | None = None  # the name behind a pronoun or description
    actor: ActorLink | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who is said to be behind an event. `who` is ``None`` for "no group has claimed responsibility"."""

    id: str
    event: str
    who: Participant | None
    stance: str  # claims, denies, accused, praises, nobody
    cue: Span
    by: Span | None = None  # who accuses
    channel: str | None = None  # statement, video, audio, agency, call, social, website
    when: When | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """What the report says of armed groups and their people: member_of, leader_of, branch_of, pledged_to ..."""

    id: str
    type: str
    a: Participant
    b: Participant
    status: str = "happened"
    cue: Span | None = None
    when: When | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything one report yields: one JSON line, one Spark row, one transaction."""

    report_id: str
    pipeline: str  # version of the pipeline that made it
    model: str  # name and version of the reader: "rules/1"
    abstained: str | None = None  # why nothing was read: "language: si"
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    responsibility: tuple[Responsibility, ...] = ()
    relations: tuple[Relation, ...] = ()
    places: tuple[PlaceMention, ...] = ()  # every place name in the report, also those of no event
    times: tuple[TimeMention, ...] = ()  # every time expression in the report


# --- across reports ---------------------------------------------------------------------------------------------------


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
    """Events of one or more reports that are judged to be the same."""

    id: str
    members: tuple[Member, ...]
    comparisons: tuple[Comparison, ...] = ()


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


class Verdict(StrEnum):
    """How the versions of one field stand to each other."""

    AGREE = "agree"
    RISING = "rising"
    REVISED = "revised"
    CONTRADICTED = "contradicted"
    CLAIMED_ONLY = "claimed_only"
    DENIED = "denied"
    SINGLE_LINE = "single_line"
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
    value: str | None = None  # the corrected value, as JSON
