"""``dateline show``: one incident, laid out: what is known, who says so, and where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dateline.cli.incidents import GRADE_STYLES, ID_DIGITS, show_toll
from dateline.cli.matrix import VERDICTS, make_matrices
from dateline.cli.options import Settings, json_option, store_option
from dateline.cli.output import count, make_console, make_table, print_json, print_parts
from dateline.run.matrix import is_plain_fact, number_reports
from dateline.wording import (
    NOBODY,
    ROLE_NAMES,
    name_credibility,
    name_field,
    name_rule,
    one_line,
    show_numbers,
    show_value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

    from dateline.records import Report, Toll
    from dateline.run.views import IncidentView


COUNTS = ("killed", "injured", "taken")


@click.command()
@click.argument("incident", metavar="INCIDENT")
@json_option("the incident, its assessment, stories and reports as one JSON object")
@store_option
@click.pass_obj
def show(settings: Settings, incident: str, as_json: bool) -> None:
    """Lay out an incident: every field, every version of it, who says so and in which words.

    INCIDENT is an id, as much of it as is needed, or words that its title alone has. Numbers in brackets are the
    reports listed at the end.

    \b
    Examples:
      dateline show 4f1c92ab
      dateline show "bombing kandahar"
      dateline show 4f1c92ab --json | jq .assessment.grade
    """
    from dateline.run.views import view_incident

    with settings.open_store() as store:
        view = view_incident(store, incident)
    if as_json:
        print_json(view)
        return
    print_parts(make_console(), *render_incident(view))


def render_incident(view: IncidentView) -> Iterator[RenderableType]:
    """Yield the parts of the page: title, grade, matrix, verdicts, lines, stories, reports."""
    from rich.text import Text

    yield from _render_head(view)
    matrices = make_matrices(view)
    for number, matrix in enumerate(matrices):
        yield Text("\nWho says what" if number == 0 else "\nWho says what: further speakers", "bold")
        if number == 0:
            yield Text("value · “words of the report” · — speaker as it names them · [number of the report]", "dim")
        yield matrix
    yield from _render_verdicts(view)
    yield from _render_versions(view)
    yield from _render_tolls(view)
    yield Text("\nLines of knowledge: reports and voices that go back to one origin count once", "bold")
    yield _line_table(view)
    yield from _render_stories(view)
    yield from _render_fits(view)
    yield Text("\nReports", "bold")
    yield _report_table(view.reports)
    yield Text(f"\n`dateline report ID` shows a report with its findings marked; incident {view.incident.id}", "dim")


def _render_head(view: IncidentView) -> Iterator[Text]:
    from rich.text import Text

    found = view.assessment
    yield Text(one_line(found.title) or found.type.replace("_", " "), "bold underline")
    grade = Text(found.grade.upper(), GRADE_STYLES.get(found.grade, ""))
    yield Text.assemble(grade, f": {one_line(found.grade_reason)}" if found.grade_reason else "")
    if found.credibility_reason:
        known = f"CREDIBILITY {found.credibility} of 1 to 6 (Admiralty), {name_credibility(found.credibility)}"
        yield Text.assemble((known, "bold"), f": {one_line(found.credibility_reason)}")
    told = count(len(view.reports), "report")
    yield Text(f"{told}; {one_line(found.summary)}" if found.summary else told)
    where = _where(view)
    if where:
        yield Text(where, "dim")


def _where(view: IncidentView) -> str:
    """Return the place with what is known of it: hierarchy, coordinates, precision, register id."""
    place = view.assessment.place
    if place is None:
        return ""
    names = dict.fromkeys(filter(None, (place.name, place.admin2, place.admin1, place.country_name)))
    words = ", ".join(one_line(name) for name in names)
    if place.lat is not None and place.lon is not None:
        radius = "" if place.radius_km is None else f", within {place.radius_km:g} km"
        words += f" ({place.lat:.3f}, {place.lon:.3f}{radius}; {place.precision})"
    return f"{words} {place.gazetteer_id}" if place.gazetteer_id else words


def _render_verdicts(view: IncidentView) -> Iterator[RenderableType]:
    """Yield how the versions of each field stand to each other, and which fields nobody reports."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    silent = []
    for assessed in view.assessment.fields:
        if is_plain_fact(assessed):
            continue
        if not assessed.values:
            silent.append(assessed)
            continue
        words, style = VERDICTS.get(assessed.verdict, (assessed.verdict, ""))
        table.add_row(
            Text(name_field(assessed.field), "bold"), Text(words, style), Text(one_line(assessed.explanation))
        )
    for assessed in silent:
        table.add_row(
            Text(name_field(assessed.field), "bold"), Text("not reported", "dim"), Text(one_line(assessed.explanation))
        )
    yield Text("\nHow the versions stand to each other", "bold")
    yield table


