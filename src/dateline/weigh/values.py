"""Values: the versions of a field, each with all who support it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dateline.moments import make_moment
from dateline.records import Saying, Support, Value
from dateline.weigh.figures import is_claim
from dateline.weigh.summaries import summarise_value
from dateline.weigh.traced import Traced

COUNTS = frozenset({"killed", "injured", "taken"})


def make_values(field: str, sayings: Iterable[Saying], traced: Traced) -> tuple[Value, ...]:
    """Return the versions of `field`, those of most lines first."""
    groups: defaultdict[tuple[str, ...], list[Saying]] = defaultdict(list)
    for saying in sayings:
        groups[_same(field, saying)].append(saying)
    values = [_make_value(group, traced) for group in groups.values()]
    return tuple(
        sorted(values, key=lambda value: (-len(value.lines), -len(value.supports), value.role or "", value.text))
    )


def _same(field: str, saying: Saying) -> tuple[str, ...]:
    """Return what makes two sayings one version: the numbers for counts, the thing meant for names, else the words."""
    role = saying.role or ""
    if field in COUNTS:
        return (role, str(saying.min), str(saying.max))
    if field == "time":
        return (str(saying.min), str(saying.max))
    return (role if field == "responsibility" else "", saying.target or saying.text.casefold())


def _make_value(group: Sequence[Saying], traced: Traced) -> Value:
    supports = tuple(
        Support(
            report_id=saying.report_id,
            event_id=saying.event_id,
            span=saying.span,
            speaker=saying.speaker,
            speaker_name=saying.speaker_name,
            published=saying.published,
            line=traced.line(saying),
            claim=is_claim(saying),
        )
        for saying in sorted(group, key=lambda one: (one.published or "~", one.report_id, one.span))
    )
    times = sorted(
        {support.published for support in supports if support.published},
        key=lambda published: (moment.first if (moment := make_moment(published)) else 0.0, published),
    )
    first = group[0]
    return Value(
        text=min((saying.text for saying in group), key=lambda text: (-sum(one.text == text for one in group), text)),
        min=first.min,
        max=first.max,
        role=first.role,
        supports=supports,
        lines=tuple(sorted({support.line for support in supports})),
        first_said=times[0] if times else None,
        last_said=times[-1] if times else None,
        summary=summarise_value(group, traced),
    )
