"""The matrix of an incident: fields down, speakers across, in every cell the value, its words and its reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from dateline.cli.output import one_line

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from dateline.records import Assessment, FieldAssessment, Value
    from dateline.run.views import IncidentView

T = TypeVar("T")
ACROSS = 4  # speakers side by side; more go into a second matrix below
QUOTE = 44  # characters of a quotation
QUOTES = 2  # quotations in a cell
FIELD_WIDTH = 15
OUTLET = "outlet"
SPEAKER_NAMES = {OUTLET: "outlet's own voice", "unnamed_official": "unnamed official"}
FIELD_NAMES = {"type": "what", "time": "when", "place": "where", "by": "by whom", "against": "against whom"}
ROLE_NAMES = {
    "by": "of the attackers",
    "against": "of the attacked",
    "other": "of others",
    "total": "in all",
    "claims": "claims it",
    "denies": "denies it",
    "accused": "is accused",
    "praises": "praises it",
    "nobody": "no claim",
}
VERDICTS = {
    "agree": ("sources agree", "green"),
    "rising": ("rising", "yellow"),
    "revised": ("revised", "yellow"),
    "contradicted": ("contradicted", "bold red"),
    "claimed_only": ("only claimed", "magenta"),
    "denied": ("denied", "bold red"),
    "single_line": ("one line only", "dim"),
    "not_reported": ("not reported", "dim"),
}


@dataclass(slots=True)
class Entry:
    """One value in one cell: what one kind of speaker says of one field, in which words and reports."""

    value: Value
    speakers: list[str] = field(default_factory=list)  # as the reports name them
    quotes: list[str] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)  # numbers in the list of reports
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
            entry.is_claim = entry.is_claim or support.claim
        for speaker, entry in entries.items():
            cells.setdefault(speaker, []).append(entry)
    return cells


def _add(items: list[T], item: T) -> None:
    if item and item not in items:
        items.append(item)


def make_matrices(view: IncidentView) -> list[Table]:
    """Return the matrix, in as many tables as the speakers need."""
    speakers = find_speakers(view.assessment)
    return [_make_matrix(view, speakers[start : start + ACROSS]) for start in range(0, len(speakers), ACROSS)]


def _make_matrix(view: IncidentView, speakers: Sequence[str]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SQUARE, show_lines=True, header_style="bold", expand=True, border_style="dim")
    table.add_column("", width=FIELD_WIDTH)
    for speaker in speakers:
        table.add_column(SPEAKER_NAMES.get(speaker, speaker.replace("_", " ")), ratio=1, overflow="fold")
    texts = {report.id: report.text for report in view.reports}
    numbers = number_reports(view)
    for assessed in view.assessment.fields:
        cells = make_cells(assessed, texts, numbers)
        if cells.keys() & set(speakers):
            shown = (cells.get(speaker, []) for speaker in speakers)
            table.add_row(_field_cell(assessed), *(Text("\n").join(map(_entry_cell, entries)) for entries in shown))
    return table


def name_field(name: str) -> str:
    """Return what a field is called on the screen."""
    return FIELD_NAMES.get(name, name.replace("_", " "))


def _field_cell(assessed: FieldAssessment) -> Text:
    from rich.text import Text

    words, style = VERDICTS.get(assessed.verdict, (assessed.verdict, ""))
    return Text.assemble((name_field(assessed.field), "bold"), "\n", (words, style))


def _entry_cell(entry: Entry) -> Text:
    """Return "5 of the attacked, "five traders" (police) [1] [3]"."""
    from rich.text import Text

    value = one_line(entry.value.text).replace("_", " ")
    cell = Text(value, "bold")
    role = ROLE_NAMES.get(entry.value.role or "")
    if role:
        cell.append(f" {role}", "")
    if entry.is_claim:
        cell.append(" (claim)", "magenta")
    for quote in entry.quotes[:QUOTES]:
        if quote.casefold() != value.casefold():
            cell.append(f"\n“{_shorten(quote)}”", "italic")
    if entry.speakers:
        cell.append(f"\n— {_shorten('; '.join(entry.speakers[:QUOTES]))}", "dim")
    cell.append("\n" + "".join(f"[{number}]" for number in sorted(entry.reports)), "cyan")
    return cell


def _shorten(words: str) -> str:
    return words if len(words) <= QUOTE else words[: QUOTE - 3].rsplit(" ", 1)[0] + " …"
