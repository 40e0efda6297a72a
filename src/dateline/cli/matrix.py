"""The matrix of an incident on a terminal: fields down, speakers across."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.run.matrix import find_speakers, is_plain_fact, make_cells, number_reports
from dateline.wording import (
    NOBODY,
    ROLE_NAMES,
    SPEAKER_NAMES,
    VERDICT_WORDS,
    name_field,
    shorten,
    show_day,
    show_numbers,
    show_value,
)

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from dateline.records import FieldAssessment
    from dateline.run.matrix import Entry
    from dateline.run.views import IncidentView

ACROSS = 4  # speakers side by side; more go into a second matrix below
QUOTE = 44  # characters of a quotation
QUOTES = 2  # quotations in a cell
SAME_LINE = 16  # a last line that short takes the report numbers as well
FIELD_WIDTH = 14
DATED = frozenset({"killed", "injured", "taken", "responsibility"})  # where it matters on which day something was said
_STYLES = {
    "agree": "green",
    "rising": "yellow",
    "revised": "yellow",
    "contradicted": "bold red",
    "claimed_only": "magenta",
    "denied": "bold red",
    "decided": "bold green",
}
VERDICTS = {verdict: (words, _STYLES.get(verdict, "dim")) for verdict, words in VERDICT_WORDS.items()}


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
