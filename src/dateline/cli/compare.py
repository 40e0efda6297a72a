"""``dateline compare``: a coded table against the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.options import Settings, json_option, store_option
from dateline.cli.output import count, make_console, make_table, one_line, print_json, print_parts
from dateline.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.export.coded import CodedRow, Scheme
    from dateline.export.comparing import Measured, Unmatched
    from dateline.store import Store

SHOWN = 10  # rows listed of each kind without --all
FORMATS = ("ged", "acled", "gtd")


@click.command()
@click.argument("table", metavar="TABLE", type=click.Path(path_type=Path))
@click.option("--format", "format_", metavar="NAME", help="ged, acled, gtd, or a mapping.yaml of your own columns.")
@click.option("--rule", metavar="RULE", help="How tolls are made of conflicting numbers: ucdp, lowest, ...")
@click.option("--grain", metavar="GRAIN", help="What a row is: incident, place_day or attack.")
@click.option("--set", "pairs", metavar="NAME=VALUE", multiple=True, help="A setting of the format.")
@click.option("--encoding", metavar="NAME", default="utf-8", help="The encoding of TABLE.  [default: utf-8]")
@click.option("--all", "wants_all", is_flag=True, help=f"List all rows, not only the first {SHOWN} of each kind.")
@click.option("--details", metavar="FILE", type=click.Path(path_type=Path), help="Write the differing fields as CSV.")
@click.option("--import", "imports", is_flag=True, help="Keep what TABLE says of its matches as judgements.")
@click.option("--by", metavar="NAME", default="", help="With --import: whose judgements they are.")
@json_option("the whole comparison as one JSON object")
@store_option
@click.pass_obj
def compare(
    settings: Settings,
    table: Path,
    *,
    format_: str | None,
    rule: str | None,
    grain: str | None,
    pairs: tuple[str, ...],
    encoding: str,
    wants_all: bool,
    details: Path | None,
    imports: bool,
    by: str,
    as_json: bool,
) -> None:
    """Compare a table that people coded with what Dateline has: matched, missed, extra, and fields that differ.

    The incidents are coded by the same codebook, so that like stands beside like. "left out" are rows that Dateline
    knows but its format keeps out. Extra are only those in the days and countries of TABLE. With --import every match
    is accepted, and tolls that differ are corrected, as judgements by the person named.

    A mapping of your own columns: columns {date: Day, place: Town, country: Country, killed: Dead}, types {Blast:
    bombing}.

    \b
    Examples:
      dateline compare desk.csv --format acled
      dateline compare sample.csv --format mapping.yaml --json
      dateline compare desk.csv --details differing.csv --import --by ayla
    """
    if imports and not by:
        raise UserError("--import: say whose judgements these are, with --by")
    with settings.open_store() as store:
        mine, scheme, name = _read(table, format_, encoding)
        measured = _measure(store, mine, scheme, name, rule=rule, grain=grain, pairs=pairs)
        if imports:
            _keep(store, measured, by, table)
    if details is not None:
        _write_details(details, measured)
    if as_json:
        print_json(measured)
        return
    _show(measured, None if wants_all else SHOWN)
    if imports:
        click.echo(f"\n{count(measured.matched, 'incident')} judged by {by}; the store and what is exported follow")


def _read(table: Path, format_: str | None, encoding: str) -> tuple[list[CodedRow], Scheme, str | None]:
    """Return the rows of the table, its scheme, and the name of its format (``None``: columns of one's own)."""
    from dateline.export.coded import OWN, find_scheme, load_mapping, load_schemes, read_coded

    if format_ is not None and format_ not in FORMATS:
        path = Path(format_)
        if path.suffix not in (".yaml", ".yml"):
            raise UserError(f"--format: {format_!r} is none of {', '.join(FORMATS)} and no mapping.yaml")
        mapping, scheme = load_mapping(path), load_schemes()[OWN]
        return list(read_coded(table, scheme, mapping, encoding)), scheme, None
    name = format_ or find_scheme(table, encoding)
    scheme = load_schemes()[name]
    return list(read_coded(table, scheme, None, encoding)), scheme, name


def _measure(
    store: Store,
    mine: list[CodedRow],
    scheme: Scheme,
    name: str | None,
    *,
    rule: str | None,
    grain: str | None,
    pairs: tuple[str, ...],
) -> Measured:
    from dateline.cli.export import make_settings
    from dateline.export import Options, find_format
    from dateline.export.comparing import code_view, compare_tables
    from dateline.run.evidence import read_evidence

    options = Options(rule=rule, grain=grain, settings=make_settings(pairs))
    format_ = None if name is None else find_format(name)
    return compare_tables(mine, code_view(read_evidence(store), format_, scheme, options), scheme)


def _keep(store: Store, measured: Measured, by: str, table: Path) -> None:
    """Keep what the table says as judgements; the incidents are concluded anew."""
    from datetime import UTC, datetime

    from dateline.cli.progress import show_progress
    from dateline.export.comparing import make_opinions
    from dateline.run.actor_judging import Stamp
    from dateline.run.judging import decide

    at = datetime.now(UTC).isoformat(timespec="seconds")
    opinions = make_opinions(measured, table.name)
    with show_progress() as progress:
        for done, one in enumerate(opinions, start=1):
            decide(store, one.incident, one.verdict, one.decision, Stamp(by, at, one.note))
            progress("judging", done, len(opinions))


def _write_details(path: Path, measured: Measured) -> None:
    from dateline.export.comparing import write_differences

    try:
        write_differences(measured, path)
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}") from error


def _show(measured: Measured, limit: int | None) -> None:
    known = len(measured.left_out)
    click.echo(
        f"{count(measured.rows, 'row')}: {measured.matched:,} matched, {len(measured.missed):,} missed, "
        f"{known:,} known but left out; {len(measured.extra):,} extra"
    )
    click.echo(f"recall {_percent(measured.recall)}, precision {_percent(measured.precision)}")
    if measured.fields:
        table = make_table("field", "equal", "table", "dateline", "precision", "recall",
                           right=("equal", "table", "dateline", "precision", "recall"))  # fmt: skip
        for one in measured.fields:
            cells = (one.equal, one.mine, one.ours, _percent(one.precision), _percent(one.recall))
            table.add_row(one.field, *(str(cell) for cell in cells))
        print_parts(make_console(), table)
    _list("missed", measured.missed, limit)
    _list("left out", measured.left_out, limit)
    _list("extra", measured.extra, limit)
    for each in measured.differences[:limit]:
        values = f"{each.mine_value or '-'} | {each.ours_value or '-'}"
        click.echo(f"differs  {each.mine}  {each.field}: {one_line(values)}")
    more = 0 if limit is None else len(measured.differences) - limit
    if more > 0:
        click.echo(f"and {more:,} more; --all lists them, --details FILE writes them")


def _list(word: str, rows: Sequence[Unmatched], limit: int | None) -> None:
    for one in rows[:limit]:
        parts = (one.day, one.place, f"{one.killed} killed" if one.killed else "", one.incident[:8], one.reason)
        click.echo(f"{word}  {one.id}  {one_line(', '.join(part for part in parts if part))}")
    if limit is not None and len(rows) > limit:
        click.echo(f"and {len(rows) - limit:,} more {word}; --all lists them")


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"
