"""Plain facts of an incident: what maps, feeds, pages and tables of any kind say of it, each with its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit, urlunsplit

from dateline.export.evidence import Evidence
from dateline.export.facts import (
    Counted,
    count,
    find_point,
    first_day,
    last_day,
    name_speakers,
    party_cell,
)
from dateline.export.formats import Options
from dateline.export.ledger import INCIDENT
from dateline.export.parties import Party, find_doers, find_targets
from dateline.export.rows import Cell, LeftOut, cite_field, cite_heads, cite_supports, leave_out
from dateline.records import Value
from dateline.weigh import independent_lines

IDS = INCIDENT  # the scheme of published ids that these formats share
COUNTS = ("killed", "injured", "taken")
MOST_PEOPLE = 10**10  # more than there are: what reports give beyond it is no number of people
# What XML, terminals and databases do not take: control characters, halves of characters, overrides of direction.
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")

_SAFE = "/:?@!$&'()*+,;=%~"
_SAFE_HOST = ":@[]!$&'()*+,;=%~"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Plain:
    """An incident's facts by the names of ``data/plain.tsv``, and what could not be written."""

    id: str
    cells: Mapping[str, Cell]
    left_out: tuple[LeftOut, ...] = ()

    def __getitem__(self, name: str) -> str | int | float | bool | None:
        """Return the value of a fact, ``None`` where it is not known (`KeyError`: there is no such fact)."""
        return self.cells[name].value

    def text(self, name: str) -> str:
        """Return a fact as text, nothing where it is not known."""
        value = self[name]
        return "" if value is None else str(value)

    def number(self, name: str) -> int | None:
        """Return a fact that is a whole number."""
        value = self[name]
        return value if isinstance(value, int) else None

    def real(self, name: str) -> float | None:
        """Return a fact that is a number with a fraction."""
        value = self[name]
        return float(value) if isinstance(value, int | float) else None


def clean(text: str) -> str:
    """Return `text` as every format can hold it: what is unfit becomes U+FFFD, line ends become ``\\n``."""
    if text.isprintable():
        return text
    return _UNFIT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean_line(text: str) -> str:
    """Return `text` as every format can hold it, on one line."""
    return " ".join(clean(text).split())


