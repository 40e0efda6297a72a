"""``dateline eval``: how well findings agree with gold annotation, and with the floors pinned before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.options import Settings
from dateline.cli.output import count, make_console, make_table, one_line, print_json, say
from dateline.errors import UserError

if TYPE_CHECKING:
    from dateline.records import Findings, Span
    from dateline.score import Evaluation, GoldReport


@click.command("eval")
@click.argument("parts", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PARTS...")
@click.option("--floors", type=click.Path(path_type=Path), help="Fail when a kind falls below its floor in this file.")
@click.option("--pin", type=click.Path(path_type=Path), help="Write floors to this file; none is ever lowered.")
@click.option("--errors", is_flag=True, help="List the events that were missed and those that are not in the gold.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a kind.")
@click.pass_obj
def evaluate_command(
    settings: Settings, parts: tuple[Path, ...], floors: Path | None, pin: Path | None, errors: bool, as_json: bool
) -> None:
    """Score the findings against annotated reports, kind by kind.

    PARTS are annotated parts (NAME.txt and NAME.jsonl side by side), folders of them, or a list of their names. What
    counts as right is written in the documentation of `dateline.score.agreement`; the 95 % interval is a bootstrap
    over reports.

    \b
    Examples:
      dateline eval gold/
      dateline eval gold/p15 --errors
      dateline eval gold/dev.txt --floors eval/floors.json
    """
    from dateline.knowledge import load_knowledge
    from dateline.score import evaluate, find_parts

    knowledge = load_knowledge(settings.load())
    result = evaluate(find_parts(parts), knowledge, _print_errors if errors else None)
    for failure in result.failures:
        say(f"warning: {failure.subject}: {failure.stage}: {failure.message}")
    if as_json:
        print_json(*result.scores)
    else:
        _print_table(result, knowledge.model)
    if pin is not None:
        _pin(result, pin)
    if floors is not None:
        _check(result, floors)


def _print_table(result: Evaluation, model: str) -> None:
    from dateline.score.tally import ACCURACIES

    table = make_table(
        "kind", "precision", "recall", "F1", "95 %", "right", "found", "gold", right=("right", "found", "gold")
    )
    for score in result.scores:
        accuracy = score.kind in ACCURACIES
        table.add_row(
            score.kind,
            "" if accuracy else f"{score.precision:.3f}",
            "accuracy" if accuracy else f"{score.recall:.3f}",
            f"{score.f1:.3f}",
            f"{score.low:.2f}–{score.high:.2f}",
            *(f"{number:,}" for number in (score.right, score.found, score.gold)),
        )
    make_console().print(table)
    click.echo(f"\n{count(result.reports, 'report')}, gold {result.digest[:12]}, model {model}")


def _print_errors(gold: GoldReport, found: Findings) -> None:
    """Print the events of one report that were missed (-) or are not in the gold (+), with the words around them."""
    from dateline.score.matching import overlap_any

    for sign, mine, theirs in (("-", gold.findings, found), ("+", found, gold.findings)):
        for event in mine.events:
            if not any(e.type == event.type and overlap_any(e.triggers, event.triggers) for e in theirs.events):
                click.echo(f"{sign} {gold.name} {event.type} ({event.status}): {_around(gold.text, event.triggers[0])}")


def _around(text: str, span: Span) -> str:
    before, after = text[max(0, span.start - 50) : span.start], text[span.end : span.end + 50]
    return one_line(f"{before}[{span.of(text)}]{after}")


def _pin(result: Evaluation, path: Path) -> None:
    import msgspec

    from dateline.score import load_floors, raise_floors

    pinned = raise_floors(result.scores, load_floors(path) if path.exists() else None, result.digest)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(pinned)) + b"\n")
    say(f"floors written to {path}")


def _check(result: Evaluation, path: Path) -> None:
    from dateline.score import check_floors, load_floors

    problems = check_floors(result.scores, load_floors(path), result.digest)
    if problems:
        raise UserError(f"{path}: {'; '.join(problems)}")
    say(f"all kinds are at or above the floors of {path}")
