"""One run on one machine: sources -> reports -> findings -> groups, each step kept before the next one begins.

Killed anywhere and started again, nothing is lost and nothing is there twice: a report is kept in one transaction with
its bytes and its log entry, findings replace those of the same report in one, groups replace all groups in one. What is
left to do is asked of the store, never remembered: reports without findings of this pipeline and model, and
groups that were made from something else than what the store holds now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from dateline import __version__
from dateline.errors import SourceError
from dateline.knowledge import Knowledge
from dateline.link import link_events, make_sightings
from dateline.pipeline import PIPELINE_VERSION, process_all
from dateline.read import ReadOptions, read_reports
from dateline.records import Failure, Findings, Reading
from dateline.run.concluding import Ground, conclude
from dateline.run.decided import read_decisions
from dateline.run.pool import process_in_pool
from dateline.store import Store
from dateline.text import make_id
from dateline.trace import trace_stories

GROUPS_FORM = "questions"  # changes when what is concluded changes its form: an older store draws its conclusions anew
Progress = Callable[
    [str, int, int | None], None
]  # what is being done, how many so far, of how many where that is known


def no_progress(doing: str, done: int, total: int | None) -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to; the figures are of this run, not of the whole store."""

    new: int = 0  # reports that were not in the store
    known: int = 0  # items that were
    read: int = 0  # reports whose findings were made
    abstained: int = 0  # of these, those left alone: a language that the reader cannot read
    events: int = 0
    failures: tuple[Failure, ...] = ()
    relinked: bool = False  # stories, incidents and assessments were made anew
    stopped: bool = False  # by the user, before the end


@dataclass(slots=True)
class _Tally:
    """The same figures while they grow."""

    new: int = 0
    known: int = 0
    read: int = 0
    abstained: int = 0
    events: int = 0
    failures: list[Failure] = field(default_factory=list)


def read_into(
    store: Store,
    sources: Iterable[str],
    options: ReadOptions,
    knowledge: Callable[[], Knowledge],
    *,
    progress: Progress = no_progress,
    jobs: int = 1,
    strict: bool = False,
) -> Summary:
    """Read what is new in `sources` into `store`, and draw the conclusions anew if anything changed.

    `knowledge` is called once in each process that needs it (with `jobs` > 1 it must be picklable). A bad item or
    report becomes a kept failure, or is raised with `strict`. Ctrl-C ends the run early; what was read by then is kept.

    Raises:
        SourceError: with `strict`, the first item that cannot be read.
    """
    tally = _Tally()
    relinked = stopped = False
    try:
        _keep_readings(store, sources, options, tally, progress=progress, strict=strict)
        _process_pending(store, knowledge, tally, progress=progress, jobs=jobs, strict=strict)
        relinked = link_store(store, progress=progress)
    except KeyboardInterrupt:
        stopped = True
    return Summary(
        tally.new,
        tally.known,
        tally.read,
        tally.abstained,
        tally.events,
        tuple(tally.failures),
        relinked=relinked,
        stopped=stopped,
    )


def _keep_readings(
    store: Store, sources: Iterable[str], options: ReadOptions, tally: _Tally, *, progress: Progress, strict: bool
) -> None:
    def seen(locator: str, raw_sha256: str) -> bool:
        known = store.has_read(locator, raw_sha256)
        tally.known += known
        return known

    for source in sources:
        for item in _read_source(source, replace(options, seen=seen), strict):
            if isinstance(item, Failure):
                store.add_failure(item)
                tally.failures.append(item)
            elif store.add_reading(item):
                tally.new += 1
            else:
                tally.known += 1
            progress("reading", tally.new + tally.known + len(tally.failures), None)


def _read_source(source: str, options: ReadOptions, strict: bool) -> Iterator[Reading | Failure]:
    try:
        for item in read_reports(source, options):
            if strict and isinstance(item, Failure):
                raise SourceError(item.subject, item.message, item.line)
            yield item
    except SourceError as error:
        if strict:
            raise
        yield Failure(error.locator, "read", error.message, error.line)


def _process_pending(
    store: Store,
    knowledge: Callable[[], Knowledge],
    tally: _Tally,
    *,
    progress: Progress,
    jobs: int,
    strict: bool,
) -> None:
    known = knowledge()
    pending = store.pending_reports(PIPELINE_VERSION, known.model)
    total = store.count_pending(PIPELINE_VERSION, known.model)
    made = (
        process_all(pending, known, strict=strict)
        if jobs <= 1 or total < 2
        else process_in_pool(pending, knowledge, jobs=jobs, strict=strict)
    )
    for done, result in enumerate(made, start=1):
        if isinstance(result, Failure):
            store.add_failure(result, PIPELINE_VERSION, known.model)
            tally.failures.append(result)
        else:
            store.add_findings(result)
            tally.read += 1
            tally.abstained += result.abstained is not None
            tally.events += len(result.events)
        progress("understanding", done, total)


def link_store(store: Store, *, progress: Progress = no_progress) -> bool:
    """Make stories, incidents and assessments anew from all that the store holds; False when nothing had changed."""
    digest = make_inputs_digest(store)
    if store.groups_digest() == digest:
        return False
    reports = {report.id: report for report in store.reports()}
    decided = read_decisions(store)
    findings = {found.report_id: decided.apply(found, reports[found.report_id].text) for found in store.all_findings()}
    progress("comparing", 0, None)
    stories = trace_stories(reports.values())
    sightings = [sighting for name, found in findings.items() for sighting in make_sightings(reports[name], found)]
    linking = link_events(sightings, decided.standing, known=frozenset(store.incident_ids()))
    ground = Ground(reports, findings, {name: story for story in stories for name in story.reports}, decided.findings)
    assessments, rows = [], []
    for done, incident in enumerate(linking.incidents, start=1):
        assessment, row = conclude(incident, ground)
        assessments.append(assessment)
        rows.append(row)
        progress("weighing", done, len(linking.incidents))
    store.replace_groups(stories, linking.incidents, assessments, digest, rows)
    return True


def make_inputs_digest(store: Store) -> str:
    """Return a digest of all that groups are made from, and by which version: groups of another one are stale."""
    return make_id(store.inputs_digest(), PIPELINE_VERSION, __version__, GROUPS_FORM, length=64)


def read_findings(
    sources: Iterable[str],
    options: ReadOptions,
    knowledge: Callable[[], Knowledge],
    *,
    strict: bool = False,
) -> Iterator[tuple[Reading, Findings] | Failure]:
    """Read `sources` without keeping anything; yield each report with what it says, or what failed."""
    known = knowledge()
    for source in sources:
        for item in _read_source(source, options, strict):
            if isinstance(item, Failure):
                yield item
                continue
            for result in process_all([item.report], known, strict=strict):
                yield result if isinstance(result, Failure) else (item, result)
