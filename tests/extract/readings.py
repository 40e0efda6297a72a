"""Reads events out of a text for the tests: real times and quantities, places by a list."""

from __future__ import annotations

import re
from functools import cache
from types import SimpleNamespace
from typing import cast

from dateline.extract.events.finding import find_events
from dateline.extract.marking.numbers import find_quantities
from dateline.extract.marking.phrases import find_phrases
from dateline.extract.marking.times import find_times
from dateline.extract.marks import Marks
from dateline.knowledge import Knowledge
from dateline.knowledge.triggers import load_triggers
from dateline.parse import parse_report
from dateline.records import Event, Parsed, Report, Span

PLACES = re.compile(
    r"\b(?:Aden|Agadez|Amman|Amshipora|Ankara|Arauca|Baidoa|Bamako|Bangassou|Bangui|Belfast|Bor|Bukavu|Chad|Colombo"
    r"|Dammam|Donetsk|Freetown|Gao|Geneva|Goma|Harare|Homs|Idlib|India|Jakarta|Jolo|Jos|Kaduna|Kampala|Kandahar"
    r"|Karachi|Kashmir|Kidal|Kirkuk|Lima|Maiduguri|Mali|Manchester|Mandera|Marib|Menaka|Mindanao|Mosul|Nairobi"
    r"|Palmyra|Pulwama|Quetta|Shopian|Sirte|Somalia|Srinagar|Sydney|Tame|Tunis|Urumqi)\b"
)


@cache
def knowledge() -> Knowledge:
    """What the event rules look up; they touch nothing of `Knowledge` but its triggers."""
    return cast(Knowledge, SimpleNamespace(triggers=load_triggers()))


def parse(text: str, title: str = "") -> Parsed:
    """Parse a report, with a headline if `title` is given."""
    whole = f"{title}\n\n{text}" if title else text
    return parse_report(Report(id="report", text=whole, title=title, body_start=len(whole) - len(text)))


def read_events(text: str, title: str = "") -> tuple[Event, ...]:
    """Return the events of a text."""
    parsed = parse(text, title)
    return find_events(parsed, mark(parsed), knowledge())


def mark(parsed: Parsed) -> Marks:
    """Mark a text as the extractors do, but for the places, which are those of the list above."""
    return Marks(
        times=find_times(parsed),
        quantities=find_quantities(parsed),
        places=tuple(Span(match.start(), match.end()) for match in PLACES.finditer(parsed.text)),
        phrases=find_phrases(parsed, knowledge()),
    )
