"""Reading gold reports with the pipeline and scoring what it finds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import SourceError
from dateline.knowledge import Knowledge
from dateline.pipeline import process_all
from dateline.records import Failure, Findings, Report
from dateline.score.agreement import score_findings
from dateline.score.gold import GoldReport, read_gold
from dateline.score.tally import Score, Tally, make_scores


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores over a gold set; `digest` is the SHA-256 of its files, so that figures name what they were measured on."""

    scores: tuple[Score, ...]
    reports: int
    failures: tuple[Failure, ...]
    digest: str


def find_parts(sources: Sequence[Path]) -> list[Path]:
    """Return the stems of all parts that `sources` name: parts themselves, folders of parts, or lists of parts.

    A list is a text file with one part's name a line (``dev.txt``); its parts lie beside it or one folder below.

    Raises:
        SourceError: a source holds no part.
    """
    parts: list[Path] = []
    for source in sources:
        if not source.exists() and not source.with_suffix(".jsonl").exists():
            raise SourceError(str(source), "no such file or folder; give annotated parts, a folder of them or a list")
        found = list(_parts_of(source))
        if not found:
            raise SourceError(str(source), "holds no annotated part; a part is NAME.txt and NAME.jsonl side by side")
        parts.extend(found)
    return sorted(set(parts))


def _parts_of(source: Path) -> Iterator[Path]:
    if source.is_dir():
        yield from (path.with_suffix("") for path in source.rglob("*.jsonl") if path.with_suffix(".txt").exists())
    elif source.with_suffix(".jsonl").exists():
        yield source.with_suffix("") if source.suffix in {".txt", ".jsonl"} else source
    elif source.is_file():
        for name in source.read_text("utf-8").split():
            yield from (path.with_suffix("") for path in source.parent.rglob(f"{name}.jsonl"))


def evaluate(
    parts: Sequence[Path], knowledge: Knowledge, progress: Callable[[GoldReport, Findings], None] | None = None
) -> Evaluation:
    """Read every report of `parts` as if it were new and score the findings; `progress` is told of each report."""
    gold = [report for part in parts for report in read_gold(part)]
    reports = (Report(id=each.name, text=each.text, language="en") for each in gold)
    tallies: list[Tally] = []
    failures: list[Failure] = []
    for each, result in zip(gold, process_all(reports, knowledge), strict=True):
        if isinstance(result, Failure):
            failures.append(result)
        found = Findings(each.name, "failed", "failed") if isinstance(result, Failure) else result
        tallies.append(score_findings(each, found))
        if progress is not None:
            progress(each, found)
    return Evaluation(tuple(make_scores(tallies)), len(gold), tuple(failures), _digest(parts))


def _digest(parts: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        for suffix in (".txt", ".jsonl"):
            digest.update(part.with_suffix(suffix).read_bytes())
    return digest.hexdigest()