def _render_versions(view: IncidentView) -> Iterator[RenderableType]:
    """Yield how many outlets and lines stand behind each version of what is told in several versions."""
    from rich.text import Text

    table = make_table("field", "version", "who stands behind it")
    for assessed in view.assessment.fields:
        if is_plain_fact(assessed) or len(assessed.values) < 2 or not any(value.summary for value in assessed.values):
            continue
        for number, value in enumerate(assessed.values):
            shown = show_value(assessed.field, value.text)
            shown = f"{shown} {ROLE_NAMES.get(value.role or '', '')}".rstrip()
            field = Text(name_field(assessed.field) if number == 0 else "", "bold")
            table.add_row(
                field, Text(NOBODY if value.role == "nobody" else shown), Text(one_line(value.summary), "dim")
            )
    if table.row_count:
        yield Text("\nEach version by itself", "bold")
        yield table


def _render_tolls(view: IncidentView) -> Iterator[RenderableType]:
    """Yield the tolls of all sides: the first by every rule, the others by one; a sentence explains each."""
    from rich.text import Text

    from dateline.run.views import list_sides

    told = [(field, sides) for field in COUNTS if (sides := list_sides(view.assessment, field))]
    for number, (field, sides) in enumerate(told):
        table = make_table(field, *(side.name for side in sides), f"why, for {sides[0].name}")
        for at, toll in enumerate(sides[0].tolls if number == 0 else sides[0].tolls[:1]):
            name, _, what = name_rule(toll.rule).partition(":")
            rule = Text.assemble(name, (f":{what}" if what else "", "dim"))
            numbers = (Text(show_best(side.tolls[at])) for side in sides)
            table.add_row(rule, *numbers, Text(one_line(toll.reason), "dim"))
        yield Text(f"\n{field.capitalize()}, by rule: best (lowest to highest)", "bold")
        yield table


def show_best(toll: Toll) -> str:
    """Return "4 (3-5)", "3-5" where no number is best, "4" where there is no other."""
    span = show_toll(toll)
    return span if toll.best is None or toll.low == toll.high == toll.best else f"{toll.best} ({span})"


def _render_fits(view: IncidentView) -> Iterator[RenderableType]:
    """Yield the loose claims that may mean this incident, or what this one may mean if it is such a claim."""
    from rich.text import Text

    if not view.fits:
        return
    yield Text("\nMay be the same", "bold")
    for fit in view.fits:
        other = fit.incident_id if fit.claim_id == view.incident.id else fit.claim_id
        words = f" {one_line(fit.title)}: {one_line('; '.join(fit.reasons))}. "
        yield Text.assemble((other[:ID_DIGITS], "cyan"), words, (f"{fit.doubt[:1].upper()}{fit.doubt[1:]}.", "dim"))


def _line_table(view: IncidentView) -> Table:
    from rich.text import Text

    numbers = number_reports(view)
    table = make_table("line", "why it is one line", "reports")
    for line in view.assessment.lines:
        table.add_row(Text(one_line(line.label), "bold"), Text(one_line(line.basis)), _brackets(line.reports, numbers))
    return table


def _brackets(names: Sequence[str], numbers: Mapping[str, int]) -> Text:
    from rich.text import Text

    return Text(show_numbers(numbers[name] for name in names if name in numbers), "cyan")


def _render_stories(view: IncidentView) -> Iterator[RenderableType]:
    from rich.text import Text

    numbers = number_reports(view)
    shared = [story for story in view.stories if len(numbers.keys() & set(story.reports)) > 1]
    if not shared:
        return
    yield Text("\nThe same story, told again", "bold")
    for story in shared:
        kinds = ", ".join(dict.fromkeys(link.kind for link in story.links))
        origin = f", from {one_line(story.origin)}" if story.origin else ""
        yield Text.assemble(_brackets(story.reports, numbers), f" {kinds or 'same text'}{origin}")


def _report_table(reports: Sequence[Report]) -> Table:
    from rich.text import Text

    table = make_table("", "id", "date", "publisher", "title")
    for number, report in enumerate(reports, start=1):
        origin = f" (from {report.origin})" if report.origin and report.origin != report.publisher else ""
        table.add_row(
            Text(f"[{number}]", "cyan"),
            Text(report.id[:ID_DIGITS], "cyan"),
            (report.published or "?")[:16].replace("T", " "),
            Text(one_line(f"{report.publisher or '?'}{origin}")),
            Text(one_line(report.title or report.text[:80])),
        )
    return table
