"""``dateline judgements``: who decided what of findings and incidents; deciding, undoing, exporting for training."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.options import Settings, json_option, store_option
from dateline.cli.output import count, make_console, make_table, one_line, print_json, print_parts, say
from dateline.cli.progress import show_progress

if TYPE_CHECKING:
    from dateline.run.actor_judging import Stamp
    from dateline.run.judging import Outcome
    from dateline.store import Store


@click.group()
def judgements() -> None:
    """List and make decisions on what reports say and on incidents; export them to train readers with.

    Decisions on actors are made with `dateline actors`.

    \b
    Examples:
      dateline judgements list --by ann
      dateline judgements add 4f1c92ab00d1e2f3 reject --note "a drill"
      dateline judgements add 4f1c92ab00d1e2f3 correct '{"field": "killed", "min": 5, "max": 5, "role": "total"}'
      dateline judgements undo 17
      dateline judgements export gold/
    """


@judgements.command("list")
@click.option("--by", metavar="NAME", help="Only those of this person.")
@click.option("--of", "subject", metavar="ID", help="Only those on this incident or finding.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many, the latest.")
@json_option("one JSON object a judgement")
@store_option
@click.pass_obj
def list_(settings: Settings, by: str | None, subject: str | None, limit: int, as_json: bool) -> None:
    """List who decided what, latest first; those that do not count any more are marked."""
    from rich.text import Text

    from dateline.run.reviewing import describe, mark_deeds

    with settings.open_store() as store:
        page = store.judgement_page(limit=limit, by=by) if subject is None else store.judgements_of([subject])
        known = {one.number: one for one in mark_deeds(store.judgements_of(sorted({one.subject for _, one in page})))}
        deeds = [known[number] for number, one in page if by is None or one.by == by]
    if subject is not None:
        deeds = list(reversed(deeds))[:limit]
    if as_json:
        print_json(*deeds)
        return
    if not deeds:
        click.echo("nobody has decided anything")
        return
    table = make_table("number", "at", "by", "decision", "of", "note", right=("number",))
    for deed in deeds:
        one = deed.judgement
        told = " ".join(filter(None, (one.verdict, deed.decision.field))) + describe(deed)
        words = Text(one_line(told), "" if deed.holds else "dim strike")
        if not deed.holds and one.verdict != "undo":
            words.append(" (does not hold)", "not strike dim")
        cells = (Text(one_line(one.subject), "cyan"), Text(one_line(one.note)))
        table.add_row(str(deed.number), one.at[:16].replace("T", " "), Text(one_line(one.by)), words, *cells)
    print_parts(make_console(), table)


@judgements.command()
@click.argument("subject", metavar="ID")
@click.argument("verdict", type=click.Choice(["accept", "reject", "correct"]))
@click.argument("value", metavar="[JSON]", required=False)
@click.option("--note", default="", metavar="TEXT", help="Why.")
@click.option("--by", metavar="NAME", help="Who decides.  [default: the name of the login]")
@click.option("--final", "is_final", is_flag=True, help="Decide between coders: only a final decision outranks it.")
@store_option
@click.pass_obj
def add(
    settings: Settings, subject: str, verdict: str, value: str | None, note: str, by: str | None, *, is_final: bool
) -> None:
    """Decide on an incident or a finding.

    ID is that of an incident, or of an event, statement, claim or relation (see `dateline report ID --json`). JSON says
    which field is meant, and what it is instead; docs/review.md lists them.

    \b
    Examples:
      dateline judgements add 4f1c92ab00d1e2f3 accept
      dateline judgements add 9503879c2092e085 correct '{"field": "type", "text": "bombing"}'
    """
    from dateline.judge import decode_decision
    from dateline.run.judging import decide

    decision = decode_decision(value)
    stamp = _stamp(by, note, is_final=is_final)
    with settings.open_store() as store:
        _finish(store, decide(store, subject, verdict, decision, stamp), f"{verdict} {subject}")


@judgements.command()
@click.argument("number", type=int)
@click.option("--note", default="", metavar="TEXT", help="Why.")
@click.option("--by", metavar="NAME", help="Who decides.  [default: the name of the login]")
@store_option
@click.pass_obj
def undo(settings: Settings, number: int, note: str, by: str | None) -> None:
    """Take back the decision of this NUMBER, whoever made it; of a merge or a split, the whole."""
    from dateline.run.judging import undo as take_back

    with settings.open_store() as store:
        _finish(store, take_back(store, number, _stamp(by, note)), f"taken back: judgement {number}")


def _stamp(by: str | None, note: str, *, is_final: bool = False) -> Stamp:
    import getpass
    from datetime import UTC, datetime

    from dateline.run.actor_judging import Stamp

    return Stamp(by or getpass.getuser(), datetime.now(UTC).isoformat(timespec="microseconds"), note, is_final)


def _finish(store: Store, outcome: Outcome, told: str) -> None:
    """Draw the conclusions that are left to draw, and say what was decided."""
    from dateline.run.local import link_store

    if not outcome.is_settled:
        with show_progress() as progress:
            link_store(store, progress=progress)
    back = "" if outcome.judgements[0].verdict == "undo" else f"; `dateline judgements undo {outcome.number}` undoes it"
    say(f"decided by {outcome.judgements[0].by}: {told}{back}")


@judgements.command()
@json_option("one JSON object a kind")
@store_option
@click.pass_obj
def agreement(settings: Settings, as_json: bool) -> None:
    """Say how far coders agree on what several of them judged: Krippendorff's alpha, by kind."""
    from dateline.judge import measure_agreement

    with settings.open_store() as store:
        found = measure_agreement(store.judgements())
    if as_json:
        print_json(*found)
        return
    if not found:
        click.echo("nothing was judged by two coders yet")
        return
    numbers = ("judged twice", "coders", "alpha")
    table = make_table("kind", "measure", *numbers, right=numbers)
    for one in found:
        figure = "all alike" if one.alpha is None else f"{one.alpha:.3f}"
        table.add_row(one.kind, one.measure, str(one.units), str(one.coders), figure)
    print_parts(make_console(), table)


@judgements.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", default="judged", show_default=True, help="What the part is called: NAME.txt and NAME.jsonl.")
@click.option("--partly", is_flag=True, help="Also the stand-off records of reports of which only some was judged.")
@store_option
@click.pass_obj
def export(settings: Settings, out: Path, name: str, *, partly: bool) -> None:
    """Export what people decided as training data, into the folder OUT.

    \b
    NAME.txt, NAME.jsonl   a part of a corpus: numbered sentences, and one object a report (`dateline eval` reads it)
    NAME.standoff.jsonl    the findings as people decided, with offsets into the text of the report

    A report is in the part once every event of it was judged.

    \b
    Examples:
      dateline judgements export gold/
      dateline eval gold/judged
    """
    import msgspec

    from dateline.run.training import read_judged, write_corpus

    out.mkdir(parents=True, exist_ok=True)
    with settings.open_store() as store:
        judged = list(read_judged(store, partly=partly))
        whole = [one for one in judged if one.is_whole]
        sentences, objects = write_corpus(whole, store.reports_among([one.report_id for one in whole]))
    for ending, lines in ((".txt", sentences), (".jsonl", objects)):
        (out / (name + ending)).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    records = b"".join(msgspec.json.encode(one) + b"\n" for one in judged)
    (out / f"{name}.standoff.jsonl").write_bytes(records)
    say(f"{count(len(objects), 'report')} in {out / name}.jsonl, {count(len(judged), 'record')} stand-off")
