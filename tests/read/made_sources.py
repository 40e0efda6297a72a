"""What the tests of the readers share: options, sources written to a folder, and what comes out of them."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from dateline.read import ReadOptions, read_sources
from dateline.records import Failure, Reading, Report

OPTIONS = ReadOptions(now=datetime(2024, 5, 1, 12, 0, tzinfo=UTC))

BODY = (
    "<p>GAO, Mali, May 10 (Reuters) - Five people were killed on Friday when a bomb went off in a market, the army said.</p>"  # noqa: E501
    "<p>Nobody claimed the attack, which happened at night, residents of the town told the radio.</p>"
    "<p>On 12 May 1999 there was another such attack in the town, a historian said.</p>"
)


def make_page(head: str = "", body: str = BODY, top: str = "", below: str = "") -> str:
    """Return an HTML page with the headline "Five killed in Gao market"."""
    return (
        f'<html lang="en"><head><title>Five killed in Gao market</title>{head}</head><body>{top}'
        f"<article><h1>Five killed in Gao market</h1>{body}</article>{below}</body></html>"
    )


def read_made(folder: Path, name: str, content: str | bytes, options: ReadOptions = OPTIONS) -> list[Reading | Failure]:
    """Write `content` to a file and read it; a source that cannot be read comes as a failure."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_sources([str(path)], options))


def reports_of(found: list[Reading | Failure]) -> list[Report]:
    return [item.report for item in found if isinstance(item, Reading)]


def failures_of(found: list[Reading | Failure]) -> list[Failure]:
    return [item for item in found if isinstance(item, Failure)]


def only_report(found: list[Reading | Failure]) -> Report:
    assert len(found) == 1, found
    assert isinstance(found[0], Reading), found
    return found[0].report


def only_failure(found: list[Reading | Failure]) -> Failure:
    assert len(found) == 1, found
    assert isinstance(found[0], Failure), found
    return found[0]


def body_of(report: Report) -> list[str]:
    return report.text[report.body_start :].split("\n\n")


def stream_of(content: bytes) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(content))
