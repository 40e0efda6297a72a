"""A form of the review page becomes a decision; whoever decides is stamped with their name and the time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from fastapi import Request

from dateline.errors import UserError
from dateline.judge import COUNTS
from dateline.knowledge.gazetteer import Gazetteer, open_gazetteer
from dateline.knowledge.register import load_register
from dateline.records import ActorLink, Decision, Place, PlacePrecision, Report, Role, Span, TimePrecision
from dateline.run.actor_judging import Stamp
from dateline.run.judging import Outcome
from dateline.run.reviewing import find_place, make_point
from dateline.web.linker import Linker
from dateline.web.people import Person, audit

Form = Mapping[str, str]
NOTE = 2000  # characters
BY_LENGTH = ((1, TimePrecision.DAY), (6, TimePrecision.DAYS), (7, TimePrecision.WEEK), (31, TimePrecision.MONTH),
             (184, TimePrecision.QUARTER), (366, TimePrecision.YEAR))  # fmt: skip


def make_stamp(request: Request, person: Person, note: str = "", *, is_final: bool = False) -> Stamp:
    """Return who decides, now; only an editor's decision can be final.

    Raises:
        UserError: the note is too long.
    """
    if len(note) > NOTE:
        raise UserError(f"a note has at most {NOTE} characters")
    at = request.app.state.now().isoformat(timespec="microseconds")
    return Stamp(person.name, at, note.strip(), is_final and person.role.may(Role.EDITOR))


def linker_of(request: Request) -> Linker:
    """Return what draws conclusions anew behind the pages."""
    linker: Linker = request.app.state.linker
    return linker


def gazetteer_of(request: Request) -> Gazetteer:
    """Return the gazetteer; its file is opened at the first look-up."""
    state = request.app.state
    if getattr(state, "gazetteer", None) is None:
        state.gazetteer = open_gazetteer(state.config.gazetteer_path)
    gazetteer: Gazetteer = state.gazetteer
    return gazetteer


def settle(request: Request, person: Person, outcome: Outcome) -> Outcome:
    """Log a decision, and see to it that what it changes across reports is looked at."""
    first = outcome.judgements[0]
    audit(request, person.name, "judgement", first.subject, f"{first.verdict} {first.value or ''}"[:500])
    if not outcome.is_settled:
        linker_of(request).ask()
    return outcome


def read_decision_form(form: Form, report: Report | None, before: Place | None, gazetteer: Gazetteer) -> Decision:
    """Return the decision in a form; `report` is that of the finding, `before` the place that it has now.

    Raises:
        UserError: something in it is not understood.
    """
    field = form.get("field", "")
    if form.get("unknown") == "true":
        return Decision(field=field, of=_read_span(form, "of"), role=form.get("role") or None)
    _check_given(form)
    start, end, precision = _read_days(form) if field == "time" else (None, None, None)
    flag = form.get("flag")
    return Decision(
        field=field,
        of=_read_span(form, "of"),
        span=_read_span(form, "span") or _find_words(form, report),
        text=form.get("text") or None,
        flag=None if flag is None or flag == "" else flag == "true",
        min=_read_number(form, "min"),
        max=_read_number(form, "max"),
        role=form.get("role") or None,
        approx=form.get("approx") == "true",
        vague=form.get("vague") == "true",
        start=start,
        end=end,
        precision=precision,
        place=_read_place(form, before, gazetteer) if field == "place" else None,
        actor=_read_actor(form),
    )


def _check_given(form: Form) -> None:
    """Make sure that a form that was sent empty by mistake does not make something unknown."""
    needed = {"time": ("first",), "place": ("place_id", "lat"), **dict.fromkeys(COUNTS, ("min", "max"))}
    names = needed.get(form.get("field", ""), ())
    if form.get("verdict") == "correct" and names and not any(form.get(name, "").strip() for name in names):
        what = {"time": "a day", "place": "a place of the list, or a point"}.get(form["field"], "a number")
        raise UserError(f"{form['field']}: choose {what}, or say that it is not known")


def _read_span(form: Form, name: str) -> Span | None:
    start, end = form.get(f"{name}_start", ""), form.get(f"{name}_end", "")
    if not (start.isdecimal() and end.isdecimal()):
        return None
    return Span(int(start), int(end))


def _find_words(form: Form, report: Report | None) -> Span | None:
    """Return where words that were typed stand in the report: for those who do not select with a pointer."""
    words = form.get("words", "").strip()
    if not words or report is None:
        return None
    near = _read_span(form, "of")
    places = []
    at = report.text.find(words)
    while at >= 0:
        places.append(at)
        at = report.text.find(words, at + 1)
    if not places:
        raise UserError(f"the report does not have the words “{words}”; copy them as they stand there")
    at = min(places, key=lambda one: abs(one - near.start)) if near is not None else places[0]
    return Span(at, at + len(words))


def _read_number(form: Form, name: str) -> float | None:
    typed = form.get(name, "").strip().replace(",", "")
    if not typed:
        return None
    if not typed.isdecimal():
        raise UserError(f"{name}: {typed!r} is no number of people")
    return float(typed)


def _read_days(form: Form) -> tuple[str | None, str | None, TimePrecision | None]:
    first, last = form.get("first", "").strip(), form.get("last", "").strip()
    if not first:
        return None, None, None
    try:
        begin = date.fromisoformat(first)
        finish = date.fromisoformat(last) if last else begin
        chosen = TimePrecision(form["precision"]) if form.get("precision") else None
    except ValueError as error:
        raise UserError(f"time: {error}; a day is written 2024-05-31") from error
    days = (finish - begin).days + 1
    fitting = next((precision for most, precision in BY_LENGTH if days <= most), TimePrecision.YEARS)
    end = datetime.combine(finish + timedelta(days=1), datetime.min.time())
    return datetime.combine(begin, datetime.min.time()).isoformat(), end.isoformat(), chosen or fitting


def _read_actor(form: Form) -> ActorLink | None:
    if not form.get("actor_id"):
        return None
    found = load_register().actors.get(form["actor_id"])
    if found is None:
        raise UserError(f"nobody in the register has the id {form['actor_id']!r}")
    return ActorLink(found.id, found.name, found.kind, 1.0, "chosen by a person")


def _read_place(form: Form, before: Place | None, gazetteer: Gazetteer) -> Place | None:
    if form.get("place_id"):
        return find_place(gazetteer, form["place_id"])
    lat, lon = form.get("lat", "").strip(), form.get("lon", "").strip()
    if not lat and not lon:
        return None
    try:
        precision = PlacePrecision(form.get("precision") or PlacePrecision.NEAR)
        return make_point(form.get("name", ""), float(lat), float(lon), precision, before)
    except ValueError as error:
        raise UserError(f"place: {error}") from error
