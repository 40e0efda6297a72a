"""Entities of FollowTheMoney: every value is a list of strings, dates are prefixes, nobody is merged.

Schemata and properties: followthemoney 4 (Event, Article, Organization, Person, Mention, UnknownLink, Membership,
Succession, Similar, Note). What is described and not named ("gunmen") is no entity: it would be one in every incident.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

import msgspec

from dateline.export.disputes import describe_dispute, find_disputes
from dateline.export.evidence import Evidence
from dateline.export.facts import first_day, last_day
from dateline.export.instants import make_instant
from dateline.export.naming import make_uuid
from dateline.export.parties import THING, Party, find_doers, find_responsible, find_targets
from dateline.export.plain import Plain, clean, clean_line, find_url
from dateline.export.ties import Figure, Tie, find_ties
from dateline.knowledge.identity import state_of
from dateline.records import ActorLink, Participant, Report, TimePrecision, When
from dateline.wording import VERDICT_WORDS, name_field, shorten

LONGEST_NAME = 380  # FollowTheMoney takes names of 384 characters
TOPICS = {"military": "mil", "government": "gov", "police": "gov.security", "intelligence": "gov.security"}
MEMBERSHIPS = {"member_of": "member", "leader_of": "leader", "spokesman_of": "spokesman"}
SURE = 0.9  # of a tie to the register that needs no doubt: a name as it is, a state with its force


class Entity(msgspec.Struct, frozen=True):
    """One line of the file."""

    id: str
    schema: str
    properties: dict[str, list[str]]


def make_entity(schema: str, parts: tuple[str, ...], **properties: str | list[str] | None) -> Entity:
    """Return an entity whose id `parts` make; what is empty is left out."""
    filled = {
        name: values
        for name, given in properties.items()
        if (values := list(dict.fromkeys(filter(None, [given] if isinstance(given, str) else given or []))))
    }
    return Entity(name_entity(schema, *parts), schema, filled)


def name_entity(schema: str, *parts: str) -> str:
    """Return the id of an entity."""
    return f"dateline-{make_uuid(schema, *parts)}"


def name_event(id_: str) -> str:
    """Return what the file calls the incident with this id."""
    return name_entity("Event", id_)


def make_date(time: When | None, *, is_end: bool = False) -> str | None:
    """Return a day, month or year as FollowTheMoney writes dates; ranges have two."""
    if time is None:
        return None
    day = (last_day(time) if is_end else first_day(time)).isoformat()
    if time.precision is TimePrecision.MINUTE and not is_end:
        return time.start.isoformat(timespec="minutes")
    if time.precision in (TimePrecision.MONTH, TimePrecision.QUARTER):
        return day[:7]
    return day[:4] if time.precision in (TimePrecision.YEAR, TimePrecision.YEARS) else day


def make_moment(published: str | None) -> str | None:
    """Return when something was published as FollowTheMoney writes it: times in UTC without a zone."""
    instant = make_instant(published)
    if instant is None or published is None:
        return None
    return instant[:19] if "T" in published else published


def make_article(report: Report, *, has_text: bool) -> Entity:
    """Return a report; its text only where that is wanted."""
    url = find_url(report.url)
    slug = urlsplit(url).path.rstrip("/").rpartition("/")[2] if url else ""
    title = clean_line(report.title)
    return make_entity(
        "Article",
        (report.id,),
        name=shorten(title, LONGEST_NAME),
        title=title,
        fileName=slug or f"{report.id}.txt",
        author=clean_line(report.byline or ""),
        publishedAt=make_moment(report.published),
        language=load_languages().get(report.language),
        sourceUrl=url,
        publisher=clean_line(report.publisher or ""),
        crawler="dateline",
        bodyText=clean(report.text) if has_text else None,
    )


def make_event(evidence: Evidence, plain: Plain, involved: list[str]) -> Entity:
    """Return the incident."""
    time = evidence.assessment.time
    start, end = make_date(time), make_date(time, is_end=True)
    place = [plain.text(name) for name in ("place", "admin2", "admin1", "country_name")]
    statuses = plain.text("status").split("; ")
    return make_entity(
        "Event",
        (plain.id,),
        name=shorten(plain.text("title"), LONGEST_NAME),
        location=", ".join(dict.fromkeys(filter(None, place))),
        country=plain.text("country").lower(),
        startDate=start,
        endDate=end if end != (start or "")[:10] else None,
        summary=f"{plain.text('summary')}. {plain.text('grade').capitalize()}: {plain.text('grade_reason')}",
        description=_describe(plain),
        keywords=[plain.text("type"), *statuses, f"grade {plain['grade']}", f"admiralty {plain['credibility']}"],
        recordId=plain.id,
        sourceUrl=plain.text("urls").split(),
        publisher=[clean_line(name) for name in dict.fromkeys(one.publisher for one in evidence.reports) if name],
        proof=[name_entity("Article", one.id) for one in evidence.reports],
        involved=involved,
        modifiedAt=make_moment(evidence.last_published),
    )


def _describe(plain: Plain) -> list[str]:
    """Return what Event has no property for: counts, sides, weapon, how well time and place are known."""
    lines = []
    for field in ("killed", "injured", "taken"):
        low, best, high = (plain[f"{field}_{name}"] for name in ("low", "best", "high"))
        if high is not None or low is not None or best is not None:
            verdict = VERDICT_WORDS.get(plain.text(f"{field}_verdict"), "")
            shown = ["?" if one is None else str(one) for one in (best, low, high)]
            lines.append(f"{field.capitalize()}: {shown[0]} (low {shown[1]}, high {shown[2]}; {verdict})")
    for name, label in (("by", "By"), ("against", "Against"), ("weapon", "With"), ("denied_by", "Denied by")):
        if plain[name]:
            lines.append(f"{label}: {plain[name]}")
    lines += [f"Time known to: {plain['time_precision']}"] if plain["time_precision"] else []
    lines += [f"Place known to: {plain['place_precision']}"] if plain["place_precision"] else []
    return lines


def find_named(evidence: Evidence) -> dict[str, Entity]:
    """Return the named parties by key, each an organization."""
    parties = (*find_doers(evidence), *find_responsible(evidence), *find_targets(evidence))
    named = [one for one in parties if one.is_named and one.kind != THING]
    return {key_of(one): make_organization(key_of(one), one.name, one.kind) for one in named}


def key_of(party: Party) -> str:
    """Return what makes a named party the same in all incidents: its id in the register, else its name."""
    return party.actor_id or f"name:{clean_line(party.name).casefold()}"


def make_organization(key: str, name: str, kind: str) -> Entity:
    """Return a group, force or body."""
    return make_entity(
        "Organization",
        (key,),
        name=shorten(clean_line(name), LONGEST_NAME),
        classification=kind.replace("_", " "),
        country=(state_of(key) or "").lower(),
        topics=TOPICS.get(kind),
    )


def find_links(evidence: Evidence, plain: Plain) -> Iterator[Entity]:
    """Yield who is said to have done it and whom it was done to, as arrows to the event with their roles."""
    event = name_event(plain.id)
    roles = {"told": "said to have done it", "claimed": "claims it", "accused": "is accused of it"}
    sides = [
        *((one, roles[one.basis] + (", doubted" if one.doubt else "")) for one in find_doers(evidence)),
        *((one, roles[one.basis]) for one in find_responsible(evidence)),
        *((one, "target") for one in find_targets(evidence)),
    ]
    for party, role in sides:
        if party.is_named and party.kind != THING:
            yield make_entity(
                "UnknownLink",
                (plain.id, key_of(party), role),
                subject=name_entity("Organization", key_of(party)),
                object=event,
                role=role,
                proof=[name_entity("Article", one.report) for one in party.cites],
                summary=[clean_line(one.words) for one in party.cites],
            )


def find_mentions(evidence: Evidence) -> Iterator[Entity]:
    """Yield where each report names a party of the incident, in its words, and what that means.

    A name that is tied to the register with doubt is an organization of its own that is similar to it.
    """
    for report, event in evidence.events():
        for one in (*event.by, *event.against):
            if one.actor is not None and not one.actor.actor_id.startswith("class:"):
                yield from _mention(report, one, one.actor)


def _mention(report: Report, one: Participant, actor: ActorLink) -> Iterator[Entity]:
    name = shorten(clean_line(one.name or one.span.of(report.text)), LONGEST_NAME)
    if not name:
        return
    key = actor.actor_id
    if actor.score < SURE and not actor.actor_id.startswith("unlisted:"):
        key = f"name:{name.casefold()}"
        yield make_organization(key, name, actor.kind)
        yield make_organization(actor.actor_id, actor.name, actor.kind)
        yield make_entity(
            "Similar",
            (key, actor.actor_id),
            candidate=name_entity("Organization", key),
            match=name_entity("Organization", actor.actor_id),
            confidenceScore=f"{actor.score:.2f}",
            criteria=clean_line(actor.reason),
            matcher="dateline",
        )
    yield make_entity(
        "Mention",
        (report.id, key, name),
        document=name_entity("Article", report.id),
        name=name,
        resolved=name_entity("Organization", key),
        detectedSchema="Organization",
    )


def find_relations(evidence: Evidence) -> Iterator[Entity]:
    """Yield what the reports say of named actors: memberships, successions, other links, other names."""
    for tie in find_ties(evidence):
        yield from (_figure(tie.a), _figure(tie.b), make_article(tie.report, has_text=False))
        yield _tie(tie)


def _figure(one: Figure) -> Entity:
    if one.kind == "person":
        return make_entity("Person", (one.key,), name=shorten(one.name, LONGEST_NAME))
    return make_organization(one.key, one.name, one.kind)


def _tie(tie: Tie) -> Entity:
    a, b = _figure(tie.a).id, _figure(tie.b).id
    end = make_date(tie.when, is_end=True)
    about: dict[str, str | list[str] | None] = {
        "role": MEMBERSHIPS.get(tie.type, tie.type.replace("_", " ")),
        "status": tie.status,
        "startDate": make_date(tie.when),
        "endDate": end if end != make_date(tie.when) else None,
        "summary": clean_line(tie.cite.words),
        "proof": name_entity("Article", tie.report.id),
    }
    parts = (tie.type, a, b, tie.report.id)
    if tie.type in MEMBERSHIPS and b.startswith("dateline-"):
        return make_entity("Membership", parts, member=a, organization=b, **about)
    if tie.type == "split_from":
        return make_entity("Succession", parts, predecessor=b, successor=a, **about)
    return make_entity("UnknownLink", parts, subject=a, object=b, **about)


def find_notes(evidence: Evidence, plain: Plain) -> Iterator[Entity]:
    """Yield a note for each field on which sources differ."""
    known = {one.id for one in evidence.reports}
    for field in find_disputes(evidence):
        reports = (one.report_id for value in field.values for one in value.supports)
        yield make_entity(
            "Note",
            (plain.id, field.field),
            entity=name_event(plain.id),
            name=f"{name_field(field.field).capitalize()}: {VERDICT_WORDS[field.verdict]}",
            description=describe_dispute(evidence, field),
            proof=[name_entity("Article", one) for one in reports if one in known],
        )


@cache
def load_languages() -> dict[str, str]:
    """Return `data/languages.tsv`."""
    page = resources.files("dateline.export").joinpath("data", "languages.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in page.splitlines() if not line.startswith("#"))
    return {two: three for two, three, *_ in rows}
