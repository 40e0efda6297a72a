"""Claims as schema.org JSON-LD: who says that they did it, who denies it, and numbers that are contested.

Each version is a ``Claim`` with those who make it and the articles in which it appears. Dateline checks no facts and
rates nobody: a ``ClaimReview`` is written only where the user names who reviews (settings ``reviewer`` and ``url``).
Its rating is how the sources stand to each other ("contradicted"), in words and without a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from dateline.errors import UserError
from dateline.export.disputes import name_speaker
from dateline.export.evidence import Evidence
from dateline.export.formats import Format, Options, Pieces, Writer, load_columns
from dateline.export.instants import last_changed
from dateline.export.json_list import open_json_list
from dateline.export.naming import make_uuid
from dateline.export.plain import COUNTS, IDS, Plain, clean_line, find_url, make_plain
from dateline.export.rows import Cell, Row, cite_supports, leave_out
from dateline.records import FieldAssessment, Report, Value, Verdict
from dateline.wording import ROLE_NAMES, VERDICT_WORDS

NAME = "claimreview"
CONTESTED = frozenset({Verdict.CONTRADICTED, Verdict.DENIED, Verdict.REVISED, Verdict.CLAIMED_ONLY})
STANCES = {
    "claims": "{who} did it: {title}",
    "denies": "{who} did not do it: {title}",
    "accused": "{who} did it: {title}",
}


class Thing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"id": "@id"}, tag_field="@type"):
    """Anything of schema.org that has a name."""

    id: str | None = None
    name: str | None = None
    url: str | None = None


class Organization(Thing, frozen=True, kw_only=True, omit_defaults=True, tag="Organization"):
    """Who makes a claim, publishes or reviews it."""


class Place(Thing, frozen=True, kw_only=True, omit_defaults=True, tag="Place"):
    """Where it happened."""


class Event(Thing, frozen=True, kw_only=True, omit_defaults=True, rename={"id": "@id"}, tag="Event"):
    """The incident."""

    startDate: str | None = None  # noqa: N815 (schema.org writes it so)
    endDate: str | None = None  # noqa: N815
    location: Place | None = None


class NewsArticle(Thing, frozen=True, kw_only=True, omit_defaults=True, rename={"id": "@id"}, tag="NewsArticle"):
    """A report."""

    headline: str | None = None
    datePublished: str | None = None  # noqa: N815
    publisher: Organization | None = None


class Claim(Thing, frozen=True, kw_only=True, omit_defaults=True, rename={"id": "@id"}, tag="Claim"):
    """What somebody says."""

    text: str
    author: tuple[Organization, ...]
    datePublished: str | None = None  # noqa: N815
    about: Event
    appearance: tuple[NewsArticle, ...] = ()


class Rating(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="@type", tag="Rating"):
    """How the sources stand to each other; no number."""

    alternateName: str  # noqa: N815
    ratingExplanation: str  # noqa: N815


class ClaimReview(Thing, frozen=True, kw_only=True, omit_defaults=True, rename={"id": "@id"}, tag="ClaimReview"):
    """What the reviewer finds."""

    claimReviewed: str  # noqa: N815
    itemReviewed: Claim  # noqa: N815
    author: Organization
    datePublished: str  # noqa: N815
    reviewRating: Rating  # noqa: N815


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who reviews, and where the pages are: an incident's is ``<url>/<id>``."""

    name: str
    url: str


def make_format() -> Format:
    """Return the format."""
    return Format(
        name=NAME,
        title="Claim and ClaimReview JSON-LD",
        about="Claims of responsibility and contested numbers with who makes them, for fact-checkers.",
        suffix=".jsonld",
        columns=load_columns(NAME),
        rows=make_rows,
        open=open_graph,
        settings={
            "reviewer": "who reviews the claims; without it claims are written without a review",
            "url": "address under which the reviewer's pages stand; an incident's is URL/ID",
        },
        ids=IDS,
    )


def find_reviewer(options: Options) -> Reviewer | None:
    """Return who reviews; ``None`` where the user names nobody.

    Raises:
        UserError: a name without an address, or an address that is none.
    """
    name, url = options.settings.get("reviewer"), find_url(options.settings.get("url"))
    if not name:
        return None
    if not url:
        raise UserError("--set reviewer=NAME needs --set url=https://...: a ClaimReview has the address of its page")
    return Reviewer(clean_line(name), url.rstrip("/"))


