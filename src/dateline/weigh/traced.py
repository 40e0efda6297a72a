"""Traced lines, ready to look up: which line and story each saying goes back to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.records import Line, Saying


@dataclass(frozen=True, slots=True)
class Traced:
    """Lines by saying, labels by line, stories by report, and the lines themselves as they were given."""

    lines: Mapping[str, str]
    labels: Mapping[str, str]
    stories: Mapping[str, str]
    known: tuple[Line, ...] = ()

    def line(self, saying: Saying) -> str:
        """Return the id of the line that a saying goes back to (`KeyError` where it was not traced)."""
        return self.lines[saying.id]

    def label(self, saying: Saying) -> str:
        """Return the label of that line."""
        return self.labels[self.lines[saying.id]]

    def label_all(self, sayings: Iterable[Saying]) -> list[str]:
        """Return the labels of the lines of `sayings`, each once, sorted."""
        return sorted({self.label(saying) for saying in sayings})

    def story(self, saying: Saying) -> str:
        """Return the id of the story in which a saying stands."""
        return self.stories.get(saying.report_id, saying.report_id)


def make_traced(lines: Iterable[Line]) -> Traced:
    """Return `lines` ready to look up."""
    kept = tuple(lines)
    return Traced(
        lines={saying: line.id for line in kept for saying in line.sayings},
        labels={line.id: line.label for line in kept},
        stories={report: story for line in kept for report, story in zip(line.reports, line.stories, strict=True)},
        known=kept,
    )
