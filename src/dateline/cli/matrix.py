"""The matrix of an incident: fields down, speakers across, in every cell the value, its words and its reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from dateline.wording import (
    NOBODY,
    ROLE_NAMES,
    SPEAKER_NAMES,
    VERDICT_WORDS,
    name_field,
    one_line,
    shorten,
    show_day,
    show_numbers,
    show_value,
)

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from dateline.records import Assessment, FieldAssessment, Value
    from dateline.run.views import IncidentView

T = TypeVar("T")
ACROSS = 4  # speakers side by side; more go into a second matrix below
QUOTE = 44  # characters of a quotation
QUOTES = 2  # quotations in a cell
SAME_LINE = 16  # a last line that short takes the report numbers as well
FIELD_WIDTH = 14
DATED = frozenset({"killed", "injured", "taken", "responsibility"})  # where it matters on which day something was said
OUTLET = "outlet"
_STYLES = {
    "agree": "green",
    "rising": "yellow",
    "revised": "yellow",
    "contradicted": "bold red",
    "claimed_only": "magenta",
    "denied": "bold red",
}
VERDICTS = {verdict: (words, _STYLES.get(verdict, "dim")) for verdict, words in VERDICT_WORDS.items()}


@dataclass(slots=True)
class Entry:
    """One value in one cell: what one kind of speaker says of one field, in which words and reports."""

    value: Value
    speakers: list[str] = field(default_factory=list)  # as the reports name them
    quotes: list[str] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)  # numbers in the list of reports
    days: list[str] = field(default_factory=list)  # on which it was published
    is_claim: bool = False


def number_reports(view: IncidentView) -> dict[str, int]:
    """Return the number that each report has in the list below the matrix, from 1."""
    return {report.id: number for number, report in enumerate(view.reports, start=1)}


def find_speakers(assessment: Assessment) -> list[str]:
    """Return the kinds of speakers, those who say most first, the outlets' own voice always first."""
    said: dict[str, int] = {}
    for assessed in assessment.fields:
        for value in assessed.values:
            for support in value.supports:
                said[support.speaker] = said.get(support.speaker, 0) + 1
    return sorted(said, key=lambda speaker: (speaker != OUTLET, -said[speaker], speaker))


def make_cells(
    assessed: FieldAssessment, texts: Mapping[str, str], numbers: Mapping[str, int]
) -> dict[str, list[Entry]]:
    """Return the entries of one row of the matrix by kind of speaker; `texts` are those of the reports."""
    cells: dict[str, list[Entry]] = {}
    for value in assessed.values:
        entries: dict[str, Entry] = {}
        for support in value.supports:
            entry = entries.setdefault(support.speaker, Entry(value))
            words = one_line(support.span.of(texts.get(support.report_id, "")))
            _add(entry.quotes, words)
            _add(entry.speakers, one_line(support.speaker_name or ""))
            _add(entry.reports, numbers.get(support.report_id, 0))
            _add(entry.days, (support.published or "")[:10])
            entry.is_claim = entry.is_claim or support.claim
        for speaker, entry in entries.items():
            cells.setdefault(speaker, []).append(entry)
    return cells


def _add(items: list[T], item: T) -> None:
    if item and item not in items:
        items.append(item)


def make_matrices(view: IncidentView) -> list[Table]:
    """Return the matrix, in as many tables of about equal width as the speakers need."""
    speakers = find_speakers(view.assessment)
    tables = max(1, -(-len(speakers) // ACROSS))
    width = -(-len(speakers) // tables)
    return [_make_matrix(view, speakers[start : start + width]) for start in range(0, len(speakers), max(1, width))]


def _make_matrix(view: IncidentView, speakers: Sequence[str]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SQUARE, show_lines=True, header_style="bold", expand=True, border_style="dim")
    table.add_column("", width=FIELD_WIDTH)
    for speaker in speakers:
        table.add_column(SPEAKER_NAMES.get(speaker, speaker.replace("_", " ")), ratio=1, overflow="fold")
    texts = {report.id: report.text for report in view.reports}
    numbers = number_reports(view)
    for assessed in view.assessment.fields:
        if is_plain_fact(assessed):
            continue
        cells = make_cells(assessed, texts, numbers)
        if cells.keys() & set(speakers):
            shown = (cells.get(speaker, []) for speaker in speakers)
            rows = ([_entry_cell(assessed, entry) for entry in entries] for entries in shown)
            table.add_row(_field_cell(assessed), *map(_join, rows))
    return table


def _join(entries: Sequence[Text]) -> Text:
    """Return the entries of a cell one below the other, each with a bullet where there are several."""
    from rich.text import Text

    several = len(entries) > 1
    return Text("\n").join(Text("• ").append_text(entry) if several else entry for entry in entries)


def is_plain_fact(assessed: FieldAssessment) -> bool:
    """Say whether this is the status of an event that everybody tells as fact: nothing worth a row."""
    return assessed.field == "status" and all(value.text == "happened" for value in assessed.values)


def _field_cell(assessed: FieldAssessment) -> Text:
    from rich.text import Text

    words, style = VERDICTS.get(assessed.verdict, (assessed.verdict, ""))
    return Text.assemble((name_field(assessed.field), "bold"), "\n", (words, style))


def _entry_cell(assessed: FieldAssessment, entry: Entry) -> Text:
    """Return ``5 of the attacked`` / ``“five traders”`` / ``— police [1][3] 06-03``."""
    from rich.text import Text

    from dateline.ontology import load_ontology

    value = show_value(assessed.field, entry.value.text)
    quotes = [quote for quote in entry.quotes if quote.casefold() != value.casefold()]
    # Nobody in particular: the words say most.
    if assessed.field in ("by", "against") and value.replace(" ", "_") in load_ontology().actor_kinds and quotes:
        value, quotes = f"“{shorten(quotes[0], QUOTE)}” ({value})", quotes[1:]
    role = ROLE_NAMES.get(entry.value.role or "", "")
    cell = Text(NOBODY if entry.value.role == "nobody" else f"{value} {role}".rstrip(), "bold")
    if entry.is_claim and assessed.field != "responsibility":
        cell.append(" (claim)", "magenta")
    for quote in quotes[:QUOTES]:
        cell.append(f"\n“{shorten(quote, QUOTE)}”", "italic")
    if entry.speakers:
        cell.append(f"\n— {shorten('; '.join(entry.speakers[:QUOTES]), QUOTE)}", "dim")
    cell.append((" " if len(cell.plain.splitlines()[-1]) < SAME_LINE else "\n") + show_numbers(entry.reports), "cyan")
    days = sorted(entry.days)
    if days and assessed.field in DATED:
        cell.append(f" {show_day(days[0])}" + (f" to {show_day(days[-1])}" if len(days) > 1 else ""), "dim")
    return cell