def make_rows(view: Iterable[Evidence], options: Options) -> Pieces:
    """Yield a claim for each version of who did it and of each contested number."""
    reviewer = find_reviewer(options)
    for evidence in view:
        plain = make_plain(evidence, options)
        yield from plain.left_out
        event = _event(plain)
        claims = list(find_claims(evidence, plain))
        if not claims:
            yield leave_out(
                evidence, "no claim", "Nobody is said to have claimed or denied it; no number is contested."
            )
        for field, value, text in claims:
            claim = _claim(evidence, plain, event, (field, value, text))
            record = claim if reviewer is None else _review(evidence, plain, claim, (reviewer, field))
            yield Row(str(claim.id), evidence.incident.id, _cells(evidence, record, value), evidence.reports, (record,))


def find_claims(evidence: Evidence, plain: Plain) -> Iterator[tuple[FieldAssessment, Value, str]]:
    """Yield the versions that are claims, each with the sentence that is claimed."""
    for field in evidence.assessment.fields:
        for value in field.values:
            if field.field == "responsibility" and value.role in STANCES:
                who = clean_line(value.text)
                yield field, value, STANCES[value.role].format(who=who, title=plain["title"])
            elif field.field in COUNTS and field.verdict in CONTESTED:
                side = f" {ROLE_NAMES.get(value.role or '', '')}".rstrip()
                yield field, value, f"{clean_line(value.text)}{side} {field.field}: {plain['title']}"


def _claim(evidence: Evidence, plain: Plain, event: Event, one: tuple[FieldAssessment, Value, str]) -> Claim:
    field, value, text = one
    own = value.role in ("claims", "denies")
    names = [clean_line(value.text)] if own else [name_speaker(evidence, support) for support in value.supports]
    known = {report.id: report for report in evidence.reports}
    reports = dict.fromkeys(support.report_id for support in value.supports if support.report_id in known)
    number = make_uuid("claim", plain.id, field.field, value.role or "", value.text)
    return Claim(
        id=f"urn:uuid:{number}",
        text=text,
        author=tuple(Organization(name=name) for name in dict.fromkeys(names)),
        datePublished=value.first_said,
        about=event,
        appearance=tuple(_article(known[name]) for name in reports),
    )


def _article(report: Report) -> NewsArticle:
    publisher = clean_line(report.publisher or "")
    return NewsArticle(
        id=f"urn:uuid:{make_uuid('report', report.id)}",
        url=find_url(report.url),
        headline=clean_line(report.title) or None,
        datePublished=report.published,
        publisher=Organization(name=publisher) if publisher else None,
    )


def _event(plain: Plain) -> Event:
    place = ", ".join(filter(None, dict.fromkeys(plain.text(name) for name in ("place", "admin1", "country_name"))))
    return Event(
        id=f"urn:uuid:{make_uuid('incident', plain.id)}",
        name=plain.text("title"),
        startDate=plain.text("first_day") or None,
        endDate=plain.text("last_day") or None,
        location=Place(name=place) if place else None,
    )


def _review(evidence: Evidence, plain: Plain, claim: Claim, by: tuple[Reviewer, FieldAssessment]) -> ClaimReview:
    reviewer, field = by
    return ClaimReview(
        id=f"{claim.id}-review",
        url=f"{reviewer.url}/{plain.id}",
        claimReviewed=claim.text,
        itemReviewed=claim,
        author=Organization(name=reviewer.name, url=reviewer.url),
        datePublished=last_changed(evidence)[:10],
        reviewRating=Rating(
            alternateName=VERDICT_WORDS[field.verdict], ratingExplanation=clean_line(field.explanation)
        ),
    )


def _cells(evidence: Evidence, record: Claim | ClaimReview, value: Value) -> dict[str, Cell]:
    claim = record.itemReviewed if isinstance(record, ClaimReview) else record
    rating = record.reviewRating if isinstance(record, ClaimReview) else None
    place = claim.about.location
    facts = {
        "text": claim.text,
        "author.name": "; ".join(str(one.name) for one in claim.author),
        "datePublished": claim.datePublished,
        "about.name": claim.about.name,
        "about.startDate": claim.about.startDate,
        "about.location.name": place.name if place else None,
        "appearance.headline": "; ".join(one.headline or "" for one in claim.appearance) or None,
        "reviewRating.alternateName": rating.alternateName if rating else None,
        "reviewRating.ratingExplanation": rating.ratingExplanation if rating else None,
    }
    cites = cite_supports(evidence, value.supports)
    return {"@id": Cell(claim.id, why="ledger"), **{name: Cell(fact, cites) for name, fact in facts.items()}}


@contextmanager
def open_graph(path: Path, _format: Format, _options: Options) -> Iterator[Writer]:
    """Open a graph of claims."""
    with open_json_list(path, b'{"@context":"https://schema.org","@graph":[', b"]}") as writer:
        yield writer