def find_url(url: str | None) -> str | None:
    """Return an address that may be written as a link: http or https with a host, percent-encoded; else ``None``."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    path, query, fragment = (_quote(part, _SAFE) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, _quote(parts.netloc, _SAFE_HOST), path, query, fragment))


def _quote(text: str, safe: str) -> str:
    """Percent-encode what is neither allowed nor encoded already (RFC 3986)."""
    return _STRAY_PERCENT.sub("%25", quote(text.encode("utf-8", "replace"), safe=safe))


def make_plain(evidence: Evidence, options: Options, name: Callable[[str], str] = str) -> Plain:
    """Return the facts of an incident; its id is published (`Ledger.publish_incident`).

    `name` makes of an id what the file calls that incident: so the list of what was left out calls it.
    """
    issued = options.ledger.publish_incident(evidence)
    rule = options.rule or "ucdp"
    tolls = {field: count(evidence, field, rule) for field in COUNTS}
    cells = {
        "id": Cell(issued.id, why="ledger"),
        **_what(evidence),
        **_when(evidence),
        **_where(evidence),
        **_who(evidence),
        **{name: cell for field, toll in tolls.items() for name, cell in _toll(evidence, field, toll).items()},
        **_how_well(evidence),
    }
    merged = (
        leave_out(
            evidence, "merged", f"Published before as an incident of its own; now {name(issued.id)}.", row=name(old)
        )
        for old in issued.replaces
    )
    absurd = (
        leave_out(evidence, "not a number of people", reason, row=name(issued.id), field=field, cites=toll.cites)
        for field, toll in tolls.items()
        if (reason := _absurdity(toll))
    )
    return Plain(issued.id, {name: _cleaned(cell) for name, cell in cells.items()}, (*merged, *absurd))


def _cleaned(cell: Cell) -> Cell:
    if not isinstance(cell.value, str):
        return cell
    text = clean_line(cell.value)
    return cell if text == cell.value else replace(cell, value=text)


def _what(evidence: Evidence) -> dict[str, Cell]:
    status, cites = evidence.field("status"), cite_field(evidence, "type")
    told = "; ".join(value.text for value in status.values) if status is not None else ""
    weapons = evidence.field("weapon")
    return {
        "title": Cell(evidence.assessment.title, cites),
        "type": Cell(evidence.assessment.type, cites),
        "status": Cell(told or None, cite_field(evidence, "status")),
        "weapon": Cell(_join(weapons.values if weapons else ()), cite_field(evidence, "weapon")),
    }


def _when(evidence: Evidence) -> dict[str, Cell]:
    time, cites = evidence.assessment.time, cite_field(evidence, "time")
    if time is None:
        return {name: Cell(None) for name in ("first_day", "last_day", "time", "time_precision")}
    return {
        "first_day": Cell(first_day(time).isoformat(), cites),
        "last_day": Cell(last_day(time).isoformat(), cites),
        "time": Cell(time.value, cites),
        "time_precision": Cell(str(time.precision), cites),
    }


def _where(evidence: Evidence) -> dict[str, Cell]:
    place, cites = evidence.assessment.place, cite_field(evidence, "place")
    point = find_point(place)
    facts = {
        "place": place.name if place else None,
        "admin2": place.admin2 if place else None,
        "admin1": place.admin1 if place else None,
        "country": place.country if place else None,
        "country_name": place.country_name if place else None,
        "latitude": round(point[0], 6) if point else None,
        "longitude": round(point[1], 6) if point else None,
        "place_precision": str(place.precision) if place else None,
        "radius_km": place.radius_km if place and point else None,
        "gazetteer_id": place.gazetteer_id if place else None,
    }
    return {name: Cell(None) if value is None else Cell(value, cites) for name, value in facts.items()}


def _who(evidence: Evidence) -> dict[str, Cell]:
    doers, targets = find_doers(evidence), find_targets(evidence)
    field = evidence.field("responsibility")
    values = field.values if field is not None else ()
    stances = {"claimed_by": "claims", "denied_by": "denies", "accused": "accused"}
    cells = {"by": _parties(doers), "against": _parties(targets)}
    for name, stance in stances.items():
        said = tuple(value for value in values if value.role == stance)
        cells[name] = Cell(_join(said), cite_field(evidence, "responsibility", role=stance))
    return cells


def _parties(parties: tuple[Party, ...]) -> Cell:
    return party_cell("; ".join(dict.fromkeys(one.name for one in parties)) or None, *(one.cites for one in parties))


def _join(values: tuple[Value, ...]) -> str | None:
    return "; ".join(dict.fromkeys(value.text for value in values)) or None


def _toll(evidence: Evidence, field: str, one: Counted) -> dict[str, Cell]:
    known = evidence.field(field)
    bounds = {"low": one.toll.low, "best": one.toll.best, "high": one.toll.high}
    given = {name: None if _absurdity(one) else bound for name, bound in bounds.items()}
    cells = {f"{field}_{name}": one.cell(bound) if bound is not None else Cell(None) for name, bound in given.items()}
    verdict = str(known.verdict) if known is not None else "not_reported"
    return {**cells, f"{field}_verdict": Cell(verdict, one.cites, known.explanation if known is not None else "")}


def _absurdity(one: Counted) -> str:
    bounds = (one.toll.low, one.toll.best, one.toll.high)
    if any(bound is not None and abs(bound) > MOST_PEOPLE for bound in bounds):
        return "A report gives a number larger than that of all people."
    return ""


def _how_well(evidence: Evidence) -> dict[str, Cell]:
    assessment = evidence.assessment
    cites = cite_supports(evidence, evidence.supports())
    lines, reports = independent_lines(assessment), evidence.reports
    outlets = dict.fromkeys(one.publisher for one in reports if one.publisher)
    urls = dict.fromkeys(url for one in reports if (url := find_url(one.url)))
    speakers, spoken = name_speakers(evidence)
    heads = cite_heads(evidence)
    return {
        "grade": Cell(assessment.grade, cites, assessment.grade_reason),
        "grade_reason": Cell(assessment.grade_reason, cites),
        "credibility": Cell(assessment.credibility, cites, assessment.credibility_reason),
        "summary": Cell(assessment.summary, cites),
        "lines": Cell(len(lines), cites, "; ".join(one.label for one in lines)),
        "speakers": Cell("; ".join(speakers) or None, spoken),
        "reports": Cell(len(reports), heads),
        "outlets": Cell("; ".join(outlets) or None, heads),
        "urls": Cell(" ".join(urls) or None, heads),
        "first_published": Cell(evidence.first_published, heads),
        "last_published": Cell(evidence.last_published, heads),
    }
