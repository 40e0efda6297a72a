"""What holds: of each subject and field the decision that counts, though several people judged and some undid.

Each coder's own judgements are kept apart. Of one coder the latest on a subject and field counts, and ``undo`` takes it
back, so that an earlier one of another coder holds again. Between coders an editor's final decision outranks all, and
without one the latest holds. Decisions on pairs of events and on actors are everybody's: the latest on a subject holds,
whoever made it, and ``undo`` takes it back for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dateline.judge.values import COUNTS, ENTRIES, read_decision
from dateline.records import Decision, Judgement, Span

Part = tuple[str, Span | None, str | None]  # of a subject: field, entry, and of a toll the side
WHOLE: Part = ("", None, None)


@dataclass(slots=True)
class _Judged:
    """The judgements of one part of a subject that were not taken back, each coder's latest."""

    by_coder: dict[str, tuple[int, Judgement]] = field(default_factory=dict)

    def holding(self) -> tuple[int, Judgement] | None:
        last = sorted(self.by_coder.values(), key=lambda one: (one[1].is_final, one[0]))
        return last[-1] if last else None


def is_shared(judgement: Judgement) -> bool:
    """Say whether a judgement is on a pair of events or on an actor: one decision for all coders."""
    return "+" in judgement.subject or " " in judgement.subject


def part_of(decision: Decision) -> Part:
    """Return which part of its subject a decision is of: a later one on the same part outranks it."""
    entry = decision.of or (decision.span if decision.field in ENTRIES else None)
    return (decision.field, entry, decision.role if entry is None and decision.field in COUNTS else None)


def find_standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return the judgements that hold, of those given in the order in which they were made; in that order, too.

    Raises:
        UserError: the value of one cannot be read.
    """
    held = [one.holding() for parts in _fold(judgements).values() for one in parts.values()]
    return tuple(judgement for _, judgement in sorted((one for one in held if one is not None), key=lambda one: one[0]))


def find_contested(judgements: Iterable[Judgement]) -> Mapping[str, tuple[Judgement, ...]]:
    """Return, by subject, the judgements of coders who differ where nobody has decided between them."""
    found: dict[str, tuple[Judgement, ...]] = {}
    for subject, parts in _fold(judgements).items():
        for one in parts.values():
            given = [judgement for _, judgement in sorted(one.by_coder.values(), key=lambda each: each[0])]
            if len(given) > 1 and not any(each.is_final for each in given) and _differ(given):
                found[subject] = (*found.get(subject, ()), *given)
    return found


def _differ(given: list[Judgement]) -> bool:
    def said(one: Judgement) -> tuple[object, ...]:
        value = read_decision(one)
        return (one.verdict, value.span, value.text, value.flag, value.min, value.max, value.role, value.start,
                value.end, value.place, value.actor)  # fmt: skip

    return not is_shared(given[0]) and len({said(one) for one in given}) > 1


def _fold(judgements: Iterable[Judgement]) -> dict[str, dict[Part, _Judged]]:
    """Return what is left of all judgements after undoing, by subject and part."""
    subjects: dict[str, dict[Part, _Judged]] = {}
    for number, one in enumerate(judgements):
        parts = subjects.setdefault(one.subject, {})
        part = WHOLE if is_shared(one) else part_of(read_decision(one))
        if one.verdict != "undo":
            who = "" if is_shared(one) else one.by
            parts.setdefault(part, _Judged()).by_coder[who] = (number, one)
            continue
        for each in parts.values() if part == WHOLE else [parts.setdefault(part, _Judged())]:
            if is_shared(one) or one.is_final:
                each.by_coder.clear()
            else:
                each.by_coder.pop(one.by, None)
    return subjects
