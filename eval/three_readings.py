"""Three readings of one report for measurements out of domain: by rules, by the trained reader, and as it is shipped.

The pipeline keeps statements and relations of reports of conflict only: the rules are asked for statements where there
is an event, the reader has a gate of its own (`scope`). A measurement on texts that tell of no conflict would measure
those gates; "rules" and "reader" therefore pass them by, "shipped" does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dateline.extract.events.finding import find_events
from dateline.extract.marking.numbers import find_quantities
from dateline.extract.marking.phrases import find_phrases
from dateline.extract.marking.places import find_places
from dateline.extract.marking.times import find_times
from dateline.extract.marks import Marks
from dateline.extract.reading.findings import read_findings
from dateline.extract.relations.finding import find_relations
from dateline.extract.voices.statements import find_statements
from dateline.knowledge import Knowledge
from dateline.parse import parse_report
from dateline.pipeline import process
from dateline.records import Findings, Parsed, Report

READINGS = ("rules", "reader", "shipped")


@dataclass(frozen=True, slots=True)
class Eyes:
    """The knowledge as it is shipped; `load_knowledge(Config())` gives it."""

    knowledge: Knowledge

    def read(self, report: Report) -> Mapping[str, Findings]:
        """Return the findings by name of reading; statements and relations are what may be compared."""
        parsed = parse_report(report)
        return {
            "rules": self._by_rules(parsed),
            "reader": self._by_reader(parsed),
            "shipped": process(report, self.knowledge),
        }

    def _by_rules(self, parsed: Parsed) -> Findings:
        marks = Marks(
            times=find_times(parsed),
            quantities=find_quantities(parsed),
            places=find_places(parsed, self.knowledge.gazetteer),
            phrases=find_phrases(parsed, self.knowledge),
        )
        events = find_events(parsed, marks, self.knowledge)
        return Findings(
            report_id=parsed.report.id,
            pipeline="eval",
            model="rules",
            events=events,
            statements=find_statements(parsed, marks, events, self.knowledge),
            relations=find_relations(parsed, marks, self.knowledge, events),
        )

    def _by_reader(self, parsed: Parsed) -> Findings:
        reader = self.knowledge.reader
        if reader is None:
            return Findings(parsed.report.id, "eval", "none")
        return read_findings(parsed, replace(reader, thresholds={**reader.thresholds, "scope": 0.0}), "eval")
